//! The file: what is refused, who may open it together, and what an auditor sees in an ordinary SQLite shell.
#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

use rusqlite::Connection;
use shouwen_store::conformance::{Author, log_info};
use shouwen_store::{Committed, Store, StoreError};
use shouwen_store_sqlite::{OpenError, OpenMode, SqliteStore};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

fn file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    (folder, path)
}

/// A store with five records of two cases, closed.
fn filled() -> (TempDir, PathBuf) {
    let (folder, path) = file();
    let mut author = Author::default();
    let mut store = SqliteStore::create(&path, &log_info()).unwrap();
    let batch = [author.commit("1", 3), author.commit("2", 2)];
    assert!(store.commit(&batch).unwrap().iter().all(|answer| matches!(answer, Committed::Done { .. })));
    (folder, path)
}

fn open(path: &PathBuf) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(path, OpenMode::ReadWrite)
}

fn sql(path: &PathBuf, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn what_is_no_store_is_refused() {
    let (_folder, path) = file();
    assert!(matches!(open(&path), Err(OpenError::Missing)));
    assert!(matches!(SqliteStore::open(&path, OpenMode::ReadOnly), Err(OpenError::Missing)));
    assert!(!path.exists());
    std::fs::write(&path, "").unwrap();
    assert!(matches!(open(&path), Err(OpenError::NotAStore)));
    // An empty file may be what an interrupted creation left.
    drop(SqliteStore::create(&path, &log_info()).unwrap());
    assert!(open(&path).is_ok());

    let (_folder, path) = file();
    std::fs::write(&path, "a letter that is no database, and long enough to have a head\n".repeat(20))
        .unwrap();
    let letter = std::fs::read(&path).unwrap();
    assert!(matches!(open(&path), Err(OpenError::NotAStore)));
    assert!(matches!(SqliteStore::create(&path, &log_info()), Err(OpenError::NotAStore)));
    assert_eq!(std::fs::read(&path).unwrap(), letter);

    let (_folder, path) = file();
    sql(&path, "CREATE TABLE cases (id INTEGER)");
    assert!(matches!(open(&path), Err(OpenError::NotAStore)));
    assert!(matches!(SqliteStore::create(&path, &log_info()), Err(OpenError::Exists)));
    let (folder, _) = file();
    assert!(matches!(open(&folder.path().join("none").join("log.db")), Err(OpenError::Missing)));
    assert!(matches!(open(&folder.path().to_owned()), Err(OpenError::Store(_))));
}

#[test]
fn a_version_that_is_not_known_is_refused() {
    let (_folder, path) = filled();
    for found in [1, -1, i32::MAX] {
        sql(&path, &format!("PRAGMA user_version = {found}"));
        assert!(matches!(open(&path), Err(OpenError::Version { found: f }) if f == found));
    }
    sql(&path, "PRAGMA user_version = 0");
    assert!(open(&path).is_ok());
    assert!(matches!(SqliteStore::create(&path, &log_info()), Err(OpenError::Exists)));
}

#[test]
fn damage_is_told() {
    let damaged = |error: OpenError| matches!(error, OpenError::Store(StoreError::Damaged(_)));
    for change in [
        "UPDATE log SET frontier = '{}'",
        "DELETE FROM log",
        "DELETE FROM openings; DELETE FROM records WHERE position = 4",
        "UPDATE records SET position = 9 WHERE position = 4",
        "UPDATE log SET id = ''",
    ] {
        let (_folder, path) = filled();
        sql(&path, &format!("PRAGMA foreign_keys = OFF; {change}"));
        assert!(damaged(open(&path).unwrap_err()), "{change}");
    }
    let (_folder, path) = filled();
    sql(&path, "UPDATE cases SET name = 'x' || name, tip = 'x', due = 9223372036854775807");
    let store = open(&path).unwrap();
    assert!(matches!(store.cases(None, 9), Err(StoreError::Damaged(_))));
    assert!(matches!(store.read_log(0, 9), Err(StoreError::Damaged(_))));
    drop(store);
    sql(&path, "UPDATE cases SET name = substr(name, 2)");
    let mut store = open(&path).unwrap();
    assert!(matches!(store.load(Author::case("1")), Err(StoreError::Damaged(_))));
    assert!(matches!(store.cases(None, 9), Err(StoreError::Damaged(_))));
    let next = Author::default().commit("1", 1);
    assert!(matches!(store.commit(&[next]), Err(StoreError::Damaged(_))));
}

#[test]
fn of_two_writers_one_waits_and_is_told() {
    let (_folder, path) = filled();
    let mut store = open(&path).unwrap();
    let next = Author::resume(&store).commit("1", 1);
    store.set_busy_wait(Duration::from_millis(20)).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(store.commit(std::slice::from_ref(&next)), Err(StoreError::Busy)));
    // Who reads does not wait.
    assert_eq!(store.load(next.case).unwrap().unwrap().version, 3);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(matches!(store.commit(&[next]).unwrap()[..], [Committed::Done { version: 4, .. }]));
}

#[test]
fn whoever_reads_sees_what_was_committed_and_cannot_commit() {
    let (_folder, path) = filled();
    let mut writer = open(&path).unwrap();
    let mut reader = SqliteStore::open(&path, OpenMode::ReadOnly).unwrap();
    let next = Author::resume(&writer).commit("1", 1);
    assert!(matches!(reader.commit(std::slice::from_ref(&next)), Err(StoreError::ReadOnly)));
    assert!(matches!(writer.commit(&[next]).unwrap()[..], [Committed::Done { .. }]));
    assert_eq!(reader.checkpoint().unwrap(), writer.checkpoint().unwrap());
    drop(writer);
    assert_eq!(reader.read_log(0, 9).unwrap().len(), 6);
    drop(reader);
    let reader = SqliteStore::open(&path, OpenMode::ReadOnly).unwrap();
    assert_eq!(reader.log(), &log_info());
}

#[test]
fn writers_side_by_side_lose_nothing() {
    const EACH: u64 = 40;
    let (_folder, path) = file();
    drop(SqliteStore::create(&path, &log_info()).unwrap());
    let write = || {
        let mut store = open(&path).unwrap();
        let (mut done, mut stale) = (0, 0);
        while done < EACH {
            let commit = Author::resume(&store).commit("1", 1);
            match store.commit(&[commit]).unwrap()[..] {
                [Committed::Done { .. }] => done += 1,
                [Committed::Stale { .. }] => stale += 1,
                ref other => panic!("{other:?}"),
            }
        }
        stale
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(write), scope.spawn(write), scope.spawn(write)];
        let stale: u64 = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        println!("{stale} stale");
    });
    let store = open(&path).unwrap();
    assert_eq!(store.load(Author::case("1")).unwrap().unwrap().version, 3 * EACH);
    let mut export = Vec::new();
    let checkpoint = shouwen_store::export(&store, &mut export).unwrap();
    assert_eq!(checkpoint.size, 3 * EACH);
    let report = shouwen_audit::verify(&export[..], &shouwen_audit::Options::default()).unwrap();
    assert_eq!(report.problems, []);
}

#[test]
fn an_ordinary_shell_reads_it() {
    let (_folder, path) = filled();
    let db = Connection::open(&path).unwrap();
    let line: (i64, String, i64, String) = db
        .query_row(r#"SELECT position, "case", number, bytes FROM log_lines LIMIT 1"#, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    assert_eq!((line.0, line.1, line.2), (0, Author::case("1").to_string(), 1));
    assert!(line.3.starts_with(r#"{"a":{"i":"chenlan","o":"窗口"}"#), "{}", line.3);
    let due: String =
        db.query_row("SELECT due FROM case_list WHERE opening = '1'", [], |row| row.get(0)).unwrap();
    assert_eq!(due, "2026-03-02T10:03:00+08:00");
    let health: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(health, "ok");
    let orphans: i64 =
        db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(orphans, 0);
}

#[test]
fn a_store_that_others_write_to_is_opened_without_alarm() {
    let (_folder, path) = filled();
    let writing = path.clone();
    let writer = std::thread::spawn(move || {
        let mut store = open(&writing).unwrap();
        let mut author = Author::default();
        for case in 3..400 {
            let answers = store.commit(&[author.commit(&case.to_string(), 1)]).unwrap();
            assert!(matches!(answers.as_slice(), [Committed::Done { .. }]));
        }
    });
    let mut opened = 0_u32;
    while !writer.is_finished() {
        SqliteStore::open(&path, OpenMode::ReadWrite).unwrap();
        SqliteStore::open(&path, OpenMode::ReadOnly).unwrap();
        opened += 1;
    }
    writer.join().unwrap();
    assert!(opened > 0);
}
