//! Every refusal that deciding can give, and that each says what would be accepted. A refusal changes nothing.
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
use shouwen_audit::PersonRef;
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::Hash;
use shouwen_executor::{
    Act, Body, Case, Command, Datum, Decision, LimitWord, Mark, Nothing, Refusal, RefusalCode, TimeKind,
    World, decide,
};
use shouwen_model::form::{Clause, Expr, Trigger};
use shouwen_model::value::Value;

const BOTH: &[&str] = &["验资报告", "场所使用证明"];

/// Where each code is tested, or which crate gives it.
#[test]
fn every_code_has_its_place() {
    let elsewhere = [
        ("KEY_REUSED", "the runtime"),
        ("STALE", "the runtime"),
        ("NOT_PUBLISHED", "the runtime"),
        ("BASIS_UNVERIFIED", "the runtime"),
        ("NOT_OPERATOR", "tests/system.rs"),
        ("ALIAS_TAKEN", "tests/system.rs"),
        ("BARRED", "the scenario 时限"),
        ("TOO_EARLY", "the scenario 起止"),
        ("PLACE_NEEDED", "the scenario 逐个分支"),
    ];
    let text = [
        include_str!("refusals.rs"),
        include_str!("flow.rs"),
        include_str!("clocks.rs"),
        include_str!("limits.rs"),
        include_str!("capacity.rs"),
        include_str!("custody.rs"),
        include_str!("late.rs"),
    ]
    .concat();
    for code in RefusalCode::ALL {
        let here = text.contains(&format!("RefusalCode::{code:?}"));
        let there = elsewhere.iter().any(|(c, _)| *c == code.as_str());
        assert!(here || there, "{code} is tested nowhere");
    }
}

fn refusal(run: &mut Run, actor: shouwen_audit::Actor, when: &str, act: Act) -> Refusal {
    let before = run.case.clone();
    run.time(at(when));
    let settled = run.case.clone();
    let refusal = run.by(actor, when, act).unwrap_err();
    if refusal.code != RefusalCode::SecondNotice {
        assert_eq!(run.case, settled, "a refusal changes nothing");
    }
    assert!(before.is_none() || run.case.is_some());
    assert!(refusal.message.zh != refusal.message.en);
    let no_clause = NO_CLAUSE.contains(&refusal.code) || run.case.is_none();
    assert!(refusal.clause.is_some() || no_clause, "{refusal}: which clause?");
    refusal
}

/// What the engine itself refuses; everything else names the clause (or the section) of the definition that says no.
const NO_CLAUSE: &[RefusalCode] = &[
    RefusalCode::TimeNotDue,
    RefusalCode::TimeBackward,
    RefusalCode::Malformed,
    RefusalCode::CaseClosed,
    RefusalCode::CaseExists,
    RefusalCode::CaseOpen,
    RefusalCode::UnknownName,
    RefusalCode::WrongType,
    RefusalCode::OutOfBounds,
    RefusalCode::NotApplicant,
    RefusalCode::NoDuty,
    RefusalCode::Calendar,
];

#[test]
fn a_refusal_names_the_clause_of_the_post_or_of_the_place() {
    let mut run = Run::in_review();
    let act = |place: &str| Act::Fill {
        place: place.into(),
        data: vec![("涉及他人重大利益".into(), flag(true))],
    };
    let refused = refusal(&mut run, officer(WINDOW.0, WINDOW.1), "2026-03-03 10:00", act("审查"));
    assert_eq!((refused.code, refused.clause.as_deref()), (RefusalCode::NotHolder, Some("step 审查/1")));
    let refused = refusal(&mut run, officer(REVIEW.0, REVIEW.1), "2026-03-03 10:00", act("收件"));
    assert_eq!((refused.code, refused.clause.as_deref()), (RefusalCode::WrongPlace, Some("step 审查/0")));
}

fn raw(run: &Run, now: &str, command: &Command) -> RefusalCode {
    match run.decide(at(now), command) {
        Decision::Refused(refusal) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

fn command(actor: shouwen_audit::Actor, when: &str, key: &str, act: Act) -> Command {
    Command { actor, at: at(when), body: Body::new(key, act) }
}

#[test]
fn times_that_cannot_be() {
    let run = Run::in_review();
    let fill = |when: &str| {
        let act =
            Act::Fill { place: "审查".into(), data: vec![("涉及他人重大利益".into(), flag(true))] };
        command(officer("郑凯", "审查岗"), when, "k", act)
    };
    let accepted = |now: &str, c: &Command| matches!(run.decide(at(now), c), Decision::Accepted(_));
    // Five minutes either way, and not a millisecond more.
    assert!(accepted("2024-03-01 11:00", &fill("2024-03-01 11:05")));
    assert_eq!(raw(&run, "2024-03-01 11:00", &fill("2024-03-01 11:05:00.001")), RefusalCode::TimeAhead);
    assert!(accepted("2024-03-01 11:05", &fill("2024-03-01 11:00")));
    assert_eq!(raw(&run, "2024-03-01 11:05:00.001", &fill("2024-03-01 11:00")), RefusalCode::TimeBehind);
    assert_eq!(raw(&run, "2024-03-01 10:00", &fill("2024-03-01 09:59")), RefusalCode::TimeBackward);
    assert_eq!(raw(&run, "2024-03-01 09:59", &fill("2024-03-01 10:00")), RefusalCode::TimeBackward);
    // The reviewer's three days end with 2024-03-06: time first.
    assert!(accepted("2024-03-06 23:59:59.999", &fill("2024-03-06 23:59:59.999")));
    assert_eq!(raw(&run, "2024-03-07 00:00", &fill("2024-03-07 00:00")), RefusalCode::TimeDue);
}

#[test]
fn time_acts_on_what_is_due_and_by_one_command_only() {
    let run = Run::in_review();
    let next = shouwen_executor::next(&run.definition, run.case()).unwrap();
    assert_eq!((next.clock.as_str(), next.limit, next.kind), ("审查", LimitWord::Internal, TimeKind::Expire));
    let right = next.command(run.case());
    assert_eq!(right.body.key, "time/审查/expire/2024-03-07T00:00:00.000+08:00/4");
    assert!(matches!(run.decide(right.at, &right), Decision::Accepted(_)));
    let change = |f: fn(&mut Command)| {
        let mut other = right.clone();
        f(&mut other);
        raw(&run, "2024-03-07 09:00", &other)
    };
    assert_eq!(change(|c| c.body.key.push('0')), RefusalCode::TimeNotDue);
    assert_eq!(change(|c| c.at = at("2024-03-07 00:01")), RefusalCode::TimeNotDue);
    assert_eq!(change(|c| c.at = at("2024-03-06 23:59")), RefusalCode::TimeNotDue);
    assert_eq!(change(|c| c.actor.post = Some("审查岗".into())), RefusalCode::TimeNotDue);
    assert_eq!(change(|c| c.actor.person = PersonRef::Id("陈岚".into())), RefusalCode::Malformed);
    assert_eq!(
        change(|c| if let Act::Time { kind, .. } = &mut c.body.act {
            *kind = TimeKind::Warn;
        }),
        RefusalCode::TimeNotDue
    );
    assert_eq!(raw(&run, "2024-03-06 12:00", &right), RefusalCode::TimeAhead);
    let person = command(officer("time", "审查岗"), "2024-03-01 11:00", "k", Act::Withdraw {});
    assert_eq!(raw(&run, "2024-03-01 11:00", &person), RefusalCode::Malformed);
}

#[test]
fn keys_and_shapes() {
    let run = Run::in_review();
    let now = "2024-03-01 11:00";
    let with_key = |key: &str| command(applicant(), now, key, Act::Withdraw {});
    assert_eq!(raw(&run, now, &with_key("")), RefusalCode::KeyLength);
    assert_eq!(raw(&run, now, &with_key(&"k".repeat(129))), RefusalCode::KeyLength);
    assert!(matches!(run.decide(at(now), &with_key(&"k".repeat(128))), Decision::Accepted(_)));
    assert_eq!(raw(&run, now, &with_key("time/x")), RefusalCode::Malformed);
    assert_eq!(raw(&run, now, &command(operator(), now, "k", genesis())), RefusalCode::Malformed);
    let mut actor = applicant();
    actor.post = Some("窗口岗".into());
    assert_eq!(raw(&run, now, &command(actor, now, "k", Act::Withdraw {})), RefusalCode::Malformed);
    let mut actor = applicant();
    actor.capacity = None;
    assert_eq!(raw(&run, now, &command(actor, now, "k", Act::Withdraw {})), RefusalCode::Malformed);
    let mut actor = officer("郑凯", "审查岗");
    actor.capacity = Some("stand_in".into());
    assert_eq!(raw(&run, now, &command(actor, now, "k", Act::Withdraw {})), RefusalCode::Malformed);
    let twice =
        || vec![("涉及他人重大利益".to_owned(), flag(true)), ("涉及他人重大利益".to_owned(), flag(false))];
    let act = Act::Fill { place: "审查".into(), data: twice() };
    assert_eq!(raw(&run, now, &command(officer("郑凯", "审查岗"), now, "k", act)), RefusalCode::Malformed);
    let mut conclude = Done::with(&[("意见", "准予"), ("意见", "不予")]).fill("涉及他人重大利益", false);
    let act = conclude.clone().act("审查");
    assert_eq!(raw(&run, now, &command(officer("郑凯", "审查岗"), now, "k", act)), RefusalCode::Malformed);
    conclude.conclude.pop();
    let act = conclude.because(" ").act("审查");
    assert_eq!(raw(&run, now, &command(officer("郑凯", "审查岗"), now, "k", act)), RefusalCode::Malformed);
}

#[test]
fn a_case_runs_on_its_own_definition_and_calendar() {
    let mut run = Run::in_review();
    let c = command(applicant(), "2024-03-01 11:00", "k", Act::Withdraw {});
    run.case.as_mut().unwrap().calendar = Hash::sha256(b"another");
    assert_eq!(raw(&run, "2024-03-01 11:00", &c), RefusalCode::Malformed);
    let mut run = Run::in_review();
    run.definition.hash = Hash::sha256(b"another");
    assert_eq!(raw(&run, "2024-03-01 11:00", &c), RefusalCode::Malformed);
}

#[test]
fn openings() {
    let now = "2024-03-01 09:00";
    let mut run = Run::licence();
    let open = |data: Vec<(String, Datum)>, materials: &[&str]| {
        Act::open("labour_dispatch_licence", data, strings(materials))
    };
    let capital = || ("注册资本".to_owned(), money("1.00"));
    let mut code = |actor, act| refusal(&mut run, actor, now, act).code;
    assert_eq!(code(applicant(), open(vec![], &[])), RefusalCode::FieldMissing);
    assert_eq!(code(applicant(), open(vec![capital(), capital()], &[])), RefusalCode::Malformed);
    assert_eq!(code(applicant(), open(vec![("无".into(), flag(true))], &[])), RefusalCode::UnknownName);
    assert_eq!(code(applicant(), open(vec![("注册资本".into(), flag(true))], &[])), RefusalCode::WrongType);
    let field = ("涉及他人重大利益".to_owned(), flag(true));
    assert_eq!(code(applicant(), open(vec![capital(), field], &[])), RefusalCode::FieldNotHere);
    assert_eq!(code(applicant(), open(vec![capital()], &["无"])), RefusalCode::UnknownName);
    assert_eq!(code(applicant(), open(vec![capital()], &["验资报告", "验资报告"])), RefusalCode::Malformed);
    let phone = Datum::Open(Value::Text { v: "1".into() });
    assert_eq!(
        code(applicant(), open(vec![capital(), ("联系电话".into(), phone)], &[])),
        RefusalCode::Malformed
    );
    let sealed = Datum::Sealed(seal(Value::Text { v: "x".repeat(16 * 1024 + 1) }));
    assert_eq!(
        code(applicant(), open(vec![capital(), ("联系电话".into(), sealed)], &[])),
        RefusalCode::WrongType
    );
    assert_eq!(code(officer("褚伟", "窗口岗"), open(vec![capital()], &[])), RefusalCode::NotHolder);
    assert_eq!(code(operator(), open(vec![capital()], &[])), RefusalCode::Malformed);
    assert_eq!(code(applicant(), Act::Withdraw {}), RefusalCode::NoCase);
    let other = Act::open("other", vec![], vec![]);
    assert_eq!(code(applicant(), other), RefusalCode::NotInForce);
    let early = command(applicant(), "2019-12-31 23:59", "k", open(vec![capital()], &[]));
    assert_eq!(raw(&run, "2019-12-31 23:59", &early), RefusalCode::NotInForce);
    run.by(officer("陈岚", "窗口岗"), now, open(vec![capital()], &[])).unwrap();
    assert_eq!(refusal(&mut run, applicant(), now, open(vec![capital()], &[])).code, RefusalCode::CaseExists);
}

#[test]
fn what_a_place_does_not_have() {
    let mut run = Run::in_review();
    let now = "2024-03-01 11:00";
    let zheng = || officer("郑凯", "审查岗");
    let mut code = |act: Act| {
        let refusal = refusal(&mut run, zheng(), now, act);
        assert!(!refusal.allowed.is_empty(), "{refusal} says nothing of what would be accepted");
        refusal.code
    };
    let fill = |name: &str, datum| Act::Fill { place: "审查".into(), data: vec![(name.into(), datum)] };
    let done = |conclude: &[(&str, &str)]| Done::with(conclude).fill("涉及他人重大利益", false).act("审查");
    assert_eq!(code(Done::default().act("收件")), RefusalCode::WrongPlace);
    assert_eq!(code(fill("无", flag(true))), RefusalCode::UnknownName);
    assert_eq!(code(fill("注册资本", money("1.00"))), RefusalCode::FieldNotHere);
    assert_eq!(code(fill("涉及他人重大利益", money("1.00"))), RefusalCode::WrongType);
    assert_eq!(code(Done::with(&[("意见", "准予")]).act("审查")), RefusalCode::FieldMissing);
    assert_eq!(code(done(&[])), RefusalCode::ConclusionMissing);
    assert_eq!(code(done(&[("意见", "也许")])), RefusalCode::ConclusionUnknown);
    assert_eq!(code(done(&[("决定", "准予")])), RefusalCode::ConclusionUnknown);
    assert_eq!(code(Act::Event { event: "听证结束".into(), place: None }), RefusalCode::NotAwaited);
    assert_eq!(code(Act::Supplement { materials: vec![] }), RefusalCode::NotAwaited);
    assert_eq!(code(Act::Correct { data: vec![], materials: vec![] }), RefusalCode::NotPermitted);
    assert_eq!(code(Act::Notify { materials: strings(BOTH) }), RefusalCode::NotPermitted);
    assert_eq!(code(Act::Notify { materials: strings(&["其他材料"]) }), RefusalCode::UnknownName);
    assert_eq!(
        code(Act::Extend { clock: "无".into(), amount: 1, reasons: seal("理由".into()) }),
        RefusalCode::UnknownName
    );
    assert_eq!(
        code(Act::Extend { clock: "告知期限".into(), amount: 1, reasons: seal("理由".into()) }),
        RefusalCode::NoExtension
    );
    let mut period = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false);
    period.period = Some(10);
    assert_eq!(code(period.act("审查")), RefusalCode::NoticePeriod);
    let serve = Act::Serve { duty: 1, proof: None };
    assert_eq!(refusal(&mut run, zheng(), now, serve).code, RefusalCode::CaseOpen);
    let empty = Act::Fill { place: "审查".into(), data: vec![] };
    run.by(zheng(), now, empty.clone()).unwrap();
    assert_eq!(refusal(&mut run, zheng(), now, empty).code, RefusalCode::NothingToDo);
}

#[test]
fn waits_and_clocks() {
    let mut run = Run::in_supplement();
    let now = "2024-03-05 09:00";
    let wait = refusal(&mut run, officer("陈岚", "窗口岗"), now, Done::default().act("待补正"));
    let said: Vec<&str> = wait.allowed.iter().map(|a| a.zh.as_str()).collect();
    assert_eq!((wait.code, said), (RefusalCode::NotPermitted, vec!["「申请人补齐」", "「申请人撤回」"]));
    let extend = Act::Extend { clock: "办理期限".into(), amount: 1, reasons: seal("理由".into()) };
    assert_eq!(refusal(&mut run, officer("韩松", "厅领导"), now, extend).code, RefusalCode::ClockNotRunning);
    let act = Act::Correct { data: vec![], materials: vec![] };
    let mut at_counter = Run::licence();
    at_counter.open(now, &[]).unwrap();
    assert_eq!(refusal(&mut at_counter, officer("陈岚", "窗口岗"), now, act).code, RefusalCode::Malformed);
}

#[test]
fn guards_that_do_not_close() {
    // A foreign form may have places where no clause holds, or two.
    let broken = |touched: bool, change: fn(&mut Vec<Clause>)| {
        let mut run = Run::with(|form| change(&mut form.places[3].clauses));
        run.open("2024-03-01 09:00", BOTH).unwrap();
        run.go_review("2024-03-01 10:00");
        let act = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", touched).act("审查");
        refusal(&mut run, officer("郑凯", "审查岗"), "2024-03-01 11:00", act)
    };
    let none = broken(false, |clauses| {
        clauses.retain(|c| !matches!(c, Clause::Direct { when: Trigger::Otherwise, .. }));
    });
    assert_eq!((none.code, none.allowed.len()), (RefusalCode::NoDirection, 2));
    let many = broken(true, |clauses| {
        let also = Trigger::If { is: Expr::Holds { condition: "资本达标".into() } };
        clauses.push(licence::direct(also, vec![], licence::go("决定")));
    });
    assert_eq!((many.code, many.clause.as_deref()), (RefusalCode::ManyDirections, Some("step 审查/6")));
}

/// The review is completed only of a company that has the capital, whatever its opinion.
fn only_with_the_capital() -> Run {
    Run::with(|form| {
        let when = Expr::Holds { condition: "资本达标".into() };
        form.places[3].clauses.push(Clause::OnlyWhen { when });
    })
}

fn refusing() -> Act {
    Done::with(&[("意见", "不予")]).fill("涉及他人重大利益", false).act("审查")
}

#[test]
fn what_has_to_hold_before_completion() {
    let mut run = only_with_the_capital();
    run.open_with("2024-03-01 09:00", "1000000.00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    let refused = refusal(&mut run, officer("郑凯", "审查岗"), "2024-03-01 11:00", refusing());
    assert_eq!((refused.code, refused.clause.as_deref()), (RefusalCode::NotReady, Some("step 审查/8")));
}

#[test]
fn what_held_before_completion() {
    let mut run = only_with_the_capital();
    run.open_with("2024-03-01 09:00", "2000000.00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.by(officer("郑凯", "审查岗"), "2024-03-01 11:00", refusing()).unwrap();
    assert_eq!(run.place(), "决定");
}

#[test]
fn nothing_to_notice() {
    let mut run = Run::with(|form| {
        // A step that gives the notice although nothing may be missing.
        form.places[0].clauses.retain(|c| !matches!(c, Clause::Direct { .. }));
        form.places[0].clauses.push(licence::direct(Trigger::Completed, vec![], licence::go("补正告知")));
    });
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.done(WINDOW, "2024-03-01 10:00", Done::with(&[("管辖", "属本机关")])).unwrap();
    let chen = || officer("陈岚", "窗口岗");
    let act = || Done::default().act("补正告知");
    assert_eq!(refusal(&mut run, chen(), "2024-03-01 10:10", act()).code, RefusalCode::NotChecked);
    run.check_materials("陈岚", "2024-03-01 10:10", &[]).unwrap();
    assert_eq!(refusal(&mut run, chen(), "2024-03-01 10:20", act()).code, RefusalCode::NoGaps);
    run.check_materials("陈岚", "2024-03-01 10:30", &[("验资报告", Mark::Missing)]).unwrap();
    run.done(WINDOW, "2024-03-01 10:40", Done::default()).unwrap();
}

#[test]
fn dates_are_recorded_once_and_set_from_what_is_there() {
    let mut run = Run::with(|form| {
        let again = licence::direct(Trigger::Completed, vec![licence::record("收件日")], licence::go("审查"));
        form.places[0].clauses.retain(|c| !matches!(c, Clause::Direct { .. }));
        form.places[0].clauses.push(again);
    });
    run.open("2024-03-01 09:00", &[]).unwrap();
    let act = Done::with(&[("管辖", "属本机关")]).act("收件");
    assert_eq!(
        refusal(&mut run, officer("陈岚", "窗口岗"), "2024-03-01 10:00", act).code,
        RefusalCode::DateRecorded
    );
    let mut run = Run::with(|form| {
        let set =
            shouwen_model::form::Act::SetDate { date: "受理日".into(), to: licence::date("补正日") };
        let clause = licence::direct(Trigger::Completed, vec![licence::act(set)], licence::go("审查"));
        form.places[0].clauses.retain(|c| !matches!(c, Clause::Direct { .. }));
        form.places[0].clauses.push(clause);
    });
    run.open("2024-03-01 09:00", &[]).unwrap();
    let act = Done::with(&[("管辖", "属本机关")]).act("收件");
    assert_eq!(
        refusal(&mut run, officer("陈岚", "窗口岗"), "2024-03-01 10:00", act).code,
        RefusalCode::DateMissing
    );
}

#[test]
fn beyond_the_calendar_and_without_the_data() {
    let mut run = Run::licence();
    let open = Act::open("labour_dispatch_licence", vec![("注册资本".into(), money("1.00"))], vec![]);
    let when = "2026-12-30 09:00";
    assert_eq!(refusal(&mut run, applicant(), when, open).code, RefusalCode::Calendar);
    run.mode = Mode::Provisional;
    run.open(when, &[]).unwrap();
    assert!(run.clock("告知期限").unwrap().limits[0].due.as_ref().unwrap().provisional);
    // An erased value: the condition cannot be evaluated, unless its truth was recorded.
    let mut run = Run::with(|form| form.data[0].personal = true);
    let act = Act::open(
        "labour_dispatch_licence",
        vec![("注册资本".into(), Datum::Sealed(seal(Value::Money { v: "3000000.00".parse().unwrap() })))],
        strings(BOTH),
    );
    run.by(applicant(), "2024-03-01 09:00", act).unwrap();
    run.go_review("2024-03-01 10:00");
    let mut whole = run.clone();
    let mut erased: Case = run.case().clone();
    let field = erased.fields.iter().next().map(|(id, _)| *id).unwrap();
    erased.fields.set(field, shouwen_executor::Held { value: None });
    run.case = Some(erased);
    let act = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false).act("审查");
    assert_eq!(
        refusal(&mut run, officer("郑凯", "审查岗"), "2024-03-01 11:00", act.clone()).code,
        RefusalCode::Erased
    );
    // Decided while the value was there, the same record is decided again without it.
    let c = command(officer("郑凯", "审查岗"), "2024-03-01 11:00", "k", act);
    let Decision::Accepted(decided) = whole.decide(c.at, &c) else { panic!("not accepted") };
    whole.keep(&c, Decision::Accepted(decided.clone())).unwrap();
    let truths = shouwen_executor::truths(&decided.record.effects);
    assert_eq!(truths[0], ("step 审查/5".to_owned(), false));
    let outside = shouwen_executor::Recorded::new(&decided.record.facts, &truths);
    let world = World { outside: &outside, ..run.world(at("2024-03-01 11:00")) };
    let Decision::Accepted(again) = decide(&world, run.case.as_ref(), &c) else { panic!("not accepted") };
    assert_eq!(again.written, decided.written);
    let world = World { outside: &Nothing, calendar: Calendar::national(), ..world };
    assert!(
        matches!(decide(&world, run.case.as_ref(), &c), Decision::Refused(r) if r.code == RefusalCode::NotHolder)
    );
}
