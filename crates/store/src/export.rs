//! The audit export of a whole store.

use crate::MAX_PAGE_ROWS;
use crate::error::StoreError;
use crate::store::Store;
use shouwen_audit::Checkpoint;
use shouwen_audit::export::{ExportError as WriteError, Writer};
use std::io::Write;
use thiserror::Error;

/// Why an export cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The export cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes the log as a file that `shouwen_audit::verify` reads: the header, the sealed records in their order, each with
/// its openings right after it, and the trailer as the store's tree has it. What is committed while the export runs is
/// not part of it.
///
/// # Errors
/// [`ExportError`]; the file is then incomplete and has no trailer.
///
/// ```
/// use shouwen_audit::{Options, verify};
/// use shouwen_store::{LogInfo, MemoryStore, Secret, export};
///
/// let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
/// let mut file = Vec::new();
/// let checkpoint = export(&store, &mut file)?;
/// assert_eq!(checkpoint.size, 0);
/// assert!(verify(&file[..], &Options::default())?.ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn export<S: Store + ?Sized>(store: &S, out: impl Write) -> Result<Checkpoint, ExportError> {
    let checkpoint = store.checkpoint()?;
    let mut writer = Writer::new(out, store.log().id())?;
    let mut position = 0u64;
    while position < checkpoint.size {
        let left = usize::try_from(checkpoint.size.saturating_sub(position)).unwrap_or(usize::MAX);
        let page = store.read_log(position, left.min(MAX_PAGE_ROWS))?;
        if page.is_empty() {
            return Err(StoreError::Damaged(format!("the log ends before position {position}")).into());
        }
        for record in page {
            if record.position != position {
                let why = format!("position {} stands where {position} is due", record.position);
                return Err(StoreError::Damaged(why).into());
            }
            writer.record(&record.bytes)?;
            for opening in &record.openings {
                writer.opening(opening)?;
            }
            position = position.saturating_add(1);
        }
    }
    writer.trailer(&checkpoint)?;
    writer.finish()?;
    Ok(checkpoint)
}
