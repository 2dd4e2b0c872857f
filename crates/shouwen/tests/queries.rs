//! Queries: lists, work, and the view of a case, against what was done.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{ALIAS, World, check, decide, examine, instant, open, receive, serve};
use shouwen::{CaseEntry, CaseQuery, MAX_LISTED, WorkOf};

fn keys(entries: &[CaseEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.key.as_str()).collect()
}

/// Five cases: two lie at the window, one is with the reviewer, one is decided, one is settled.
fn office() -> World {
    let mut world = World::new();
    for (key, at) in [("b", "2026-03-02 09:00"), ("c", "2026-03-02 09:10"), ("a", "2026-03-04 09:00")] {
        world.ok(&open(key, at));
    }
    for key in ["d", "e"] {
        let case = format!("@{key}");
        world.ok(&open(key, "2026-03-04 10:00"));
        world.ok(&check(&case, "1", "2026-03-04 10:01"));
        world.ok(&receive(&case, "2", "2026-03-04 10:02"));
        world.ok(&examine(&case, "3", "2026-03-04 10:03"));
        world.ok(&decide(&case, "4", "2026-03-04 10:04"));
    }
    world.ok(&serve("@e", "5", "2026-03-04 10:05"));
    world.ok(&check("@c", "1", "2026-03-04 10:06"));
    world.ok(&receive("@c", "2", "2026-03-04 10:07"));
    world.ok(&check("@a", "1", "2026-03-04 10:08"));
    world
}

#[test]
fn pages_give_every_case_once_and_only_open_ones_unless_asked() {
    let world = office();
    for (all, expected) in [(false, vec!["a", "b", "c", "d"]), (true, vec!["a", "b", "c", "d", "e"])] {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let query = CaseQuery { all, after, limit: 2, ..CaseQuery::default() };
            let page = world.runtime.cases(&query).unwrap();
            assert!(page.cases.len() <= 2);
            found.extend(page.cases.into_iter().map(|entry| entry.key));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        found.sort();
        assert_eq!(found, expected);
    }
    let of = |procedure: &str| CaseQuery { procedure: Some(procedure.to_owned()), ..CaseQuery::default() };
    assert_eq!(world.runtime.cases(&of(ALIAS)).unwrap().cases.len(), 4);
    assert_eq!(world.runtime.cases(&of("other")).unwrap().cases.len(), 0);
    let none = CaseQuery { limit: 0, ..CaseQuery::default() };
    assert_eq!(world.runtime.cases(&none).unwrap().cases.len(), 1, "a page is never empty before the end");
    let beyond = CaseQuery { limit: MAX_LISTED + 1, ..CaseQuery::default() };
    assert_eq!(world.runtime.cases(&beyond).unwrap().cases.len(), 4);
}

#[test]
fn work_is_sorted_by_what_is_due_and_belongs_to_who_took_it_up() {
    let world = office();
    let work = |of: WorkOf<'_>| world.runtime.work(&of, 10).unwrap().items;
    let at_window = work(WorkOf::Post("窗口岗"));
    assert_eq!(keys(&at_window), ["b", "a", "d"], "{at_window:?}");
    assert!(at_window.windows(2).all(|pair| pair[0].due <= pair[1].due));
    assert_eq!(at_window[2].outcome.as_deref(), Some("准予许可"), "what is owed after the decision is work");
    let now = instant("2026-03-04 11:00");
    assert_eq!(keys(&work(WorkOf::Person("陈岚", now))), ["b", "a", "d"]);
    assert_eq!(keys(&work(WorkOf::Person("吴静", now))), ["b", "d"], "陈岚 has taken up a");
    assert_eq!(keys(&work(WorkOf::Person("郑凯", now))), ["c"]);
    assert_eq!(
        keys(&work(WorkOf::Person("冯雪", now))),
        [""; 0],
        "a stand-in has no work while the holder is there"
    );
    assert_eq!(keys(&work(WorkOf::Post("没有的岗"))), [""; 0]);
    let first = world.runtime.work(&WorkOf::Post("窗口岗"), 1).unwrap();
    assert!(first.more && keys(&first.items) == ["b"]);
}

#[test]
fn first_handlers_of_open_cases_are_found() {
    let world = office();
    let mut found = world.runtime.first_handled("陈岚", "窗口岗").unwrap();
    found.sort_by(|a, b| a.key.cmp(&b.key));
    assert_eq!(keys(&found), ["a", "c"], "decided cases need no successor");
    assert!(world.runtime.first_handled("陈岚", "处长").unwrap().is_empty());
}

#[test]
fn a_view_tells_what_is_left_and_what_is_possible() {
    let world = office();
    let id = world.case("c").id;
    let view = world.runtime.view(id, instant("2026-03-05 09:00")).unwrap().unwrap();
    assert_eq!(view.entry, world.runtime.listed(id).unwrap().unwrap());
    assert_eq!((view.applicant.as_deref(), view.first.as_deref()), (Some(common::APPLICANT), Some("陈岚")));
    let left = |name: &str| view.clocks.iter().find(|c| c.name == name).unwrap().working_days_left;
    assert_eq!(left("审查"), Some(3), "2026-03-05 itself, and until 2026-03-09 with the weekend left out");
    let today = world.runtime.view(id, instant("2026-03-04 15:00")).unwrap().unwrap();
    let first = today.clocks.iter().find(|c| c.name == "审查").unwrap().working_days_left;
    assert_eq!(first, Some(3), "the day of the event does not count");
    let last = world.runtime.view(id, instant("2026-03-09 15:00")).unwrap().unwrap();
    assert_eq!(last.clocks.iter().find(|c| c.name == "审查").unwrap().working_days_left, Some(1));
    assert!(view.clocks.iter().any(|clock| clock.name == "告知期限" && clock.stopped));
    assert!(view.fields.iter().any(|field| field.sealed && field.value.is_some()));
    let acts: Vec<&str> = view.possible.iter().map(|possible| possible.act).collect();
    assert_eq!(acts, ["complete", "correct", "transfer", "withdraw", "extend"]);
    let over = world.runtime.view(id, instant("2026-04-20 09:00")).unwrap().unwrap();
    assert!(over.clocks.iter().all(|clock| clock.working_days_left.is_none()), "nothing is left of it");
    let system = world.runtime.registers();
    assert!(system.seats().iter().any(|seat| seat.person == "陈岚"));
    let nobody = "AAAAAAAAAAAAAAAAAAAAAA".parse().unwrap();
    assert!(world.runtime.view(nobody, instant("2026-03-05 09:00")).unwrap().is_none());
    assert!(world.runtime.timeline(nobody).unwrap().is_none());
    assert!(world.runtime.listed(nobody).unwrap().is_none());
}
