//! SHA-256 digests with domain tags, and the identity of cases.

use crate::error::CanonError;
use crate::text::Ascii;
use crate::writer::to_bytes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The domain tags: one for each kind of thing that is hashed, so that no digest of one kind can pass for another.
pub mod tags {
    /// A case's identity.
    pub const CASE: &str = "shouwen/case/0";
    /// A procedure's resolved source form.
    pub const DEFINITION: &str = "shouwen/definition/0";
    /// A procedure's whole text.
    pub const DOCUMENT: &str = "shouwen/document/0";
    /// A calendar artefact.
    pub const CALENDAR: &str = "shouwen/calendar/0";
    /// A rule (制度).
    pub const RULE: &str = "shouwen/rule/0";
    /// A draw of lots.
    pub const DRAW: &str = "shouwen/draw/0";
    /// A salted value kept apart from the record.
    pub const OPENING: &str = "shouwen/opening/0";
}

/// A text that is no digest of the length asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a digest in base64url without padding")]
pub struct ParseHashError(pub String);

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// From its bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Its bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl $name {
            /// 43 characters are the longest text, that of 32 bytes.
            fn text(&self) -> Ascii<43> {
                Ascii::filled(|to| URL_SAFE_NO_PAD.encode_slice(self.0, to).ok())
            }
        }

        impl FromStr for $name {
            type Err = ParseHashError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|b| <[u8; $bytes]>::try_from(b).ok());
                bytes.map(Self).ok_or_else(|| ParseHashError(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.text().as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.text().as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::value::parsed(deserializer)
            }
        }
    };
}

digest! {
    /// A SHA-256 digest; as text 43 characters of base64url without padding.
    Hash, 32
}

digest! {
    /// The identity of a case; as text 22 characters of base64url without padding.
    CaseId, 16
}

impl Hash {
    /// SHA-256 of the bytes.
    #[must_use]
    pub fn sha256(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// SHA-256 of several runs of bytes, one after the other.
    #[must_use]
    pub fn sha256_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// SHA-256 of the tag, a zero byte and the bytes (see [`tags`]).
    #[must_use]
    pub fn tagged(tag: &str, bytes: &[u8]) -> Self {
        Self::sha256_parts(&[tag.as_bytes(), &[0], bytes])
    }
}

impl CaseId {
    /// The identity of the case that `key` opens on the procedure with the short name `alias` in `log`: so a repeated
    /// opening meets itself.
    ///
    /// # Errors
    /// Never for ordinary texts; [`CanonError`] is passed on from the writer.
    pub fn derive(log: &str, alias: &str, key: &str) -> Result<Self, CanonError> {
        let full = Hash::tagged(tags::CASE, &to_bytes(&[log, alias, key])?);
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(full.0) {
            *to = from;
        }
        Ok(Self(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_abc_is_the_published_one() {
        // FIPS 180-4, example of SHA-256.
        let hex: String = Hash::sha256(b"abc").as_bytes().iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn text_round_trips_and_nothing_else_is_read() {
        let hash = Hash::sha256(b"x");
        assert_eq!(hash.to_string().len(), 43);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for text in ["", "abc", &format!("{hash}="), &hash.to_string()[..42], &format!("{hash}A")] {
            assert!(text.parse::<Hash>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_case_is_named_by_log_alias_and_key() {
        let id = CaseId::derive("log", "licence", "k1").unwrap();
        assert_eq!(id.to_string().len(), 22);
        assert_eq!(id, CaseId::derive("log", "licence", "k1").unwrap());
        for (log, alias, key) in [
            ("log2", "licence", "k1"),
            ("log", "licence2", "k1"),
            ("log", "licence", "k2"),
            ("loglicence", "", "k1"),
        ] {
            assert_ne!(id, CaseId::derive(log, alias, key).unwrap());
        }
    }
}
