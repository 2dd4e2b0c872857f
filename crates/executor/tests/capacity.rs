//! In which capacity somebody acts: in person, as stand-in, by delegation, or not at all; and separation of duty through
//! all of them.
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
use shouwen_executor::{Act, Fact, Refusal, RefusalCode};

fn delegate(person: &str, to: &str, post: &str, until: &str) -> Act {
    delegate_from("2024-03-01", person, to, post, until)
}

fn delegate_from(from: &str, person: &str, to: &str, post: &str, until: &str) -> Act {
    Act::Delegate {
        from: day(from),
        person: person.into(),
        to: to.into(),
        post: post.into(),
        until: day(until),
    }
}

fn enter(run: &mut Run, key: &str, when: &str, act: Act) -> Result<(), Refusal> {
    log_act(&mut run.registers, key, when, act).map(|_| ())
}

fn recuse(run: &mut Run, person: &str, when: &str) {
    let act =
        Act::Recuse { case: run.case().id, person: person.into(), reasons: seal("近亲属".to_owned()) };
    enter(run, &format!("recuse/{person}"), when, act).unwrap();
}

fn capacity(run: &Run) -> Option<String> {
    run.records.last().unwrap().actor.capacity.clone()
}

fn opinion() -> Done<'static> {
    Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false)
}

fn decide() -> Done<'static> {
    Done::with(&[("决定", "准予")])
}

#[test]
fn a_delegate_acts_from_the_first_to_the_last_day_and_it_stands_in_the_record() {
    let mut run = Run::in_review();
    enter(&mut run, "d", "2024-03-01 08:00", delegate("褚伟", "卫红", "审查岗", "2024-03-04")).unwrap_err();
    enter(&mut run, "d", "2024-03-01 08:00", delegate("郑凯", "卫红", "审查岗", "2024-03-04")).unwrap();
    let mut after = run.clone();
    let before = run.done(("卫红", "审查岗"), "2024-03-04 23:59", opinion());
    before.unwrap();
    assert_eq!(capacity(&run).as_deref(), Some("delegate"));
    let stead = run.records.last().unwrap().facts.iter().find_map(|fact| match fact {
        Fact::Holds { stead, .. } => stead.clone(),
        _ => None,
    });
    assert_eq!(stead.as_deref(), Some("郑凯"));
    assert_eq!(
        after.done(("卫红", "审查岗"), "2024-03-05 00:00", opinion()).unwrap_err().code,
        RefusalCode::NotHolder
    );
}

#[test]
fn a_delegation_ends_with_the_post_and_is_not_handed_on() {
    let mut run = Run::in_review();
    enter(&mut run, "d", "2024-03-01 08:00", delegate("郑凯", "卫红", "审查岗", "2024-03-31")).unwrap();
    // A delegate and a stand-in hold the post for another, and delegate it to nobody.
    for person in ["卫红", "冯雪"] {
        let refused =
            enter(&mut run, person, "2024-03-01 08:10", delegate(person, "韩松", "审查岗", "2024-03-31"));
        assert_eq!(refused.unwrap_err().code, RefusalCode::NotHolder);
    }
    let relieve = Act::Relieve { person: "郑凯".into(), post: "审查岗".into() };
    enter(&mut run, "r", "2024-03-02 09:00", relieve).unwrap();
    let refused = run.done(("卫红", "审查岗"), "2024-03-04 10:00", opinion());
    assert_eq!(refused.unwrap_err().code, RefusalCode::NotHolder);
    for (key, from, to, until) in
        [("x", "2024-03-05", "郑凯", "2024-03-04"), ("y", "2024-03-05", "褚伟", "2024-03-31")]
    {
        let act = Act::Delegate {
            from: day(from),
            person: "褚伟".into(),
            to: to.into(),
            post: "处长".into(),
            until: day(until),
        };
        assert_eq!(enter(&mut run, key, "2024-03-05 08:00", act).unwrap_err().code, RefusalCode::Malformed);
    }
}

#[test]
fn whoever_reviewed_does_not_decide_through_any_capacity() {
    // As the stand-in of the head, who is away.
    let mut stand_in = Run::in_review();
    absent(&mut stand_in.registers, "褚伟", "2024-03-04", "2024-03-08", "2024-03-01 12:00");
    stand_in.done(("郑凯", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
    let refused = stand_in.done(("郑凯", "处长"), "2024-03-05 09:00", decide()).unwrap_err();
    assert_eq!((refused.code, refused.clause.as_deref()), (RefusalCode::SamePerson, Some("step 决定/3")));
    stand_in.done(("卫红", "处长"), "2024-03-05 09:10", decide()).unwrap();
    assert_eq!(capacity(&stand_in).as_deref(), Some("stand_in"));

    // By delegation of the head after the review began.
    let mut delegated = Run::in_review();
    delegated.done(("郑凯", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
    let act = delegate_from("2024-03-04", "褚伟", "郑凯", "处长", "2024-03-31");
    enter(&mut delegated, "d", "2024-03-04 11:00", act).unwrap();
    assert_eq!(
        delegated.done(("郑凯", "处长"), "2024-03-05 09:00", decide()).unwrap_err().code,
        RefusalCode::SamePerson
    );

    // The head's own delegate reviewed: the head's hand did it.
    let mut own = Run::in_review();
    let act = Act::Appoint {
        from: at("2024-03-01 08:00"),
        person: "褚伟".into(),
        stand_in: false,
        post: "审查岗".into(),
    };
    enter(&mut own, "a", "2024-03-01 08:00", act).unwrap();
    enter(&mut own, "d", "2024-03-01 08:00", delegate("褚伟", "韩松", "审查岗", "2024-03-31")).unwrap();
    own.done(("韩松", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
    assert_eq!(own.done(HEAD, "2024-03-05 09:00", decide()).unwrap_err().code, RefusalCode::SamePerson);
    // And whoever acts in the stead of one who reviewed decides for that person.
    let mut reverse = Run::in_review();
    let act = Act::Appoint {
        from: at("2024-03-01 08:00"),
        person: "郑凯".into(),
        stand_in: false,
        post: "处长".into(),
    };
    enter(&mut reverse, "a", "2024-03-01 08:00", act).unwrap();
    enter(&mut reverse, "d", "2024-03-01 08:10", delegate("郑凯", "韩松", "处长", "2024-03-31")).unwrap();
    reverse.done(("郑凯", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
    assert_eq!(
        reverse.done(("韩松", "处长"), "2024-03-05 09:00", decide()).unwrap_err().code,
        RefusalCode::SamePerson
    );
}

#[test]
fn a_recused_officer_has_no_part_and_the_stand_in_takes_over() {
    let mut run = Run::in_review();
    recuse(&mut run, "郑凯", "2024-03-01 12:00");
    let refused = run.done(("郑凯", "审查岗"), "2024-03-04 10:00", opinion()).unwrap_err();
    assert_eq!((refused.code, refused.clause.as_deref()), (RefusalCode::Recused, Some("step 审查/1")));
    // Not for another either: as stand-in of the head, who is away.
    absent(&mut run.registers, "褚伟", "2024-03-04", "2024-03-08", "2024-03-01 13:00");
    run.done(("冯雪", "审查岗"), "2024-03-04 10:10", opinion()).unwrap();
    assert_eq!(capacity(&run).as_deref(), Some("stand_in"));
    let refused = run.done(("郑凯", "处长"), "2024-03-05 09:00", decide()).unwrap_err();
    assert_eq!(refused.code, RefusalCode::Recused);

    // Other cases are not touched, and what was done before stands.
    let mut other = Run::in_review();
    let foreign = shouwen_canon::CaseId::derive(LOG, "other", "1").unwrap();
    let act = Act::Recuse { case: foreign, person: "郑凯".into(), reasons: seal("近亲属".to_owned()) };
    enter(&mut other, "r", "2024-03-01 12:00", act).unwrap();
    other.done(("郑凯", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
}

#[test]
fn a_recused_officer_delegates_to_nobody_in_that_case() {
    let mut run = Run::in_review();
    enter(&mut run, "d", "2024-03-01 08:00", delegate("郑凯", "卫红", "审查岗", "2024-03-31")).unwrap();
    recuse(&mut run, "郑凯", "2024-03-01 12:00");
    let refused = run.done(("卫红", "审查岗"), "2024-03-04 10:00", opinion());
    assert_eq!(refused.unwrap_err().code, RefusalCode::NotHolder);
    let again =
        Act::Recuse { case: run.case().id, person: "郑凯".into(), reasons: seal("近亲属".to_owned()) };
    assert_eq!(
        enter(&mut run, "again", "2024-03-04 11:00", again).unwrap_err().code,
        RefusalCode::NothingToDo
    );
}

#[test]
fn what_concerns_the_own_person_is_entered_by_that_person() {
    let mut run = Run::in_review();
    let own = |person: &str, act: Act| shouwen_executor::Command {
        actor: shouwen_audit::Actor {
            person: shouwen_audit::PersonRef::Id(person.into()),
            capacity: None,
            post: None,
        },
        at: at("2024-03-01 12:00"),
        body: shouwen_executor::Body::new("own", act),
    };
    let calendar = shouwen_calendar::Calendar::national().hash();
    let decide = |run: &Run, command: &shouwen_executor::Command| {
        shouwen_executor::system::decide(LOG, &run.registers, calendar, command, command.at, &run.registers)
            .map_err(|e| e.code)
    };
    let command = own("郑凯", delegate("郑凯", "卫红", "审查岗", "2024-03-31"));
    let decided = decide(&run, &command).unwrap();
    assert!(decided.record.facts.is_empty());
    let for_another = own("卫红", delegate("郑凯", "卫红", "审查岗", "2024-03-31"));
    assert_eq!(decide(&run, &for_another).unwrap_err(), RefusalCode::NotOperator);
    run.registers.apply(&decided.record, decided.written.leaf()).unwrap();
    run.done(("卫红", "审查岗"), "2024-03-04 10:00", opinion()).unwrap();
}

#[test]
fn the_directory_entitles_nobody_after_the_event() {
    let mut run = Run::in_review();
    let code = |result: Result<(), Refusal>| result.unwrap_err().code;
    let act = delegate_from("2024-03-03", "郑凯", "卫红", "审查岗", "2024-03-31");
    assert_eq!(code(enter(&mut run, "d", "2024-03-04 08:00", act)), RefusalCode::TimeBehind);
    let act = Act::Appoint {
        from: at("2024-03-03 23:59"),
        person: "卫红".into(),
        stand_in: false,
        post: "审查岗".into(),
    };
    assert_eq!(code(enter(&mut run, "a", "2024-03-04 08:00", act)), RefusalCode::TimeBehind);
    let act = Act::Absent { from: day("2024-03-03"), person: "郑凯".into(), until: day("2024-03-05") };
    assert_eq!(code(enter(&mut run, "b", "2024-03-04 08:00", act)), RefusalCode::TimeBehind);
    // From the day of the entry on it holds.
    let act = delegate_from("2024-03-04", "郑凯", "卫红", "审查岗", "2024-03-31");
    enter(&mut run, "d", "2024-03-04 08:00", act).unwrap();
    for name in [" 卫红", "卫红 ", "卫\u{200b}红", "link", "time", "卫\n红"] {
        let act = Act::Appoint {
            from: at("2024-03-04 09:00"),
            person: name.into(),
            stand_in: false,
            post: "审查岗".into(),
        };
        assert_eq!(code(enter(&mut run, name, "2024-03-04 09:00", act)), RefusalCode::Malformed, "{name:?}");
    }
    for key in ["link/x", "time/x"] {
        let act = delegate_from("2024-03-04", "郑凯", "韩松", "审查岗", "2024-03-31");
        assert_eq!(code(enter(&mut run, key, "2024-03-04 09:00", act)), RefusalCode::Malformed);
    }
}
