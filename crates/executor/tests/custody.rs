//! Slots of responsibility: one holder at every instant, whatever is offered, declined, left unanswered, put before a
//! superior, or taken over.
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

use common::licence::{act, law, under, workdays};
use common::*;
use proptest::prelude::*;
use shouwen_calendar::Unit;
use shouwen_executor::{Act, Effect, Refusal, RefusalCode, Slot, due};
use shouwen_model::form::{
    self, Act as Deed, Custody, CustodyClause as C, Deemed, FirstHolder, Form, Period, Role,
};

const SLOT: &str = "首问责任";

fn slot() -> Slot {
    Slot::Named(SLOT.into())
}

fn clauses(unanswered: Vec<form::ActItem>) -> Vec<C> {
    vec![
        C::Held { by: FirstHolder::FirstContact },
        C::HighestOfSeveral,
        C::HandOver,
        C::Receipt { within: workdays(2) },
        C::Unanswered { acts: unanswered },
        C::Decline { within: Some(Period { n: 24, unit: Unit::Hour }), basis: None },
        C::DeclinedTimes { times: 2, acts: vec![act(Deed::Escalate { to: Role::OwnSuperior })] },
        C::UntilClosed,
    ]
}

fn silent() -> Vec<form::ActItem> {
    vec![
        act(Deed::Breach { name: "逾期未签收".into(), answers: None }),
        act(Deed::Escalate { to: Role::OwnSuperior }),
    ]
}

fn with(clauses: Vec<C>) -> impl FnOnce(&mut Form) {
    move |form| form.custody.push(Custody { name: SLOT.into(), clauses })
}

/// A case that 陈岚 at the window takes down for an applicant.
fn taken_down(run: &mut Run, present: &[(&str, &str)]) {
    let present = present.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
    let open = Act::Open {
        alias: run.definition.alias.clone(),
        data: vec![("注册资本".into(), money("2000000.00"))],
        applicant: Some(seal("来访人".to_owned())),
        ordered: None,
        materials: vec![],
        present,
    };
    run.by(officer("陈岚", "窗口岗"), "2024-03-01 09:00", open).unwrap();
}

fn contact() -> Run {
    let mut run = Run::with(with(clauses(silent())));
    taken_down(&mut run, &[]);
    run
}

fn holder(run: &Run) -> (Option<String>, String) {
    let holder = run.case().custody.get(&slot()).unwrap();
    (holder.person.clone(), run.definition.post(holder.post).unwrap().name.clone())
}

fn held_by(run: &Run, person: &str) -> bool {
    holder(run).0.as_deref() == Some(person)
}

fn offer(person: &str, post: &str) -> Act {
    Act::Offer { person: person.into(), post: post.into(), slot: slot() }
}

fn assign(person: &str, post: &str) -> Act {
    Act::Assign { person: person.into(), post: post.into(), slot: slot() }
}

fn decline() -> Act {
    Act::Decline { slot: slot(), reasons: seal("不属本岗".to_owned()) }
}

fn refer() -> Act {
    Act::Refer { slot: slot(), reasons: seal("职责不清".to_owned()) }
}

const ACCEPT: fn() -> Act = || Act::Accept { slot: slot() };

fn chen() -> shouwen_audit::Actor {
    officer("陈岚", "窗口岗")
}

fn wu() -> shouwen_audit::Actor {
    officer("吴静", "窗口岗")
}

fn zheng() -> shouwen_audit::Actor {
    officer("郑凯", "审查岗")
}

fn superior() -> shouwen_audit::Actor {
    officer("蒋平", "窗口负责人")
}

fn refused(result: Result<(), Refusal>) -> RefusalCode {
    let refusal = result.unwrap_err();
    assert!(refusal.clause.is_some(), "{refusal}: which clause?");
    refusal.code
}

#[test]
fn whoever_takes_a_contact_down_is_responsible_from_the_first_record() {
    let run = contact();
    assert_eq!(holder(&run), (Some("陈岚".into()), "窗口岗".into()));
    assert_eq!(run.case().applicant.name.as_deref(), Some("来访人"));
    // Whoever writes from outside lies with the post until somebody touches it.
    let mut online = Run::with(with(clauses(silent())));
    online.open("2024-03-01 09:00", &[]).unwrap();
    assert_eq!(holder(&online), (None, "窗口岗".into()));
    online.check_materials("吴静", "2024-03-01 09:10", &[]).unwrap();
    assert!(held_by(&online, "吴静"));
    online.check_materials("陈岚", "2024-03-01 09:20", &[]).unwrap();
    assert!(held_by(&online, "吴静"), "the first stays");
}

#[test]
fn of_several_asked_at_once_the_highest_in_rank_is_responsible() {
    let mut run = Run::with(with(clauses(silent())));
    taken_down(&mut run, &[("蒋平", "窗口负责人"), ("郑凯", "审查岗")]);
    assert!(held_by(&run, "蒋平"));
    let mut equal = Run::with(with(clauses(silent())));
    taken_down(&mut equal, &[("吴静", "窗口岗")]);
    assert!(held_by(&equal, "陈岚"), "of equals, the one who takes it down");
    let mut stranger = Run::with(with(clauses(silent())));
    let open = Act::Open {
        alias: stranger.definition.alias.clone(),
        data: vec![("注册资本".into(), money("2000000.00"))],
        applicant: None,
        ordered: None,
        materials: vec![],
        present: vec![("某人".into(), "窗口岗".into())],
    };
    assert_eq!(stranger.by(chen(), "2024-03-01 09:00", open).unwrap_err().code, RefusalCode::NotHolder);
}

#[test]
fn an_offer_moves_nothing_until_it_is_accepted() {
    let mut run = contact();
    let first = run.case().custody.get(&Slot::First).cloned();
    run.by(chen(), "2024-03-01 09:30", offer("郑凯", "审查岗")).unwrap();
    assert!(held_by(&run, "陈岚"));
    assert_eq!(
        refused(run.by(chen(), "2024-03-01 09:40", offer("吴静", "窗口岗"))),
        RefusalCode::NotPermitted
    );
    assert_eq!(refused(run.by(wu(), "2024-03-01 09:40", ACCEPT())), RefusalCode::NotHolder);
    run.by(zheng(), "2024-03-01 10:00", ACCEPT()).unwrap();
    assert_eq!(holder(&run), (Some("郑凯".into()), "审查岗".into()));
    assert_eq!(refused(run.by(zheng(), "2024-03-01 10:01", ACCEPT())), RefusalCode::NotAwaited);
    assert_eq!(refused(run.by(chen(), "2024-03-01 10:02", offer("吴静", "窗口岗"))), RefusalCode::NotHolder);
    assert_eq!(run.case().custody.get(&Slot::First).cloned(), first, "the first handling is another matter");
    // It may go back, and every move stands on record.
    run.by(zheng(), "2024-03-01 10:10", offer("陈岚", "窗口岗")).unwrap();
    run.by(chen(), "2024-03-01 10:20", ACCEPT()).unwrap();
    let moves =
        run.effects().filter(|(_, e)| matches!(e, Effect::Custody { slot: Slot::Named(_), .. })).count();
    assert_eq!(moves, 3);
}

#[test]
fn an_offer_is_declined_within_its_limit_and_with_reasons() {
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:30", offer("郑凯", "审查岗")).unwrap();
    let empty = Act::Decline { slot: slot(), reasons: seal(" ".to_owned()) };
    assert_eq!(run.by(zheng(), "2024-03-01 10:00", empty).unwrap_err().code, RefusalCode::Malformed);
    run.by(zheng(), "2024-03-02 09:29", decline()).unwrap();
    assert!(held_by(&run, "陈岚"));
    let mut late = contact();
    late.by(chen(), "2024-03-01 09:30", offer("郑凯", "审查岗")).unwrap();
    // Twenty-four hours are over with the first instant of the next.
    let now = late.case().hand_overs.get(&slot()).unwrap().offer.clone().unwrap().decline.unwrap();
    assert_eq!(now.to_string(), "2024-03-02T09:30:00.000+08:00");
    assert_eq!(refused(late.by(zheng(), "2024-03-02 09:30", decline())), RefusalCode::NotPermitted);
    late.by(zheng(), "2024-03-02 09:30", ACCEPT()).unwrap();
    assert!(held_by(&late, "郑凯"));
}

#[test]
fn what_is_declined_too_often_goes_before_the_own_superior() {
    let mut run = contact();
    for (offered, declined) in [("09:10", "09:20"), ("09:30", "09:40")] {
        run.by(chen(), &format!("2024-03-01 {offered}"), offer("郑凯", "审查岗")).unwrap();
        run.by(zheng(), &format!("2024-03-01 {declined}"), decline()).unwrap();
    }
    assert!(held_by(&run, "陈岚"));
    assert_eq!(run.calls().last().unwrap().split(' ').next_back(), Some("窗口负责人"));
    assert_eq!(
        refused(run.by(chen(), "2024-03-01 09:50", offer("吴静", "窗口岗"))),
        RefusalCode::NotPermitted
    );
    assert_eq!(refused(run.by(chen(), "2024-03-01 09:50", assign("吴静", "窗口岗"))), RefusalCode::NotHolder);
    run.by(superior(), "2024-03-01 10:00", assign("郑凯", "审查岗")).unwrap();
    assert!(held_by(&run, "郑凯"));
    assert_eq!(refused(run.by(zheng(), "2024-03-01 10:10", decline())), RefusalCode::NotAwaited, "binding");
    // What was counted is forgotten once it has moved.
    run.by(zheng(), "2024-03-01 10:20", offer("陈岚", "窗口岗")).unwrap();
    run.by(chen(), "2024-03-01 10:30", decline()).unwrap();
    run.by(zheng(), "2024-03-01 10:40", offer("陈岚", "窗口岗")).unwrap();
}

#[test]
fn the_superior_may_leave_it_where_it_is() {
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:10", refer()).unwrap();
    assert_eq!(refused(run.by(chen(), "2024-03-01 09:20", refer())), RefusalCode::NothingToDo);
    run.by(superior(), "2024-03-01 09:30", assign("陈岚", "窗口岗")).unwrap();
    assert!(held_by(&run, "陈岚"));
    assert_eq!(
        refused(run.by(superior(), "2024-03-01 09:40", assign("吴静", "窗口岗"))),
        RefusalCode::NotAwaited
    );
}

#[test]
fn silence_is_a_breach_of_the_silent_and_moves_nothing_by_itself() {
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    // Two working days from Friday, 1 March: the end of Tuesday, 5 March.
    run.until("2024-03-05 23:59");
    assert!(run.case().hand_overs.get(&slot()).unwrap().offer.is_some());
    run.until("2024-03-06 00:00");
    assert!(held_by(&run, "陈岚"), "never a moment without a holder");
    let state = run.case().hand_overs.get(&slot()).unwrap();
    assert!(state.offer.is_none() && state.referred.is_some());
    let finding = run.effects().find_map(|(_, e)| match e {
        Effect::Finding { breach, person, post, .. } if breach == "逾期未签收" => {
            Some((person.clone(), post.clone()))
        }
        _ => None,
    });
    assert_eq!(finding, Some((Some("郑凯".into()), "审查岗".into())));
    run.by(superior(), "2024-03-06 09:00", assign("吴静", "窗口岗")).unwrap();
    assert!(held_by(&run, "吴静"));
}

#[test]
fn a_deemed_receipt_rests_on_its_named_basis() {
    let deemed = vec![under(Deed::Deem { what: Deemed::Received }, law("某省规定", "第五条"))];
    let mut run = Run::with(with(clauses(deemed)));
    taken_down(&mut run, &[]);
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    run.until("2024-03-06 00:00");
    assert!(held_by(&run, "郑凯"));
    assert!(
        run.effects().any(|(_, e)| matches!(e, Effect::Act { act, deemed: true, .. } if act == "receive"))
    );
}

#[test]
fn what_does_not_say_so_is_not_handed_over() {
    let mut run = Run::with(with(vec![C::Held { by: FirstHolder::FirstContact }]));
    taken_down(&mut run, &[]);
    assert_eq!(
        refused(run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗"))),
        RefusalCode::NotPermitted
    );
    let first = Act::Offer { person: "郑凯".into(), post: "审查岗".into(), slot: Slot::First };
    assert_eq!(run.by(chen(), "2024-03-01 09:10", first).unwrap_err().code, RefusalCode::NotPermitted);
    let none = Act::Accept { slot: Slot::Named("无".into()) };
    assert_eq!(run.by(chen(), "2024-03-01 09:10", none).unwrap_err().code, RefusalCode::UnknownName);
    let mut run = contact();
    assert_eq!(
        run.by(chen(), "2024-03-01 09:10", offer("郑凯", "无")).unwrap_err().code,
        RefusalCode::UnknownName
    );
    assert_eq!(refused(run.by(chen(), "2024-03-01 09:10", offer("郑凯", "窗口岗"))), RefusalCode::NotHolder);
    assert_eq!(
        refused(run.by(chen(), "2024-03-01 09:10", offer("陈岚", "窗口岗"))),
        RefusalCode::NothingToDo
    );
}

#[test]
fn the_current_handler_hands_over_within_the_post() {
    let mut own = clauses(silent());
    own[0] = C::Held { by: FirstHolder::Officer };
    let mut run = Run::with(with(own));
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.check_materials("陈岚", "2024-03-01 09:10", &[]).unwrap();
    let offer = |person: &str, post: &str| Act::Offer {
        person: person.into(),
        post: post.into(),
        slot: Slot::Current,
    };
    assert_eq!(refused(run.by(chen(), "2024-03-01 09:20", offer("郑凯", "审查岗"))), RefusalCode::NotHolder);
    run.by(chen(), "2024-03-01 09:20", offer("吴静", "窗口岗")).unwrap();
    run.by(wu(), "2024-03-01 09:30", Act::Accept { slot: Slot::Current }).unwrap();
    let current = run.case().custody.get(&Slot::Current).unwrap();
    assert_eq!(current.person.as_deref(), Some("吴静"));
    assert_eq!(run.case().custody.get(&Slot::First).unwrap().person.as_deref(), Some("陈岚"));
}

fn relieve(run: &mut Run, person: &str, post: &str, when: &str) {
    let act = Act::Relieve { person: person.into(), post: post.into() };
    log_act(&mut run.registers, &format!("relieve/{person}/{post}"), when, act).unwrap();
}

#[test]
fn a_successor_in_duty_follows_only_a_holder_who_has_left() {
    let mut run = contact();
    run.check_materials("陈岚", "2024-03-01 09:05", &[]).unwrap();
    let succeed = |slot: Slot| Act::Succeed { person: "吴静".into(), slot };
    assert_eq!(
        refused(run.by(superior(), "2024-03-01 09:10", succeed(Slot::First))),
        RefusalCode::NotPermitted
    );
    relieve(&mut run, "陈岚", "窗口岗", "2024-03-01 12:00");
    assert!(held_by(&run, "陈岚"), "the one who left is on record until somebody follows");
    assert_eq!(refused(run.by(wu(), "2024-03-01 13:00", succeed(Slot::First))), RefusalCode::NotHolder);
    run.by(superior(), "2024-03-01 13:00", succeed(Slot::First)).unwrap();
    run.by(superior(), "2024-03-01 13:01", succeed(slot())).unwrap();
    assert!(held_by(&run, "吴静"));
    assert_eq!(run.case().custody.get(&Slot::First).unwrap().person.as_deref(), Some("吴静"));
    assert_eq!(
        refused(run.by(superior(), "2024-03-01 13:02", succeed(Slot::First))),
        RefusalCode::NotPermitted
    );
}

fn delegate(run: &mut Run, person: &str, to: &str, post: &str, until: &str) {
    let act = Act::Delegate {
        from: day("2024-03-01"),
        person: person.into(),
        to: to.into(),
        post: post.into(),
        until: day(until),
    };
    log_act(&mut run.registers, &format!("d/{person}/{to}"), "2024-03-01 08:00", act).unwrap();
}

fn recuse(run: &mut Run, person: &str, when: &str) {
    let act =
        Act::Recuse { case: run.case().id, person: person.into(), reasons: seal("近亲属".to_owned()) };
    log_act(&mut run.registers, &format!("x/{person}"), when, act).unwrap();
}

fn succeed(person: &str) -> Act {
    Act::Succeed { person: person.into(), slot: slot() }
}

#[test]
fn a_delegate_may_hold_a_slot_and_when_that_ends_a_successor_follows() {
    let mut run = contact();
    delegate(&mut run, "郑凯", "卫红", "审查岗", "2024-03-04");
    let delegate = || officer("卫红", "审查岗");
    run.by(chen(), "2024-03-01 09:10", offer("卫红", "审查岗")).unwrap();
    run.by(delegate(), "2024-03-01 09:20", ACCEPT()).unwrap();
    assert!(held_by(&run, "卫红"));
    // As long as it lasts the delegate acts upon the slot; after that the superior names who follows.
    let mut after = run.clone();
    run.by(delegate(), "2024-03-04 10:00", offer("陈岚", "窗口岗")).unwrap();
    assert_eq!(
        refused(after.by(delegate(), "2024-03-05 10:00", offer("陈岚", "窗口岗"))),
        RefusalCode::NotHolder
    );
    after.by(officer("褚伟", "处长"), "2024-03-05 10:10", succeed("郑凯")).unwrap();
    assert!(held_by(&after, "郑凯"));
}

#[test]
fn a_delegate_acts_for_the_one_who_holds_the_slot() {
    let mut run = contact();
    // A colleague of the same post, and somebody to whom two holders delegated: for the one who is meant.
    delegate(&mut run, "陈岚", "吴静", "窗口岗", "2024-03-04");
    run.by(wu(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    assert_eq!(run.records.last().unwrap().actor.capacity.as_deref(), Some("delegate"));
    let mut run = contact();
    delegate(&mut run, "陈岚", "卫红", "窗口岗", "2024-03-04");
    delegate(&mut run, "吴静", "卫红", "窗口岗", "2024-03-04");
    run.by(officer("卫红", "窗口岗"), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
}

#[test]
fn a_recused_or_absent_holder_is_succeeded_and_does_not_stay_responsible() {
    let mut run = contact();
    run.check_materials("陈岚", "2024-03-01 09:05", &[]).unwrap();
    recuse(&mut run, "陈岚", "2024-03-01 09:30");
    assert_eq!(refused(run.by(chen(), "2024-03-01 09:40", offer("吴静", "窗口岗"))), RefusalCode::NotHolder);
    run.by(superior(), "2024-03-01 10:00", succeed("吴静")).unwrap();
    let first = Act::Succeed { person: "吴静".into(), slot: Slot::First };
    run.by(superior(), "2024-03-01 10:01", first).unwrap();
    assert!(held_by(&run, "吴静"));
    assert_eq!(run.case().custody.get(&Slot::First).unwrap().person.as_deref(), Some("吴静"));

    let mut away = contact();
    away.check_materials("陈岚", "2024-03-01 09:05", &[]).unwrap();
    absent(&mut away.registers, "陈岚", "2024-03-04", "2024-03-08", "2024-03-01 10:00");
    let first = Act::Succeed { person: "吴静".into(), slot: Slot::First };
    assert_eq!(
        refused(away.by(superior(), "2024-03-04 09:00", first)),
        RefusalCode::NotPermitted,
        "only away"
    );
    away.by(superior(), "2024-03-04 09:10", succeed("吴静")).unwrap();
    assert!(held_by(&away, "吴静"));
}

#[test]
fn nobody_takes_over_who_is_gone() {
    // Relieved with an offer open: the stand-in signs for the own person, and silence is nobody's breach.
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    relieve(&mut run, "郑凯", "审查岗", "2024-03-01 10:00");
    let mut silent = run.clone();
    run.by(officer("冯雪", "审查岗"), "2024-03-01 11:00", ACCEPT()).unwrap();
    assert!(held_by(&run, "冯雪"));
    silent.until("2024-03-06 00:00");
    assert!(held_by(&silent, "陈岚"));
    assert!(
        !silent.effects().any(|(_, e)| matches!(e, Effect::Finding { breach, .. } if breach == "逾期未签收"))
    );
    assert!(silent.case().hand_overs.get(&slot()).unwrap().referred.is_some());
    // The same where receipt would be deemed.
    let deemed = vec![under(Deed::Deem { what: Deemed::Received }, law("某省规定", "第五条"))];
    let mut run = Run::with(with(clauses(deemed)));
    taken_down(&mut run, &[]);
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    recuse(&mut run, "郑凯", "2024-03-01 10:00");
    run.until("2024-03-06 00:00");
    assert!(held_by(&run, "陈岚"));
}

#[test]
fn who_holds_a_slot_does_not_say_who_holds_it_next() {
    let mut run = contact();
    let act = Act::Appoint {
        from: at("2024-03-01 08:00"),
        person: "陈岚".into(),
        stand_in: false,
        post: "窗口负责人".into(),
    };
    log_act(&mut run.registers, "both", "2024-03-01 08:00", act).unwrap();
    run.by(chen(), "2024-03-01 09:10", refer()).unwrap();
    let own = officer("陈岚", "窗口负责人");
    assert_eq!(refused(run.by(own, "2024-03-01 09:20", assign("郑凯", "审查岗"))), RefusalCode::SamePerson);
    run.by(superior(), "2024-03-01 09:30", assign("郑凯", "审查岗")).unwrap();
}

#[test]
fn passing_it_round_begins_no_new_count() {
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    run.by(zheng(), "2024-03-01 09:20", decline()).unwrap();
    run.by(chen(), "2024-03-01 09:30", offer("吴静", "窗口岗")).unwrap();
    run.by(wu(), "2024-03-01 09:40", ACCEPT()).unwrap();
    run.by(wu(), "2024-03-01 09:50", offer("郑凯", "审查岗")).unwrap();
    run.by(zheng(), "2024-03-01 10:00", decline()).unwrap();
    assert!(run.case().hand_overs.get(&slot()).unwrap().referred.is_some());
}

#[test]
fn whoever_offers_what_the_post_holds_takes_it_up_first() {
    let mut run = Run::with(with(clauses(silent())));
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.by(wu(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    assert!(held_by(&run, "吴静"));
    run.check_materials("陈岚", "2024-03-01 09:20", &[]).unwrap();
    run.by(zheng(), "2024-03-01 09:30", ACCEPT()).unwrap();
    assert!(held_by(&run, "郑凯"));
}

#[test]
fn a_vacant_superior_is_followed_by_the_next_one_above() {
    let mut run = Run::with(|form| {
        with(clauses(silent()))(form);
        for post in form.posts.iter_mut().filter(|post| post.name == "窗口负责人") {
            post.clauses.push(form::PostClause::Superior { post: "厅领导".into() });
        }
    });
    taken_down(&mut run, &[]);
    run.by(chen(), "2024-03-01 09:10", refer()).unwrap();
    relieve(&mut run, "蒋平", "窗口负责人", "2024-03-01 09:20");
    run.by(officer("韩松", "厅领导"), "2024-03-01 09:30", assign("郑凯", "审查岗")).unwrap();
    assert!(held_by(&run, "郑凯"));
}

#[test]
fn what_time_finds_before_anybody_acts_is_the_first_inquirers() {
    let run = contact();
    assert!(run.case().custody.get(&Slot::Current).is_some_and(|h| h.person.is_none()));
    let mut late = run.clone();
    late.until("2024-03-20 00:00");
    let finding = late.effects().find_map(|(_, e)| match e {
        Effect::Finding { person, .. } => Some(person.clone()),
        _ => None,
    });
    assert_eq!(finding, Some(Some("陈岚".into())));
}

#[test]
fn a_stand_in_answers_for_whoever_is_away() {
    let mut run = contact();
    absent(&mut run.registers, "郑凯", "2024-03-01", "2024-03-08", "2024-03-01 08:00");
    // While the person meant is away nobody is offered it in person; the stand-in may be.
    assert_eq!(
        run.by(chen(), "2024-03-01 09:10", offer("冯雪", "审查岗")).map_err(|e| e.code),
        Ok(()),
        "the stand-in acts for the post"
    );
    run.by(officer("冯雪", "审查岗"), "2024-03-01 09:20", ACCEPT()).unwrap();
    assert!(held_by(&run, "冯雪"));
    assert_eq!(run.records.last().unwrap().actor.capacity.as_deref(), Some("stand_in"));
}

#[test]
fn closing_ends_what_was_offered() {
    let mut run = contact();
    run.by(chen(), "2024-03-01 09:10", offer("郑凯", "审查岗")).unwrap();
    run.withdraw_as("来访人", "2024-03-01 09:20");
    assert!(run.case().hand_overs.is_empty());
    assert!(held_by(&run, "陈岚"));
    assert_eq!(run.by(zheng(), "2024-03-01 09:30", ACCEPT()).unwrap_err().code, RefusalCode::CaseClosed);
}

/// What somebody does about the slot, at any time, entitled or not.
#[derive(Clone, Debug)]
enum Move {
    Offer(usize, usize),
    Accept(usize),
    Decline(usize),
    Refer(usize),
    Assign(usize, usize),
    Succeed(usize, usize),
    Relieve(usize),
    Absent(usize),
    Delegate(usize, usize),
    Recuse(usize),
}

const PEOPLE: [(&str, &str); 5] =
    [("陈岚", "窗口岗"), ("吴静", "窗口岗"), ("郑凯", "审查岗"), ("冯雪", "审查岗"), ("蒋平", "窗口负责人")];

fn moves() -> impl Strategy<Value = Vec<(Move, u32)>> {
    let who = || 0..PEOPLE.len();
    let one = prop_oneof![
        4 => (who(), who()).prop_map(|(a, b)| Move::Offer(a, b)),
        4 => who().prop_map(Move::Accept),
        3 => who().prop_map(Move::Decline),
        1 => who().prop_map(Move::Refer),
        2 => (who(), who()).prop_map(|(a, b)| Move::Assign(a, b)),
        1 => (who(), who()).prop_map(|(a, b)| Move::Succeed(a, b)),
        1 => who().prop_map(Move::Relieve),
        1 => who().prop_map(Move::Absent),
        1 => (who(), who()).prop_map(|(a, b)| Move::Delegate(a, b)),
        1 => who().prop_map(Move::Recuse),
    ];
    prop::collection::vec((one, 1_u32..3_000), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    // `Run` decides every kept record again from its own facts and demands the same bytes.
    #[test]
    fn exactly_one_holder_at_every_instant_and_no_move_without_a_trace(moves in moves(), deemed: bool) {
        let silent = if deemed {
            vec![under(Deed::Deem { what: Deemed::Received }, law("某省规定", "第五条"))]
        } else {
            silent()
        };
        let mut run = Run::with(with(clauses(silent)));
        run.mode = shouwen_calendar::Mode::Provisional;
        taken_down(&mut run, &[]);
        let mut traced = holder(&run);
        for (number, (step, minutes)) in moves.into_iter().enumerate() {
            let now = run.case().business.checked_add_millis(i64::from(minutes) * 60_000).unwrap();
            run.time(now);
            let who = |n: usize| officer(PEOPLE[n].0, PEOPLE[n].1);
            let (actor, act) = match step {
                Move::Offer(a, b) => (who(a), offer(PEOPLE[b].0, PEOPLE[b].1)),
                Move::Accept(a) => (who(a), ACCEPT()),
                Move::Decline(a) => (who(a), decline()),
                Move::Refer(a) => (who(a), refer()),
                Move::Assign(a, b) => (who(a), assign(PEOPLE[b].0, PEOPLE[b].1)),
                Move::Succeed(a, b) => (who(a), Act::Succeed { person: PEOPLE[b].0.into(), slot: slot() }),
                Move::Relieve(a) => {
                    let act = Act::Relieve { person: PEOPLE[a].0.into(), post: PEOPLE[a].1.into() };
                    let _ = log_act(&mut run.registers, &format!("r{number}"), &local(now), act);
                    continue;
                }
                Move::Delegate(a, b) => {
                    let (from, until) = (now.date(), now.date());
                    let (person, post) = (PEOPLE[a].0.into(), PEOPLE[a].1.into());
                    let act = Act::Delegate { from, person, to: PEOPLE[b].0.into(), post, until };
                    let _ = log_act(&mut run.registers, &format!("d{number}"), &local(now), act);
                    continue;
                }
                Move::Recuse(a) => {
                    let (case, reasons) = (run.case().id, seal("回避".to_owned()));
                    let act = Act::Recuse { case, person: PEOPLE[a].0.into(), reasons };
                    let _ = log_act(&mut run.registers, &format!("x{number}"), &local(now), act);
                    continue;
                }
                Move::Absent(a) => {
                    let act = Act::Absent { from: now.date(), person: PEOPLE[a].0.into(), until: now.date() };
                    let _ = log_act(&mut run.registers, &format!("a{number}"), &local(now), act);
                    continue;
                }
            };
            let key = run.key();
            let command = shouwen_executor::Command { actor, at: now, body: shouwen_executor::Body::new(key, act) };
            let before = run.records.len();
            let decision = run.decide(now, &command);
            let _ = run.keep(&command, decision);
            // Somebody holds it, and whoever that is follows from the records alone.
            prop_assert!(run.case().custody.get(&slot()).is_some_and(|h| h.person.is_some()));
            for effect in run.records[before..].iter().flat_map(|r| &r.effects) {
                if let Effect::Custody { person, post, slot: Slot::Named(_) } = effect {
                    traced = (person.clone(), post.clone());
                }
            }
        }
        // Acts of time between the moves are traced as well.
        for effect in run.records.iter().flat_map(|r| &r.effects) {
            if let Effect::Custody { person, post, slot: Slot::Named(_) } = effect {
                traced = (person.clone(), post.clone());
            }
        }
        prop_assert_eq!(holder(&run), traced);
        let last = run.case().business.checked_add_millis(40 * 86_400_000).unwrap();
        run.time(last);
        prop_assert!(due(run.case()).is_none_or(|due| due > last));
    }
}

/// An instant as the directory's helper reads it.
fn local(at: shouwen_canon::Instant) -> String {
    let text = at.to_string();
    let (date, time) = text.split_once('T').unwrap();
    format!("{date} {}", time.split_once('+').unwrap().0)
}
