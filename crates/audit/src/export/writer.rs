//! Writes an export. It copies the bytes it is given and decides nothing about them.

use super::{Header, LOG_FORMAT, OpeningLine, OpeningObject};
use crate::checkpoint::Checkpoint;
use crate::merkle::{Frontier, TreeFull};
use crate::record::{FORMAT, MAX_LOG_ID_BYTES, leaf_hash};
use serde::Serialize;
use shouwen_canon::{CanonError, to_bytes};
use std::io::{self, Write};
use thiserror::Error;

/// Why an export cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The file.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// An opening without a canonical form.
    #[error(transparent)]
    Canon(#[from] CanonError),
    /// Too many records.
    #[error(transparent)]
    Full(#[from] TreeFull),
    /// The id of the log is empty or longer than [`MAX_LOG_ID_BYTES`].
    #[error("the id of a log has 1 to {MAX_LOG_ID_BYTES} bytes")]
    LogId,
    /// The bytes of a record hold a line feed, so they are not canonical.
    #[error("a record holds a line feed")]
    LineFeed,
}

/// Writes header, sealed records with their openings, trailer, and records not sealed yet.
///
/// ```
/// use shouwen_audit::{Options, Status, export::Writer, verify};
///
/// let mut file = Vec::new();
/// let mut writer = Writer::new(&mut file, "hrss")?;
/// writer.seal()?;
/// let report = verify(&file[..], &Options::default())?;
/// assert!(report.ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    tree: Frontier,
}

impl<W: Write> Writer<W> {
    /// Begins an export with its header.
    ///
    /// # Errors
    /// [`ExportError::LogId`], or what the file says.
    pub fn new(out: W, log: &str) -> Result<Self, ExportError> {
        if log.is_empty() || log.len() > MAX_LOG_ID_BYTES {
            return Err(ExportError::LogId);
        }
        let mut writer = Self { out, tree: Frontier::default() };
        writer.line(&Header { format: LOG_FORMAT.to_owned(), log: log.to_owned(), v: FORMAT })?;
        Ok(writer)
    }

    /// Writes the canonical bytes of the next record: in sealed order before the trailer, in order of arrival after it.
    ///
    /// # Errors
    /// [`ExportError::LineFeed`], [`ExportError::Full`], or what the file says.
    pub fn record(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        if bytes.contains(&b'\n') {
            return Err(ExportError::LineFeed);
        }
        self.tree.append(leaf_hash(bytes))?;
        self.out.write_all(bytes)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Writes an opening of the record just written.
    ///
    /// # Errors
    /// [`ExportError::Canon`], or what the file says.
    pub fn opening(&mut self, opening: &OpeningLine) -> Result<(), ExportError> {
        self.line(&OpeningObject { o: opening })
    }

    /// Writes the trailer over the records written so far and returns it.
    ///
    /// # Errors
    /// What the file says.
    pub fn seal(&mut self) -> Result<Checkpoint, ExportError> {
        let trailer = Checkpoint { root: self.tree.root(), size: self.tree.size() };
        self.trailer(&trailer)?;
        Ok(trailer)
    }

    /// Writes a trailer as the sealer left it, so that a difference between tree and records comes to light.
    ///
    /// # Errors
    /// What the file says.
    pub fn trailer(&mut self, trailer: &Checkpoint) -> Result<(), ExportError> {
        self.line(trailer)
    }

    /// Flushes and gives the file back.
    ///
    /// # Errors
    /// What the file says.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn line<T: Serialize>(&mut self, value: &T) -> Result<(), ExportError> {
        self.out.write_all(&to_bytes(value)?)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}
