//! What follows from breaches: within the case by its record, over all cases by the log.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

use shouwen::{
    LogInfo, MemoryLibrary, MemoryStore, ReadRequest, Runtime, Secret, SeededSalts, VirtualClock, compile,
    read_request,
};
use shouwen_inspect::{Breach, breaches};

/// Tables in a file of their own: they hold for every procedure that uses it.
const TABLES: &str = "\
责任追究 年度问责：
  每 年度 按 责任人 计次；
  内部时限逾期、别处的违规的，提醒；
  内部时限逾期 满 三次的，约谈。
责任追究 月度问责：
  每 月度 按 岗位 计次；
  任何违规 满 两次的，通报。
责任追究 别处：
  别处的违规的，提醒。
";

fn item(name: &str) -> String {
    format!(
        "引用 问责。\n事项 {name}：\n  简称 {name}；\n  办件类型 承诺件；\n  不收费；\n  生效 2020-01-01。\n\
         岗位 档案岗：\n  由 林芳、周明；\n  首办负责。\n结果 已办。\n\
         环节 登记：\n  由 档案岗 办理；\n  完成时，转入 查阅。\n\
         环节 查阅：\n  由 档案岗 办理；\n  内部时限 一个工作日；\n  完成时，办结，结果为 已办。\n"
    )
}

fn does(runtime: &mut Runtime<MemoryStore>, at: &str, act: &str) {
    let text = act.replacen('{', &format!(r#"{{"at":"{at}:00+08:00","#), 1);
    let ReadRequest::Request(request) = read_request(text.as_bytes()) else { panic!("{text}") };
    let answer = runtime.execute(&request).unwrap();
    assert!(answer.accepted(), "{answer:?}");
}

/// A case of which the second step passes its internal limit, opened on a day of a month and done four days later.
fn case(runtime: &mut Runtime<MemoryStore>, item: &str, (month, day): (&str, u32), who: &str) {
    let key = format!("{item}-{month}-{day}");
    let open =
        format!(r#"{{"act":"open","procedure":"{item}","key":"{key}","actor":{{"person":"王女士"}}}}"#);
    does(runtime, &format!("{month}-0{day}T09:00"), &open);
    let complete = |n: u32, step: &str| {
        format!(
            r#"{{"act":"complete","case":"@{key}","key":"{key}/{n}","step":"{step}","actor":{{"person":"{who}","post":"档案岗"}}}}"#
        )
    };
    does(runtime, &format!("{month}-0{day}T10:00"), &complete(1, "登记"));
    does(runtime, &format!("{month}-{:02}T10:00", day + 4), &complete(2, "查阅"));
}

fn found() -> Vec<Breach> {
    let library = MemoryLibrary::default().with("p/问责.proc", TABLES);
    let store = MemoryStore::new(LogInfo::new("t", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2025-01-01T18:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
    runtime.begin("管理员").unwrap();
    for name in ["item_a", "item_b"] {
        let compilation = compile(&format!("p/{name}.proc"), item(name).as_bytes(), &library);
        assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
        runtime.publish(&compilation.procedures[0]).unwrap();
    }
    case(&mut runtime, "item_a", ("2025-03", 3), "林芳");
    case(&mut runtime, "item_b", ("2025-06", 3), "林芳");
    case(&mut runtime, "item_b", ("2025-06", 8), "周明");
    case(&mut runtime, "item_a", ("2025-09", 2), "林芳");
    case(&mut runtime, "item_a", ("2026-03", 3), "林芳");
    breaches(&runtime.log().unwrap())
}

#[test]
fn breaches_are_counted_over_cases_and_procedures_within_their_time() {
    let told: Vec<String> = found()
        .iter()
        .map(|breach| {
            let one = |c: &shouwen_executor::Consequence| {
                let words: Vec<String> = c.measures.iter().map(|m| m.words().0).collect();
                format!("{} {}", words.join("、"), c.count)
            };
            let all: Vec<String> = breach.consequences.iter().map(one).collect();
            format!("{}：{}", breach.officer.as_deref().unwrap_or("无"), all.join("；"))
        })
        .collect();
    assert_eq!(
        told,
        [
            "林芳：提醒 1",
            "林芳：提醒 2",
            "周明：提醒 1；通报 2",
            "林芳：约谈 3",
            // Another year, another count.
            "林芳：提醒 1",
        ]
    );
}
