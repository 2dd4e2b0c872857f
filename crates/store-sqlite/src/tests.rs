//! What only the inside of the store can bring about: a full disk, a commit that fails, a panic, groups of a
//! known make-up, and the plans of its questions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use super::*;
use crate::convert::failed;
use shouwen_store::conformance::{Author, log_info};
use std::sync::mpsc::{self, Sender};

mod groups;

fn store() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path().join("log.db"), &log_info()).unwrap();
    (folder, store)
}

/// Does something with the connection of the writer.
fn inside<T>(store: &SqliteStore, act: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> T {
    store.writer().unwrap().aside(|db| act(db).map_err(failed)).unwrap()
}

fn sql(store: &SqliteStore, sql: &str) {
    inside(store, |db| db.execute_batch(sql));
}

fn pragma(store: &SqliteStore, name: &str) -> i64 {
    inside(store, |db| db.pragma_query_value(None, name, |row| row.get(0)))
}

#[test]
fn a_handle_may_move_to_another_thread() {
    fn sent<T: Send + Clone>() {}
    sent::<SqliteStore>();
}

#[test]
fn the_connection_flushes_every_commit() {
    let (_folder, store) = store();
    let pragmas = ["synchronous", "foreign_keys", "fullfsync"].map(|name| pragma(&store, name));
    assert_eq!(pragmas, [2, 1, 1]);
    let reader = store.reader().unwrap();
    let journal: String = reader.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(journal, "wal");
}

#[test]
fn a_full_disk_leaves_nothing_of_a_batch() {
    let (_folder, mut store) = store();
    let mut author = Author::default();
    assert!(matches!(store.commit(&[author.commit("1", 1)]).unwrap()[..], [Committed::Done { .. }]));
    let before = store.checkpoint().unwrap();
    let pages = pragma(&store, "page_count");
    inside(&store, move |db| db.pragma_update(None, "max_page_count", pages + 3));
    let batch: Vec<_> = (0..200).map(|n| author.commit(&format!("case {n}"), 3)).collect();
    let error = store.commit(&batch).unwrap_err();
    assert!(matches!(error, StoreError::Failed(_)), "{error:?}");
    assert_eq!(store.checkpoint().unwrap(), before);
    assert_eq!(store.cases(None, 9).unwrap().len(), 1);
    inside(&store, |db| db.pragma_update(None, "max_page_count", 1_000_000));
    assert!(store.commit(&batch).unwrap().iter().all(|answer| matches!(answer, Committed::Done { .. })));
}

/// A reference that is found wanting at the very end makes COMMIT itself fail.
const TRAP: &str = "CREATE TABLE trap (x INTEGER REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER spring AFTER INSERT ON records BEGIN INSERT INTO trap VALUES (-1); END;";

#[test]
fn after_a_commit_that_failed_the_store_is_closed() {
    let (folder, mut store) = store();
    let mut clone = store.clone();
    assert_eq!(clone.checkpoint().unwrap().size, 0);
    sql(&store, TRAP);
    let commit = Author::default().commit("1", 1);
    let error = store.commit(std::slice::from_ref(&commit)).unwrap_err();
    assert!(matches!(error, StoreError::OutcomeUnknown(_)), "{error:?}");
    for store in [&mut store, &mut clone] {
        assert!(matches!(store.commit(std::slice::from_ref(&commit)), Err(StoreError::Closed)));
        assert!(matches!(store.set_cursor("outbox", 0), Err(StoreError::Closed)));
        assert!(matches!(store.load(commit.case), Err(StoreError::Closed)));
        assert!(matches!(store.checkpoint(), Err(StoreError::Closed)));
    }
    // Opened again it works, whether or not the closed handles are still there.
    drop(store);
    let mut store = SqliteStore::open(folder.path().join("log.db"), OpenMode::ReadWrite).unwrap();
    assert_eq!(store.load(commit.case).unwrap(), None);
    sql(&store, "DROP TRIGGER spring");
    assert!(matches!(store.commit(&[commit]).unwrap()[..], [Committed::Done { .. }]));
}

#[test]
fn every_question_has_its_index() {
    let (_folder, store) = store();
    for (question, index) in [
        (read::DUE, "USING COVERING INDEX cases_due ((due,name)>(?,?) AND due<?)"),
        (read::RECORDS, "SEARCH steps USING PRIMARY KEY (case_id=? AND number>?)"),
        (read::KEY, "SEARCH steps USING PRIMARY KEY (case_id=? AND number<?)"),
        (read::KEY, "SEARCH steps USING INDEX steps_key (case_id=? AND key=? AND number>?)"),
        (read::CASES, "SEARCH cases USING INDEX sqlite_autoindex_cases_1 (name>?)"),
        (read::CASES_OF, "SEARCH cases USING INDEX sqlite_autoindex_cases_1 (name>?)"),
        (read::LOG, "SEARCH records USING INTEGER PRIMARY KEY (rowid>?)"),
    ] {
        let mut ask = store.reader().unwrap().prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
        let count = ask.parameter_count();
        let plan: Vec<String> = ask
            .query_map(rusqlite::params_from_iter(vec![1; count]), |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let plan = plan.join("; ");
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
