//! Record format, case chain, Merkle log, export and offline verification.
//!
//! An auditor's verifier is small and trusts nobody: this crate knows the envelope of a record, how records are linked
//! and sealed, and how a log travels as a file. It knows no procedure, no rule, no store and no payload: what a command
//! or an effect means, and whether it was right, is checked by replay, which stands above.
//!
//! `docs/record-format.md` describes the same for another implementer; where the two differ, one of them has a bug.
//!
//! ```
//! use shouwen_audit::{verify, Options};
//!
//! let log = b"this is no log\n";
//! let report = verify(&log[..], &Options::default())?;
//! assert!(!report.ok());
//! assert_eq!(report.problems[0].code.as_str(), "HEADER_BAD");
//! # Ok::<(), std::io::Error>(())
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

pub mod chain;
mod checkpoint;
pub mod export;
pub mod merkle;
mod record;
pub mod seal;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointError, MAX_CHECKPOINT_BYTES};
pub use record::{
    Actor, FORMAT, MAX_BUSINESS_AHEAD_MILLIS, MAX_LOG_ID_BYTES, MAX_RECORD_BYTES, PersonRef, Published,
    Record, RecordError, SEMANTICS, Written, leaf_hash,
};
pub use verify::{
    Code, MAX_PROBLEMS, Openings, Options, Problem, Report, Status, Text, Uncovered, Window, verify,
};
