//! Applying records that were not decided for the case: each is an error, and none a panic.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::*;
use shouwen_canon::Hash;
use shouwen_executor::{ApplyError, Case, CaseRecord, Effect, LimitWord, Slot, apply};

fn with(effect: Effect) -> Result<Case, ApplyError> {
    let run = Run::in_review();
    let mut record = run.records.last().unwrap().clone();
    record.number += 1;
    record.effects = vec![effect];
    apply(&run.definition, run.case.clone(), &record, Hash::sha256(b"leaf"))
}

#[test]
fn a_record_out_of_turn_is_refused() {
    let run = Run::in_review();
    let again = |case, number: usize| {
        let record: &CaseRecord = &run.records[number];
        apply(&run.definition, case, record, Hash::sha256(b"leaf"))
    };
    assert_eq!(again(run.case.clone(), 2), Err(ApplyError::OutOfTurn { number: 3, version: 3 }));
    assert_eq!(again(None, 1), Err(ApplyError::OutOfTurn { number: 2, version: 0 }));
    let mut first = run.records[1].clone();
    first.number = 1;
    assert_eq!(apply(&run.definition, None, &first, Hash::sha256(b"leaf")), Err(ApplyError::NotOpening));
    let mut first = run.records[0].clone();
    first.calendar = None;
    assert_eq!(apply(&run.definition, None, &first, Hash::sha256(b"leaf")), Err(ApplyError::NotOpening));
}

#[test]
fn a_record_of_another_definition_names_what_this_one_lacks() {
    let name = || "无".to_owned();
    let kinds: Vec<&str> = [
        Effect::Enter { place: name() },
        Effect::Close { outcome: name(), day: day("2024-03-01") },
        Effect::Set { field: name(), value: flag(true) },
        Effect::Hand { materials: vec![name()] },
        Effect::Concluded { conclusion: name(), place: "审查".into(), value: name() },
        Effect::Date { date: name(), value: day("2024-03-01") },
        Effect::Custody { person: None, post: name(), slot: Slot::Current },
        Effect::Stop { clock: name() },
        Effect::Warned { clock: "听证".into(), limit: LimitWord::Wait },
        Effect::Expired { clock: "7".into(), limit: LimitWord::Duty, repeat: None },
    ]
    .into_iter()
    .map(|effect| match with(effect) {
        Err(ApplyError::Unknown { kind, .. }) => kind,
        other => panic!("{other:?}"),
    })
    .collect();
    assert_eq!(
        kinds,
        [
            "place",
            "outcome",
            "field",
            "material",
            "conclusion",
            "key date",
            "post",
            "clock",
            "running clock",
            "duty"
        ]
    );
}

#[test]
fn a_snapshot_of_another_shape_is_thrown_away() {
    let run = Run::in_review();
    let mut other = run.case().clone();
    other.shape += 1;
    assert_eq!(Case::from_bytes(&other.bytes().unwrap()), None);
    assert_eq!(Case::from_bytes(b"{}"), None);
    assert_eq!(Case::from_bytes(&run.case().bytes().unwrap()).as_ref(), run.case.as_ref());
}

#[test]
fn openings_put_back_make_a_redacted_record_whole() {
    let mut run = Run::with(|form| form.data[0].personal = true);
    let capital = shouwen_executor::Datum::Sealed(seal(shouwen_model::value::Value::Money {
        v: "3000000.00".parse().unwrap(),
    }));
    let act =
        shouwen_executor::Act::open("labour_dispatch_licence", vec![("注册资本".into(), capital)], vec![]);
    run.by(applicant(), "2024-03-01 09:00", act).unwrap();
    let whole = run.records[0].clone();
    let mut read = CaseRecord::from_bytes(&whole.bytes().unwrap()).unwrap();
    assert_ne!(read, whole, "the bytes alone do not tell");
    let command = shouwen_executor::Command {
        actor: whole.actor.clone(),
        at: whole.business,
        body: whole.command.clone(),
    };
    let lines = shouwen_executor::openings(&command, whole.case, whole.number).unwrap();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        shouwen_executor::put_back(&mut read, line);
    }
    assert_eq!(read, whole);
}
