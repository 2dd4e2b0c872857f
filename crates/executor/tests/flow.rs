//! The way of a case: every outcome, materials and the one-time notice, who may act, what is owed after the decision.
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
use shouwen_executor::{Act, Effect, Mark, RefusalCode, STAND_IN, Slot, Stands};
use shouwen_model::form::{Clause, Direction, ReturnMode, Trigger};

const BOTH: &[&str] = &["验资报告", "场所使用证明"];

#[test]
fn granted_and_delivered() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "准予");
    run.done(HEAD, "2024-03-05 10:00", Done::with(&[("决定", "准予")])).unwrap();
    assert_eq!(run.place(), "准予许可");
    assert_eq!(run.date("决定日"), Some(day("2024-03-05")));
    assert!(matches!(run.case().stands, Stands::Decided { .. }));
    assert_eq!(code(run.withdraw("2024-03-05 11:00")), RefusalCode::CaseClosed);
    run.serve("2024-03-19 16:00", 1).unwrap();
    assert!(run.case().settled());
    assert_eq!(run.findings(), Vec::<String>::new());
    assert_eq!(code(run.serve("2024-03-19 16:00", 1)), RefusalCode::NoDuty);
}

#[test]
fn delivered_late_is_a_finding_and_still_done() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "准予");
    run.done(HEAD, "2024-03-05 10:00", Done::with(&[("决定", "准予")])).unwrap();
    assert_eq!(run.case().duties.get(&1).unwrap().due.deadline, at("2024-03-20 00:00"));
    run.until("2024-03-20 00:00");
    assert_eq!(run.findings(), ["2024-03-20T00:00:00.000+08:00 DUTY_OVERDUE -/窗口岗"]);
    let act = |proof: Option<&str>| Act::Serve { duty: 1, proof: proof.map(Into::into) };
    let window = || officer("吴静", "窗口岗");
    assert_eq!(code(run.by(window(), "2024-03-21 09:00", act(None))), RefusalCode::ProofOwed);
    assert_eq!(code(run.by(window(), "2024-03-21 09:00", act(Some("口头")))), RefusalCode::ProofOwed);
    assert_eq!(code(run.by(officer("褚伟", "处长"), "2024-03-21 09:00", act(None))), RefusalCode::NotHolder);
    run.by(window(), "2024-03-21 09:00", act(Some("送达回证"))).unwrap();
    assert!(run.case().settled());
}

#[test]
fn refused_owes_reasons_and_its_own_delivery() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "不予");
    let no = Done::with(&[("决定", "不予")]);
    assert_eq!(code(run.done(HEAD, "2024-03-05 10:00", no.clone())), RefusalCode::ReasonsOwed);
    run.done(HEAD, "2024-03-05 10:00", no.because("资本不足")).unwrap();
    assert_eq!(run.place(), "不予许可");
    assert_eq!(run.case().duties.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [2]);
    run.serve("2024-03-06 10:00", 2).unwrap();
    assert!(run.case().settled());
}

#[test]
fn a_decision_that_differs_from_the_opinion_owes_its_reasons() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "不予");
    let yes = Done::with(&[("决定", "准予")]);
    let refusal = run.done(HEAD, "2024-03-05 10:00", yes.clone()).unwrap_err();
    assert_eq!((refusal.code, refusal.clause.as_deref()), (RefusalCode::ReasonsOwed, Some("step 决定/5")));
    run.done(HEAD, "2024-03-05 10:00", yes.because("补充说明成立")).unwrap();
    assert_eq!(run.place(), "准予许可");
}

#[test]
fn not_this_office_is_declined_with_reasons() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", &[]).unwrap();
    let no = Done::with(&[("管辖", "不属本机关")]);
    assert_eq!(code(run.done(WINDOW, "2024-03-01 10:00", no.clone())), RefusalCode::ReasonsOwed);
    run.done(WINDOW, "2024-03-01 10:00", no.because("属市场监管部门")).unwrap();
    assert_eq!((run.place(), run.clock("告知期限").unwrap().stopped), ("非本机关事项", true));
}

#[test]
fn withdrawn_before_the_decision_or_by_lapse() {
    let mut run = Run::in_supplement();
    let mut lapsed = run.clone();
    run.withdraw("2024-03-18 23:59").unwrap();
    assert!(run.case().settled());
    lapsed.until("2024-03-19 00:00");
    assert_eq!((lapsed.place(), lapsed.case().settled()), ("已撤回", true));
    assert_eq!(lapsed.case().decided(), Some(day("2024-03-18")));
    assert!(
        lapsed
            .effects()
            .any(|(_, e)| matches!(e, Effect::Act { act, deemed: true, .. } if act == "withdraw"))
    );
}

#[test]
fn somebody_else_does_not_withdraw_but_the_officer_in_charge_takes_it_down() {
    let mut run = Run::in_supplement();
    let mut other = applicant();
    other.person = shouwen_audit::PersonRef::Sealed(seal("李四".to_owned()));
    assert_eq!(code(run.by(other, "2024-03-05 09:00", Act::Withdraw {})), RefusalCode::NotApplicant);
    assert_eq!(
        code(run.by(officer("褚伟", "处长"), "2024-03-05 09:00", Act::Withdraw {})),
        RefusalCode::NotHolder
    );
    run.by(officer("吴静", "窗口岗"), "2024-03-05 09:00", Act::Withdraw {}).unwrap();
    assert_eq!(run.place(), "已撤回");
}

#[test]
fn the_materials_are_checked_before_anything_hangs_on_them() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", BOTH).unwrap();
    let mine = Done::with(&[("管辖", "属本机关")]);
    assert_eq!(code(run.done(WINDOW, "2024-03-01 10:00", mine.clone())), RefusalCode::NotChecked);
    run.check_materials("陈岚", "2024-03-01 10:00", &[("验资报告", Mark::Nonconforming)]).unwrap();
    run.done(WINDOW, "2024-03-01 10:00", mine).unwrap();
    assert_eq!(run.place(), "补正告知");
    run.done(WINDOW, "2024-03-01 11:00", Done::default()).unwrap();
    let listed = run.effects().find_map(|(_, e)| match e {
        Effect::Listed { materials } => Some(materials.clone()),
        _ => None,
    });
    assert_eq!(listed.unwrap(), ["验资报告"]);
}

#[test]
fn put_right_on_the_spot_needs_no_notice() {
    let mut run = Run::licence();
    run.open_with("2024-03-01 09:00", "1.00", &["验资报告"]).unwrap();
    run.check_materials("陈岚", "2024-03-01 09:10", &[]).unwrap();
    let act = Act::Correct {
        data: vec![("注册资本".into(), money("2000000.00"))],
        materials: strings(&["场所使用证明"]),
    };
    run.by(officer("陈岚", "窗口岗"), "2024-03-01 09:20", act.clone()).unwrap();
    run.go_review("2024-03-01 09:30");
    assert_eq!(run.case().round.noticed, None);
    assert_eq!(code(run.by(officer("郑凯", "审查岗"), "2024-03-01 10:00", act)), RefusalCode::NotPermitted);
    run.go_decision("2024-03-04 10:00", "准予");
}

#[test]
fn a_supplement_brings_every_gap() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.go_notice("2024-03-01 10:00");
    run.done(WINDOW, "2024-03-01 11:00", Done::default()).unwrap();
    let refusal = run.supplement("2024-03-04 09:00", &["验资报告"]).unwrap_err();
    assert_eq!((refusal.code, refusal.allowed[0].zh.as_str()), (RefusalCode::GapsRemain, "「场所使用证明」"));
    run.supplement("2024-03-04 09:00", BOTH).unwrap();
    assert_eq!((run.place(), run.case().round.number), ("审查", 2));
}

#[test]
fn a_notice_states_no_less_than_the_minimum() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", &[]).unwrap();
    run.go_notice("2024-03-01 10:00");
    assert_eq!(code(run.done(WINDOW, "2024-03-01 11:00", Done::stating(9))), RefusalCode::NoticePeriod);
    let mut ten = run.clone();
    ten.done(WINDOW, "2024-03-01 11:00", Done::stating(10)).unwrap();
    assert_eq!(ten.last_days("待补正"), ["2024-03-15"]);
    run.done(WINDOW, "2024-03-01 11:00", Done::stating(15)).unwrap();
    assert_eq!(run.last_days("待补正"), ["2024-03-22"]);
}

fn returned(mode: &str) -> Run {
    let mut run = Run::returning();
    run.open("2024-03-01 09:00", &["验资报告"]).unwrap();
    run.go_notice("2024-03-01 10:00");
    run.done(WINDOW, "2024-03-01 11:00", Done::default()).unwrap();
    run.supplement("2024-03-04 09:00", &["场所使用证明"]).unwrap();
    let done = Done::with(&[("意见", mode)]).fill("涉及他人重大利益", false);
    run.done(REVIEW, "2024-03-04 10:00", done).unwrap();
    assert_eq!(run.place(), "收件");
    run
}

#[test]
fn a_second_notice_is_refused_on_record_through_both_doors() {
    let mut run = returned("退回重办");
    let notify = Act::Notify { materials: strings(&["验资报告"]) };
    let before = run.records.len();
    let refusal = run.by(officer("陈岚", "窗口岗"), "2024-03-05 09:00", notify.clone()).unwrap_err();
    assert_eq!((refusal.code, run.records.len()), (RefusalCode::SecondNotice, before + 1));
    // 验资报告 was there at the first notice and was then found conforming.
    run.check_materials("陈岚", "2024-03-05 09:10", &[("验资报告", Mark::Nonconforming)]).unwrap();
    run.done(WINDOW, "2024-03-05 09:20", Done::with(&[("管辖", "属本机关")])).unwrap();
    assert_eq!(run.place(), "补正告知");
    assert_eq!(code(run.done(WINDOW, "2024-03-05 09:30", Done::default())), RefusalCode::SecondNotice);
    assert_eq!((run.place(), run.case().refused), ("补正告知", 2));
    let found = run.findings();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|f| f.ends_with("SECOND_NOTICE 陈岚/窗口岗")), "{found:?}");
}

#[test]
fn a_second_notice_is_lawful_for_what_came_in_since() {
    let mut run = returned("退回重办");
    run.check_materials("陈岚", "2024-03-05 09:10", &[("场所使用证明", Mark::Nonconforming)]).unwrap();
    run.done(WINDOW, "2024-03-05 09:20", Done::with(&[("管辖", "属本机关")])).unwrap();
    run.done(WINDOW, "2024-03-05 09:30", Done::default()).unwrap();
    assert_eq!((run.place(), run.case().refused, run.case().round.noticed), ("待补正", 0, Some(2)));
}

#[test]
fn started_over_voids_what_was_concluded_and_resumed_keeps_it_and_jumps_back() {
    let mut run = returned("退回重办");
    assert!(run.case().conclusions.is_empty(), "{:?}", run.case().conclusions);
    run.go_review("2024-03-05 10:00");
    let mut run = returned("退回补充");
    assert_eq!(run.case().conclusions.len(), 2);
    run.done(WINDOW, "2024-03-05 10:00", Done::with(&[("管辖", "属本机关")])).unwrap();
    assert_eq!((run.place(), run.case().returner), ("审查", None));
}

#[test]
fn what_led_into_a_place_is_not_void_when_it_starts_over() {
    // 审查 concludes and enters 复核 in one record; 复核 sends back to itself-before: only its own conclusion goes.
    let mut run = Run::with(|form| {
        let decision = &mut form.places[5].clauses;
        decision.retain(|c| !matches!(c, Clause::Direct { .. } | Clause::Duty { .. }));
        decision[3] = licence::conclude("决定", &["准予", "重来"]);
        let word = |w| licence::is(licence::conclusion("决定", "决定"), w);
        let again = Direction::Return { place: "决定".into(), mode: ReturnMode::Restart };
        decision.push(licence::direct(Trigger::If { is: word("重来") }, vec![], again));
        decision.push(licence::direct(
            Trigger::If { is: word("准予") },
            vec![licence::record("决定日")],
            licence::close("准予许可"),
        ));
    });
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_decision("2024-03-04 10:00", "准予");
    run.done(HEAD, "2024-03-04 11:00", Done::with(&[("决定", "重来")])).unwrap();
    let kept: Vec<&str> = run.case().conclusions.iter().map(|(_, c)| c.value.as_str()).collect();
    assert_eq!(kept, ["属本机关", "准予"]);
}

#[test]
fn a_jump_back_is_forgotten_when_time_leads_elsewhere() {
    let mut run = Run::returning();
    run.open("2024-03-01 09:00", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    let done = Done::with(&[("意见", "退回补充")]).fill("涉及他人重大利益", false);
    run.done(REVIEW, "2024-03-04 10:00", done).unwrap();
    assert!(run.case().returner.is_some());
    run.withdraw("2024-03-04 11:00").unwrap();
    assert_eq!(run.place(), "已撤回");
}

#[test]
fn capital_below_the_threshold_forbids_the_opinion() {
    let mut run = Run::licence();
    run.open_with("2024-03-01 09:00", "1999999.99", BOTH).unwrap();
    run.go_review("2024-03-01 10:00");
    let yes = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false);
    let refusal = run.done(REVIEW, "2024-03-04 10:00", yes).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ConclusionForbidden);
    assert_eq!(
        (refusal.clause.as_deref(), refusal.allowed[0].zh.as_str()),
        (Some("step 审查/5"), "「不予」")
    );
    run.go_decision("2024-03-04 10:00", "不予");
}

#[test]
fn the_decider_is_never_the_reviewer_not_even_as_stand_in() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "准予");
    let yes = || Done::with(&[("决定", "准予")]);
    // A stand-in acts while the holder is away, and only then.
    assert_eq!(code(run.done(("卫红", "处长"), "2024-03-05 09:00", yes())), RefusalCode::NotHolder);
    absent(&mut run.registers, "褚伟", "2024-03-05", "2024-03-06", "2024-03-04 17:00");
    let refusal = run.done(("郑凯", "处长"), "2024-03-05 09:00", yes()).unwrap_err();
    assert_eq!((refusal.code, refusal.clause.as_deref()), (RefusalCode::SamePerson, Some("step 决定/3")));
    let mut late = run.clone();
    run.done(("卫红", "处长"), "2024-03-05 09:00", yes()).unwrap();
    let last = run.records.last().unwrap();
    assert_eq!(last.actor.capacity.as_deref(), Some(STAND_IN));
    assert_eq!(code(late.done(("卫红", "处长"), "2024-03-07 00:00", yes())), RefusalCode::NotHolder);
}

#[test]
fn the_prohibition_binds_both_places() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", BOTH).unwrap();
    appoint(&mut run.registers, "褚伟", "审查岗", false);
    run.go_review("2024-03-01 10:00");
    run.go_decision("2024-03-04 10:00", "准予");
    assert_eq!(run.place(), "决定");
    let mut both = Run::in_review();
    both.registers = run.registers.clone();
    let done = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false);
    both.done(("褚伟", "审查岗"), "2024-03-04 10:00", done).unwrap();
    assert_eq!(
        code(both.done(HEAD, "2024-03-05 09:00", Done::with(&[("决定", "准予")]))),
        RefusalCode::SamePerson
    );
}

#[test]
fn a_transfer_goes_to_another_holder_of_the_post() {
    let mut run = Run::licence();
    run.open("2024-03-01 09:00", &[]).unwrap();
    let to = |person: &str| Act::Transfer { person: person.into() };
    let chen = || officer("陈岚", "窗口岗");
    assert_eq!(code(run.by(chen(), "2024-03-01 09:10", to("褚伟"))), RefusalCode::NotHolder);
    assert_eq!(code(run.by(chen(), "2024-03-01 09:10", to("陈岚"))), RefusalCode::NothingToDo);
    run.by(chen(), "2024-03-01 09:10", to("吴静")).unwrap();
    let holder = |slot| run.case().custody.get(&slot).unwrap().person.clone().unwrap();
    assert_eq!((holder(Slot::First), holder(Slot::Current)), ("陈岚".into(), "吴静".into()));
    let mut review = Run::in_review();
    assert_eq!(
        code(review.by(officer("郑凯", "审查岗"), "2024-03-01 11:00", to("冯雪"))),
        RefusalCode::NotPermitted
    );
}
