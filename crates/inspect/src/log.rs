//! A log in memory, with its openings put back into the records they belong to.

use shouwen_audit::export::{Line, Lines, OpeningLine};
use shouwen_audit::{Record, leaf_hash};
use shouwen_canon::{CanonError, Hash};
use shouwen_executor::{CaseRecord, put_back};
use std::io::BufRead;
use thiserror::Error;

/// A record of a log.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// Position in the log, from 0.
    pub position: u64,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// Their leaf hash.
    pub leaf: Hash,
    /// The record, with whatever openings are still kept.
    pub record: CaseRecord,
}

/// Why a log cannot be read. Whether it was changed is a question for verification, not asked here.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LogError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] std::io::Error),
    /// The input does not begin as a log does: an empty file is no log without faults.
    #[error("the first line is no header of a log")]
    NoLog,
    /// A line is nothing that belongs into a log.
    #[error("line {line}: {why}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// Why.
        why: String,
    },
    /// A record holds something that this version does not know.
    #[error("record at position {position}: {source}")]
    Record {
        /// Position in the log.
        position: u64,
        /// Why.
        source: CanonError,
    },
}

/// All records of a log, in sealed order.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The log's id.
    pub id: String,
    /// Its records.
    pub lines: Vec<LogLine>,
    /// How many records the last line of the file, its trailer, says there are; none if it does not end with one.
    pub size: Option<u64>,
}

impl Log {
    /// Reads an export.
    ///
    /// # Errors
    /// [`LogError`] names the line.
    pub fn read(input: impl BufRead) -> Result<Self, LogError> {
        let mut log = Self::default();
        let mut begun = false;
        for line in Lines::<_, CaseRecord>::of(input) {
            let line = line?;
            if !begun && !matches!(line.line, Line::Header(_)) {
                break;
            }
            begun = true;
            log.size = None;
            match line.line {
                Line::Header(header) => log.id = header.log,
                Line::Record(record) => log.append(line.bytes, *record),
                Line::Opening(opening) => log.open(&opening),
                Line::Trailer(trailer) => log.size = Some(trailer.size),
                Line::Bad(bad) => {
                    if shouwen_canon::from_bytes::<Record>(&line.bytes).is_ok() {
                        // A record of a log, but none of this version.
                        log.push(line.bytes)?;
                    }
                    return Err(LogError::Line { line: line.number, why: bad.why });
                }
            }
        }
        if begun { Ok(log) } else { Err(LogError::NoLog) }
    }

    /// Whether the file ends before its trailer, or holds another number of records than that says. What is there may be
    /// right, but nobody can tell from it what is missing.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.size != u64::try_from(self.lines.len()).ok()
    }

    /// Appends a record by its bytes.
    ///
    /// # Errors
    /// [`LogError::Record`] if they are no record of this version.
    pub fn push(&mut self, bytes: Vec<u8>) -> Result<(), LogError> {
        let position = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        let record =
            shouwen_canon::from_bytes(&bytes).map_err(|source| LogError::Record { position, source })?;
        self.append(bytes, record);
        Ok(())
    }

    fn append(&mut self, bytes: Vec<u8>, record: CaseRecord) {
        let position = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        let leaf = leaf_hash(&bytes);
        self.lines.push(LogLine { position, bytes, leaf, record });
    }

    /// Puts an opening back into the last record, if it is one of that record's.
    pub fn open(&mut self, opening: &OpeningLine) {
        if let Some(line) = self.lines.last_mut()
            && (line.record.case, line.record.number) == (opening.case, opening.number)
        {
            put_back(&mut line.record, opening);
        }
    }
}
