//! What only the inside of the store can bring about: a full disk, a commit that fails, and the plans of its questions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use super::*;
use shouwen_store::conformance::{Author, log_info};

fn store() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path().join("log.db"), &log_info()).unwrap();
    (folder, store)
}

#[test]
fn a_store_may_move_to_another_thread() {
    fn sent<T: Send>() {}
    sent::<SqliteStore>();
}

#[test]
fn the_connection_flushes_every_commit() {
    let (_folder, store) = store();
    let pragma = |name| store.db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((pragma("synchronous"), pragma("foreign_keys"), pragma("fullfsync")), (2, 1, 1));
    let journal: String = store.db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(journal, "wal");
}

#[test]
fn a_full_disk_leaves_nothing_of_a_batch() {
    let (_folder, mut store) = store();
    let mut author = Author::default();
    assert!(matches!(store.commit(&[author.commit("1", 1)]).unwrap()[..], [Committed::Done { .. }]));
    let before = store.checkpoint().unwrap();
    let pages = store.db.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0)).unwrap();
    store.db.pragma_update(None, "max_page_count", pages + 3).unwrap();
    let batch: Vec<_> = (0..200).map(|n| author.commit(&format!("case {n}"), 3)).collect();
    let error = store.commit(&batch).unwrap_err();
    assert!(matches!(error, StoreError::Failed(_)), "{error:?}");
    assert_eq!(store.checkpoint().unwrap(), before);
    assert_eq!(store.cases(None, 9).unwrap().len(), 1);
    store.db.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    assert!(store.commit(&batch).unwrap().iter().all(|answer| matches!(answer, Committed::Done { .. })));
}

#[test]
fn after_a_commit_that_failed_the_store_is_closed() {
    let (folder, mut store) = store();
    // A reference that is found wanting at the very end makes COMMIT itself fail.
    let trap = "CREATE TABLE trap (x INTEGER REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER spring AFTER INSERT ON records BEGIN INSERT INTO trap VALUES (-1); END;";
    store.db.execute_batch(trap).unwrap();
    let commit = Author::default().commit("1", 1);
    let error = store.commit(std::slice::from_ref(&commit)).unwrap_err();
    assert!(matches!(error, StoreError::OutcomeUnknown(_)), "{error:?}");
    assert!(matches!(store.commit(std::slice::from_ref(&commit)), Err(StoreError::Closed)));
    assert!(matches!(store.load(commit.case), Err(StoreError::Closed)));
    assert!(matches!(store.checkpoint(), Err(StoreError::Closed)));
    drop(store);
    let mut store = SqliteStore::open(folder.path().join("log.db"), OpenMode::ReadWrite).unwrap();
    assert_eq!(store.load(commit.case).unwrap(), None);
    store.db.execute_batch("DROP TRIGGER spring").unwrap();
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
        (read::LOG, "SEARCH records USING INTEGER PRIMARY KEY (rowid>?)"),
    ] {
        let mut ask = store.db.prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
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
