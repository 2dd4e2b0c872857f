//! Clocks, to the instant: the five days of the one-time notice, the two limits of handling, warnings, the hearing that
//! is not counted, the extension.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::*;
use shouwen_executor::{Act, Effect, RefusalCode};
use shouwen_model::form::{ClockClause, ClockName};

const BOTH: &[&str] = &["验资报告", "场所使用证明"];

#[test]
fn a_notice_not_given_in_five_days_is_an_acceptance_as_of_receipt() {
    let mut run = Run::licence();
    run.open("2024-02-07 10:20", &[]).unwrap();
    run.go_notice("2024-02-07 10:40");
    assert_eq!(run.deadlines("告知期限"), ["2024-02-21T00:00:00.000+08:00"]);
    run.until("2024-02-20 23:59:59.999");
    assert_eq!(run.place(), "补正告知");
    run.until("2024-02-21 00:00");
    assert_eq!(run.place(), "审查");
    assert_eq!(run.date("受理日"), Some(day("2024-02-07")));
    assert_eq!(run.last_days("办理期限"), ["2024-03-12", "2024-02-27"]);
    assert_eq!(run.deadlines("办理期限")[1], "2024-02-28T00:00:00.000+08:00");
    assert_eq!(run.findings(), ["2024-02-21T00:00:00.000+08:00 未一次性告知 陈岚/窗口岗"]);
    // What happens at 24:00 belongs to the day that ends: the reviewer's three days count from 2024-02-20.
    assert_eq!(run.last_days("审查"), ["2024-02-23"]);
}

#[test]
fn on_the_last_day_it_is_in_time_and_at_the_first_instant_after_it_is_too_late() {
    let mut run = Run::licence();
    run.open("2024-02-07 10:20", &[]).unwrap();
    run.go_notice("2024-02-07 10:40");
    let mut late = run.clone();
    run.done(WINDOW, "2024-02-20 23:59:59.999", Done::default()).unwrap();
    assert_eq!((run.place(), run.findings().len()), ("待补正", 0));
    let act = Done::default().act("补正告知");
    assert_eq!(code(late.by(officer("陈岚", "窗口岗"), "2024-02-21 00:00", act)), RefusalCode::WrongPlace);
    assert_eq!(late.place(), "审查");
}

#[test]
fn the_promised_limit_warns_then_breaks_and_the_statutory_one_follows() {
    let mut run = Run::in_review();
    // Accepted on Friday 2024-03-01: ten days to 2024-03-15, twenty to 2024-03-29.
    assert_eq!(run.last_days("办理期限"), ["2024-03-29", "2024-03-15"]);
    run.until("2024-04-10 00:00");
    assert_eq!(
        run.findings(),
        [
            "2024-03-07T00:00:00.000+08:00 INTERNAL_OVERDUE -/审查岗",
            "2024-03-16T00:00:00.000+08:00 违诺 -/审查岗",
            "2024-03-30T00:00:00.000+08:00 超期 -/审查岗",
        ]
    );
    assert_eq!(
        run.calls(),
        [
            "2024-03-07T00:00:00.000+08:00 urge 审查岗",
            "2024-03-14T00:00:00.000+08:00 urge 审查岗",
            "2024-03-16T00:00:00.000+08:00 escalate 处长",
            "2024-03-30T00:00:00.000+08:00 escalate 厅领导",
        ]
    );
}

#[test]
fn a_short_hearing_is_not_counted() {
    let mut run = Run::in_review();
    run.go_hearing("2024-03-04 10:00");
    // The cap of twenty working days after 2024-03-04 ends with 2024-04-01.
    assert_eq!(run.last_days("办理期限"), ["2024-04-28", "2024-04-15"]);
    run.event(REVIEW, "2024-03-11 16:00", "听证结束").unwrap();
    // 2024-03-05 to 03-11, five working days, are taken out.
    assert_eq!(run.last_days("办理期限"), ["2024-04-08", "2024-03-22"]);
    let told = run.effects().filter(|(_, e)| matches!(e, Effect::Tell { whom, .. } if whom == "applicant"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_long_hearing_is_left_out_up_to_the_cap_and_escalates() {
    let mut run = Run::in_review();
    run.go_hearing("2024-03-04 10:00");
    run.until("2024-04-25 12:00");
    // Twenty working days end on 2024-04-01; then every five, over Qingming.
    assert_eq!(
        run.calls(),
        [
            "2024-04-02T00:00:00.000+08:00 escalate 处长",
            "2024-04-10T00:00:00.000+08:00 escalate 处长",
            "2024-04-12T00:00:00.000+08:00 urge 郑凯",
            "2024-04-16T00:00:00.000+08:00 escalate 处长",
            "2024-04-17T00:00:00.000+08:00 escalate 处长",
            "2024-04-24T00:00:00.000+08:00 escalate 处长",
        ]
    );
    assert_eq!(run.findings(), ["2024-04-16T00:00:00.000+08:00 违诺 郑凯/审查岗"]);
    run.event(REVIEW, "2024-04-25 12:00", "听证结束").unwrap();
    assert_eq!(run.last_days("办理期限")[0], "2024-04-28");
}

fn extend(run: &mut Run, who: (&str, &str), when: &str, amount: u32) -> RefusalCode {
    let act = Act::Extend { clock: "办理期限".into(), amount, reasons: seal("案情复杂".to_owned()) };
    code(run.by(officer(who.0, who.1), when, act))
}

#[test]
fn an_extension_comes_once_from_the_named_post_in_time_and_arms_the_warning_anew() {
    let boss = ("韩松", "厅领导");
    let mut run = Run::in_review();
    run.until("2024-03-14 12:00");
    assert_eq!(run.calls().last().unwrap(), "2024-03-14T00:00:00.000+08:00 urge 审查岗");
    let mut late = run.clone();
    assert_eq!(extend(&mut run, HEAD, "2024-03-14 12:00", 10), RefusalCode::NotHolder);
    assert_eq!(extend(&mut run, boss, "2024-03-14 12:00", 0), RefusalCode::NoExtension);
    assert_eq!(extend(&mut run, boss, "2024-03-14 12:00", 11), RefusalCode::NoExtension);
    let act = |amount| Act::Extend {
        clock: "办理期限".into(), amount, reasons: seal("案情复杂".to_owned())
    };
    run.by(officer("韩松", "厅领导"), "2024-03-14 12:00", act(10)).unwrap();
    assert_eq!(run.last_days("办理期限"), ["2024-04-15", "2024-03-29"]);
    let told = run.effects().any(|(_, e)| matches!(e, Effect::Tell { what: Some(w), .. } if w == "理由"));
    assert!(told);
    assert_eq!(extend(&mut run, boss, "2024-03-14 13:00", 1), RefusalCode::NoExtension);
    run.until("2024-03-28 00:00");
    assert_eq!(run.calls().last().unwrap(), "2024-03-28T00:00:00.000+08:00 urge 审查岗");
    // After the statutory limit it is void.
    late.clone().by(officer("韩松", "厅领导"), "2024-03-29 23:59", act(10)).unwrap();
    assert_eq!(extend(&mut late, boss, "2024-03-30 00:00", 10), RefusalCode::NoExtension);
}

#[test]
fn a_promise_alone_is_extended_before_it_has_expired_and_not_after() {
    let mut run = Run::with(|form| {
        let clock = form.clocks.iter_mut().find(|clock| clock.name == "办理期限").unwrap();
        clock.clauses.retain(|clause| match clause {
            ClockClause::Budget { of, .. } => *of == ClockName::Promised,
            ClockClause::Expired(expiry) => expiry.of == ClockName::Promised,
            _ => true,
        });
        let ClockClause::Budget { from, .. } = &mut clock.clauses[0] else { panic!("the promise") };
        *from = Some("受理日".into());
    });
    run.open("2024-03-01 09:00", &["验资报告", "场所使用证明"]).unwrap();
    run.go_review("2024-03-01 10:00");
    run.until("2024-03-15 12:00");
    let act =
        Act::Extend { clock: "办理期限".into(), amount: 5, reasons: seal("案情复杂".to_owned()) };
    run.clone().by(officer("韩松", "厅领导"), "2024-03-15 23:59", act).unwrap();
    let late = extend(&mut run, ("韩松", "厅领导"), "2024-03-16 00:00", 5);
    assert_eq!(late, RefusalCode::NoExtension);
}

#[test]
fn a_supplement_starts_the_handling_on_its_day() {
    let mut run = Run::in_supplement();
    assert_eq!(run.last_days("待补正"), ["2024-03-18"]);
    assert_eq!(run.date("受理日"), None);
    run.supplement("2024-03-08 15:00", BOTH).unwrap();
    assert_eq!((run.place(), run.date("受理日")), ("审查", Some(day("2024-03-08"))));
    assert_eq!(run.last_days("办理期限"), ["2024-04-08", "2024-03-22"]);
}
