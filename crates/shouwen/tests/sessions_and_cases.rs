//! Sessions and the cases they speak of: what was true when a session came round counts however late it is opened, and
//! what a case does not take any more is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{Shared, instant, small};
use shouwen::{Answer, CaseId, Log, RefusalCode, Request, Runtime, SeededSalts, Store, VirtualClock};
use shouwen_executor::{Act, Effect, session_key};
use std::collections::BTreeMap;

const TEXT: &str = include_str!("data/weekly.proc");

fn on(store: Shared, now: &str, seed: u64) -> Runtime<Shared> {
    Runtime::new(store, VirtualClock::at(instant(now)), SeededSalts::new(seed)).unwrap()
}

fn office(store: &Shared) -> Runtime<Shared> {
    let mut runtime = on(store.clone(), "2026-03-02 08:00", 1);
    runtime.begin("管理员").unwrap();
    runtime.publish(&small(TEXT)).unwrap();
    runtime
}

fn done(runtime: &mut Runtime<Shared>, request: &Request) -> Answer {
    let answer = runtime.execute(request).unwrap();
    assert!(answer.accepted(), "{answer:?}");
    answer
}

fn opened(runtime: &mut Runtime<Shared>, key: &str) -> CaseId {
    let request = Request::open("weekly", key).applicant("张三").at("2026-03-02 09:00");
    done(runtime, &request).case.unwrap()
}

fn allotted(case: CaseId) -> Request {
    Request::complete(case.to_string(), format!("allot/{case}"), "交办").officer("周正", "局长")
}

fn settled(case: CaseId, at: &str) -> Request {
    let key = format!("settle/{case}");
    Request { event: Some("已化解".to_owned()), ..Request::on("event", case.to_string(), key) }
        .officer("己", "联络岗")
        .at(at)
}

fn session(runtime: &Runtime<Shared>, day: &str) -> CaseId {
    let key = session_key("weekly.周会", day.parse().unwrap());
    runtime.store().find(&key).unwrap().unwrap()
}

fn enter(session: CaseId, case: CaseId, at: &str) -> Request {
    let request = Request::on("enter", session.to_string(), format!("enter/{case}")).step("周会");
    request.agenda(case.to_string()).data("意见书", "好").officer("戊", "联络岗").at(at)
}

/// The log verifies, and replays to the same bytes.
fn sound(store: &Shared) {
    let replay = shouwen::replay(&Log::read(store.export().as_slice()).unwrap());
    assert!(replay.divergences.is_empty(), "{:?}", replay.divergences);
}

#[test]
fn an_agenda_is_what_was_true_when_the_session_came_round_however_late_it_is_opened() {
    let agenda = |late: bool| {
        let store = Shared::new();
        let mut runtime = office(&store);
        let cases = ["settled after", "goes on", "allotted after", "entered late"]
            .map(|key| opened(&mut runtime, key));
        for case in &cases[..2] {
            done(&mut runtime, &allotted(*case).at("2026-03-02 10:00"));
        }
        if !late {
            assert_eq!(runtime.sweep(instant("2026-03-07 09:00")).unwrap().convened, 1);
        }
        done(&mut runtime, &settled(cases[0], "2026-03-08 10:00"));
        done(&mut runtime, &allotted(cases[2]).at("2026-03-08 10:00"));
        let request = allotted(cases[3]).at("2026-03-06 10:00").late("补录", "郑直", "局长");
        done(&mut runtime, &Request { recorded: Some("2026-03-08 11:00".to_owned()), ..request });
        runtime.sweep(instant("2026-03-09 09:05")).unwrap();
        let session = runtime.case(session(&runtime, "2026-03-07")).unwrap().unwrap();
        sound(&store);
        let mut keys: Vec<usize> =
            session.agenda.iter().map(|(id, _)| cases.iter().position(|case| case == id).unwrap()).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(agenda(false), [0, 1]);
    // What was entered late counts from when it happened.
    assert_eq!(agenda(true), [0, 1, 3]);
}

#[test]
fn a_session_goes_on_without_a_case_that_was_decided() {
    let store = Shared::new();
    let mut runtime = office(&store);
    let cases = ["a", "b"].map(|key| opened(&mut runtime, key));
    for case in cases {
        done(&mut runtime, &allotted(case).at("2026-03-02 10:00"));
    }
    runtime.sweep(instant("2026-03-07 09:00")).unwrap();
    let session = session(&runtime, "2026-03-07");
    done(&mut runtime, &settled(cases[0], "2026-03-07 09:10"));
    let refused = runtime.execute(&enter(session, cases[0], "2026-03-07 09:20")).unwrap();
    assert_eq!(refused.refusal().unwrap().code, RefusalCode::CaseClosed);
    let possible = |runtime: &Runtime<Shared>| {
        let view = runtime.view(session, instant("2026-03-07 09:25")).unwrap().unwrap();
        let agenda = view.agenda.iter().map(|entry| (entry.key.clone(), entry.is_left()));
        (agenda.collect::<BTreeMap<_, _>>(), view.possible[0].act)
    };
    let left = BTreeMap::from([("a".to_owned(), false), ("b".to_owned(), true)]);
    assert_eq!(possible(&runtime), (left, "enter"));
    let complete = |at: &str| {
        let key = format!("complete/{at}");
        Request::complete(session.to_string(), key, "周会").officer("戊", "联络岗").at(at)
    };
    let refused = runtime.execute(&complete("2026-03-07 09:30")).unwrap();
    let refusal = refused.refusal().unwrap();
    assert_eq!((refusal.code, refusal.allowed.len()), (RefusalCode::NotReady, 1), "{refusal:?}");
    done(&mut runtime, &enter(session, cases[1], "2026-03-07 09:40"));
    let line = runtime.timeline(session).unwrap().unwrap().pop().unwrap().told.said;
    assert_eq!((&*line.zh, &*line.en), ("戊（联络岗）登记 @b", "戊 (联络岗) enters @b"));
    assert_eq!(possible(&runtime).1, "complete");
    done(&mut runtime, &complete("2026-03-07 09:50"));
    let record = runtime.records(session).unwrap().pop().unwrap();
    let gone = Effect::Entered { case: cases[0], absent: false, decided: true };
    assert!(record.effects.contains(&gone), "{:?}", record.effects);
    assert_eq!(raised(&runtime, cases[0]).len(), 0);
    assert_eq!(raised(&runtime, cases[1]).len(), 1);
    sound(&store);
}

/// A case that comes before the session of 2026-03-07, which is open.
fn in_session(store: &Shared) -> (Runtime<Shared>, CaseId, CaseId) {
    let mut runtime = office(store);
    let case = opened(&mut runtime, "a");
    done(&mut runtime, &allotted(case).at("2026-03-02 10:00"));
    runtime.sweep(instant("2026-03-07 09:00")).unwrap();
    let session = session(&runtime, "2026-03-07");
    (runtime, case, session)
}

/// The effects of what sessions said of a case.
fn raised(runtime: &Runtime<Shared>, case: CaseId) -> Vec<Vec<Effect>> {
    let records = runtime.records(case).unwrap().into_iter();
    records.filter(|r| matches!(r.command.act, Act::Raised { .. })).map(|record| record.effects).collect()
}

#[test]
fn what_a_case_that_was_decided_meanwhile_does_not_take_stands_in_its_record() {
    let store = Shared::new();
    let (mut runtime, case, session) = in_session(&store);
    // Somebody else decides the case between the look at it and the entry.
    let mut other = on(store.clone(), "2026-03-07 09:10", 2);
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        done(&mut other, &settled(case, "2026-03-07 09:10"));
    }));
    done(&mut runtime, &enter(session, case, "2026-03-07 09:20"));
    let effects = raised(&runtime, case).pop().unwrap();
    let noted = Effect::Noted { code: RefusalCode::CaseClosed.as_str().to_owned() };
    assert!(matches!(&effects[..], [Effect::Raised { .. }, last] if *last == noted), "{effects:?}");
    sound(&store);
}

#[test]
fn what_is_carried_to_a_case_waits_while_others_are_quicker() {
    let store = Shared::new();
    let (mut runtime, case, session) = in_session(&store);
    store.busy("2026-03-07 09:20", "联络岗");
    let answer = runtime.execute(&enter(session, case, "2026-03-07 09:20"));
    assert!(answer.is_err(), "{answer:?}");
    assert_eq!(raised(&runtime, case).len(), 0);
    assert_eq!(runtime.deliver().unwrap(), 1);
    assert_eq!(raised(&runtime, case).len(), 1);
}
