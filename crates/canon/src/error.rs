//! The one error of the writer and reader.

use thiserror::Error;

/// Why a value has no canonical bytes, or why bytes are not canonical.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CanonError {
    /// Floating point is never stored or hashed.
    #[error("floating point numbers have no canonical form here")]
    Float,
    /// Beyond 2^53 − 1 a JSON number is not exact everywhere.
    #[error("the integer {0} lies beyond 2^53 - 1")]
    Integer(i128),
    /// Member names are ASCII, so that every sorting rule agrees.
    #[error("the member name `{0}` is not ASCII")]
    Key(String),
    /// A member name that is no text.
    #[error("a member name must be text")]
    KeyType,
    /// The same member twice.
    #[error("the member `{0}` stands twice")]
    Duplicate(String),
    /// Deeper than [`crate::MAX_DEPTH`].
    #[error("nested deeper than {} levels", crate::MAX_DEPTH)]
    Depth,
    /// Longer than [`crate::MAX_BYTES`].
    #[error("{bytes} bytes, and at most {} are read", crate::MAX_BYTES)]
    TooLong {
        /// How many came.
        bytes: usize,
    },
    /// No JSON of the type asked for.
    #[error("not the JSON that belongs here: {0}")]
    Json(String),
    /// JSON, but not its canonical bytes.
    #[error("not in canonical form from byte {at} on")]
    NotCanonical {
        /// The first byte that differs.
        at: usize,
    },
    /// An error of the type's own serialisation.
    #[error("{0}")]
    Other(String),
}

impl serde::ser::Error for CanonError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}
