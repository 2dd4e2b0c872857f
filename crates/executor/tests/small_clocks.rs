//! Clocks in small forms: hours and office minutes, a wait entered again, a clock that begins too late, one that is
//! excluded where it begins, ties at one instant, an interval of nothing.
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

use common::licence::*;
use common::{Run, WINDOW, at, code, day};
use shouwen_calendar::{Mode, Unit};
use shouwen_executor::{Effect, RefusalCode, TimeKind, next};
use shouwen_model::form::*;

const BOTH: &[&str] = &["验资报告", "场所使用证明"];

fn period(n: u32, unit: Unit) -> Period {
    Period { n, unit }
}

fn breach(name: &str) -> ActItem {
    act(Act::Breach { name: name.into(), answers: None })
}

/// A clock from a date to 决定日 with one statutory limit.
fn clock(name: &str, from: &str, period: Period, mut more: Vec<ClockClause>) -> Clock {
    let mut clauses = vec![
        ClockClause::Budget {
            of: ClockName::Statutory,
            period,
            until: None,
            from: Some(from.into()),
            on: None,
            before: false,
            basis: None,
        },
        ClockClause::Ends { at: ClockEnd::Date { name: "决定日".into() } },
    ];
    clauses.append(&mut more);
    Clock { name: name.into(), clauses }
}

fn expired(acts: Vec<ActItem>, to: Option<Direction>) -> ClockClause {
    ClockClause::Expired(Expiry { of: ClockName::Statutory, acts, to, basis: None })
}

/// The licence with other clocks and without the limits of places.
fn with(clocks: Vec<Clock>) -> impl FnOnce(&mut Form) {
    move |form| {
        form.clocks = clocks;
        for place in &mut form.places {
            place.clauses.retain(|c| !matches!(c, Clause::InternalLimit { .. } | Clause::Track { .. }));
        }
    }
}

#[test]
fn hours_and_office_minutes_count_from_the_instant() {
    let hours = || clock("小时", "收件日", period(24, Unit::Hour), vec![]);
    let minutes = clock("分钟", "收件日", period(60, Unit::OfficeMinute), vec![]);
    let mut run = Run::with(with(vec![hours(), minutes]));
    // Friday 16:50: forty minutes are left of it, twenty fall on Monday from nine.
    run.open("2024-03-01 16:50", &[]).unwrap();
    assert_eq!(run.deadlines("小时"), ["2024-03-02T16:50:00.000+08:00"]);
    assert_eq!(run.deadlines("分钟"), ["2024-03-04T09:20:00.000+08:00"]);
    run.until("2024-03-04 09:20");
    assert_eq!(run.records.last().unwrap().business, at("2024-03-04 09:20"));
}

#[test]
fn of_a_date_in_the_past_only_the_date_is_known() {
    // Accepted as of receipt by the lapse of 告知期限: the hours count from the beginning of that day.
    let mut run = Run::with(|form| {
        let hours = clock("小时", "受理日", period(400, Unit::Hour), vec![]);
        form.clocks.push(hours);
    });
    run.open("2024-02-07 10:20", &[]).unwrap();
    run.until("2024-02-21 00:00");
    assert_eq!(run.deadlines("小时"), ["2024-02-23T16:00:00.000+08:00"]);
    assert_eq!(run.clock("小时").unwrap().instant, None);
}

#[test]
fn a_wait_entered_again_has_its_whole_time_again() {
    let mut run = Run::with(|form| {
        let wait = &mut form.places[2].clauses;
        wait.retain(|c| !matches!(c, Clause::Direct { .. }));
        wait.push(direct(Trigger::Event { event: AwaitedEvent::Supplemented }, vec![], go("收件")));
        wait.push(direct(Trigger::Expired, vec![], close("已撤回")));
    });
    run.open("2024-03-01 09:00", &["验资报告"]).unwrap();
    run.go_notice("2024-03-01 10:00");
    run.done(WINDOW, "2024-03-01 11:00", common::Done::stating(20)).unwrap();
    assert_eq!(run.last_days("待补正"), ["2024-03-29"]);
    run.supplement("2024-03-11 09:00", &["场所使用证明"]).unwrap();
    assert!(run.clock("待补正").is_none(), "its clock is gone with the visit");
    run.check_materials(
        "陈岚",
        "2024-03-11 10:00",
        &[("场所使用证明", shouwen_executor::Mark::Nonconforming)],
    )
    .unwrap();
    run.done(WINDOW, "2024-03-11 10:00", common::Done::with(&[("管辖", "属本机关")])).unwrap();
    // This notice states nothing: the text's own ten days.
    run.done(WINDOW, "2024-03-11 11:00", common::Done::default()).unwrap();
    assert_eq!(run.last_days("待补正"), ["2024-03-25"]);
    run.until("2024-03-26 00:00");
    assert_eq!(run.place(), "已撤回");
}

#[test]
fn a_clock_that_begins_too_late_acts_at_once_and_nothing_is_dated_back() {
    // Accepted as of receipt when the five days are over: two days were over long before.
    let mut run = Run::with(|form| {
        let left = ClockClause::Left {
            of: Some(ClockName::Statutory),
            left: Remainder::Period(workdays(1)),
            acts: vec![act(Act::Urge { whom: Role::Officer })],
        };
        let late = expired(vec![breach("迟到")], Some(go("决定")));
        form.clocks.push(clock("迟", "受理日", workdays(2), vec![left, late]));
    });
    run.open("2024-02-07 10:20", &[]).unwrap();
    run.until("2024-02-21 00:00");
    assert_eq!(run.place(), "决定");
    let last: Vec<_> = run.records.iter().rev().take(2).map(|r| (r.business, r.recorded)).collect();
    assert!(last.iter().all(|(b, r)| (*b, *r) == (at("2024-02-21 00:00"), at("2024-02-21 00:00"))));
    assert_eq!(run.findings()[1], "2024-02-21T00:00:00.000+08:00 迟到 -/审查岗");
    // The day of what time did late is the day on which it did it.
    assert_eq!(run.last_days("决定"), ["2024-02-22"]);
}

#[test]
fn a_clock_that_begins_where_it_is_excluded_stands_still() {
    // 受理日 is recorded on entering 听证 itself, and moved while the case waits there.
    let mut run = Run::with(|form| {
        form.places[0].clauses.retain(|c| !matches!(c, Clause::Direct { .. }));
        form.places[0].clauses.push(direct(Trigger::Completed, vec![], go("听证")));
        let hearing = &mut form.places[4].clauses;
        hearing.insert(0, Clause::OnEntry { first: true, acts: vec![record("受理日")] });
        hearing[3] = Clause::Await { events: vec![named("听证结束"), named("追加当事人")] };
        hearing
            .retain(|c| !matches!(c, Clause::Longest { .. } | Clause::Direct { when: Trigger::Expired, .. }));
        for clause in hearing.iter_mut() {
            if let Clause::Track { kind: TrackKind::Excluded { at_most, .. }, .. } = clause {
                *at_most = None;
            }
        }
        let moved = act(Act::MoveDate { date: "受理日".into(), to: date("收件日") });
        let stay = Direction::KeepWaiting { every: None };
        hearing.push(direct(Trigger::Event { event: named("追加当事人") }, vec![moved], stay));
        form.clocks.remove(0);
    });
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.done(WINDOW, "2024-03-04 10:00", common::Done::with(&[("管辖", "属本机关")])).unwrap();
    assert_eq!(run.place(), "听证");
    assert_eq!(run.deadlines("办理期限"), ["-", "-"]);
    assert_eq!(next(&run.definition, run.case()), None);
    run.event(common::REVIEW, "2024-03-05 10:00", "追加当事人").unwrap();
    assert_eq!(run.clock("办理期限").unwrap().from, day("2024-03-01"));
    assert_eq!(run.deadlines("办理期限"), ["-", "-"]);
    run.event(common::REVIEW, "2024-03-07 10:00", "听证结束").unwrap();
    // From 2024-03-01, with 03-06 and 03-07 taken out.
    assert_eq!(run.last_days("办理期限"), ["2024-04-02", "2024-03-19"]);
}

#[test]
fn ties_go_by_the_order_of_the_clocks_and_a_warning_before_an_expiry() {
    let left = |n| ClockClause::Left {
        of: Some(ClockName::Statutory),
        left: Remainder::Period(workdays(n)),
        acts: vec![act(Act::Urge { whom: Role::Officer })],
    };
    let late = |name: &str| expired(vec![breach(name)], None);
    let mut run = Run::with(with(vec![
        clock("甲", "收件日", workdays(2), vec![late("甲")]),
        clock("乙", "收件日", workdays(4), vec![left(2), late("乙")]),
        clock("丙", "收件日", workdays(2), vec![late("丙"), left(1)]),
    ]));
    run.open("2024-03-04 09:00", &[]).unwrap();
    run.until("2024-03-08 12:00");
    let order: Vec<String> = run
        .records
        .iter()
        .flat_map(|r| r.effects.iter())
        .filter_map(|e| match e {
            Effect::Warned { clock, .. } => Some(format!("warn {clock}")),
            Effect::Expired { clock, .. } => Some(format!("expire {clock}")),
            _ => None,
        })
        .collect();
    assert_eq!(order, ["warn 丙", "expire 甲", "warn 乙", "expire 丙"]);
}

#[test]
fn an_interval_of_nothing_does_not_hold_time_up() {
    let mut run = Run::with(|form| {
        let stay = |n| Direction::KeepWaiting { every: Some(period(n, Unit::Workday)) };
        form.places[4].clauses.pop();
        form.places[4].clauses.push(direct(
            Trigger::Expired,
            vec![act(Act::Escalate { to: Role::OwnSuperior })],
            stay(0),
        ));
    });
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_hearing("2024-03-04 10:00");
    run.until("2024-04-10 00:00");
    assert_eq!(run.calls().len(), 1);
}

#[test]
fn repetition_in_hours_counts_from_the_instant() {
    let mut run = Run::with(|form| {
        let every = Direction::KeepWaiting { every: Some(period(48, Unit::Hour)) };
        form.places[4].clauses[2] = Clause::Longest { period: period(10, Unit::Hour) };
        form.places[4].clauses.pop();
        form.places[4].clauses.push(direct(
            Trigger::Expired,
            vec![act(Act::Escalate { to: Role::OwnSuperior })],
            every,
        ));
    });
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_hearing("2024-03-04 10:00");
    run.until("2024-03-08 21:00");
    assert_eq!(
        run.calls(),
        [
            "2024-03-04T20:00:00.000+08:00 escalate 处长",
            "2024-03-06T20:00:00.000+08:00 escalate 处长",
            "2024-03-08T20:00:00.000+08:00 escalate 处长",
        ]
    );
    assert_eq!(next(&run.definition, run.case()).unwrap().kind, TimeKind::Repeat);
}

#[test]
fn a_wait_without_a_first_handler_is_followed_by_who_handles_the_case() {
    let mut run = Run::with(|form| {
        form.posts[0].clauses.retain(|c| *c != PostClause::FirstHandling);
        form.places[4].clauses.retain(|c| !matches!(c, Clause::FollowedBy { .. }));
    });
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_hearing("2024-03-04 10:00");
    assert_eq!(code(run.event(WINDOW, "2024-03-05 10:00", "听证结束")), RefusalCode::NotHolder);
    run.event(common::REVIEW, "2024-03-05 10:00", "听证结束").unwrap();
}

#[test]
fn a_duty_of_the_first_handler_can_be_done_and_is_its_breach_when_late() {
    let mut run = Run::with(|form| form.after[0].by = Role::FirstHandler);
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_decision("2024-03-04 10:00", "准予");
    run.done(common::HEAD, "2024-03-05 10:00", common::Done::with(&[("决定", "准予")])).unwrap();
    run.until("2024-03-20 00:00");
    assert_eq!(run.findings(), ["2024-03-20T00:00:00.000+08:00 DUTY_OVERDUE 陈岚/窗口岗"]);
    run.serve("2024-03-20 09:00", 1).unwrap();
    assert!(run.case().settled());
}

#[test]
fn beyond_the_published_years_a_limit_is_provisional() {
    let mut run = Run::licence();
    run.mode = Mode::Provisional;
    run.open("2026-12-28 09:00", &[]).unwrap();
    let due = run.clock("告知期限").unwrap().limits[0].due.clone().unwrap();
    assert!(due.provisional);
    run.time(due.deadline);
    assert_eq!(run.place(), "审查");
}

#[test]
fn time_is_never_refused_by_its_own_acts() {
    let acts = vec![
        act(Act::Breach { name: "超期".into(), answers: None }),
        act(Act::RecordDate { date: "收件日".into() }),
        act(Act::SetDate { date: "受理日".into(), to: DateSource::Date { name: "决定日".into() } }),
        act(Act::NotifyOnce { what: Notified::AllGaps }),
    ];
    let short = clock("短", "收件日", period(1, Unit::Workday), vec![expired(acts, None)]);
    let mut run = Run::with(with(vec![short]));
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.until("2024-03-05 00:00");
    assert_eq!(run.findings().len(), 1, "the breach stands, although 收件日 was recorded before");
    assert_eq!((run.date("收件日"), run.date("受理日")), (Some(day("2024-03-01")), None));
    assert!(run.case().round.noticed.is_none());
    run.withdraw("2024-03-05 09:00").unwrap();
}
