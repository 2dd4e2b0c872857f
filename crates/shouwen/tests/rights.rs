//! What a limit that passes opens to somebody, and what it bars, as the view of the case shows it.
#![allow(
    clippy::unwrap_used,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

use shouwen::{
    LogInfo, MemoryStore, NoLibrary, Request, Runtime, Secret, SeededSalts, VirtualClock, compile,
};

const CLOCKS: &str = include_str!("../../../tests/clauses/时限.proc");

#[test]
fn a_limit_that_passes_opens_one_right_and_bars_another() {
    let store = MemoryStore::new(LogInfo::new("test", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-01T18:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
    runtime.begin("管理员").unwrap();
    let compilation = compile("时限.proc", CLOCKS.as_bytes(), &NoLibrary);
    runtime.publish(&compilation.procedures.into_iter().next().unwrap()).unwrap();
    let open = Request::open("clock_clauses", "a").applicant("张三").at("2026-03-02 09:00");
    let case = runtime.execute(&open).unwrap().case.unwrap();
    let register = Request::complete("@a", "1", "立案").officer("甲", "仲裁岗").at("2026-03-02 09:10");
    assert!(runtime.execute(&register).unwrap().accepted());
    let seen = |runtime: &Runtime<MemoryStore>, now: &str| {
        let view = runtime.view(case, now.parse().unwrap()).unwrap().unwrap();
        (view.rights, view.barred, view.possible.iter().any(|p| p.what.zh.contains("反申请")))
    };
    assert_eq!(seen(&runtime, "2026-03-12T23:59:00+08:00"), (vec![], vec![], true));
    let expired = "2026-04-17T00:00:00+08:00";
    runtime.tick(expired.parse().unwrap()).unwrap();
    let right = ("applicant".to_owned(), "起诉".to_owned());
    assert_eq!(seen(&runtime, expired), (vec![right], vec!["反申请".to_owned()], false));
}
