//! Reads an export line by line within bounds: whatever the bytes are, a line comes back, readable or not.

use super::{Header, MAX_LINE_BYTES, OpeningLine, OpeningObject};
use crate::checkpoint::Checkpoint;
use crate::record::{MAX_RECORD_BYTES, Record};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shouwen_canon::{CaseId, Hash, Instant, from_bytes};
use std::io::{self, BufRead, Read as _};
use std::marker::PhantomData;

/// A line and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLine<T = Record> {
    /// From 1.
    pub number: u64,
    /// The bytes without the line feed; cut at [`MAX_LINE_BYTES`].
    pub bytes: Vec<u8>,
    /// What it is.
    pub line: Line<T>,
    /// Whether a line feed ended it.
    pub complete: bool,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<T = Record> {
    /// The header.
    Header(Header),
    /// A record.
    Record(Box<T>),
    /// An opening.
    Opening(Box<OpeningLine>),
    /// The trailer.
    Trailer(Checkpoint),
    /// None of these.
    Bad(BadLine),
}

/// What can still be told of a line that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Why.
    pub why: String,
    /// It looks like a record.
    pub record: bool,
    /// It looks like an opening.
    pub opening: bool,
    /// It looks like the trailer.
    pub trailer: bool,
    /// Case, number, link and recorded time, where they can be read although the line is not canonical.
    pub envelope: Option<LooseEnvelope>,
}

/// The members that place a record in its chain, read without demanding anything of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct LooseEnvelope {
    /// The case.
    #[serde(rename = "c")]
    pub case: CaseId,
    /// Number in the case.
    #[serde(rename = "n")]
    pub number: u64,
    /// Leaf hash of the previous record.
    #[serde(rename = "p", default)]
    pub previous: Option<Hash>,
    /// Recorded time.
    #[serde(rename = "r")]
    pub recorded: Instant,
}

/// The lines of an export.
///
/// ```
/// use shouwen_audit::export::{Line, Lines};
///
/// let mut lines = Lines::new(&b"{\"format\":\"shouwen-log\",\"log\":\"hrss\",\"v\":0}\nrubbish"[..]);
/// assert!(matches!(lines.next(), Some(Ok(line)) if matches!(line.line, Line::Header(_))));
/// let rubbish = lines.next().transpose()?.ok_or("a line")?;
/// assert_eq!((rubbish.number, rubbish.complete), (2, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Lines<R, T = Record> {
    input: R,
    number: u64,
    records: PhantomData<fn() -> T>,
}

impl<R: BufRead> Lines<R> {
    /// Reads from `input`.
    pub const fn new(input: R) -> Self {
        Self::of(input)
    }
}

impl<R, T> Lines<R, T> {
    /// Reads from `input`, and records as what the caller knows them to be: a record that is not canonical as that is
    /// [`Line::Bad`].
    pub const fn of(input: R) -> Self {
        Self { input, number: 0, records: PhantomData }
    }
}

impl<R: BufRead, T: DeserializeOwned + Serialize> Lines<R, T> {
    fn read(&mut self) -> io::Result<Option<ReadLine<T>>> {
        let mut bytes = Vec::new();
        let most = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        self.input.by_ref().take(most).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let mut complete = bytes.last() == Some(&b'\n');
        if complete {
            bytes.pop();
        }
        let line = if bytes.len() > MAX_LINE_BYTES {
            bytes.truncate(MAX_LINE_BYTES);
            complete = self.skip()?;
            bad(&bytes, format!("a line of more than {MAX_LINE_BYTES} bytes"))
        } else {
            classify(&bytes)
        };
        Ok(Some(ReadLine { number: self.number, bytes, line, complete }))
    }

    /// Passes over the rest of a line that is too long, in the pieces that the input gives.
    fn skip(&mut self) -> io::Result<bool> {
        loop {
            let piece = self.input.fill_buf()?;
            if piece.is_empty() {
                return Ok(false);
            }
            let end = piece.iter().position(|&byte| byte == b'\n');
            let used = end.map_or(piece.len(), |end| end.saturating_add(1));
            self.input.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead, T: DeserializeOwned + Serialize> Iterator for Lines<R, T> {
    type Item = io::Result<ReadLine<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Canonical members are sorted, so the first one tells what a line is.
fn classify<R: DeserializeOwned + Serialize>(bytes: &[u8]) -> Line<R> {
    if bytes.starts_with(b"{\"a\":") {
        if bytes.len() > MAX_RECORD_BYTES {
            return bad(bytes, format!("a record of more than {MAX_RECORD_BYTES} bytes"));
        }
        return read(bytes, |record| Line::Record(Box::new(record)));
    }
    if bytes.starts_with(b"{\"o\":") {
        return read(bytes, |opening: OpeningObject<OpeningLine>| Line::Opening(Box::new(opening.o)));
    }
    if bytes.starts_with(b"{\"root\":") {
        return read(bytes, Line::Trailer);
    }
    if bytes.starts_with(b"{\"format\":") {
        return read(bytes, Line::Header);
    }
    bad(bytes, "neither header, record, opening nor trailer".to_owned())
}

fn read<T: DeserializeOwned + Serialize, R>(bytes: &[u8], line: impl FnOnce(T) -> Line<R>) -> Line<R> {
    match from_bytes(bytes) {
        Ok(value) => line(value),
        Err(error) => bad(bytes, error.to_string()),
    }
}

/// The longest line that is searched for what it may have been.
const GUESS_BYTES: usize = 64 * 1024;

fn bad<R>(bytes: &[u8], why: String) -> Line<R> {
    let beginning = bytes.get(..bytes.len().min(GUESS_BYTES)).unwrap_or_default();
    let has = |wanted: &[u8]| beginning.windows(wanted.len()).any(|window| window == wanted);
    let opening = bytes.starts_with(b"{\"o\":") || has(b"\"s\":\"") && has(b"\"x\":");
    let trailer = bytes.starts_with(b"{\"root\":") || has(b"\"size\":");
    let record = !opening && !trailer && (bytes.starts_with(b"{\"a\":") || has(b"\"q\":{"));
    let envelope = if record { serde_json::from_slice(bytes).ok() } else { None };
    Line::Bad(BadLine { why, record, opening, trailer, envelope })
}
