//! Interruptions of interruptions: so many and no more, and no way back where nothing was interrupted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::licence::named;
use common::*;
use shouwen_executor::{MAX_INTERRUPTIONS, RefusalCode};
use shouwen_model::form::{Anytime, Clause, Direction, Form, Place, PlaceKind, Role, Trigger};

const OFFICER: (&str, &str) = ("陈岚", "窗口岗");

/// A wait from which a case goes back to where it was interrupted.
fn wait(n: usize) -> Place {
    let event = named(&format!("续{n}"));
    Place {
        kind: PlaceKind::Wait,
        name: format!("中断{n}"),
        clauses: vec![
            Clause::FollowedBy { role: Role::Post { name: OFFICER.1.into() } },
            Clause::Await { events: vec![event.clone()] },
            Clause::Counts,
            Clause::Direct {
                when: Trigger::Event { event },
                acts: Vec::new(),
                to: Some(Direction::Back),
                basis: None,
            },
        ],
    }
}

/// The licence with so many ways to interrupt it, and one that only goes to the first of these waits.
fn opened(ways: usize) -> Run {
    opened_with(ways, |_| ())
}

fn opened_with(ways: usize, change: impl FnOnce(&mut Form)) -> Run {
    let mut run = Run::with(|form| {
        change(form);
        let anytime = |event: String, to| Anytime {
            places: Vec::new(),
            before: None,
            event: named(&event),
            by: None,
            acts: vec![],
            to,
            basis: None,
        };
        for n in 0..ways {
            form.places.push(wait(n));
            let to = Direction::Interrupt { place: format!("中断{n}") };
            form.anytime.push(anytime(format!("断{n}"), to));
        }
        form.anytime.push(anytime("转".into(), Direction::GoTo { place: "中断0".into() }));
    });
    run.open("2024-03-01 09:00", &[]).unwrap();
    run
}

#[test]
fn so_many_stand_in_one_another_and_each_goes_back() {
    let mut run = opened(MAX_INTERRUPTIONS + 1);
    let first = run.place().to_owned();
    for n in 0..MAX_INTERRUPTIONS {
        run.event(OFFICER, "2024-03-01 09:10", &format!("断{n}")).unwrap();
    }
    let more = run.event(OFFICER, "2024-03-01 09:20", &format!("断{MAX_INTERRUPTIONS}"));
    assert_eq!(more.unwrap_err().code, RefusalCode::Limit);
    for n in (0..MAX_INTERRUPTIONS).rev() {
        assert_eq!(run.place(), format!("中断{n}"));
        run.event(OFFICER, "2024-03-01 09:30", &format!("续{n}")).unwrap();
    }
    assert_eq!(run.place(), first);
    assert!(run.case().interrupted.is_empty());
}

#[test]
fn who_acted_before_an_interruption_has_acted() {
    let mut run = opened_with(1, |form| {
        if let Clause::HandledBy { persons, .. } = &mut form.places[0].clauses[0] {
            *persons = Some(2);
        }
    });
    run.event(OFFICER, "2024-03-01 09:10", "断0").unwrap();
    run.event(OFFICER, "2024-03-01 09:20", "续0").unwrap();
    run.check_materials("吴静", "2024-03-01 10:00", &[]).unwrap();
    let done = || Done::with(&[("管辖", "属本机关")]);
    run.done(("吴静", "窗口岗"), "2024-03-01 10:00", done()).unwrap();
    assert_eq!(run.place(), "补正告知");
    // One alone is not enough.
    let mut run = opened_with(1, |form| {
        if let Clause::HandledBy { persons, .. } = &mut form.places[0].clauses[0] {
            *persons = Some(2);
        }
    });
    run.check_materials("吴静", "2024-03-01 10:00", &[]).unwrap();
    assert_eq!(code(run.done(("吴静", "窗口岗"), "2024-03-01 10:00", done())), RefusalCode::NotHolder);
}

#[test]
fn what_was_not_interrupted_is_not_gone_back_to() {
    let mut run = opened(1);
    run.event(OFFICER, "2024-03-01 09:10", "转").unwrap();
    let back = run.event(OFFICER, "2024-03-01 09:20", "续0");
    assert_eq!(back.unwrap_err().code, RefusalCode::NoDirection);
    assert_eq!(run.place(), "中断0");
}
