//! The log as a file: one JSON value a line. What the lines mean together is checked by `verify`.

mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{BadLine, Line, Lines, LooseEnvelope, ReadLine};
pub use writer::{ExportError, Writer};

use crate::record::MAX_RECORD_BYTES;
use serde::{Deserialize, Serialize};
use shouwen_canon::{CaseId, Hash, Salt, Value};

/// Most bytes of one line without its line feed (32 MiB): the opening of the largest text fits when escaped.
pub const MAX_LINE_BYTES: usize = 32 * 1024 * 1024;
/// The name of the format in the header.
pub const LOG_FORMAT: &str = "shouwen-log";

const _: () = assert!(MAX_RECORD_BYTES < MAX_LINE_BYTES, "a record is shorter than a line");

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`LOG_FORMAT`].
    pub format: String,
    /// Id of the log.
    pub log: String,
    /// Format number, [`FORMAT`](crate::FORMAT).
    pub v: u32,
}

/// The opening of one salted digest of one record, kept apart from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningLine {
    /// The case.
    #[serde(rename = "c")]
    pub case: CaseId,
    /// The digest that it opens.
    #[serde(rename = "h")]
    pub digest: Hash,
    /// Number of the record in its case.
    #[serde(rename = "n")]
    pub number: u64,
    /// The salt.
    #[serde(rename = "s")]
    pub salt: Salt,
    /// The value.
    #[serde(rename = "x")]
    pub value: Value,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningObject<T> {
    o: T,
}
