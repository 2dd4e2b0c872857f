//! Every limit, at it and one past it.
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
use shouwen_executor::{
    Act, Body, Command, Decision, Effect, MAX_EFFECTS, MAX_KEY_BYTES, MAX_PROOF_BYTES, MAX_REASON_BYTES,
    MAX_RECORDS, MAX_REFUSED_ON_RECORD, RECORDS_IN_RESERVE, RefusalCode,
};
use shouwen_model::form::Clause;

fn decide(run: &Run, actor: shouwen_audit::Actor, when: &str, act: Act) -> Decision {
    let body = Body::new("limit", act);
    run.decide(at(when), &Command { actor, at: at(when), body })
}

fn refused(decision: Decision) -> Option<RefusalCode> {
    match decision {
        Decision::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

#[test]
fn keys() {
    let run = Run::in_review();
    let with = |key: String| {
        let body = Body::new(key, Act::Withdraw {});
        let when = at("2024-03-01 11:00");
        refused(run.decide(when, &Command { actor: applicant(), at: when, body }))
    };
    assert_eq!(with("k".repeat(MAX_KEY_BYTES)), None);
    assert_eq!(with("k".repeat(MAX_KEY_BYTES + 1)), Some(RefusalCode::KeyLength));
}

#[test]
fn reasons() {
    let mut run = Run::in_review();
    run.go_decision("2024-03-04 10:00", "准予");
    let give = |bytes: usize| {
        let reasons = "x".repeat(bytes);
        let act = Done::with(&[("决定", "不予")]).because(&reasons).act("决定");
        refused(decide(&run, officer("褚伟", "处长"), "2024-03-04 11:00", act))
    };
    assert_eq!((give(MAX_REASON_BYTES), give(MAX_REASON_BYTES + 1)), (None, Some(RefusalCode::Malformed)));
    let extend = |bytes: usize| {
        let act = Act::Extend { clock: "办理期限".into(), amount: 1, reasons: seal("x".repeat(bytes)) };
        refused(decide(&run, officer("韩松", "厅领导"), "2024-03-04 11:00", act))
    };
    assert_eq!(
        (extend(MAX_REASON_BYTES), extend(MAX_REASON_BYTES + 1)),
        (None, Some(RefusalCode::Malformed))
    );
    assert_eq!(extend(0), Some(RefusalCode::Malformed));
}

#[test]
fn proofs() {
    let mut run = Run::with(|form| form.after[0].proof = None);
    run.open("2024-03-01 09:00", &["验资报告", "场所使用证明"]).unwrap();
    run.go_review("2024-03-01 10:00");
    run.go_decision("2024-03-04 10:00", "准予");
    run.done(HEAD, "2024-03-04 11:00", Done::with(&[("决定", "准予")])).unwrap();
    let serve = |proof: Option<String>| {
        let act = Act::Serve { duty: 1, proof };
        refused(decide(&run, officer("陈岚", "窗口岗"), "2024-03-05 09:00", act))
    };
    assert_eq!((serve(None), serve(Some("x".repeat(MAX_PROOF_BYTES)))), (None, None));
    assert_eq!(serve(Some("x".repeat(MAX_PROOF_BYTES + 1))), Some(RefusalCode::Malformed));
}

#[test]
fn records() {
    let mut run = Run::in_review();
    let act =
        Act::Fill { place: "审查".into(), data: vec![("涉及他人重大利益".into(), flag(true))] };
    let zheng = || officer("郑凯", "审查岗");
    let ordinary = MAX_RECORDS - RECORDS_IN_RESERVE;
    run.case.as_mut().unwrap().version = ordinary - 1;
    assert_eq!(refused(decide(&run, zheng(), "2024-03-01 11:00", act.clone())), None);
    run.case.as_mut().unwrap().version = ordinary;
    assert_eq!(refused(decide(&run, zheng(), "2024-03-01 11:00", act)), Some(RefusalCode::Limit));
    // Time and what ends the case have the reserve.
    let time = |run: &Run| {
        let command = shouwen_executor::next(&run.definition, run.case()).unwrap().command(run.case());
        refused(run.decide(command.at, &command))
    };
    let withdraw = |run: &Run| refused(decide(run, applicant(), "2024-03-01 11:00", Act::Withdraw {}));
    assert_eq!((time(&run), withdraw(&run)), (None, None));
    run.case.as_mut().unwrap().version = MAX_RECORDS - 1;
    assert_eq!((time(&run), withdraw(&run)), (None, None));
    run.case.as_mut().unwrap().version = MAX_RECORDS;
    assert_eq!((time(&run), withdraw(&run)), (Some(RefusalCode::Limit), Some(RefusalCode::Limit)));
}

#[test]
fn attempts_on_record() {
    let mut run = Run::in_supplement();
    let notify = || Act::Notify { materials: vec!["验资报告".into()] };
    let chen = || officer("陈岚", "窗口岗");
    run.case.as_mut().unwrap().refused = MAX_REFUSED_ON_RECORD - 1;
    let decision = decide(&run, chen(), "2024-03-05 09:00", notify());
    assert!(matches!(decision, Decision::RefusedOnRecord(..)));
    run.case.as_mut().unwrap().refused = MAX_REFUSED_ON_RECORD;
    assert_eq!(refused(decide(&run, chen(), "2024-03-05 09:00", notify())), Some(RefusalCode::SecondNotice));
}

#[test]
fn effects() {
    // A correction writes: who acted, two slots of custody, each field that is put right, and what is handed in.
    let run = |fields: usize| {
        let mut run = Run::with(|form| {
            form.data.extend((0..fields).map(|n| shouwen_model::form::Field {
                name: format!("f{n}"),
                ty: shouwen_model::value::Type::Flag,
                required: false,
                personal: false,
                by: shouwen_model::form::Role::Applicant,
                bounds: Vec::new(),
            }));
        });
        run.open("2024-03-01 09:00", &[]).unwrap();
        let data = (0..fields).map(|n| (format!("f{n}"), common::flag(true))).collect();
        let act = Act::Correct { data, materials: vec!["验资报告".into()] };
        decide(&run, officer("陈岚", "窗口岗"), "2024-03-01 10:00", act)
    };
    match run(MAX_EFFECTS - 4) {
        Decision::Accepted(decided) => {
            assert_eq!(decided.record.effects.len(), MAX_EFFECTS);
            assert!(matches!(decided.record.effects.last(), Some(Effect::Hand { .. })));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(refused(run(MAX_EFFECTS - 3)), Some(RefusalCode::Limit));
}

#[test]
fn a_place_for_two_takes_two_each_time() {
    let mut run = Run::with(|form| {
        if let Clause::HandledBy { persons, .. } = &mut form.places[3].clauses[0] {
            *persons = Some(2);
        }
    });
    appoint(&mut run.registers, "孙立", "审查岗", false);
    run.open("2024-03-01 09:00", &["验资报告", "场所使用证明"]).unwrap();
    run.go_review("2024-03-01 10:00");
    let done = || Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false);
    assert_eq!(code(run.done(REVIEW, "2024-03-04 10:00", done())), RefusalCode::NotHolder);
    let join = Act::Fill { place: "审查".into(), data: vec![] };
    run.by(officer("孙立", "审查岗"), "2024-03-04 10:00", join).unwrap();
    run.done(REVIEW, "2024-03-04 10:00", done()).unwrap();
    assert_eq!(run.place(), "决定");
}
