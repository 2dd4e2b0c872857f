//! What can go wrong: a caller's mistake, named; and what the ground beneath a store does.

use crate::{
    MAX_ALIAS_BYTES, MAX_BATCH_BYTES, MAX_BATCH_COMMITS, MAX_CASE_RECORDS, MAX_COMMIT_RECORDS,
    MAX_COMMIT_UPON, MAX_CONSUMER_BYTES, MAX_KEY_BYTES, MAX_RECORD_OPENINGS, MAX_SNAPSHOT_BYTES,
};
use shouwen_audit::export::MAX_LINE_BYTES;
use shouwen_audit::merkle::TreeFull;
use shouwen_audit::{MAX_LOG_ID_BYTES, MAX_RECORD_BYTES};
use shouwen_canon::CaseId;
use std::error::Error;
use thiserror::Error;

/// A malformed commit: a bug of whoever made it. Nothing of it was done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Invalid {
    /// A commit without a record.
    #[error("a commit without a record")]
    NoRecord,
    /// More than [`MAX_COMMIT_RECORDS`].
    #[error("a commit of {records} records, and at most {MAX_COMMIT_RECORDS} are allowed")]
    CommitRecords {
        /// How many there are.
        records: usize,
    },
    /// More than [`MAX_CASE_RECORDS`].
    #[error("record {number} of a case, and at most {MAX_CASE_RECORDS} are allowed")]
    CaseRecords {
        /// The number of the last one.
        number: u64,
    },
    /// More than [`MAX_RECORD_BYTES`].
    #[error("record {number} has {bytes} bytes, and at most {MAX_RECORD_BYTES} are allowed")]
    RecordBytes {
        /// Number of the record.
        number: u64,
        /// How many there are.
        bytes: usize,
    },
    /// More than [`MAX_SNAPSHOT_BYTES`].
    #[error("a snapshot of {bytes} bytes, and at most {MAX_SNAPSHOT_BYTES} are allowed")]
    SnapshotBytes {
        /// How many there are.
        bytes: usize,
    },
    /// An empty key, or more than [`MAX_KEY_BYTES`].
    #[error("a key of {bytes} bytes, and 1 to {MAX_KEY_BYTES} are allowed")]
    KeyBytes {
        /// How many there are.
        bytes: usize,
    },
    /// An empty short name, or more than [`MAX_ALIAS_BYTES`].
    #[error("a short name of {bytes} bytes, and 1 to {MAX_ALIAS_BYTES} are allowed")]
    AliasBytes {
        /// How many there are.
        bytes: usize,
    },
    /// More than [`MAX_RECORD_OPENINGS`].
    #[error("record {number} has {openings} openings, and at most {MAX_RECORD_OPENINGS} are allowed")]
    Openings {
        /// Number of the record.
        number: u64,
        /// How many there are.
        openings: usize,
    },
    /// More keys than a commit may have records.
    #[error("a commit of {keys} keys, and at most {MAX_COMMIT_RECORDS} are allowed")]
    CommitKeys {
        /// How many there are.
        keys: usize,
    },
    /// More than [`MAX_COMMIT_UPON`].
    #[error("a commit decided upon {cases} other cases, and at most {MAX_COMMIT_UPON} are allowed")]
    CommitUpon {
        /// How many there are.
        cases: usize,
    },
    /// Numbers do not run on from the expected version.
    #[error("record {found} stands where record {expected} is due")]
    Number {
        /// The number that is due.
        expected: u64,
        /// The number given.
        found: u64,
    },
    /// The record is not one of this case and this log.
    #[error("record {number} does not belong here: {why}")]
    Record {
        /// Number of the record.
        number: u64,
        /// Why not.
        why: &'static str,
    },
    /// The record is not linked to the case's last one.
    #[error("record {number} is not linked to the record before it")]
    Link {
        /// Number of the record.
        number: u64,
    },
    /// An opening of another case, number or digest than those of its record, or given twice.
    #[error("an opening does not belong to record {number}: {why}")]
    Opening {
        /// Number of the record.
        number: u64,
        /// Why not.
        why: &'static str,
    },
    /// An opening has no canonical form or does not fit a line of an export.
    #[error("an opening of record {number} cannot be written in a line of {MAX_LINE_BYTES} bytes")]
    OpeningBytes {
        /// Number of the record.
        number: u64,
    },
    /// The answer of a key lies outside the commit, or ends with the record of another key.
    #[error(
        "the answer to key `{key}` is not among the records of the commit or ends where another one does"
    )]
    KeyAnswer {
        /// The key.
        key: String,
    },
    /// The case has answered this key already.
    #[error("key `{key}` has been answered already{}", if *.same { "" } else { ", to another command" })]
    KeyTaken {
        /// The key.
        key: String,
        /// Whether the digest is the same: the caller should have given the first answer again.
        same: bool,
    },
    /// Another case of the log was opened with this key.
    #[error("case {by} was opened with key `{opening}`")]
    OpeningTaken {
        /// The opening key.
        opening: String,
        /// The other case.
        by: CaseId,
    },
}

/// Why a store gives no answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A malformed commit.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// More commits in a batch than [`MAX_BATCH_COMMITS`]; nothing was done.
    #[error("a batch of {commits} commits, and at most {MAX_BATCH_COMMITS} are allowed")]
    BatchCommits {
        /// How many there are.
        commits: usize,
    },
    /// More bytes in a batch than [`MAX_BATCH_BYTES`]; nothing was done.
    #[error("a batch of {bytes} bytes, and at most {MAX_BATCH_BYTES} are allowed")]
    BatchBytes {
        /// How many there are.
        bytes: usize,
    },
    /// The name of a consumer is empty or has more than [`MAX_CONSUMER_BYTES`]; nothing was done.
    #[error("the name of a consumer of {bytes} bytes, and 1 to {MAX_CONSUMER_BYTES} are allowed")]
    ConsumerBytes {
        /// How many there are.
        bytes: usize,
    },
    /// A cursor beyond the end of the sealed log; nothing was done.
    #[error("position {position} lies beyond the {size} records that are sealed")]
    CursorBeyond {
        /// The position asked for.
        position: u64,
        /// How many records are sealed.
        size: u64,
    },
    /// The id of the log is empty, too long or has control characters.
    #[error("the id of a log has 1 to {MAX_LOG_ID_BYTES} bytes and no control characters")]
    LogId,
    /// The store was opened for reading; nothing was done.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// The outcome of an earlier commit is unknown, and this handle cannot tell it; nothing was done. Opened again, the
    /// store can.
    #[error("the store has to be opened again after the failure of an earlier commit")]
    Closed,
    /// Somebody else writes, and did not finish while the store waited; nothing was done.
    #[error("the store is busy with another writer")]
    Busy,
    /// The log takes no more; nothing was done.
    #[error(transparent)]
    Full(#[from] TreeFull),
    /// The disk, the file or the connection failed before anything was done.
    #[error("the store failed and nothing was done")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
    /// The answer to a commit was lost: each case of the batch was committed or not, and reading it again tells.
    #[error("the store failed and the outcome of the commit is unknown")]
    OutcomeUnknown(#[source] Box<dyn Error + Send + Sync>),
    /// What is stored contradicts itself: somebody else wrote into it.
    #[error("the store is damaged: {0}")]
    Damaged(String),
}
