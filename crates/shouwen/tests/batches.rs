//! Many requests at once: what they share is the commit, and nothing else. That any stream of them is answered as it would
//! be one after the other is shown with the other streams.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{OPERATOR, World, carry_on, check, decide, examine, open, receive, whole_run};
use shouwen::{Error, MAX_TOGETHER, NoLibrary, RefusalCode, Request, RequestOpening, compile};
use shouwen_store::Fault;

/// The commits that some requests take.
fn commits(world: &mut World, requests: &[Request]) -> u64 {
    let before = world.store.inner.borrow().calls();
    for answer in world.runtime.execute_all(requests).unwrap() {
        assert!(answer.accepted(), "{answer:?}");
    }
    world.store.inner.borrow().calls() - before
}

#[test]
fn nothing_is_answered_with_nothing() {
    assert!(World::new().runtime.execute_all(&[]).unwrap().is_empty());
}

#[test]
fn whole_cases_share_one_commit() {
    let mut world = World::new();
    // Step by step through three cases side by side, each on what the step before leaves behind.
    let runs: Vec<_> = ["a", "b", "c"].map(whole_run).into();
    let steps: Vec<_> = (0..runs[0].len()).flat_map(|n| runs.iter().map(move |run| run[n].clone())).collect();
    assert_eq!(commits(&mut world, &steps), 1);
    assert!(["a", "b", "c"].iter().all(|key| world.case(key).settled()));
    world.proved();
}

#[test]
fn no_more_than_so_many_share_a_commit() {
    let mut world = World::new();
    let opens = |from: usize, count: usize| -> Vec<_> {
        (from..from + count).map(|n| open(&format!("k{n}"), "2026-03-02 09:00")).collect()
    };
    assert_eq!(commits(&mut world, &opens(0, MAX_TOGETHER)), 1);
    assert_eq!(commits(&mut world, &opens(MAX_TOGETHER, MAX_TOGETHER + 1)), 2);
    // Cases that were not looked at lately are read, and still share it.
    let steps: Vec<_> =
        (0..200).map(|n| check(&format!("@k{n}"), &format!("c{n}"), "2026-03-02 09:30")).collect();
    assert_eq!(commits(&mut world, &steps), 1);
}

#[test]
fn a_refusal_keeps_nobody_else_from_being_carried_out() {
    let mut world = World::new();
    let requests = [
        open("a", "2026-03-02 09:00"),
        Request::new("无此办法", "x"),
        decide("@a", "d", "2026-03-02 09:10"),
        check("@a", "c", "2026-03-02 09:30"),
        check("@b", "c", "2026-03-02 09:30"),
        receive("@a", "r", "2026-03-02 09:31"),
    ];
    let answers = world.runtime.execute_all(&requests).unwrap();
    let accepted: Vec<_> = answers.iter().map(shouwen::Answer::accepted).collect();
    assert_eq!(accepted, [true, false, false, true, false, true], "{answers:?}");
    assert_eq!(answers[4].refusal().unwrap().code, RefusalCode::NoCase);
    assert_eq!(
        answers.iter().map(|answer| answer.key.as_str()).collect::<Vec<_>>(),
        ["a", "x", "d", "c", "c", "r"]
    );
    world.proved();
}

#[test]
fn what_somebody_else_changed_meanwhile_is_decided_anew() {
    let mut world = World::new();
    world.ok(&open("a", "2026-03-02 09:00"));
    world.ok(&open("b", "2026-03-02 09:00"));
    let store = world.store.clone();
    let quicker = move || {
        let answer =
            carry_on(store, "2026-03-01 00:00", 9).execute(&check("@a", "other", "2026-03-02 09:20"));
        assert!(answer.unwrap().accepted());
    };
    *world.store.meanwhile.borrow_mut() = Some(Box::new(quicker));
    let requests = [
        check("@a", "c", "2026-03-02 09:30"),
        check("@b", "c", "2026-03-02 09:30"),
        receive("@a", "r", "2026-03-02 09:31"),
        examine("@a", "e", "2026-03-02 09:32"),
    ];
    let answers = world.runtime.execute_all(&requests).unwrap();
    // The record of somebody else stands before those of the one case, and the other case is as it would have been.
    let records: Vec<_> = answers.iter().map(common::done).collect();
    assert_eq!(records, [[3], [2], [4], [5]]);
    world.proved();
}

#[test]
fn after_a_fault_the_same_requests_again_have_one_effect() {
    for fault in [Fault::Before, Fault::AnswerLost, Fault::RequestLost, Fault::Busy] {
        let mut world = World::new();
        let before = world.store.size();
        // The clock of these tests follows what is asked, and stays where a failure left it.
        let first = |key: &str| {
            let case = format!("@{key}");
            let (open, check) = (open(key, "2026-03-02 09:00"), check(&case, "c", "2026-03-02 09:01"));
            [open, check, receive(&case, "r", "2026-03-02 09:02")]
        };
        let requests: Vec<_> = ["a", "b"].into_iter().flat_map(first).collect();
        world.store.fault(fault);
        assert!(matches!(world.runtime.execute_all(&requests), Err(Error::Store(_))));
        let answers = world.runtime.execute_all(&requests).unwrap();
        for answer in &answers {
            assert!(answer.accepted(), "{answer:?}");
            assert_eq!(answer.repeated, fault == Fault::AnswerLost);
        }
        assert_eq!(world.store.size(), before + requests.len() as u64);
        world.proved();
    }
}

#[test]
fn what_is_ordered_of_another_case_is_there_for_the_next() {
    let compiled = |name: &str, text: &[u8]| compile(name, text, &NoLibrary).procedures.remove(0);
    let begun = |store: &common::Shared| {
        let mut runtime = carry_on(store.clone(), "2026-03-01 18:00", 1);
        runtime.begin(OPERATOR).unwrap();
        runtime.publish(&compiled("contact.proc", include_bytes!("data/contact.proc"))).unwrap();
        runtime.publish(&compiled("minimal.proc", include_bytes!("data/minimal.proc"))).unwrap();
        runtime
    };
    let contact = |key: &str| {
        let open = Request::open("first_inquiry", key).officer("陈岚", "窗口岗");
        open.on_behalf_of("张三").at("2026-03-02 09:00")
    };
    let opening = RequestOpening { procedure: "minimal".into(), ..RequestOpening::default() };
    let order = Request::complete("@c", "o", "登记").officer("陈岚", "窗口岗").conclude("去向", "开启事项");
    let order = order.opening("所问事项", opening).at("2026-03-02 09:00");
    // What the case that is opened will be called follows from the order.
    let (single, batched) = (common::Shared::new(), common::Shared::new());
    let mut twin = begun(&single);
    let mut requests = vec![contact("c"), order, contact("d")];
    let answers: Vec<_> = requests.iter().map(|request| twin.execute(request).unwrap()).collect();
    let decide = Request::complete(answers[1].linked[0].1.to_string(), "x", "收件").officer("陈岚", "窗口岗");
    requests.push(decide.conclude("意见", "准予").at("2026-03-02 10:00"));
    assert!(twin.execute(&requests[3]).unwrap().accepted());

    let answers = begun(&batched).execute_all(&requests).unwrap();
    assert!(answers.iter().all(shouwen::Answer::accepted), "{answers:?}");
    // Nothing comes between the order and the case that it opens.
    assert_eq!(batched.export(), single.export());
}
