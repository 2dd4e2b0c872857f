//! A log taken over into another store is the same log, and goes on.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly"
)]

use shouwen::{
    Error, LogInfo, MemoryStore, NoLibrary, Request, Runtime, Secret, SeededSalts, Store, VirtualClock,
};

type Memory = Runtime<MemoryStore>;

fn empty(log: &str, secret: u8) -> Memory {
    let store = MemoryStore::new(LogInfo::new(log, Secret::new([secret; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse().unwrap());
    Runtime::new(store, clock, SeededSalts::new(1)).unwrap()
}

fn begun() -> Memory {
    let compiled = shouwen::compile("minimal.proc", include_bytes!("data/minimal.proc"), &NoLibrary);
    let mut runtime = empty("hrss", 7);
    runtime.begin("admin").unwrap();
    runtime.publish(&compiled.procedures[0]).unwrap();
    for key in ["a", "b"] {
        let open = Request::open("minimal", key).applicant("张三").at("2026-03-02T09:10:00+08:00");
        assert!(runtime.execute(&open).unwrap().accepted());
    }
    assert!(runtime.execute(&done("a")).unwrap().accepted());
    runtime
}

fn done(key: &str) -> Request {
    let request = Request::complete(format!("@{key}"), format!("{key}/1"), "收件").officer("陈岚", "窗口岗");
    request.conclude("意见", "准予").at("2026-03-02T09:30:00+08:00")
}

#[test]
fn root_cases_registers_and_due_instants_are_the_same() {
    let first = begun();
    let log = first.log().unwrap();
    let mut second = empty("hrss", 8);
    assert_eq!(usize::try_from(second.import(&log).unwrap()).unwrap(), log.lines.len());
    assert_eq!(second.store().checkpoint().unwrap(), first.store().checkpoint().unwrap());
    assert_eq!(second.registers(), first.registers());
    let rows = |runtime: &Memory| runtime.store().cases(None, 100).unwrap();
    assert_eq!(rows(&second), rows(&first));
    for row in rows(&first) {
        let stored = |runtime: &Memory| runtime.store().load(row.case).unwrap();
        assert_eq!(stored(&second), stored(&first));
    }
    assert!(second.execute(&done("b")).unwrap().accepted(), "it goes on");
    let again = second.execute(&done("a")).unwrap();
    assert_eq!(again.refusal().unwrap().code.as_str(), "KEY_REUSED", "never twice");
}

#[test]
fn only_into_an_empty_store_of_the_same_log() {
    let log = begun().log().unwrap();
    assert!(matches!(begun().import(&log), Err(Error::NotEmpty)));
    assert!(matches!(empty("other", 7).import(&log), Err(Error::OtherLog { .. })));
}
