//! The envelope of a record: the keys that every record has, whatever the procedure. Payloads stay generic; no rule of
//! any procedure lives here.

use serde::de::{self, DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shouwen_canon::{CanonError, CaseId, Hash, Instant, Sealed, Value, from_bytes, to_bytes};
use std::fmt;
use thiserror::Error;

/// The format of records that this crate writes and reads (`v`); 0 is before the first release.
pub const FORMAT: u32 = 0;
/// The semantics numbers (`m`) that are known.
pub const SEMANTICS: &[u32] = &[0];
/// Most bytes of one record (16 MiB): the form of the largest admitted source fits, an ordinary record has about 600.
pub const MAX_RECORD_BYTES: usize = 16 * 1024 * 1024;
/// Most bytes of a log's id.
pub const MAX_LOG_ID_BYTES: usize = 128;
/// How far business time may lie ahead of recorded time, in milliseconds (five minutes): clocks of hosts differ.
pub const MAX_BUSINESS_AHEAD_MILLIS: i64 = 300_000;

/// Why a record cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecordError {
    /// More than [`MAX_RECORD_BYTES`].
    #[error("a record of {bytes} bytes, and at most {MAX_RECORD_BYTES} are allowed")]
    Size {
        /// How many there are.
        bytes: usize,
    },
    /// Without the members that place a record in a log.
    #[error("not the envelope of a record: {0}")]
    Envelope(String),
    /// Not canonical, or not a record.
    #[error(transparent)]
    Canon(#[from] CanonError),
}

/// One command, one record, one leaf. `Q`, `F` and `E` are the types of command, facts and effects; an auditor who
/// does not know them reads them as [`Value`].
///
/// The fields stand in the order of their keys, so that writing a record sorts nothing.
///
/// ```
/// use shouwen_audit::{Actor, PersonRef, Record, leaf_hash, FORMAT};
/// use shouwen_canon::{CaseId, Hash, Instant, Value};
/// use std::collections::BTreeMap;
///
/// let at: Instant = "2026-03-02T09:14:00+08:00".parse()?;
/// let command = BTreeMap::from([("k".to_owned(), Value::Str("1".into())), ("t".to_owned(), Value::Str("open".into()))]);
/// let record = Record {
///     actor: Actor { person: PersonRef::Id("chenlan".into()), capacity: None, post: Some("window".into()) },
///     business: at,
///     case: CaseId::derive("hrss", "licence", "2026-31")?,
///     definition: Some(Hash::sha256(b"a definition")),
///     effects: Value::Arr(vec![]),
///     facts: Value::Arr(vec![]),
///     log: Some("hrss".into()),
///     semantics: 0,
///     number: 1,
///     previous: None,
///     command: Value::Obj(command),
///     recorded: at,
///     format: FORMAT,
///     calendar: Some(Hash::sha256(b"a calendar")),
/// };
/// let bytes = record.bytes()?;
/// assert_eq!(Record::from_bytes(&bytes)?, record);
/// let next_previous = leaf_hash(&bytes);
/// # assert_eq!(next_previous.to_string().len(), 43);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record<Q = Value, F = Value, E = Value> {
    /// Who acted.
    #[serde(rename = "a")]
    pub actor: Actor,
    /// Business time: the instant that clocks count.
    #[serde(rename = "b")]
    pub business: Instant,
    /// The case.
    #[serde(rename = "c")]
    pub case: CaseId,
    /// Definition hash: in the first record, and where it changes.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Hash>,
    /// Every effect.
    #[serde(rename = "e")]
    pub effects: E,
    /// The facts used.
    #[serde(rename = "f")]
    pub facts: F,
    /// Id of the log: in the first record of a case only.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// The number of the rules by which the command was decided.
    #[serde(rename = "m")]
    pub semantics: u32,
    /// Number in the case, from 1 without gaps.
    #[serde(rename = "n")]
    pub number: u64,
    /// Leaf hash of the case's previous record; absent in the first.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Hash>,
    /// The normalised command: an object with its act `t`, its key `k` and its payload.
    #[serde(rename = "q")]
    pub command: Q,
    /// Recorded time: the host's clock, never decreasing within a case.
    #[serde(rename = "r")]
    pub recorded: Instant,
    /// Format of the record, [`FORMAT`].
    #[serde(rename = "v")]
    pub format: u32,
    /// Calendar hash: in the first record, and where it changes.
    #[serde(rename = "y", default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Hash>,
}

impl<Q: Serialize, F: Serialize, E: Serialize> Record<Q, F, E> {
    /// The canonical bytes: what is hashed, stored and exported.
    ///
    /// # Errors
    /// [`RecordError::Size`] beyond [`MAX_RECORD_BYTES`]; [`RecordError::Canon`] if a payload has no canonical form.
    pub fn bytes(&self) -> Result<Vec<u8>, RecordError> {
        let bytes = to_bytes(self)?;
        check_size(&bytes)?;
        Ok(bytes)
    }

    /// The record as it is to be stored: its canonical bytes, and what they say of their place in the log.
    ///
    /// # Errors
    /// As [`Record::bytes`].
    pub fn written(&self) -> Result<Written, RecordError> {
        let bytes = self.bytes()?;
        let leaf = leaf_hash(&bytes);
        let (case, number, log, previous) = (self.case, self.number, self.log.clone(), self.previous);
        Ok(Written { bytes, leaf, case, number, log, previous })
    }
}

impl<Q, F, E> Record<Q, F, E>
where
    Q: Serialize + DeserializeOwned,
    F: Serialize + DeserializeOwned,
    E: Serialize + DeserializeOwned,
{
    /// Reads a record from its canonical bytes, and from no others.
    ///
    /// # Errors
    /// As [`Record::bytes`], and [`RecordError::Canon`] if the bytes are not canonical or not a record.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        check_size(bytes)?;
        Ok(from_bytes(bytes)?)
    }
}

fn check_size(bytes: &[u8]) -> Result<(), RecordError> {
    if bytes.len() > MAX_RECORD_BYTES { Err(RecordError::Size { bytes: bytes.len() }) } else { Ok(()) }
}

/// The leaf hash of a record (RFC 6962): SHA-256 of a zero byte and the canonical bytes. The chain of a case and the
/// tree of the log use this one hash.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash::sha256_parts(&[&[0], bytes])
}

/// A record in its bytes, with what they say of their place in the log. It comes only from the record itself
/// ([`Record::written`]) or from its bytes ([`Written::read`]): whoever has one need neither read nor hash them again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    bytes: Vec<u8>,
    leaf: Hash,
    case: CaseId,
    number: u64,
    log: Option<String>,
    previous: Option<Hash>,
}

impl Written {
    /// Reads the members that place a record, without demanding anything of the others. Whether the bytes are canonical
    /// is not asked.
    ///
    /// # Errors
    /// [`RecordError::Envelope`]: the bytes are not text of one line, or have not these members.
    pub fn read(bytes: Vec<u8>) -> Result<Self, RecordError> {
        #[derive(Deserialize)]
        struct Members {
            #[serde(rename = "c")]
            case: CaseId,
            #[serde(rename = "l", default)]
            log: Option<String>,
            #[serde(rename = "n")]
            number: u64,
            #[serde(rename = "p", default)]
            previous: Option<Hash>,
        }
        let text = std::str::from_utf8(&bytes).map_err(|error| RecordError::Envelope(error.to_string()))?;
        if text.contains('\n') {
            return Err(RecordError::Envelope("a line feed".to_owned()));
        }
        let read: Result<Members, _> = serde_json::from_str(text);
        let Members { case, log, number, previous } =
            read.map_err(|error| RecordError::Envelope(error.to_string()))?;
        Ok(Self { leaf: leaf_hash(&bytes), bytes, case, number, log, previous })
    }

    /// The bytes: UTF-8, without a line feed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Their leaf hash.
    #[must_use]
    pub const fn leaf(&self) -> Hash {
        self.leaf
    }

    /// The case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// Number in the case, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Id of the log: in the first record of a case only.
    #[must_use]
    pub fn log(&self) -> Option<&str> {
        self.log.as_deref()
    }

    /// Leaf hash of the record before; absent in the first of a case.
    #[must_use]
    pub const fn previous(&self) -> Option<Hash> {
        self.previous
    }
}

/// Who acted, for which post, in which capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The person.
    #[serde(rename = "i")]
    pub person: PersonRef,
    /// In which capacity, where it is not the holder's own.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<String>,
    /// The post.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// A person: by id within the office, by salted digest outside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonRef {
    /// The id in the directory.
    Id(String),
    /// A person outside the office, whose id or name is opened apart from the record.
    Sealed(Sealed<String>),
}

impl Serialize for PersonRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Id(id) => serializer.serialize_str(id),
            Self::Sealed(sealed) => sealed.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for PersonRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Person;
        impl<'de> Visitor<'de> for Person {
            type Value = PersonRef;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a person's id or a salted digest")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<PersonRef, E> {
                Ok(PersonRef::Id(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PersonRef, A::Error> {
                Sealed::deserialize(MapAccessDeserializer::new(map)).map(PersonRef::Sealed)
            }
        }
        deserializer.deserialize_any(Person)
    }
}

/// What a command publishes, as the member `pub` of its payload: the one place of a payload that a verifier reads.
/// A case may only name a definition or a calendar that an earlier record, or its own, has published there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Hashes of definitions.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Hash>,
    /// Hashes of calendars.
    #[serde(rename = "y", default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Hash>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use shouwen_canon::Salt;

    fn record() -> Record {
        let at = "2026-03-02T09:14:00+08:00".parse().unwrap();
        Record {
            actor: Actor {
                person: PersonRef::Sealed(Sealed::seal("张三".to_owned(), Salt([7; 16])).unwrap()),
                capacity: Some("agent".into()),
                post: None,
            },
            business: at,
            case: CaseId::derive("log", "licence", "1").unwrap(),
            definition: Some(Hash::sha256(b"d")),
            effects: Value::Arr(vec![]),
            facts: Value::Arr(vec![]),
            log: Some("log".into()),
            semantics: 0,
            number: 1,
            previous: None,
            command: from_bytes(br#"{"k":"1","t":"open"}"#).unwrap(),
            recorded: at,
            format: FORMAT,
            calendar: Some(Hash::sha256(b"y")),
        }
    }

    #[test]
    fn a_written_record_is_the_same_from_itself_and_from_its_bytes() {
        let later = Record { log: None, number: 2, previous: Some(Hash::sha256(b"1")), ..record() };
        for record in [record(), later] {
            let written = record.written().unwrap();
            assert_eq!(written.bytes(), record.bytes().unwrap());
            assert_eq!(Written::read(written.bytes().to_vec()).unwrap(), written);
            assert_eq!(written.leaf(), leaf_hash(written.bytes()));
            assert_eq!((written.case(), written.number()), (record.case, record.number));
            assert_eq!((written.log(), written.previous()), (record.log.as_deref(), record.previous));
        }
    }

    #[test]
    fn bytes_without_an_envelope_are_no_written_record() {
        let text = String::from_utf8(record().bytes().unwrap()).unwrap();
        let end = |byte| [text.as_bytes(), &[byte]].concat();
        let spoilt = [
            b"{}".to_vec(),
            Vec::new(),
            text.replacen('{', "[", 1).into_bytes(),
            text.replacen('{', "{\n", 1).into_bytes(),
            text.replacen("\"n\":1", "\"n\":-1", 1).into_bytes(),
            text.replacen("\"m\":0", "\"m\":0,\"p\":\"A\"", 1).into_bytes(),
            end(0xff),
            end(b'\n'),
        ];
        for bytes in spoilt {
            assert!(matches!(Written::read(bytes.clone()), Err(RecordError::Envelope(_))), "{bytes:?}");
        }
    }

    #[test]
    fn the_bytes_have_exactly_the_published_keys() {
        let bytes = record().bytes().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let value: Value = from_bytes(text.as_bytes()).unwrap();
        let Value::Obj(members) = &value else { panic!("an object") };
        let keys: String = members.keys().map(String::as_str).collect();
        assert_eq!(keys, "abcdeflmnqrvy");
        assert!(text.starts_with(r#"{"a":{"i":{"h":""#), "{text}");
        assert!(text.contains(r#""b":"2026-03-02T09:14:00.000+08:00""#), "{text}");
    }

    #[test]
    fn reads_back_without_the_opening() {
        let record = record();
        let read = Record::<Value, Value, Value>::from_bytes(&record.bytes().unwrap()).unwrap();
        let (PersonRef::Sealed(ours), PersonRef::Sealed(theirs)) = (&record.actor.person, &read.actor.person)
        else {
            panic!("sealed")
        };
        assert_eq!(ours.digest(), theirs.digest());
        assert_eq!(theirs.value(), None);
        assert_eq!(read.bytes(), record.bytes());
    }

    #[test]
    fn unknown_null_and_missing_members_are_refused() {
        let text = String::from_utf8(record().bytes().unwrap()).unwrap();
        let read = |text: &str| Record::<Value, Value, Value>::from_bytes(text.as_bytes());
        assert!(read(&text).is_ok());
        assert!(read(&text.replace("\"q\":", "\"p\":null,\"q\":")).is_err());
        assert!(read(&text.replace("\"v\":0", "\"v\":0,\"w\":1")).is_err());
        assert!(read(&text.replace("\"v\":0,", "")).is_err());
        assert!(read(&text.replace("\"k\":\"agent\"", "\"j\":1,\"k\":\"agent\"")).is_err());
        assert!(read(&text.replace("\"m\":0", "\"m\":-1")).is_err());
    }

    #[test]
    fn a_record_ends_at_its_limit() {
        let mut record = record();
        let frame = record.bytes().unwrap().len();
        record.effects = Value::Str("x".repeat(MAX_RECORD_BYTES - frame));
        let bytes = record.bytes().unwrap();
        assert_eq!(bytes.len(), MAX_RECORD_BYTES);
        assert!(Record::<Value, Value, Value>::from_bytes(&bytes).is_ok());
        record.effects = Value::Str("x".repeat(MAX_RECORD_BYTES - frame + 1));
        assert_eq!(record.bytes(), Err(RecordError::Size { bytes: MAX_RECORD_BYTES + 1 }));
    }
}
