//! Groups: the writer is held up while requests come in, so that they are done together.

use super::*;
use crate::group::Company;
use shouwen_store::check::Sound;
use std::thread::{self, JoinHandle};

/// Holds the writer up until the sender is dropped.
fn hold(store: &SqliteStore) -> Sender<()> {
    let (go, wait) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let store = store.clone();
    thread::spawn(move || {
        let aside = |_: &Connection| {
            tell.send(()).unwrap();
            let _ = wait.recv();
            Ok(())
        };
        store.writer().unwrap().aside(aside)
    });
    told.recv().unwrap();
    go
}

/// Lets another thread ask while the writer is held up, and waits until it stands in the group.
fn put(store: &SqliteStore, work: Work) -> JoinHandle<Answer> {
    let before = store.writer().unwrap().waiting();
    let asking = store.clone();
    let asked = thread::spawn(move || asking.ask(work));
    while store.writer().unwrap().waiting() == before && !asked.is_finished() {
        thread::yield_now();
    }
    asked
}

fn work(store: &SqliteStore, batch: &[CaseCommit]) -> Work {
    let verdicts = check::sound(store.log().id(), batch).unwrap();
    Work::Commit(batch.iter().cloned().zip(verdicts).collect())
}

fn commits(store: &SqliteStore, batch: &[CaseCommit]) -> JoinHandle<Answer> {
    put(store, work(store, batch))
}

fn cursor(store: &SqliteStore, position: u64) -> JoinHandle<Answer> {
    put(store, Work::Cursor { consumer: "outbox".into(), position })
}

/// Sixteen requests of one case each.
fn sixteen(store: &SqliteStore) -> Vec<JoinHandle<Answer>> {
    (0..16).map(|n| commits(store, &[Author::default().commit(&n.to_string(), 1)])).collect()
}

fn answers(waiting: impl IntoIterator<Item = JoinHandle<Answer>>) -> Vec<Answer> {
    waiting.into_iter().map(|asked| asked.join().unwrap()).collect()
}

#[test]
fn a_group_shares_a_transaction_and_its_failure() {
    let (folder, store) = store();
    sql(&store, TRAP);
    let go = hold(&store);
    let waiting = sixteen(&store);
    drop(go);
    for answer in answers(waiting) {
        // Each for itself, the second would have found the store closed.
        let Err(StoreError::OutcomeUnknown(source)) = answer else { panic!("{answer:?}") };
        assert_eq!(source.to_string(), "FOREIGN KEY constraint failed");
    }
    assert!(matches!(store.checkpoint(), Err(StoreError::Closed)));
    drop(store);
    let store = SqliteStore::open(folder.path().join("log.db"), OpenMode::ReadWrite).unwrap();
    assert_eq!(store.checkpoint().unwrap().size, 0);
}

#[test]
fn a_full_disk_leaves_nothing_of_a_group() {
    let (_folder, store) = store();
    let pages = pragma(&store, "page_count");
    inside(&store, |db| db.pragma_update(None, "max_page_count", pages + 1));
    let go = hold(&store);
    let batch = |n| (0..20).map(|m| Author::default().commit(&format!("{n}/{m}"), 1)).collect::<Vec<_>>();
    let waiting: Vec<_> = (0..4).map(|n| commits(&store, &batch(n))).collect();
    drop(go);
    for answer in answers(waiting) {
        assert!(matches!(answer, Err(StoreError::Failed(_))), "{answer:?}");
    }
    assert_eq!(store.checkpoint().unwrap().size, 0);
    inside(&store, |db| db.pragma_update(None, "max_page_count", 1_000_000));
    for answer in answers([commits(&store, &batch(0))]) {
        assert!(answer.unwrap().iter().all(|answer| matches!(answer, Committed::Done { .. })));
    }
}

#[test]
fn each_of_a_group_gets_its_own_answer_in_the_order_of_the_queue() {
    let (_folder, store) = store();
    let (mut author, mut rival) = (Author::default(), Author::default());
    let mut malformed = rival.commit("2", 1);
    malformed.records.clear();
    let go = hold(&store);
    let waiting = [
        commits(&store, &[author.commit("1", 2)]),
        commits(&store, &[rival.commit("1", 1), malformed]),
        commits(&store, &[author.commit("1", 1), author.commit("3", 1)]),
        cursor(&store, 4),
        cursor(&store, 5),
    ];
    drop(go);
    let mut answers = answers(waiting);
    let (beyond, within) = (answers.pop().unwrap(), answers.pop().unwrap());
    assert_eq!(within.unwrap(), []);
    assert!(matches!(beyond, Err(StoreError::CursorBeyond { position: 5, size: 4 })));
    assert_eq!(store.cursor("outbox").unwrap(), 4);
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers[0], [Committed::Done { version: 2, positions: Some(0..2) }]);
    assert!(
        matches!(answers[1][..], [Committed::Stale { actual: 2 }, Committed::Refused(_)]),
        "{:?}",
        answers[1]
    );
    let done = |version, positions| Committed::Done { version, positions: Some(positions) };
    assert_eq!(answers[2], [done(3, 2..3), done(1, 3..4)]);
}

#[test]
fn what_is_damaged_for_one_of_a_group_is_damaged_for_that_one_only() {
    let (folder, mut store) = store();
    let mut author = Author::default();
    assert_eq!(store.commit(&[author.commit("1", 1)]).unwrap().len(), 1);
    // By another connection: then nothing holds any more of what the writer remembers.
    let other = Connection::open(folder.path().join("log.db")).unwrap();
    other.execute_batch("UPDATE cases SET tip = 'x'").unwrap();
    let go = hold(&store);
    let waiting = ["2", "1", "3"].map(|name| commits(&store, &[author.commit(name, 1)]));
    drop(go);
    let answers = answers(waiting);
    let done = |answer: &Answer| matches!(answer.as_deref(), Ok([Committed::Done { .. }]));
    assert!(done(&answers[0]) && done(&answers[2]), "{answers:?}");
    assert!(matches!(answers[1], Err(StoreError::Damaged(_))));
    assert_eq!(store.checkpoint().unwrap().size, 3);
}

#[test]
fn whoever_panics_while_writing_leaves_nobody_waiting() {
    let (folder, mut store) = store();
    let go = hold(&store);
    let mut waiting = sixteen(&store);
    waiting.push(put(&store, Work::Panic));
    waiting.extend(sixteen(&store));
    drop(go);
    for answer in answers(waiting) {
        assert!(matches!(answer, Err(StoreError::OutcomeUnknown(_))), "{answer:?}");
    }
    let commit = Author::default().commit("1", 1);
    assert!(matches!(store.commit(std::slice::from_ref(&commit)), Err(StoreError::Closed)));
    assert!(matches!(store.load(commit.case), Err(StoreError::Closed)));
    drop(store);
    let mut store = SqliteStore::open(folder.path().join("log.db"), OpenMode::ReadWrite).unwrap();
    assert!(matches!(store.commit(&[commit]).unwrap()[..], [Committed::Done { .. }]));
}

#[test]
fn groups_end_at_their_limits() {
    let with = |bytes: usize| {
        let commit = CaseCommit { snapshot: vec![0; bytes], ..Author::default().plain("1") };
        let rest: usize = commit.records.iter().map(|record| record.bytes().len()).sum();
        let snapshot = vec![0; bytes.saturating_sub(rest)];
        let sound = Sound { bytes, previous: None };
        Work::Commit(vec![(CaseCommit { snapshot, ..commit }, Ok(sound))])
    };
    let small = || Work::Cursor { consumer: "outbox".into(), position: 0 };
    let (ends, goes_on) = (MAX_GROUP_BYTES, MAX_GROUP_BYTES - 1);
    let many = |count| std::iter::repeat_with(small).take(count).collect::<Vec<_>>();
    for (works, groups) in [
        (many(MAX_GROUP_REQUESTS), vec![MAX_GROUP_REQUESTS]),
        (many(MAX_GROUP_REQUESTS + 1), vec![MAX_GROUP_REQUESTS, 1]),
        (vec![with(ends), small()], vec![1, 1]),
        (vec![with(goes_on), small()], vec![2]),
        (vec![with(goes_on), with(ends), small()], vec![2, 1]),
    ] {
        assert_eq!(crate::writer::groups_of(works), groups);
    }
}

#[test]
fn the_last_handle_closes_the_file() {
    let (folder, mut store) = store();
    let clone = store.clone();
    assert_eq!(store.commit(&[Author::default().commit("1", 1)]).unwrap().len(), 1);
    assert_eq!(clone.checkpoint().unwrap().size, 1);
    let wal = folder.path().join("log.db-wal");
    drop(store);
    assert!(wal.exists());
    assert_eq!(clone.checkpoint().unwrap().size, 1);
    drop(clone);
    assert!(!wal.exists(), "what was written has been moved into the file");
}

#[test]
fn a_handle_does_not_take_another_file_for_its_own() {
    let (folder, store) = store();
    let path = folder.path().join("log.db");
    let clone = store.clone();
    std::fs::rename(&path, folder.path().join("moved.db")).unwrap();
    assert!(matches!(clone.checkpoint(), Err(StoreError::Failed(_))));
    let other = LogInfo::new("another", log_info().secret().clone()).unwrap();
    drop(SqliteStore::create(&path, &other).unwrap());
    assert!(matches!(clone.checkpoint(), Err(StoreError::Damaged(_))));
}

#[test]
fn a_group_waits_for_those_who_were_there_last_and_not_for_ever() {
    let (_folder, mut store) = store();
    let go = hold(&store);
    let waiting = sixteen(&store);
    drop(go);
    assert!(answers(waiting).iter().all(Result::is_ok));
    // Nobody comes back but one, who is answered all the same.
    assert_eq!(store.commit(&[Author::default().commit("alone", 1)]).unwrap().len(), 1);
    assert_eq!(store.checkpoint().unwrap().size, 17);
}

#[test]
fn who_is_waited_for_in_vain_is_waited_for_more_and_more_seldom() {
    let mut company = Company::default();
    assert_eq!(company.wanted(), 1);
    company.learn(MAX_GROUP_REQUESTS + 1, None);
    assert_eq!(company.wanted(), MAX_GROUP_REQUESTS);
    for pause in [1, 2, 4, 8, 16, 32, 64, 64] {
        company.learn(16, Some(false));
        for _ in 0..pause {
            assert_eq!(company.wanted(), 1);
        }
        assert_eq!(company.wanted(), 16);
    }
    company.learn(16, Some(true));
    assert_eq!(company.wanted(), 16);
    company.learn(1, None);
    assert_eq!(company.wanted(), 1);
}
