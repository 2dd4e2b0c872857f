//! Values that a record shows only as a salted digest, with their openings kept apart.
//!
//! An erased opening leaves the digest, so the record keeps its bytes and its place in the chain.

use crate::error::CanonError;
use crate::hash::{Hash, tags};
use crate::text::Ascii;
use crate::writer::to_bytes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Sixteen random bytes, drawn by the runtime for each sealed value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Salt(pub [u8; 16]);

/// The opening of a sealed value: with it, anyone can check the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening<T> {
    /// The salt.
    #[serde(rename = "s")]
    pub salt: Salt,
    /// The value.
    #[serde(rename = "x")]
    pub value: T,
}

/// A salted digest, with its opening where that is at hand. Written as `{"h":"<digest>"}` only.
///
/// ```
/// use shouwen_canon::{Salt, Sealed};
/// let sealed = Sealed::seal("张三".to_owned(), Salt([7; 16]))?;
/// let bytes = shouwen_canon::to_bytes(&sealed)?;
/// let read: Sealed<String> = shouwen_canon::from_bytes(&bytes)?;
/// assert_eq!(read.value(), None); // the record alone does not tell
/// # Ok::<(), shouwen_canon::CanonError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed<T> {
    digest: Hash,
    opening: Option<Opening<T>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skeleton {
    h: Hash,
}

impl<T: Serialize> Sealed<T> {
    /// Seals a value.
    ///
    /// # Errors
    /// [`CanonError`] if the value has no canonical bytes.
    pub fn seal(value: T, salt: Salt) -> Result<Self, CanonError> {
        let digest = digest(&value, salt)?;
        Ok(Self { digest, opening: Some(Opening { salt, value }) })
    }

    /// Puts an opening back, if it belongs to this digest; otherwise returns `false` and changes nothing.
    ///
    /// # Errors
    /// [`CanonError`] if the value has no canonical bytes.
    pub fn open(&mut self, opening: Opening<T>) -> Result<bool, CanonError> {
        let fits = digest(&opening.value, opening.salt)? == self.digest;
        if fits {
            self.opening = Some(opening);
        }
        Ok(fits)
    }
}

impl<T> Sealed<T> {
    /// The digest.
    #[must_use]
    pub const fn digest(&self) -> Hash {
        self.digest
    }

    /// The opening, if it is at hand.
    #[must_use]
    pub const fn opening(&self) -> Option<&Opening<T>> {
        self.opening.as_ref()
    }

    /// The value, if its opening is at hand.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.opening.as_ref().map(|o| &o.value)
    }

    /// The digest alone, as an erased opening leaves it.
    #[must_use]
    pub fn redacted(self) -> Self {
        Self { digest: self.digest, opening: None }
    }
}

fn digest<T: Serialize>(value: &T, salt: Salt) -> Result<Hash, CanonError> {
    Ok(Hash::tagged(tags::OPENING, &to_bytes(&(salt, value))?))
}

impl<T> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Skeleton { h: self.digest }.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Skeleton::deserialize(deserializer).map(|s| Self { digest: s.h, opening: None })
    }
}

impl Salt {
    fn text(&self) -> Ascii<22> {
        Ascii::filled(|to| URL_SAFE_NO_PAD.encode_slice(self.0, to).ok())
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Salt {
    type Err = crate::hash::ParseHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|b| <[u8; 16]>::try_from(b).ok());
        bytes.map(Self).ok_or_else(|| crate::hash::ParseHashError(text.to_owned()))
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text().as_str())
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::value::parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_opening_opens() {
        let sealed = Sealed::seal("张三".to_owned(), Salt([1; 16])).unwrap();
        let opening = sealed.opening().cloned().unwrap();
        let mut bare = sealed.clone().redacted();
        assert!(!bare.open(Opening { salt: Salt([2; 16]), value: "张三".to_owned() }).unwrap());
        assert!(!bare.open(Opening { salt: Salt([1; 16]), value: "李四".to_owned() }).unwrap());
        assert_eq!(bare.value(), None);
        assert!(bare.open(opening).unwrap());
        assert_eq!(bare, sealed);
    }

    #[test]
    fn redaction_changes_no_byte() {
        let sealed = Sealed::seal(5_u32, Salt([3; 16])).unwrap();
        assert_eq!(to_bytes(&sealed).unwrap(), to_bytes(&sealed.clone().redacted()).unwrap());
    }
}
