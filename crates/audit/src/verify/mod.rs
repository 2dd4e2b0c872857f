//! Offline verification of an export: every problem named with its place, and what nothing covers said exactly.
//! Whether a decision was right is not known here; replay tells that.

mod finding;
mod lines;
mod payload;
mod report;

pub use finding::{Code, Problem, Text};
pub use report::{Openings, Report, Status, Uncovered, Window};

use crate::checkpoint::Checkpoint;
use crate::export::Lines;
use lines::Verifier;
use std::io::{self, BufReader, Read};

/// Most problems that a report lists; the others are counted only.
pub const MAX_PROBLEMS: usize = 10_000;

/// What the caller holds beside the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// A checkpoint from a place that the operator of the log cannot reach.
    pub checkpoint: Option<Checkpoint>,
}

/// Reads an export to its end, whatever it holds, and reports on it.
///
/// Memory grows with the number of cases, not of records. Nothing in the input makes it stop, panic or allocate beyond
/// a line.
///
/// # Errors
/// Only those of reading.
pub fn verify<R: Read>(input: R, options: &Options) -> io::Result<Report> {
    let mut verifier = Verifier::new(*options);
    for line in Lines::new(BufReader::new(input)) {
        verifier.line(&line?);
    }
    Ok(verifier.finish())
}
