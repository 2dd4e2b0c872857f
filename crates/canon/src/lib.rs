//! Canonical JSON (RFC 8785), dates, instants and decimals as text, and tagged hashes: the one canonical writer.
//!
//! Everything that is hashed, stored or exported passes through here, so this crate decides bytes and nothing else. It
//! knows no record, no case and no clock; time is a number it prints.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, PartialEq, Debug)]
//! struct Entry { word: String, count: u32 }
//!
//! let entry = Entry { word: "受理".into(), count: 2 };
//! let bytes = shouwen_canon::to_bytes(&entry)?;
//! assert_eq!(bytes, r#"{"count":2,"word":"受理"}"#.as_bytes());
//! assert_eq!(shouwen_canon::from_bytes::<Entry>(&bytes)?, entry);
//! // Anything but the canonical bytes is refused on reading.
//! assert!(shouwen_canon::from_bytes::<Entry>(br#"{"word":"x", "count":2}"#).is_err());
//! # Ok::<(), shouwen_canon::CanonError>(())
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

mod date;
mod decimal;
mod error;
mod hash;
mod instant;
mod name;
mod sealed;
mod text;
mod value;
mod writer;

pub use date::{Date, MAX_YEAR, MIN_YEAR, ParseDateError};
pub use decimal::{Decimal, MAX_DIGITS, ParseDecimalError};
pub use error::CanonError;
pub use hash::{CaseId, Hash, ParseHashError, tags};
pub use instant::{Instant, ParseInstantError, ZONE_MINUTES};
pub use sealed::{Opening, Salt, Sealed};
pub use value::{MAX_SAFE_INTEGER, Value};
pub use writer::{MAX_DEPTH, to_bytes};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The most bytes of one canonical text, read or written: 32 MiB, so that a published source file fits.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Writes a value as JSON that need not be canonical, for whoever reads it with [`from_json`]: bytes that are no part of
/// any hash, in less time.
///
/// # Errors
/// [`CanonError`] if the value is no JSON, or more than [`MAX_BYTES`].
///
/// ```
/// let written = shouwen_canon::to_json(&[1, 2])?;
/// assert_eq!(shouwen_canon::from_json::<Vec<u32>>(&written)?, [1, 2]);
/// # Ok::<(), shouwen_canon::CanonError>(())
/// ```
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let mut bytes = Vec::with_capacity(4096);
    serde_json::to_writer(&mut bytes, value).map_err(|e| CanonError::Json(e.to_string()))?;
    let len = bytes.len();
    if len > MAX_BYTES { Err(CanonError::TooLong { bytes: len }) } else { Ok(bytes) }
}

/// Reads a value from JSON that need not be canonical: bytes that are no part of any hash.
///
/// # Errors
/// [`CanonError`] says whether the bytes are too many or no JSON of this type.
///
/// ```
/// assert_eq!(shouwen_canon::from_json::<Vec<u32>>(b"[1, 2]")?, [1, 2]);
/// # Ok::<(), shouwen_canon::CanonError>(())
/// ```
pub fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonError> {
    if bytes.len() > MAX_BYTES {
        return Err(CanonError::TooLong { bytes: bytes.len() });
    }
    serde_json::from_slice(bytes).map_err(|e| CanonError::Json(e.to_string()))
}

/// Reads a value from its canonical bytes, and from no others.
///
/// The value is read and written again; unless that gives the same bytes, the input is refused. So duplicate or
/// unknown members, blanks, floats, another order of members and every other freedom of JSON are errors.
///
/// # Errors
/// [`CanonError`] says whether the bytes are too many, no JSON of this type, or not canonical.
pub fn from_bytes<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, CanonError> {
    let value: T = from_json(bytes)?;
    let again = to_bytes(&value)?;
    if again == bytes {
        return Ok(value);
    }
    let at = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    Err(CanonError::NotCanonical { at })
}
