//! Many callers of one store, each with a handle of its own: each gets its own answer, and the log has no gap.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen_audit::{Options, verify};
use shouwen_store::conformance::{Author, log_info};
use shouwen_store::{Committed, Store, export};
use shouwen_store_sqlite::SqliteStore;
use std::ops::Range;
use std::thread;
use tempfile::TempDir;

const CALLERS: u64 = 8;
const COMMITS: u64 = 40;
const RECORDS: u64 = 3;

fn store() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path().join("log.db"), &log_info()).unwrap();
    (folder, store)
}

/// What all callers did, from threads of their own.
fn all<T: Send>(store: &SqliteStore, act: impl Fn(SqliteStore, u64) -> Vec<T> + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let start = |caller| {
            let (store, act) = (store.clone(), &act);
            scope.spawn(move || act(store, caller))
        };
        let threads: Vec<_> = (0..CALLERS).map(start).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// The positions told make up the whole log, and the log verifies.
fn whole(store: &SqliteStore, mut told: Vec<Range<u64>>) {
    told.sort_by_key(|range| range.start);
    let mut next = 0;
    for range in &told {
        assert_eq!(range.start, next, "a gap, or a position told twice");
        next = range.end;
    }
    let mut file = Vec::new();
    let checkpoint = export(store, &mut file).unwrap();
    assert_eq!(checkpoint.size, next);
    let report = verify(&file[..], &Options { checkpoint: Some(checkpoint) }).unwrap();
    assert_eq!(report.problems, []);
}

#[test]
fn callers_with_cases_of_their_own_are_all_answered() {
    let (_folder, store) = store();
    let told = all(&store, |mut store, caller| {
        let (name, mut author) = (format!("case {caller}"), Author::default());
        let commit = |n| {
            let commit = author.commit(&name, RECORDS);
            let answers = store.commit(std::slice::from_ref(&commit)).unwrap();
            let [Committed::Done { version, positions: Some(positions) }] = &answers[..] else {
                panic!("{answers:?}")
            };
            assert_eq!(*version, (n + 1) * RECORDS);
            // What is answered is there, for this handle too, and it stands where the answer says.
            assert_eq!(store.load(commit.case).unwrap().unwrap().version, *version);
            let found = store.records(commit.case, commit.expected + 1, usize::MAX).unwrap();
            assert!(found.iter().map(|record| record.position.unwrap()).eq(positions.clone()));
            assert!(
                found
                    .iter()
                    .map(|record| &record.bytes[..])
                    .eq(commit.records.iter().map(shouwen_store::NewRecord::bytes))
            );
            positions.clone()
        };
        (0..COMMITS).map(commit).collect()
    });
    whole(&store, told);
}

#[test]
fn of_callers_with_one_case_one_at_a_time_is_done() {
    let (_folder, store) = store();
    let told = all(&store, |mut store, _| {
        let mut told = Vec::new();
        while u64::try_from(told.len()).unwrap() < COMMITS / CALLERS {
            let commit = Author::resume(&store).commit("1", RECORDS);
            let expected = commit.expected;
            match &store.commit(&[commit]).unwrap()[..] {
                [Committed::Done { version, positions: Some(positions) }] => {
                    assert_eq!(*version, expected + RECORDS);
                    told.push((*version, positions.clone()));
                }
                [Committed::Stale { actual }] => assert!(*actual > expected),
                other => panic!("{other:?}"),
            }
        }
        told
    });
    let mut versions: Vec<_> = told.iter().map(|(version, _)| *version).collect();
    versions.sort_unstable();
    assert!(versions.into_iter().eq((1..=COMMITS).map(|n| n * RECORDS)));
    whole(&store, told.into_iter().map(|(_, positions)| positions).collect());
}

#[test]
fn cursors_and_commits_share_the_writer() {
    let (_folder, store) = store();
    let told = all(&store, |mut store, caller| {
        let (name, mut author) = (format!("case {caller}"), Author::default());
        let step = |n| {
            let answers = store.commit(&[author.commit(&name, 1)]).unwrap();
            let [Committed::Done { positions: Some(positions), .. }] = &answers[..] else {
                panic!("{answers:?}")
            };
            store.set_cursor(&name, n + 1).unwrap();
            store.set_cursor("all", positions.end).unwrap();
            assert!(store.cursor("all").unwrap() >= positions.end);
            positions.clone()
        };
        (0..COMMITS).map(step).collect()
    });
    for caller in 0..CALLERS {
        assert_eq!(store.cursor(&format!("case {caller}")).unwrap(), COMMITS);
    }
    assert_eq!(store.cursor("all").unwrap(), CALLERS * COMMITS);
    whole(&store, told);
}
