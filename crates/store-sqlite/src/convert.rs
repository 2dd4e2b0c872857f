//! Between the rows of the file and the types of the contract, and from SQLite's errors to the contract's.

use rusqlite::ErrorCode;
use shouwen_canon::{CaseId, Instant};
use shouwen_store::StoreError;
use std::fmt::Display;
use std::str::FromStr;

/// What rusqlite says.
pub(crate) type Failure = rusqlite::Error;

/// An error before anything was done.
pub(crate) fn failed(error: Failure) -> StoreError {
    match &error {
        Failure::SqliteFailure(inner, _) => match inner.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            // All that the tables forbid has been checked before, so such a row was there against the rules.
            ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::ConstraintViolation
            | ErrorCode::TypeMismatch => StoreError::Damaged(error.to_string()),
            _ => StoreError::Failed(Box::new(error)),
        },
        Failure::FromSqlConversionFailure(..)
        | Failure::IntegralValueOutOfRange(..)
        | Failure::InvalidColumnType(..)
        | Failure::Utf8Error(..)
        | Failure::QueryReturnedNoRows => StoreError::Damaged(error.to_string()),
        _ => StoreError::Failed(Box::new(error)),
    }
}

/// Text of a column that has a form of its own.
pub(crate) fn parsed<T: FromStr>(what: &str, text: &str) -> Result<T, StoreError>
where
    T::Err: Display,
{
    text.parse().map_err(|error| StoreError::Damaged(format!("{what}: {error}")))
}

/// The id of a case in a column.
pub(crate) fn case(text: &str) -> Result<CaseId, StoreError> {
    parsed("the id of a case", text)
}

/// An instant in a column.
pub(crate) fn instant(millis: i64) -> Result<Instant, StoreError> {
    let bad = || StoreError::Damaged(format!("{millis} is not the milliseconds of an instant"));
    Instant::from_millis(millis).ok_or_else(bad)
}

/// A count from a column.
pub(crate) fn count(stored: i64) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(|_| StoreError::Damaged(format!("the number {stored}")))
}

/// A count for a column; numbers beyond what SQLite holds are beyond every limit too.
pub(crate) fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Canonical bytes as text.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|error| StoreError::Failed(Box::new(error)))
}
