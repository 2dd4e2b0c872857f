//! 补录: entered later than it happened, with reasons and a second person; what time did in between stands.
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
use shouwen_audit::Actor;
use shouwen_canon::Instant;
use shouwen_executor::{Act, Body, Command, Effect, Late, LimitWord, Mark, RefusalCode};

fn vouched(second: &str, post: &str) -> Late {
    Late { second: second.into(), post: post.into(), reasons: seal("系统停机".to_owned()) }
}

/// Enters something that happened at one instant at another.
fn enter(
    run: &mut Run,
    actor: Actor,
    at_entered: (&str, &str),
    late: Option<Late>,
    act: Act,
) -> Result<(), RefusalCode> {
    let (happened, entered) = (at(at_entered.0), at(at_entered.1));
    run.time(entered);
    let key = run.key();
    let command = Command { actor, at: happened, body: Body { key, late, act } };
    let decision = run.decide(entered, &command);
    run.keep(&command, decision).map_err(|refusal| refusal.code)
}

fn wu() -> Actor {
    officer("吴静", "窗口岗")
}

/// A case that waits for what is missing, noticed on 4 March (a Monday); ten working days end on 18 March.
fn waiting() -> Run {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", &["营业执照"]).unwrap();
    run.check_materials("陈岚", "2024-03-04 09:00", &[("验资报告", Mark::Missing)]).unwrap();
    run.done(WINDOW, "2024-03-04 09:10", Done::with(&[("管辖", "属本机关")])).unwrap();
    run.done(WINDOW, "2024-03-04 09:20", Done::default()).unwrap();
    assert_eq!(run.place(), "待补正");
    run
}

fn supplement() -> Act {
    Act::Supplement { materials: strings(&["验资报告", "场所使用证明"]) }
}

fn conflicts(run: &Run) -> Vec<(String, LimitWord, Instant)> {
    let one = |effect: &Effect| match effect {
        Effect::Conflict { legal, clock, limit } => Some((clock.clone(), *limit, *legal)),
        _ => None,
    };
    run.records.last().unwrap().effects.iter().filter_map(one).collect()
}

#[test]
fn what_happened_in_time_counts_from_when_it_happened() {
    let mut run = waiting();
    let times = ("2024-03-06 10:00", "2024-03-08 15:00");
    enter(&mut run, wu(), times, Some(vouched("陈岚", "窗口岗")), supplement()).unwrap();
    assert_eq!((run.place(), run.date("补正日")), ("审查", Some(day("2024-03-06"))));
    assert_eq!(run.date("受理日"), Some(day("2024-03-06")));
    assert_eq!(run.case().recorded, at("2024-03-08 15:00"));
    assert!(conflicts(&run).is_empty());
    let record = run.records.last().unwrap();
    assert_eq!((record.business, record.recorded), (at("2024-03-06 10:00"), at("2024-03-08 15:00")));
    // Clocks count from when it happened: three working days of review from 6 March.
    assert!(run.last_days("审查").iter().any(|d| d.contains("2024-03-11")), "{:?}", run.last_days("审查"));
}

#[test]
fn what_time_did_meanwhile_is_a_conflict_on_record_and_stands() {
    let mut run = waiting();
    let times = ("2024-03-15 10:00", "2024-03-20 09:00");
    enter(&mut run, wu(), times, Some(vouched("陈岚", "窗口岗")), supplement()).unwrap();
    assert_eq!(run.place(), "已撤回", "deemed withdrawn on 18 March, and it stays so");
    let met = conflicts(&run);
    assert_eq!(met.len(), 1);
    assert_eq!((met[0].0.as_str(), met[0].1, met[0].2), ("待补正", LimitWord::Wait, at("2024-03-19 00:00")));
    let effects = &run.records.last().unwrap().effects;
    assert!(
        matches!(&effects[..], [Effect::Conflict { .. }, Effect::Noted { code }] if code == "NOT_AWAITED" || code == "CASE_CLOSED")
    );
}

#[test]
fn a_conflict_does_not_keep_a_possible_act_from_being_done() {
    let mut run = Run::in_review();
    // The review's own limit of three working days passed on 6 March: a finding, and the case still stands there.
    let done = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false).act("审查");
    let times = ("2024-03-05 16:00", "2024-03-08 09:00");
    let zheng = officer("郑凯", "审查岗");
    enter(&mut run, zheng, times, Some(vouched("陈岚", "窗口岗")), done).unwrap();
    assert_eq!(run.place(), "决定");
    assert_eq!(conflicts(&run).len(), 1);
    assert!(run.effects().any(|(_, e)| matches!(e, Effect::Finding { .. })), "the finding is not undone");
    // Business time of the case never goes back for what follows.
    assert!(run.case().business >= at("2024-03-07 00:00"));
}

#[test]
fn it_takes_reasons_a_second_person_and_an_officer() {
    let run = waiting();
    let times = ("2024-03-06 10:00", "2024-03-08 15:00");
    let attempt = |actor: Actor, times: (&str, &str), late: Option<Late>| {
        let mut run = run.clone();
        let before = run.case().version;
        let code = enter(&mut run, actor, times, late, supplement()).unwrap_err();
        assert_eq!(run.case().version, before, "nothing is written");
        code
    };
    assert_eq!(attempt(wu(), times, None), RefusalCode::TimeBehind);
    assert_eq!(attempt(wu(), times, Some(vouched("吴静", "窗口岗"))), RefusalCode::SamePerson);
    assert_eq!(attempt(wu(), times, Some(vouched("某人", "窗口岗"))), RefusalCode::NotHolder);
    assert_eq!(attempt(wu(), times, Some(vouched("陈岚", "无此岗"))), RefusalCode::NotHolder);
    assert_eq!(attempt(applicant(), times, Some(vouched("陈岚", "窗口岗"))), RefusalCode::Malformed);
    let empty = Late { reasons: seal("  ".to_owned()), ..vouched("陈岚", "窗口岗") };
    assert_eq!(attempt(wu(), times, Some(empty)), RefusalCode::Malformed);
    let before_opening = ("2024-03-01 08:59", "2024-03-08 15:00");
    assert_eq!(attempt(wu(), before_opening, Some(vouched("陈岚", "窗口岗"))), RefusalCode::TimeBackward);
    let ahead = ("2024-03-08 15:06", "2024-03-08 15:00");
    assert_eq!(attempt(wu(), ahead, Some(vouched("陈岚", "窗口岗"))), RefusalCode::TimeAhead);
}

#[test]
fn what_cannot_be_done_and_met_nothing_is_refused_like_any_other() {
    let mut run = waiting();
    let act = Done::with(&[("意见", "准予")]).act("审查");
    let times = ("2024-03-05 10:00", "2024-03-06 09:00");
    let code =
        enter(&mut run, officer("郑凯", "审查岗"), times, Some(vouched("陈岚", "窗口岗")), act).unwrap_err();
    assert_eq!(code, RefusalCode::WrongPlace);
}

#[test]
fn nothing_is_done_in_a_place_before_the_case_came_there() {
    let mut run = waiting();
    let times = ("2024-03-04 09:15", "2024-03-06 09:00");
    let late = || Some(vouched("陈岚", "窗口岗"));
    assert_eq!(enter(&mut run, wu(), times, late(), supplement()).unwrap_err(), RefusalCode::TimeBackward);
    let sharp = ("2024-03-04 09:20", "2024-03-06 09:00");
    enter(&mut run, wu(), sharp, late(), supplement()).unwrap();
}

#[test]
fn time_is_let_go_before_a_late_entry_up_to_when_it_is_entered() {
    let mut run = waiting();
    let key = run.key();
    let late = Some(vouched("陈岚", "窗口岗"));
    let command =
        Command { actor: wu(), at: at("2024-03-15 10:00"), body: Body { key, late, act: supplement() } };
    // Time has not acted yet: it must go first, or the result would hang on how often the host let it act.
    let decision = run.decide(at("2024-03-20 09:00"), &command);
    assert_eq!(run.keep(&command, decision).unwrap_err().code, RefusalCode::TimeDue);
}

#[test]
fn an_opening_may_be_entered_late_and_its_clocks_run_from_when_it_happened() {
    let mut run = Run::licence();
    let open = Act::Open {
        alias: run.definition.alias.clone(),
        data: vec![("注册资本".into(), money("2000000.00"))],
        applicant: Some(seal("来访人".to_owned())),
        ordered: None,
        materials: vec![],
        present: vec![],
    };
    let times = ("2024-03-01 09:00", "2024-03-05 09:00");
    enter(&mut run, wu(), times, Some(vouched("陈岚", "窗口岗")), open).unwrap();
    assert_eq!((run.date("收件日"), run.case().opened), (Some(day("2024-03-01")), at("2024-03-01 09:00")));
    assert!(run.last_days("告知期限").iter().any(|d| d.contains("2024-03-08")));
}

#[test]
fn hand_overs_are_not_entered_late_and_nobody_vouches_for_the_own_hand() {
    use shouwen_executor::Slot;
    let mut run = waiting();
    let times = ("2024-03-06 10:00", "2024-03-08 15:00");
    let late = || Some(vouched("陈岚", "窗口岗"));
    let offer = Act::Offer { person: "陈岚".into(), post: "窗口岗".into(), slot: Slot::Current };
    assert_eq!(enter(&mut run, wu(), times, late(), offer).unwrap_err(), RefusalCode::NotPermitted);
    // A delegate and the one who delegated are one hand.
    let act = Act::Delegate {
        from: day("2024-03-04"),
        person: "陈岚".into(),
        to: "卫红".into(),
        post: "窗口岗".into(),
        until: day("2024-03-31"),
    };
    log_act(&mut run.registers, "d", "2024-03-04 09:00", act).unwrap();
    let delegate = officer("卫红", "窗口岗");
    assert_eq!(enter(&mut run, delegate, times, late(), supplement()).unwrap_err(), RefusalCode::SamePerson);
    let by_delegate = Some(vouched("卫红", "窗口岗"));
    let chen = officer("陈岚", "窗口岗");
    assert_eq!(enter(&mut run, chen, times, by_delegate, supplement()).unwrap_err(), RefusalCode::SamePerson);
}

#[test]
fn who_may_not_do_a_step_may_not_vouch_for_it() {
    let mut run = Run::in_review();
    run.done(
        ("郑凯", "审查岗"),
        "2024-03-04 10:00",
        Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false),
    )
    .unwrap();
    let decide = Done::with(&[("决定", "准予")]).act("决定");
    let times = ("2024-03-05 09:00", "2024-03-06 09:00");
    let reviewer = Some(vouched("郑凯", "审查岗"));
    let head = || officer("褚伟", "处长");
    assert_eq!(
        enter(&mut run, head(), times, reviewer, decide.clone()).unwrap_err(),
        RefusalCode::SamePerson
    );
    enter(&mut run, head(), times, Some(vouched("陈岚", "窗口岗")), decide).unwrap();
    let early = Act::Serve { duty: 1, proof: Some("送达回证".into()) };
    let before = ("2024-03-05 08:59", "2024-03-06 10:00");
    let chen = || officer("陈岚", "窗口岗");
    let by = || Some(vouched("吴静", "窗口岗"));
    assert_eq!(enter(&mut run, chen(), before, by(), early.clone()).unwrap_err(), RefusalCode::TimeBackward);
    enter(&mut run, chen(), ("2024-03-05 09:30", "2024-03-06 10:00"), by(), early).unwrap();
}
