//! Time acts first, by itself over many cases, once, and never keeps a case waiting in silence.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{
    ALIAS, Shared, World, carry_on, check, decide, done, examine, instant, open, receive, serve, small,
};
use shouwen::{Error, RefusalCode, Request, Runtime, SeededSalts, Stands, Store, VirtualClock};
use shouwen_executor::Act;

#[test]
fn what_fell_due_is_committed_with_the_late_command_and_listed() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    let calls = world.store.inner.borrow().calls();
    // 告知期限 passes at the end of 2026-03-09: deemed accepted, and the case goes on to 审查.
    let late = examine("@k", "x", "2026-03-10 09:00").conclude("意见", "不予");
    let answer = world.ok(&late);
    assert_eq!((answer.time.clone(), done(&answer)), (vec![2], vec![3]));
    assert_eq!(world.store.inner.borrow().calls(), calls + 1, "one commit");
    let records = world.runtime.records(answer.case.unwrap()).unwrap();
    let Act::Time { legal, .. } = &records[1].command.act else { panic!("{records:?}") };
    assert_eq!(*legal, instant("2026-03-10 00:00"));
    assert_eq!(records[1].recorded, instant("2026-03-10 09:00"));
    // Given again, the answer lists both again.
    let again = world.ok(&late);
    assert!(again.repeated);
    assert_eq!((again.time, done(&records_of(again.outcome))), (vec![2], vec![3]));
    world.proved();
}

fn records_of(outcome: shouwen::Outcome) -> shouwen::Answer {
    shouwen::Answer {
        key: String::new(),
        case: None,
        linked: Vec::new(),
        time: Vec::new(),
        repeated: false,
        outcome,
    }
}

#[test]
fn a_command_refused_after_time_acted_commits_time_alone() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    let size = world.store.size();
    let late = check("@k", "c", "2026-03-10 00:00");
    let answer = world.run(&late);
    assert_eq!(answer.refusal().unwrap().code, RefusalCode::WrongPlace);
    assert_eq!((answer.time.clone(), world.store.size()), (vec![2], size + 1));
    let again = world.run(&late);
    assert_eq!(again.refusal().unwrap().code, RefusalCode::WrongPlace);
    assert!(again.time.is_empty() && !again.repeated, "{again:?}");
    assert_eq!(world.store.size(), size + 1);
    // The key is still free.
    world.ok(&examine("@k", "c", "2026-03-10 00:01").conclude("意见", "不予"));
    world.proved();
}

#[test]
fn a_wrong_request_lets_no_time_act() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    let late = "2026-03-10 09:00";
    world.refused(&check("@k", "c", late).step("收件").marks([("身份证", "缺")]), RefusalCode::UnknownName);
    world.refused(&examine("@k", "c", late).data("注册资本", "很多"), RefusalCode::WrongType);
    assert_eq!(world.case("k").version, 1);
}

#[test]
fn a_sweep_acts_on_every_case_once() {
    let mut world = World::new();
    for n in 0..300 {
        world.ok(&open(&format!("k{n}"), "2026-03-02 09:00"));
    }
    let before = world.store.size();
    assert_eq!(world.runtime.tick(instant("2026-03-09 23:59")).unwrap(), 0);
    assert_eq!(world.runtime.tick(instant("2026-03-10 00:00")).unwrap(), 300);
    assert_eq!(world.runtime.tick(instant("2026-03-10 00:00")).unwrap(), 0);
    assert_eq!(world.store.size(), before + 300);
    for n in 0..300 {
        assert_eq!(world.case(&format!("k{n}")).version, 2);
    }
    // Going back does nothing.
    assert_eq!(world.runtime.tick(instant("2026-03-02 00:00")).unwrap(), 0);
    world.proved();
}

#[test]
fn a_sweep_over_years_ends_with_nothing_due() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    world.ok(&check("@k", "c", "2026-03-02 09:30"));
    world.ok(&receive("@k", "r", "2026-03-02 09:31"));
    let onsite = examine("@k", "x", "2026-03-03 09:00").data("需要现场核查", "是");
    world.ok(&onsite);
    // 每 一个工作日 再次 升级: some 250 times a year, more than one commit takes.
    let until = instant("2032-03-01 00:00");
    let fired = world.runtime.tick(until).unwrap();
    assert!(fired > 1_400, "{fired}");
    assert!(shouwen_executor::due(&world.case("k")).unwrap() > until);
    assert_eq!(world.runtime.tick(until).unwrap(), 0);
    let event = Request { event: Some("核查完成".into()), ..Request::on("event", "@k", "e") };
    world.ok(&event.officer("郑凯", "审查岗").at("2032-03-01 09:00"));
    world.proved();
}

#[test]
fn a_case_in_which_time_cannot_act_is_named_and_keeps_nobody_waiting() {
    let store = Shared::new();
    let clock = VirtualClock::at(instant("2026-03-01 00:00"));
    let mut runtime = Runtime::new(store.clone(), clock, SeededSalts::new(1)).unwrap().strict();
    runtime.begin(common::OPERATOR).unwrap();
    runtime.publish(&common::licence()).unwrap();
    for key in ["a", "b", "c"] {
        assert!(runtime.execute(&open(key, "2026-03-02 09:00")).unwrap().accepted());
    }
    let case = "@b";
    for request in [
        check(case, "c", "2026-03-02 09:30"),
        receive(case, "r", "2026-03-02 09:31"),
        examine(case, "x", "2026-03-03 09:00").data("需要现场核查", "是"),
    ] {
        assert!(runtime.execute(&request).unwrap().accepted());
    }
    // No calendar tells the working days of the far future: 现场核查 cannot come round again.
    let far = instant("2031-03-01 00:00");
    let swept = runtime.sweep(far).unwrap();
    let id = runtime.find(case).unwrap().unwrap();
    let stuck: Vec<_> = swept.stuck.iter().filter(|(stuck, _)| *stuck == id).collect();
    assert_eq!(stuck.len(), 1, "{swept:?}");
    let refusal = &stuck[0].1;
    assert_eq!(refusal.code, RefusalCode::Calendar);
    assert!(refusal.message.zh.contains("现场核查") && refusal.message.en.contains("现场核查"), "{refusal}");
    assert!(matches!(runtime.tick(far), Err(Error::Refused(_))));
    for other in ["@a", "@c"] {
        let other = runtime.find(other).unwrap().unwrap();
        assert!(runtime.case(other).unwrap().unwrap().version > 2, "the others went on");
    }
    let event = Request { event: Some("核查完成".into()), ..Request::on("event", case, "e") };
    let answer = runtime.execute(&event.officer("郑凯", "审查岗").at("2031-03-01 09:00")).unwrap();
    assert_eq!(answer.refusal().unwrap().code, RefusalCode::Calendar);
    common::proved(&store.export());
}

#[test]
fn the_index_follows_the_case_to_its_end() {
    let mut world = World::new();
    let listed = |world: &World| {
        let rows = world.store.cases(None, 100).unwrap();
        let row = rows.into_iter().find(|r| r.index.as_ref().is_some_and(|i| i.opening == "k")).unwrap();
        (row.index.map(|i| (i.alias, i.open)).unwrap(), row.due)
    };
    for request in common::whole_run("k") {
        assert_eq!(request.act == "open", world.runtime.find("@k").unwrap().is_none());
        world.ok(&request);
    }
    assert!(world.case("k").settled());
    assert_eq!(listed(&world), ((ALIAS.to_owned(), false), None));
    // Settled by time and not by a command: withdrawn by law, with nothing to deliver.
    let without: Vec<&str> = common::MATERIALS.into_iter().filter(|m| *m != "申请书").collect();
    world.ok(&open("w", "2026-03-10 09:00").materials(without));
    world.ok(&check("@w", "c", "2026-03-10 09:30"));
    world.ok(&receive("@w", "r", "2026-03-10 09:31"));
    let told = Request::complete("@w", "n", "补正告知").officer("陈岚", "窗口岗");
    world.ok(&told.at("2026-03-10 09:40"));
    assert!(world.runtime.tick(instant("2026-06-01 00:00")).unwrap() >= 1);
    assert!(matches!(world.case("w").stands, Stands::Settled { .. }));
    let rows = world.store.cases(None, 100).unwrap();
    let open = rows.iter().filter_map(|r| r.index.as_ref()).filter(|i| i.open && i.alias == ALIAS);
    assert_eq!(open.count(), 0);
    assert!(world.runtime.find("@w").unwrap().is_some(), "it is found all the same");
    world.proved();
}

#[test]
fn a_duty_that_is_not_done_is_a_breach_and_can_be_done_later() {
    let mut world = World::new();
    let mut run = common::whole_run("k");
    run.pop();
    run.iter().for_each(|request| {
        world.ok(request);
    });
    let late = serve("@k", "w5", "2026-03-13 09:00");
    let answer = world.ok(&late);
    assert_eq!(answer.time.len(), 1);
    let log = world.proved();
    let breaches = shouwen_inspect::breaches(&log);
    assert!(
        breaches.iter().any(|b| b.code == shouwen_executor::DUTY_OVERDUE && b.post == "窗口岗"),
        "{breaches:?}"
    );
}

#[test]
fn the_virtual_clock_stands_where_it_was_left() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    world.ok(&Request { at: None, ..check("@k", "c", "") });
    assert_eq!(world.case("k").recorded, instant("2026-03-02 09:00"));
    world.runtime.tick(instant("2026-03-03 12:00")).unwrap();
    world.ok(&Request { at: None, ..receive("@k", "r", "") });
    assert_eq!(world.case("k").business, instant("2026-03-03 12:00"));
}

/// A host's clock that is set back.
struct SetBack(Vec<&'static str>);

impl shouwen::Clock for SetBack {
    fn now(&mut self, _: Option<shouwen::Instant>) -> shouwen::Instant {
        let next = self.0.first().copied().unwrap_or("2026-03-02 09:00");
        if self.0.len() > 1 {
            self.0.remove(0);
        }
        instant(next)
    }
}

#[test]
fn a_clock_that_is_set_back_stops_nobody() {
    let store = Shared::new();
    let mut first = carry_on(store.clone(), "2026-03-02 09:00", 1);
    first.begin(common::OPERATOR).unwrap();
    first.publish(&small(include_str!("data/minimal.proc"))).unwrap();
    let clock = SetBack(vec!["2026-03-02 09:10", "2026-03-02 08:00"]);
    let mut runtime = Runtime::new(store.clone(), clock, SeededSalts::new(2)).unwrap();
    assert!(runtime.execute(&Request::open("minimal", "k").applicant("张三")).unwrap().accepted());
    let complete = Request::complete("@k", "c", "收件").officer("陈岚", "窗口岗").conclude("意见", "准予");
    let answer = runtime.execute(&complete).unwrap();
    assert!(answer.accepted(), "{answer:?}");
    let appoint =
        Request {
            person: Some("甲".into()), post: Some("窗口岗".into()), ..Request::new("appoint", "c")
        };
    assert!(runtime.execute(&appoint.applicant(common::OPERATOR)).unwrap().accepted());
    common::proved(&store.export());
}

#[test]
fn a_deadline_between_the_clock_and_a_command_that_runs_ahead_is_not_yet() {
    let store = Shared::new();
    drop(common::begun(&store));
    let clock = SetBack(vec!["2026-03-02 09:00", "2026-03-09 23:58"]);
    let mut runtime = Runtime::new(store.clone(), clock, SeededSalts::new(2)).unwrap();
    assert!(runtime.execute(&open("k", "2026-03-02 09:00")).unwrap().accepted());
    let ahead = runtime.execute(&check("@k", "c", "2026-03-10 00:01")).unwrap();
    assert_eq!(ahead.refusal().unwrap().code, RefusalCode::TimeDue);
    let far = runtime.execute(&check("@k", "c", "2026-03-10 00:04")).unwrap();
    assert_eq!(far.refusal().unwrap().code, RefusalCode::TimeAhead);
    assert!(runtime.execute(&check("@k", "c", "2026-03-09 23:59")).unwrap().accepted());
    let _ = decide("@k", "d", "2026-03-09 23:59");
}
