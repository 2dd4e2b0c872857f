//! Erased openings: a log whose personal values are gone is decided again on the truths that stand in its records.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

#[path = "../../shouwen/tests/common/mod.rs"]
mod common;

use common::{World, small, whole_run};
use shouwen::{Log, Request, replay};
use shouwen_inspect::DivergenceCode;

const AGED: &str = "\
事项 照护补贴：
  简称 care；
  依据 本机关规定（示例〔2026〕2号）；
  办件类型 承诺件；
  不收费；
  生效 2020-01-01。

登记信息：
  年龄 整数，必填，个人信息，由 申请人 填写。

岗位 窗口岗：
  由 陈岚；
  首办负责。

结果 给付。
结果 转介。

环节 收件：
  由 窗口岗 办理；
  年龄 不少于 60 的，办结，结果为 给付；
  其他情形，办结，结果为 转介。
";

fn erase(file: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(file).unwrap_or_default();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("{\"o\":")).collect();
    (kept.join("\n") + "\n").into_bytes()
}

#[test]
fn conditions_over_erased_values_are_answered_by_the_record_and_counted() {
    let mut world = World::new();
    world.runtime.publish(&small(AGED)).unwrap();
    for (key, age) in [("old", 71), ("young", 35)] {
        world.ok(&Request::open("care", key).applicant("张三").at("2026-03-02 09:30").data("年龄", age));
        let done = Request::complete(format!("@{key}"), "c", "收件").officer("陈岚", "窗口岗");
        let reasons = done.reasons("不符合年龄条件").at("2026-03-02 09:30");
        world.ok(&reasons);
    }
    let file = world.store.export();
    world.proved();
    assert_eq!(replay(&Log::read(&file[..]).unwrap()).conditions_on_record, 0);
    let erased = erase(&file);
    assert!(!String::from_utf8_lossy(&erased).contains("\"v\":71"));
    let report = shouwen::verify(&erased[..], &shouwen::VerifyOptions::default()).unwrap();
    assert!(report.ok(), "{:?}", report.problems);
    let again = replay(&Log::read(&erased[..]).unwrap());
    assert!(again.divergences.is_empty(), "{:?}", again.divergences);
    assert_eq!(again.conditions_on_record, 4, "two clauses in each case");
    assert_eq!((again.more, again.undecided), (0, 0));
}

#[test]
fn a_run_that_asks_nothing_of_personal_values_replays_without_them() {
    let mut world = World::new();
    for request in whole_run("k") {
        world.ok(&request);
    }
    let erased = erase(&world.store.export());
    let again = replay(&Log::read(&erased[..]).unwrap());
    assert!(again.divergences.is_empty(), "{:?}", again.divergences);
    assert_eq!(again.conditions_on_record, 0);
}

#[test]
fn a_truth_that_is_missing_too_is_a_difference() {
    let mut world = World::new();
    world.runtime.publish(&small(AGED)).unwrap();
    world.ok(&Request::open("care", "old").applicant("张三").at("2026-03-02 09:00").data("年龄", 71));
    world.ok(&Request::complete("@old", "c", "收件").officer("陈岚", "窗口岗").at("2026-03-02 09:30"));
    let erased = String::from_utf8(erase(&world.store.export())).unwrap();
    let mut log = Log { id: "test".into(), ..Log::default() };
    let mut forgeries = 0;
    for line in erased.lines().filter(|l| l.contains("\"n\"") && !l.contains("\"root\"")) {
        let truths = "{\"c\":\"step 收件\",\"t\":\"if\",\"v\":[[2,true],[3,false]]},";
        forgeries += line.matches(truths).count();
        let forged = line.replace(truths, "");
        log.push(forged.into_bytes()).unwrap();
    }
    assert_eq!(forgeries, 1);
    let again = replay(&log);
    assert!(again.divergences.iter().any(|d| d.code == DivergenceCode::ReplayRefused), "{again:?}");
}
