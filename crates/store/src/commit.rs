//! What is committed, and what the store answers.

use crate::error::{Invalid, StoreError};
use shouwen_audit::{Written, export::OpeningLine};
use shouwen_canon::{CaseId, Hash, Instant};
use std::ops::Range;

/// One commit: what one command, with the time commands that it forces, does to one case. All of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCommit {
    /// The case.
    pub case: CaseId,
    /// The version that the records were decided on: the number of the case's last record, 0 for a new case.
    pub expected: u64,
    /// Other cases that the records were decided upon, each with the version it then had, 0 for a case that was not
    /// there: nothing is done unless they still have it.
    pub upon: Vec<(CaseId, u64)>,
    /// The records, numbered from `expected` + 1 without gaps; at least one.
    pub records: Vec<NewRecord>,
    /// The snapshot after them. The store does not read it.
    pub snapshot: Vec<u8>,
    /// The next instant at which time itself must act.
    pub due: DueChange,
    /// The keys that these records answer.
    pub keys: Vec<KeyRow>,
    /// How the case is listed; unchanged if absent.
    pub index: Option<CaseIndex>,
}

impl CaseCommit {
    /// A commit that changes neither due instant nor index and answers no key.
    #[must_use]
    pub const fn new(case: CaseId, expected: u64, records: Vec<NewRecord>, snapshot: Vec<u8>) -> Self {
        Self {
            case,
            expected,
            upon: Vec::new(),
            records,
            snapshot,
            due: DueChange::Keep,
            keys: Vec::new(),
            index: None,
        }
    }

    /// The version after the commit: the number of its last record.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.records.last().map_or(self.expected, NewRecord::number)
    }
}

/// A record to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The record.
    pub written: Written,
    /// The openings of the digests in it.
    pub openings: Vec<OpeningLine>,
}

impl NewRecord {
    /// A record without openings.
    #[must_use]
    pub const fn new(written: Written) -> Self {
        Self { written, openings: Vec::new() }
    }

    /// Number in the case, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.written.number()
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.written.bytes()
    }

    /// Their leaf hash.
    #[must_use]
    pub const fn leaf(&self) -> Hash {
        self.written.leaf()
    }
}

/// A key that has been answered. The scope of a key is its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The key.
    pub key: String,
    /// Digest of what the caller gave, keyed with the [`Secret`](crate::Secret) of the log.
    pub digest: Hash,
    /// Number of the first record of the answer.
    pub first: u64,
    /// Number of its last record, the one of the command itself. One record answers one key.
    pub last: u64,
}

/// What becomes of the due instant of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DueChange {
    /// It stays: no row is touched.
    #[default]
    Keep,
    /// Time must act at this instant next.
    Set(Instant),
    /// Nothing is due any more.
    Clear,
}

/// How a case is listed and found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseIndex {
    /// Short name of the procedure.
    pub alias: String,
    /// The key that the case was opened with; unique in the log.
    pub opening: String,
    /// Whether the case is still open.
    pub open: bool,
}

/// The answer to one commit of a batch. Whatever it is, the other commits of the batch are not touched by it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Committed {
    /// It is done and durable.
    Done {
        /// The version of the case now.
        version: u64,
        /// Positions of its records in the log, if the store seals as it commits.
        positions: Option<Range<u64>>,
    },
    /// The case has another version than was expected; nothing was done.
    Stale {
        /// The version of the case, 0 if there is none.
        actual: u64,
    },
    /// A case that the commit was decided upon has another version than it says; nothing was done.
    Overtaken {
        /// The case.
        case: CaseId,
        /// Its version.
        actual: u64,
    },
    /// The commit is malformed, which is a bug of the caller; nothing was done.
    Refused(Invalid),
}

impl Committed {
    /// The new version, or nothing if the case was stale or overtaken, for a caller who holds a refusal to be an error.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] if the commit was refused.
    pub fn version(self) -> Result<Option<u64>, StoreError> {
        match self {
            Self::Done { version, .. } => Ok(Some(version)),
            Self::Stale { .. } | Self::Overtaken { .. } => Ok(None),
            Self::Refused(invalid) => Err(StoreError::Invalid(invalid)),
        }
    }
}
