//! The counts of immediate items: done on the spot, carried on and why, served out of turn.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

use shouwen::{
    LogInfo, MemoryLibrary, MemoryStore, ReadRequest, Runtime, Secret, SeededSalts, VirtualClock, compile,
    read_request,
};
use shouwen_inspect::immediate;

const CARD: &str = include_str!("../../../processes/social_security_card/社会保障卡申领.proc");
const OFFICE: &str = include_str!("../../../processes/机构.proc");

/// A store with the card in force.
fn window() -> Runtime<MemoryStore> {
    let library = MemoryLibrary::default().with("p/机构.proc", OFFICE);
    let compilation = compile("p/c/card.proc", CARD.as_bytes(), &library);
    let store = MemoryStore::new(LogInfo::new("t", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-01T18:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
    runtime.begin("管理员").unwrap();
    runtime.publish(&compilation.procedures[0]).unwrap();
    runtime
}

fn does(runtime: &mut Runtime<MemoryStore>, at: &str, act: &str) {
    let text = act.replacen('{', &format!(r#"{{"at":"2026-03-02T{at}:00+08:00","#), 1);
    let ReadRequest::Request(request) = read_request(text.as_bytes()) else { panic!("{text}") };
    let answer = runtime.execute(&request).unwrap();
    assert!(answer.accepted(), "{answer:?}");
}

fn opens(runtime: &mut Runtime<MemoryStore>, at: &str, key: &str) {
    let act = format!(
        r#"{{"act":"open","procedure":"social_security_card","key":"{key}","actor":{{"person":"王女士"}},"materials":["有效身份证件"],"data":{{"姓名":"王某","证件号码":"1","申领类别":"补领"}}}}"#
    );
    does(runtime, at, &act);
}

fn completes(runtime: &mut Runtime<MemoryStore>, at: &str, case: &str, who: (&str, &str), rest: &str) {
    let (person, post) = who;
    let act = format!(
        r#"{{"act":"complete","case":"@{case}","key":"{case}/{at}","actor":{{"person":"{person}","post":"{post}"}},{rest}}}"#
    );
    does(runtime, at, &act);
}

/// The papers are looked at: everything is there.
fn checks(runtime: &mut Runtime<MemoryStore>, at: &str, case: &str) {
    let act = format!(
        r#"{{"act":"check","case":"@{case}","key":"{case}/{at}/check","step":"核验身份","actor":{{"person":"陈岚","post":"窗口岗"}}}}"#
    );
    does(runtime, at, &act);
}

const WINDOW: (&str, &str) = ("陈岚", "窗口岗");

#[test]
fn who_came_first_is_served_first_and_what_is_carried_on_has_a_reason() {
    let mut runtime = window();
    opens(&mut runtime, "09:00", "a");
    opens(&mut runtime, "09:01", "b");
    opens(&mut runtime, "09:02", "c");
    let identity = r#""step":"核验身份","conclude":{"身份":"本人"}"#;
    let stranger = r#""step":"核验身份","conclude":{"身份":"非本人且无委托"},"reasons":"无委托书""#;
    checks(&mut runtime, "09:05", "b");
    completes(&mut runtime, "09:05", "b", WINDOW, identity);
    checks(&mut runtime, "09:06", "a");
    completes(&mut runtime, "09:06", "a", WINDOW, stranger);
    checks(&mut runtime, "09:07", "c");
    completes(&mut runtime, "09:07", "c", WINDOW, identity);
    completes(&mut runtime, "09:08", "b", WINDOW, r#""step":"形式审查","conclude":{"信息":"不一致"}"#);
    let reason = r#""step":"提出转办","data":{"转办理由":"信息不一致须核实"}"#;
    completes(&mut runtime, "09:09", "b", WINDOW, reason);
    let agreed = r#""step":"批准转办","conclude":{"批示":"同意转办"}"#;
    completes(&mut runtime, "09:10", "b", ("何敏", "窗口负责人"), agreed);

    let counted = immediate(&runtime.log().unwrap());
    let [card] = &counted[..] else { panic!("{counted:?}") };
    assert_eq!((card.alias.as_str(), card.opened, card.on_the_spot), ("social_security_card", 3, 1));
    assert_eq!(card.converted.iter().collect::<Vec<_>>(), [(&"信息不一致须核实".to_owned(), &1)]);
    let [overtaken] = &card.overtaken[..] else { panic!("{:?}", card.overtaken) };
    let case = |key: &str| runtime.find(key).unwrap().unwrap();
    assert_eq!((overtaken.served, overtaken.waiting), (case("@b"), case("@a")));
    assert_eq!(overtaken.person, "陈岚");
}

#[test]
fn other_procedures_are_not_counted() {
    assert!(immediate(&window().log().unwrap()).is_empty());
}
