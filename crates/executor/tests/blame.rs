//! Breaches that are found: entered by the post that the text names, laid on whoever the text names, and never found by
//! whoever answers for them.
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

use common::licence::{act, named, post};
use common::*;
use shouwen_executor::{Effect, RefusalCode, Slot};
use shouwen_model::form::{
    Act as Deed, Answers, Anytime, Custody, CustodyClause, Direction, FirstHolder, Form,
};

const SUPERIOR: (&str, &str) = ("蒋平", "窗口负责人");

/// The licence, whose 窗口负责人 enters that somebody was rude.
fn found(answers: Answers) -> impl FnOnce(&mut Form) {
    move |form| {
        form.anytime.push(Anytime {
            places: Vec::new(),
            before: None,
            event: named("态度生硬属实"),
            by: Some(SUPERIOR.1.into()),
            acts: vec![act(Deed::Breach { name: "态度生硬".into(), answers: Some(answers) })],
            to: Direction::KeepWaiting { every: None },
            basis: None,
        });
    }
}

fn officer_in(place: &str) -> Answers {
    Answers::OfficerIn { place: place.into() }
}

fn opened(form: impl FnOnce(&mut Form)) -> Run {
    let mut run = Run::with(form);
    run.open("2024-03-01 09:00", &[]).unwrap();
    run
}

fn enter(run: &mut Run, who: (&str, &str), when: &str) -> Result<(), RefusalCode> {
    run.event(who, when, "态度生硬属实").map_err(|refusal| refusal.code)
}

fn blamed(run: &Run) -> Vec<(Option<String>, String)> {
    let of = |(_, effect): (_, &Effect)| match effect {
        Effect::Finding { breach, person, post, .. } if breach == "态度生硬" => {
            Some((person.clone(), post.clone()))
        }
        _ => None,
    };
    run.effects().filter_map(of).collect()
}

fn check(run: &mut Run, who: &str, when: &str) {
    run.check_materials(who, when, &[]).unwrap();
}

#[test]
fn who_acted_last_in_the_place_answers_and_keeps_the_case() {
    let mut run = opened(found(officer_in("收件")));
    check(&mut run, "陈岚", "2024-03-01 09:10");
    check(&mut run, "吴静", "2024-03-01 09:20");
    let before = (run.place().to_owned(), run.case().custody.get(&Slot::Current).cloned());
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(Some("吴静".into()), "窗口岗".into())]);
    let after = (run.place().to_owned(), run.case().custody.get(&Slot::Current).cloned());
    assert_eq!(before, after, "finding it takes nothing up");
    assert_eq!(enter(&mut run, ("吴静", "窗口岗"), "2024-03-01 09:40"), Err(RefusalCode::NotHolder));
}

#[test]
fn while_nobody_has_acted_there_the_one_asked_first_answers_or_else_the_post() {
    let mut run = opened(found(officer_in("收件")));
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(None, "窗口岗".into())]);
    let mut run = Run::with(|form| {
        found(officer_in("收件"))(form);
        let clauses = vec![CustodyClause::Held { by: FirstHolder::FirstContact }, CustodyClause::UntilClosed];
        form.custody.push(Custody { name: "首问责任".into(), clauses });
    });
    let open = shouwen_executor::Act::Open {
        alias: run.definition.alias.clone(),
        data: vec![("注册资本".into(), money("2000000.00"))],
        applicant: Some(seal("来访人".to_owned())),
        ordered: None,
        materials: vec![],
        present: vec![],
    };
    run.by(officer("陈岚", "窗口岗"), "2024-03-01 09:00", open).unwrap();
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(Some("陈岚".into()), "窗口岗".into())]);
    // A place that was never entered: its post.
    let mut run = opened(found(officer_in("审查")));
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(None, "审查岗".into())]);
}

#[test]
fn a_post_or_a_role_may_answer() {
    let mut run = opened(found(Answers::Role { role: post("审查岗") }));
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(None, "审查岗".into())]);
    let mut run = opened(found(Answers::Role { role: shouwen_model::form::Role::FirstHandler }));
    check(&mut run, "陈岚", "2024-03-01 09:10");
    check(&mut run, "吴静", "2024-03-01 09:20");
    enter(&mut run, SUPERIOR, "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(Some("陈岚".into()), "窗口岗".into())]);
}

#[test]
fn who_dealt_with_the_case_in_another_post_finds_nothing_about_it() {
    let mut run = opened(found(officer_in("收件")));
    appoint(&mut run.registers, "吴静", SUPERIOR.1, false);
    check(&mut run, "吴静", "2024-03-01 09:10");
    check(&mut run, "陈岚", "2024-03-01 09:20");
    let own = ("吴静", SUPERIOR.1);
    assert_eq!(enter(&mut run, own, "2024-03-01 09:30"), Err(RefusalCode::SamePerson));
    assert_eq!(blamed(&run), []);
    enter(&mut run, SUPERIOR, "2024-03-01 09:40").unwrap();
    let mut untouched = opened(found(officer_in("收件")));
    appoint(&mut untouched.registers, "吴静", SUPERIOR.1, false);
    enter(&mut untouched, own, "2024-03-01 09:30").unwrap();
}

#[test]
fn nobody_finds_a_breach_of_the_own() {
    // Of the very post that enters it: the person is meant, not the post.
    let mut run = opened(|form| {
        found(officer_in("收件"))(form);
        form.anytime[1].by = Some("窗口岗".into());
    });
    check(&mut run, "吴静", "2024-03-01 09:10");
    assert_eq!(enter(&mut run, ("吴静", "窗口岗"), "2024-03-01 09:20"), Err(RefusalCode::SamePerson));
    assert_eq!(blamed(&run), []);
    enter(&mut run, ("陈岚", "窗口岗"), "2024-03-01 09:30").unwrap();
    assert_eq!(blamed(&run), [(Some("吴静".into()), "窗口岗".into())]);
}
