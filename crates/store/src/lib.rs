//! The store contract, the in-memory store, and the conformance suite that every store must pass.
//!
//! A store keeps bytes: the records of the cases in the order in which they were sealed, the snapshot of each case under
//! its version, one due instant a case, the keys of the commands answered, and the openings of salted digests. It knows
//! no rule, reads no payload and has no clock. What it does check is that the log it keeps can be verified: numbers
//! without gaps, links that fit, openings that belong to their record.
//!
//! ```
//! use shouwen_audit::Written;
//! use shouwen_canon::CaseId;
//! use shouwen_store::{CaseCommit, Committed, LogInfo, MemoryStore, NewRecord, Secret, Store};
//!
//! let mut store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
//! let case = CaseId::derive("hrss", "licence", "2026-31")?;
//! # let bytes = format!(
//! #     r#"{{"a":{{"i":"chenlan"}},"b":"2026-03-02T09:14:00.000+08:00","c":"{case}","e":[],"f":[],"l":"hrss","m":0,"n":1,"q":{{"k":"1","t":"open"}},"r":"2026-03-02T09:14:00.000+08:00","v":0}}"#
//! # ).into_bytes();
//! // `bytes` are those of a `shouwen_audit::Record`.
//! let record = NewRecord::new(Written::read(bytes)?);
//! let commit = CaseCommit::new(case, 0, vec![record], b"the case".to_vec());
//! let answers = store.commit(std::slice::from_ref(&commit))?;
//! assert_eq!(answers, [Committed::Done { version: 1, positions: Some(0..1) }]);
//! assert_eq!(store.load(case)?.map(|stored| stored.version), Some(1));
//!
//! // The version is the fence: who comes too late is told so, and nothing happens.
//! assert_eq!(store.commit(&[commit])?, [Committed::Stale { actual: 1 }]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "tests fail loudly"
    )
)]

pub mod check;
mod commit;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod error;
mod export;
mod memory;
mod store;

pub use commit::{CaseCommit, CaseIndex, Committed, DueChange, KeyRow, NewRecord};
pub use error::{Invalid, StoreError};
pub use export::{ExportError, export};
pub use memory::{Fault, MemoryStore};
pub use store::{Asked, CaseRecord, CaseRow, LogInfo, LogRecord, Moment, Named, Secret, Store, Stored};

/// Most cases of one batch.
pub const MAX_BATCH_COMMITS: usize = 4_096;
/// Most bytes of one batch (128 MiB): records, openings and snapshots together.
pub const MAX_BATCH_BYTES: usize = 128 * 1024 * 1024;
/// Most records of one commit: a command with the time commands that it forces.
pub const MAX_COMMIT_RECORDS: usize = 1_024;
/// Most other cases that one commit is decided upon.
pub const MAX_COMMIT_UPON: usize = 64;
/// Most records of one case. An ordinary case has some dozens; a register of numbers has one for each number.
pub const MAX_CASE_RECORDS: u64 = 10_000_000;
/// Most bytes of a snapshot (1 MiB); that of an ordinary case has at most 1 KiB.
pub const MAX_SNAPSHOT_BYTES: usize = 1024 * 1024;
/// Most openings of one record.
pub const MAX_RECORD_OPENINGS: usize = 4_096;
/// Most bytes of a key, the opening key included.
pub const MAX_KEY_BYTES: usize = 512;
/// Most bytes of the name of a consumer of the log.
pub const MAX_CONSUMER_BYTES: usize = 64;
/// Most bytes of a procedure's short name.
pub const MAX_ALIAS_BYTES: usize = 512;
/// Most rows that one call of a reading function gives, whatever limit it is asked for.
pub const MAX_PAGE_ROWS: usize = 10_000;
/// After this many bytes of records a page ends (32 MiB); it holds one record at least.
pub const MAX_PAGE_BYTES: usize = 32 * 1024 * 1024;
