//! The embedded store: one SQLite file that an auditor can open.
//!
//! Records stand in the order in which they arrived and are found through one small index; a commit appends them, writes
//! the row of the case and touches other rows only if they changed. The file is in WAL mode and every commit is flushed
//! before it is answered. Sealing happens in the same transaction.
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
mod open;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod write;

pub use open::{BUSY_WAIT, OpenError, OpenMode};
pub use schema::{APPLICATION_ID, SCHEMA_VERSION};

use rusqlite::Connection;
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::Frontier;
use shouwen_canon::{CaseId, Instant};
use shouwen_store::{
    CaseCommit, CaseRecord, CaseRow, Committed, KeyRow, LogInfo, LogRecord, Store, StoreError, Stored,
};

/// A store in one SQLite file, with one connection. Others may read the file at the same time through stores of their
/// own; of two that write, one waits for the other up to [`BUSY_WAIT`] and is then told [`StoreError::Busy`].
///
/// After [`StoreError::OutcomeUnknown`] it answers nothing but [`StoreError::Closed`]: a flush that failed is never tried
/// again on the same handle, since what the disk then holds is not what the handle believes. Opened anew, it knows.
#[derive(Debug)]
pub struct SqliteStore {
    db: Connection,
    log: LogInfo,
    mode: OpenMode,
    /// The outcome of a commit is unknown.
    closed: bool,
}

impl SqliteStore {
    fn reader(&self) -> Result<&Connection, StoreError> {
        if self.closed { Err(StoreError::Closed) } else { Ok(&self.db) }
    }
}

impl Store for SqliteStore {
    fn log(&self) -> &LogInfo {
        &self.log
    }

    fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError> {
        read::load(self.reader()?, case)
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
        if self.closed {
            return Err(StoreError::Closed);
        }
        if self.mode == OpenMode::ReadOnly {
            return Err(StoreError::ReadOnly);
        }
        let answers = write::commit(&mut self.db, self.log.id(), batch);
        self.closed = matches!(answers, Err(StoreError::OutcomeUnknown(_)));
        answers
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
        if self.closed {
            return Err(StoreError::Closed);
        }
        if self.mode == OpenMode::ReadOnly {
            return Err(StoreError::ReadOnly);
        }
        let answer = write::set_cursor(&mut self.db, consumer, position);
        self.closed = matches!(answer, Err(StoreError::OutcomeUnknown(_)));
        answer
    }
}
