//! The system cases: genesis, publishing, the directory, calendars, and the facts that decisions take from them.
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
use shouwen_audit::Published;
use shouwen_calendar::Calendar;
use shouwen_canon::{CaseId, Hash};
use shouwen_executor::system::{self, MAX_NAME_BYTES, Registers, System};
use shouwen_executor::{Act, Body, Capacity, Command, Fact, Outside, RefusalCode};

const WHEN: &str = "2024-01-02 09:00";

fn begun() -> Registers {
    let mut registers = Registers::default();
    log_act(&mut registers, "1", WHEN, genesis()).unwrap();
    registers
}

fn fails(registers: &mut Registers, key: &str, when: &str, act: Act) -> RefusalCode {
    let before = registers.clone();
    let refusal = log_act(registers, key, when, act).unwrap_err();
    assert_eq!(*registers, before, "a refusal changes nothing");
    refusal.code
}

fn seat(from: &str, person: &str, post: &str) -> Act {
    Act::Appoint { from: at(from), person: person.into(), stand_in: false, post: post.into() }
}

fn any_case() -> CaseId {
    CaseId::derive(LOG, "a", "1").unwrap()
}

#[test]
fn a_log_begins_once_by_its_operator_with_the_built_in_definitions() {
    let mut registers = Registers::default();
    let published = |definitions| Published { definitions, calendars: vec![Calendar::national().hash()] };
    let begin = |operator: &str, published| Act::Genesis { operator: operator.into(), published };
    assert_eq!(fails(&mut registers, "1", WHEN, seat(WHEN, "陈岚", "窗口岗")), RefusalCode::NotOperator);
    assert_eq!(
        fails(&mut registers, "1", WHEN, begin("别人", published(built_in()))),
        RefusalCode::Malformed
    );
    assert_eq!(fails(&mut registers, "1", WHEN, begin(OPERATOR, published(vec![]))), RefusalCode::Malformed);
    let no_calendar = Published { definitions: built_in(), calendars: vec![] };
    assert_eq!(fails(&mut registers, "1", WHEN, begin(OPERATOR, no_calendar)), RefusalCode::Malformed);
    assert_eq!(fails(&mut registers, "2", WHEN, genesis()), RefusalCode::Malformed);
    let record = log_act(&mut registers, "1", WHEN, genesis()).unwrap();
    assert_eq!(record.case, CaseId::derive(LOG, "log", "1").unwrap());
    assert_eq!((record.number, record.log.as_deref(), record.facts.len()), (1, Some(LOG), 0));
    assert_eq!(registers.operator(), Some(OPERATOR));
    assert_eq!(fails(&mut registers, "2", WHEN, genesis()), RefusalCode::NothingToDo);
    assert!(built_in().iter().all(|h| *h != Hash::sha256(b"")));
}

#[test]
fn only_the_operator_acts_upon_the_log_and_the_record_says_where_that_stands() {
    let mut registers = begun();
    let record = log_act(&mut registers, "1", WHEN, seat(WHEN, "陈岚", "窗口岗")).unwrap();
    let source = registers.operates(OPERATOR).unwrap();
    assert_eq!(record.facts, [Fact::Operates { person: OPERATOR.into(), source }]);
    let body = Body::new("2", seat(WHEN, "吴静", "窗口岗"));
    let mut command = Command { actor: officer("陈岚", "窗口岗"), at: at(WHEN), body };
    let calendar = Calendar::national().hash();
    let decide = |command: &Command, now: &str| {
        system::decide(LOG, &registers, calendar, command, at(now), &registers).map_err(|r| r.code)
    };
    let refusal = system::decide(LOG, &registers, calendar, &command, at(WHEN), &registers).unwrap_err();
    assert_eq!((refusal.code, refusal.allowed[0].zh.as_str()), (RefusalCode::NotOperator, "「管理员」"));
    command.actor = applicant();
    assert_eq!(decide(&command, WHEN).unwrap_err(), RefusalCode::Malformed);
    command.actor = operator();
    assert!(decide(&command, WHEN).is_ok());
    assert_eq!(decide(&command, "2024-01-02 08:54").unwrap_err(), RefusalCode::TimeAhead);
    assert_eq!(decide(&command, "2024-01-02 08:59").unwrap_err(), RefusalCode::TimeBackward);
    command.body.act = Act::Withdraw {};
    assert_eq!(decide(&command, WHEN).unwrap_err(), RefusalCode::Malformed);
    command.body.key = "k".repeat(129);
    command.body.act = seat(WHEN, "吴静", "窗口岗");
    assert_eq!(decide(&command, WHEN).unwrap_err(), RefusalCode::KeyLength);
}

#[test]
fn a_definition_is_published_once_under_a_free_name_and_in_force_by_date() {
    let mut registers = begun();
    let form = licence::licence();
    log_act(&mut registers, "1", WHEN, publish(&form)).unwrap();
    assert_eq!(fails(&mut registers, "2", WHEN, publish(&form)), RefusalCode::NothingToDo);
    let mut other = form.clone();
    other.item.name = "另一事项".into();
    assert_eq!(fails(&mut registers, "2", WHEN, publish(&other)), RefusalCode::AliasTaken);
    other.item.alias = "registry".into();
    assert_eq!(fails(&mut registers, "2", WHEN, publish(&other)), RefusalCode::AliasTaken);
    let mut wrong = publish(&form);
    if let Act::Publish { published, .. } = &mut wrong {
        published.definitions = vec![Hash::sha256(b"another")];
    }
    assert_eq!(fails(&mut registers, "2", WHEN, wrong), RefusalCode::Malformed);
    let mut next = form.clone();
    next.item.in_force_from = day("2024-07-01");
    log_act(&mut registers, "2", WHEN, publish(&next)).unwrap();
    let on = |when| registers.in_force("labour_dispatch_licence", day(when)).map(|(hash, _)| hash);
    assert_eq!(on("2019-12-31"), None);
    assert_eq!(on("2024-06-30"), Some(form.hash().unwrap()));
    assert_eq!(on("2024-07-01"), Some(next.hash().unwrap()));
    assert_eq!((registers.knows("labour_dispatch_licence"), registers.knows("other")), (true, false));
}

#[test]
fn people_come_and_go() {
    let mut registers = begun();
    log_act(&mut registers, "1", WHEN, seat("2024-02-01 00:00", "陈岚", "窗口岗")).unwrap();
    let again = seat("2024-03-01 00:00", "陈岚", "窗口岗");
    assert_eq!(fails(&mut registers, "2", WHEN, again), RefusalCode::NothingToDo);
    let leave = || Act::Relieve { person: "陈岚".into(), post: "窗口岗".into() };
    assert_eq!(fails(&mut registers, "2", WHEN, leave()), RefusalCode::NotHolder);
    let holds =
        |registers: &Registers, when| registers.holds("陈岚", "窗口岗", at(when), any_case()).is_some();
    assert!(!holds(&registers, "2024-01-31 23:59"));
    assert!(holds(&registers, "2024-02-01 00:00"));
    log_act(&mut registers, "2", "2024-04-01 12:00", leave()).unwrap();
    assert!(holds(&registers, "2024-04-01 11:59:59.999"));
    assert!(!holds(&registers, "2024-04-01 12:00"));
    // And may come back.
    log_act(&mut registers, "3", "2024-05-01 12:00", seat("2024-05-01 12:00", "陈岚", "窗口岗")).unwrap();
    assert!(holds(&registers, "2024-05-01 12:00"));
    assert!(!holds(&registers, "2024-04-15 12:00"));
}

#[test]
fn a_stand_in_acts_while_every_holder_is_away() {
    let mut registers = begun();
    appoint(&mut registers, "陈岚", "窗口岗", false);
    appoint(&mut registers, "吴静", "窗口岗", false);
    appoint(&mut registers, "冯雪", "窗口岗", true);
    let may = |registers: &Registers, when| {
        registers.holds("冯雪", "窗口岗", at(when), any_case()).map(|h| h.capacity == Capacity::StandIn)
    };
    assert_eq!(may(&registers, "2024-03-05 09:00"), None);
    absent(&mut registers, "陈岚", "2024-03-05", "2024-03-06", WHEN);
    assert_eq!(may(&registers, "2024-03-05 09:00"), None);
    absent(&mut registers, "吴静", "2024-03-06", "2024-03-07", WHEN);
    assert_eq!(may(&registers, "2024-03-05 23:59"), None);
    assert_eq!(may(&registers, "2024-03-06 00:00"), Some(true));
    assert_eq!(may(&registers, "2024-03-07 00:00"), None);
    let away = |from, until| Act::Absent { from: day(from), person: "陈岚".into(), until: day(until) };
    assert_eq!(fails(&mut registers, "a", WHEN, away("2024-03-05", "2024-03-04")), RefusalCode::Malformed);
    let nobody = Act::Absent { from: day("2024-03-05"), person: "无".into(), until: day("2024-03-05") };
    assert_eq!(fails(&mut registers, "a", WHEN, nobody), RefusalCode::UnknownName);
}

#[test]
fn calendars_are_published_under_their_own_hash_once() {
    let mut registers = begun();
    let data = Calendar::national().data().clone();
    let hash = data.hash().unwrap();
    let act = |hash| Act::Calendar {
        data: data.clone(),
        published: Published { definitions: vec![], calendars: vec![hash] },
    };
    assert_eq!(fails(&mut registers, "1", WHEN, act(Hash::sha256(b"another"))), RefusalCode::Malformed);
    log_act(&mut registers, "1", WHEN, act(hash)).unwrap();
    assert_eq!(fails(&mut registers, "2", WHEN, act(hash)), RefusalCode::NothingToDo);
    assert_eq!(registers.calendars().len(), 1);
}

#[test]
fn names_at_the_limit() {
    let mut registers = begun();
    let named = |bytes: usize| seat(WHEN, &"x".repeat(bytes), "窗口岗");
    assert_eq!(fails(&mut registers, "1", WHEN, named(MAX_NAME_BYTES + 1)), RefusalCode::Malformed);
    assert_eq!(fails(&mut registers, "1", WHEN, seat(WHEN, " ", "窗口岗")), RefusalCode::Malformed);
    assert_eq!(fails(&mut registers, "1", WHEN, seat(WHEN, "time", "窗口岗")), RefusalCode::Malformed);
    log_act(&mut registers, "1", WHEN, named(MAX_NAME_BYTES)).unwrap();
}

#[test]
fn records_follow_each_other() {
    let mut registers = begun();
    let record = log_act(&mut registers, "1", WHEN, seat(WHEN, "陈岚", "窗口岗")).unwrap();
    let before = registers.clone();
    assert!(registers.apply(&record, Hash::sha256(b"leaf")).is_err());
    assert_eq!(registers, before);
    assert_eq!((registers.version(System::Directory), registers.version(System::Calendar)), (1, 0));
}
