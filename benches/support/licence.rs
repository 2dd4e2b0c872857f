//! Runs of the licence: six commands from the application to the delivery.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a bench fails loudly")]

use shouwen::{
    Clock, Compiled, Instant, LogInfo, MemoryLibrary, Request, Runtime, Secret, SeededSalts, Store, compile,
};

/// How many commands a run has.
pub const STEPS: usize = 6;

const LICENCE: &str = include_str!("../../processes/labour_dispatch_licence/劳务派遣经营许可.proc");
const OFFICE: &str = include_str!("../../processes/机构.proc");
const MATERIALS: [&str; 7] =
    ["申请书", "公司章程", "验资报告", "场所使用证明", "法定代表人身份证明", "派遣管理制度", "派遣协议样本"];

/// The identity of the log.
#[must_use]
pub fn log_info() -> LogInfo {
    LogInfo::new("bench", Secret::new([7; 32])).expect("an id")
}

/// The licence, compiled.
#[must_use]
pub fn licence() -> Compiled {
    let library = MemoryLibrary::default().with("p/机构.proc", OFFICE);
    let compiled = compile("p/l/licence.proc", LICENCE.as_bytes(), &library);
    compiled.procedures.into_iter().next().expect("the licence compiles")
}

/// A clock for many cases one after the other, each of which begins on the same day.
struct AsStated(Instant);

impl Clock for AsStated {
    fn now(&mut self, stated: Option<Instant>) -> Instant {
        stated.unwrap_or(self.0)
    }
}

/// The day before the commands of the runs.
fn clock() -> AsStated {
    AsStated(Instant::parse_local("2026-03-01 00:00").expect("an instant"))
}

/// A runtime on an empty store, with the licence published.
pub fn begun<S: Store>(store: S, licence: &Compiled) -> Runtime<S> {
    let mut runtime = Runtime::new(store, clock(), SeededSalts::new(1)).expect("a runtime");
    runtime.begin("管理员").expect("begun");
    runtime.publish(licence).expect("published");
    runtime
}

/// Another runtime on the log of the first.
pub fn beside<S: Store>(first: &Runtime<S>, store: S, seed: u64) -> Runtime<S> {
    first.beside(store, clock(), SeededSalts::new(seed)).expect("a runtime")
}

/// The commands of one run; the case is opened with the key.
#[must_use]
pub fn run(key: &str) -> [Request; STEPS] {
    let case = format!("@{key}");
    let on = |act: &str, key: &str| Request::on(act, &case, key);
    let complete = |key: &str, place: &str| Request::complete(&case, key, place);
    [
        Request::open("labour_dispatch_licence", key)
            .applicant("张三")
            .at("2026-03-02 09:00")
            .data("注册资本", "200万元")
            .data("经营场所", "甲路壹号")
            .materials(MATERIALS),
        on("check", "w1").officer("陈岚", "窗口岗").step("收件").marks::<&str>([]).at("2026-03-02 09:30"),
        complete("w2", "收件").officer("陈岚", "窗口岗").conclude("管辖", "属本机关").at("2026-03-02 09:31"),
        complete("w3", "审查")
            .officer("郑凯", "审查岗")
            .data("需要现场核查", "否")
            .data("涉及他人重大利益", false)
            .conclude("意见", "准予")
            .at("2026-03-04 10:00"),
        complete("w4", "决定").officer("褚伟", "处长").conclude("决定", "准予").at("2026-03-05 10:00"),
        Request {
            duty: Some(1),
            proof: Some("送达回证".to_owned()),
            ..on("serve", "w5").officer("吴静", "窗口岗").at("2026-03-09 17:00")
        },
    ]
}
