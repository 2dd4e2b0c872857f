//! Faults, restarts, several runtimes on one store: one effect each, and everything goes on.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod common;

use common::{
    OPERATOR, Shared, Snapshots, World, carry_on, check, examine, instant, open, receive, small, whole_run,
};
use shouwen::{
    Error, LogInfo, OpenMode, RefusalCode, Request, Runtime, Secret, SeededSalts, SqliteStore, Store,
    VirtualClock,
};
use shouwen_store::Fault;

const FAULTS: [Fault; 4] = [Fault::Before, Fault::AnswerLost, Fault::RequestLost, Fault::Busy];

#[test]
fn after_a_fault_the_same_request_again_has_one_effect() {
    for fault in FAULTS {
        let mut world = World::new();
        let mut expected = world.store.size();
        for request in whole_run("k") {
            world.store.fault(fault);
            let error = world.runtime.execute(&request).unwrap_err();
            assert!(matches!(error, Error::Store(_)), "{error}");
            let answer = world.ok(&request);
            assert_eq!(answer.repeated, fault == Fault::AnswerLost);
            expected += 1;
            assert_eq!(world.store.size(), expected, "{fault:?} {}", request.act);
            assert!(world.ok(&request).repeated);
        }
        assert!(world.case("k").settled());
        world.proved();
    }
}

#[test]
fn after_a_fault_time_has_acted_once() {
    for fault in FAULTS {
        let mut world = World::new();
        world.ok(&open("a", "2026-03-02 09:00"));
        world.ok(&open("b", "2026-03-02 09:00"));
        let size = world.store.size();
        world.store.fault(fault);
        let at = instant("2026-03-10 00:00");
        assert!(world.runtime.tick(at).is_err());
        let fired = world.runtime.tick(at).unwrap();
        assert_eq!(fired, if fault == Fault::AnswerLost { 1 } else { 2 });
        assert_eq!(world.store.size(), size + 2);
        // A late command that forces time: both or none.
        world.ok(&open("c", "2026-03-10 09:00"));
        let size = world.store.size();
        let late = examine("@c", "x", "2026-03-18 09:00").conclude("意见", "不予");
        world.store.fault(fault);
        assert!(world.runtime.execute(&late).is_err());
        let answer = world.ok(&late);
        assert_eq!((answer.time.len(), world.store.size()), (1, size + 2));
        world.proved();
    }
}

#[test]
fn a_beginning_and_a_publication_that_failed_are_finished() {
    for fault in FAULTS {
        // Every commit of the beginning and of the publication in turn.
        for failing in 1..=9 {
            let store = Shared::new();
            let mut runtime = carry_on(store.clone(), "2026-03-01 00:00", 1);
            store.fault_at(failing, fault);
            let begin = |runtime: &mut Runtime<Shared>| {
                runtime.begin(OPERATOR)?;
                runtime.publish(&common::licence())
            };
            assert!(begin(&mut runtime).is_err(), "{fault:?} {failing}");
            // The same runtime goes on, or another one after a crash.
            let mut next =
                if failing % 2 == 0 { runtime } else { carry_on(store.clone(), "2026-03-01 00:00", 2) };
            begin(&mut next).unwrap();
            let size = store.size();
            assert_eq!(begin(&mut next).unwrap(), 0);
            assert_eq!(store.size(), size);
            let sound = common::begun(&Shared::new());
            assert_eq!(size, sound.store().size(), "{fault:?} {failing}");
            assert_eq!(next.registers().seats().len(), sound.registers().seats().len());
            assert_eq!(next.registers().calendars().len(), 1);
            common::proved(&store.export());
        }
    }
}

#[test]
fn a_directory_request_after_a_lost_answer_is_repeated_and_others_go_on() {
    let mut world = World::new();
    let appoint = |key: &str, person: &str| Request {
        person: Some(person.into()),
        post: Some("窗口岗".into()),
        ..Request::new("appoint", key).applicant(OPERATOR)
    };
    world.store.fault(Fault::AnswerLost);
    assert!(world.runtime.execute(&appoint("d", "甲")).is_err());
    // The next command knows what was written meanwhile, whatever it is.
    world.ok(&open("k", "2026-03-02 09:00"));
    world.ok(&check("@k", "c", "2026-03-02 09:30").officer("甲", "窗口岗"));
    world.ok(&appoint("d2", "乙"));
    assert!(world.ok(&appoint("d", "甲")).repeated);
    world.proved();
}

#[test]
fn a_snapshot_that_does_not_fit_is_folded_anew() {
    let kinds = [Snapshots::Damaged, Snapshots::OtherShape, Snapshots::OfAnotherCase];
    for kind in kinds {
        let mut world = World::new();
        let run = whole_run("k");
        for request in &run {
            world.ok(request);
            let kept = world.case("k");
            world.store.snapshots.set(kind);
            assert_eq!(world.case("k"), kept);
            // The next command is decided on the folded case.
        }
        world.store.snapshots.set(kind);
        world.ok(&open("k2", "2026-03-10 09:00"));
        assert_eq!(world.runtime.tick(instant("2026-03-18 00:00")).unwrap(), 1);
        assert!(world.ok(&run[2]).repeated);
        world.proved();
    }
}

#[test]
fn a_restart_carries_everything_on() {
    let store = Shared::new();
    let run = whole_run("k");
    drop(common::begun(&store));
    for (n, request) in run.iter().enumerate() {
        let mut runtime = carry_on(store.clone(), "2026-03-01 00:00", 100 + n as u64);
        assert!(runtime.execute(request).unwrap().accepted());
        let mut runtime = carry_on(store.clone(), "2026-03-01 00:00", 200 + n as u64);
        assert!(runtime.execute(request).unwrap().repeated);
        assert_eq!(runtime.publish(&common::licence()).unwrap(), 0);
        assert_eq!(runtime.registers().operator(), Some(OPERATOR));
    }
    let runtime = carry_on(store.clone(), "2026-03-01 00:00", 9);
    assert!(runtime.case(runtime.find("@k").unwrap().unwrap()).unwrap().unwrap().settled());
    common::proved(&store.export());
}

fn sqlite(path: &std::path::Path, now: &str, seed: u64) -> Runtime<SqliteStore> {
    let store = if path.exists() {
        SqliteStore::open(path, OpenMode::ReadWrite).unwrap()
    } else {
        SqliteStore::create(path, &LogInfo::new("test", Secret::new([7; 32])).unwrap()).unwrap()
    };
    Runtime::new(store, VirtualClock::at(instant(now)), SeededSalts::new(seed)).unwrap()
}

#[test]
fn a_file_is_carried_on_after_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut runtime = sqlite(&path, "2026-03-01 00:00", 1);
    runtime.begin(OPERATOR).unwrap();
    runtime.publish(&common::licence()).unwrap();
    drop(runtime);
    for (n, request) in whole_run("k").iter().enumerate() {
        let mut runtime = sqlite(&path, "2026-03-01 00:00", 100 + n as u64);
        let first = runtime.execute(request).unwrap();
        assert!(first.accepted(), "{first:?}");
        drop(runtime);
        let again = sqlite(&path, "2026-03-01 00:00", 200 + n as u64).execute(request).unwrap();
        assert!(again.repeated);
        assert_eq!((again.case, again.outcome), (first.case, first.outcome));
    }
    let runtime = sqlite(&path, "2026-03-01 00:00", 9);
    let mut file = Vec::new();
    shouwen::export(runtime.store(), &mut file).unwrap();
    let log = common::proved(&file);
    assert_eq!(log.lines.len(), runtime.log().unwrap().lines.len());
    assert!(runtime.case(runtime.find("@k").unwrap().unwrap()).unwrap().unwrap().settled());
}

#[test]
fn two_runtimes_on_one_file_know_what_the_other_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut one = sqlite(&path, "2026-03-01 00:00", 1);
    let mut two = sqlite(&path, "2026-03-01 00:00", 2);
    one.begin(OPERATOR).unwrap();
    two.begin(OPERATOR).unwrap();
    assert!(matches!(two.begin("另一人"), Err(Error::OtherOperator { .. })));
    // Published by one, opened by the other, gone on with by the first.
    one.publish(&common::licence()).unwrap();
    assert!(two.execute(&open("k", "2026-03-02 09:00")).unwrap().accepted());
    two.publish(&small(include_str!("data/minimal.proc"))).unwrap();
    let minimal = Request::open("minimal", "m").applicant("李四").at("2026-03-02 09:10");
    assert!(two.execute(&minimal).unwrap().accepted());
    assert!(one.execute(&minimal).unwrap().repeated);
    let mut turn = 0;
    for request in whole_run("k") {
        turn += 1;
        let (first, second) = if turn % 2 == 0 { (&mut one, &mut two) } else { (&mut two, &mut one) };
        assert!(first.execute(&request).unwrap().accepted());
        assert!(second.execute(&request).unwrap().repeated);
    }
    assert_eq!(one.publish(&small(include_str!("data/minimal.proc"))).unwrap(), 0);
    let mut file = Vec::new();
    shouwen::export(two.store(), &mut file).unwrap();
    common::proved(&file);
}

#[test]
fn who_was_relieved_by_one_runtime_does_not_act_in_the_other() {
    let store = Shared::new();
    let mut one = common::begun(&store);
    let mut two = carry_on(store.clone(), "2026-03-01 00:00", 2);
    assert!(two.execute(&open("k", "2026-03-02 09:00")).unwrap().accepted());
    let seat = |act: &str, key: &str, person: &str, at: &str| Request {
        person: Some(person.into()),
        post: Some("窗口岗".into()),
        ..Request::new(act, key).applicant(OPERATOR).at(at)
    };
    assert!(one.execute(&seat("relieve", "d1", "陈岚", "2026-03-02 09:10")).unwrap().accepted());
    let refused = two.execute(&check("@k", "c", "2026-03-02 09:30")).unwrap();
    assert_eq!(refused.refusal().unwrap().code, RefusalCode::NotHolder);
    assert!(one.execute(&seat("appoint", "d2", "新人", "2026-03-02 09:40")).unwrap().accepted());
    let by_new = check("@k", "c", "2026-03-02 09:45").officer("新人", "窗口岗");
    assert!(two.execute(&by_new).unwrap().accepted());
    // Whoever was relieved is not appointed again by publishing once more.
    assert_eq!(two.publish(&common::licence()).unwrap(), 0);
    common::proved(&store.export());
}

#[test]
fn a_command_that_was_overtaken_is_decided_anew() {
    let store = Shared::new();
    let mut one = common::begun(&store);
    let two = common::carry_on(store.clone(), "2026-03-01 00:00", 2);
    assert!(one.execute(&open("k", "2026-03-02 09:00")).unwrap().accepted());
    let two = std::rc::Rc::new(std::cell::RefCell::new(two));
    // The very same command, a moment earlier, by the other: one effect.
    let other = two.clone();
    let request = check("@k", "c", "2026-03-02 09:30");
    let same = request.clone();
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        assert!(other.borrow_mut().execute(&same).unwrap().accepted());
    }));
    let answer = one.execute(&request).unwrap();
    assert!(answer.accepted() && answer.repeated);
    // Another command: decided on what it left.
    let other = two.clone();
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        let receive = receive("@k", "r", "2026-03-02 09:31");
        assert!(other.borrow_mut().execute(&receive).unwrap().accepted());
    }));
    let again = one.execute(&check("@k", "c2", "2026-03-02 09:31")).unwrap();
    assert_eq!(again.refusal().unwrap().code, RefusalCode::WrongPlace);
    // The same opening key for another procedure.
    two.borrow_mut().publish(&small(include_str!("data/minimal.proc"))).unwrap();
    let other = two.clone();
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        let minimal = Request::open("minimal", "n").applicant("李四").at("2026-03-02 10:00");
        assert!(other.borrow_mut().execute(&minimal).unwrap().accepted());
    }));
    let opened = one.execute(&open("n", "2026-03-02 10:00")).unwrap();
    assert_eq!(opened.refusal().unwrap().code, RefusalCode::KeyReused);
    // Two that publish or appoint at once.
    let other = two.clone();
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        let appoint = Request {
            person: Some("甲".into()),
            post: Some("窗口岗".into()),
            ..Request::new("appoint", "d")
        };
        assert!(other.borrow_mut().execute(&appoint.applicant(OPERATOR)).unwrap().accepted());
    }));
    let appoint =
        Request {
            person: Some("乙".into()), post: Some("窗口岗".into()), ..Request::new("appoint", "d2")
        };
    assert!(one.execute(&appoint.applicant(OPERATOR)).unwrap().accepted());
    common::proved(&store.export());
}

#[test]
fn time_that_another_runtime_let_act_acts_once() {
    let store = Shared::new();
    let mut one = common::begun(&store);
    let two = std::rc::Rc::new(std::cell::RefCell::new(carry_on(store.clone(), "2026-03-01 00:00", 2)));
    for key in ["a", "b", "c"] {
        assert!(one.execute(&open(key, "2026-03-02 09:00")).unwrap().accepted());
    }
    let size = store.size();
    let at = instant("2026-03-10 00:00");
    let other = two.clone();
    *store.meanwhile.borrow_mut() = Some(Box::new(move || {
        assert_eq!(other.borrow_mut().tick(at).unwrap(), 3);
    }));
    assert_eq!(one.tick(at).unwrap(), 0);
    assert_eq!(store.size(), size + 3);
    common::proved(&store.export());
}

#[test]
fn a_runtime_that_only_reads_folds_what_another_published() {
    let store = Shared::new();
    let reader = carry_on(store.clone(), "2026-03-01 00:00", 1);
    let mut writer = common::begun(&store);
    assert!(writer.execute(&open("k", "2026-03-02 09:00")).unwrap().accepted());
    let id = reader.find("@k").unwrap().unwrap();
    let kept = reader.case(id).unwrap().unwrap();
    store.snapshots.set(Snapshots::Damaged);
    assert_eq!(reader.case(id).unwrap().unwrap(), kept);
    assert_eq!(reader.records(id).unwrap().len(), 1);
}

#[test]
fn personal_values_stand_in_opening_lines_only() {
    let mut world = World::new();
    let mut run = whole_run("k");
    let reasons = "此理由不公开";
    run[4] = run[4].clone().reasons(reasons);
    for request in &run {
        world.ok(request);
    }
    world.proved();
    let export = String::from_utf8(world.store.export()).unwrap();
    for secret in [common::ADDRESS, common::APPLICANT, reasons] {
        let mut opened = 0;
        for line in export.lines().filter(|line| line.contains(secret)) {
            assert!(line.starts_with("{\"o\":"), "{line}");
            opened += 1;
        }
        assert!(opened >= 1, "{secret}");
    }
    // The log's secret is nowhere.
    assert!(world.store.log().secret().expose().iter().all(|byte| *byte == 7));
    assert!(!export.contains("\\u0007"));
}
