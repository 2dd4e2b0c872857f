//! The embedded store: one SQLite file that an auditor can open.
//!
//! Records stand in the order in which they arrived and are found through one small index; a commit appends them, writes
//! the row of the case and touches other rows only if they changed. The file is in WAL mode and every commit is flushed
//! before it is answered. Sealing happens in the same transaction. Those who commit at the same time, each through its
//! own clone of the store, share a transaction and its flush: one of them writes for all.
//!
//! ```
//! use shouwen_store::{LogInfo, Secret, Store};
//! use shouwen_store_sqlite::{OpenError, OpenMode, SqliteStore};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("hrss.db");
//! let log = LogInfo::new("hrss", Secret::new([7; 32]))?; // 32 bytes that nobody can guess
//! let store = SqliteStore::create(&path, &log)?;
//! assert_eq!(store.checkpoint()?.size, 0);
//! drop(store);
//!
//! let store = SqliteStore::open(&path, OpenMode::ReadWrite)?;
//! assert_eq!(store.log(), &log);
//! assert!(matches!(SqliteStore::create(&path, &log), Err(OpenError::Exists)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! In the `sqlite3` shell, `SELECT * FROM log_lines` shows the log, `SELECT * FROM case_list` the cases.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "tests fail loudly"))]

mod convert;
mod group;
mod open;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod write;
mod writer;

pub use group::{MAX_COMPANY_WAIT, MAX_GROUP_BYTES, MAX_GROUP_REQUESTS};
pub use open::{BUSY_WAIT, OpenError, OpenMode};
pub use schema::{APPLICATION_ID, SCHEMA_VERSION};

use crate::group::{Answer, Work};
use crate::writer::Writer;
use rusqlite::Connection;
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::Frontier;
use shouwen_canon::{CaseId, Instant};
use shouwen_store::check;
use shouwen_store::{
    Asked, CaseCommit, CaseRecord, CaseRow, Committed, KeyRow, LogInfo, LogRecord, Moment, Store, StoreError,
    Stored,
};
use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::Arc;

/// A handle on a store in one SQLite file. A clone is another handle on the same store, for another thread; each reads
/// through a connection of its own, which it opens when it first needs one, and never waits for who writes.
///
/// The file may be opened more than once, in one process or several. Of two that write, one waits for the other up to
/// [`BUSY_WAIT`] and those whose commits it holds are then told [`StoreError::Busy`].
///
/// After [`StoreError::OutcomeUnknown`] all handles answer nothing but [`StoreError::Closed`]: a flush that failed is
/// never tried again, since what the disk then holds is not what SQLite believes. Opened anew, the store knows.
///
/// Dropping the last handle closes the file and waits for that.
///
/// ```
/// # use shouwen_store::{CaseCommit, Committed, Store, conformance::{Author, log_info}};
/// # use shouwen_store_sqlite::SqliteStore;
/// # let folder = tempfile::tempdir()?;
/// # let store = SqliteStore::create(folder.path().join("hrss.db"), &log_info())?;
/// # let commits: Vec<CaseCommit> = (0..4).map(|n| Author::default().commit(&n.to_string(), 1)).collect();
/// std::thread::scope(|scope| {
///     for commit in commits {
///         let mut store = store.clone();
///         scope.spawn(move || store.commit(&[commit]));
///     }
/// });
/// assert_eq!(store.checkpoint()?.size, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteStore {
    // Before the shared part, so that the connection that writes is the last one to be closed and tidies the file up.
    reader: OnceCell<Connection>,
    rows: read::Rows,
    shared: Arc<Shared>,
}

/// What the handles of one opening have in common.
#[derive(Debug)]
struct Shared {
    log: LogInfo,
    path: PathBuf,
    /// Absent in a store that was opened for reading.
    writer: Option<Writer>,
}

impl Clone for SqliteStore {
    fn clone(&self) -> Self {
        Self { reader: OnceCell::new(), rows: read::Rows::default(), shared: self.shared.clone() }
    }
}

impl SqliteStore {
    fn handle(shared: Shared, reader: Option<Connection>) -> Self {
        let reader = reader.map_or_else(OnceCell::new, OnceCell::from);
        Self { reader, rows: read::Rows::default(), shared: Arc::new(shared) }
    }

    fn reader(&self) -> Result<&Connection, StoreError> {
        if self.shared.writer.as_ref().is_some_and(Writer::closed) {
            return Err(StoreError::Closed);
        }
        if let Some(reader) = self.reader.get() {
            return Ok(reader);
        }
        let reader = open::reader(&self.shared)?;
        Ok(self.reader.get_or_init(|| reader))
    }

    fn writer(&self) -> Result<&Writer, StoreError> {
        self.shared.writer.as_ref().ok_or(StoreError::ReadOnly)
    }

    fn ask(&self, work: Work) -> Answer {
        self.writer()?.ask(work)
    }
}

impl Store for SqliteStore {
    fn log(&self) -> &LogInfo {
        &self.shared.log
    }

    fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError> {
        read::load(self.reader()?, case)
    }

    fn moment(&self, asked: &Asked<'_>) -> Result<Moment, StoreError> {
        read::moment(self.reader()?, &self.rows, asked)
    }

    fn key(&self, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError> {
        read::key(self.reader()?, case, key)
    }

    fn find(&self, opening: &str) -> Result<Option<CaseId>, StoreError> {
        read::find(self.reader()?, opening)
    }

    fn records(&self, case: CaseId, from: u64, limit: usize) -> Result<Vec<CaseRecord>, StoreError> {
        read::records(self.reader()?, case, from, limit)
    }

    fn openings(&self, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError> {
        read::openings(self.reader()?, case, number)
    }

    fn commit(&mut self, batch: &[CaseCommit]) -> Result<Vec<Committed>, StoreError> {
        self.commit_owned(batch.to_vec())
    }

    fn commit_owned(&mut self, batch: Vec<CaseCommit>) -> Result<Vec<Committed>, StoreError> {
        // What can be checked without the file is checked before: whoever writes has enough to do.
        let verdicts = check::sound(self.shared.log.id(), &batch)?;
        self.ask(Work::Commit(batch.into_iter().zip(verdicts).collect()))
    }

    fn due(
        &self,
        until: Instant,
        after: Option<(Instant, CaseId)>,
        limit: usize,
    ) -> Result<Vec<(Instant, CaseId)>, StoreError> {
        read::due(self.reader()?, until, after, limit)
    }

    fn cases(&self, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        read::cases(self.reader()?, after, limit)
    }

    fn cases_of(&self, alias: &str, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        read::cases_of(self.reader()?, alias, after, limit)
    }

    fn read_log(&self, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError> {
        read::read_log(self.reader()?, from, limit)
    }

    fn frontier(&self) -> Result<Frontier, StoreError> {
        read::frontier(self.reader()?)
    }

    fn cursor(&self, consumer: &str) -> Result<u64, StoreError> {
        read::cursor(self.reader()?, consumer)
    }

    fn set_cursor(&mut self, consumer: &str, position: u64) -> Result<(), StoreError> {
        check::consumer(consumer)?;
        self.ask(Work::Cursor { consumer: consumer.to_owned(), position }).map(drop)
    }
}
