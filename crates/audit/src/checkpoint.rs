//! A checkpoint: size and root of the log at some time, kept where the operator cannot change it. Signatures are not
//! known here.

use serde::{Deserialize, Serialize};
use shouwen_canon::Hash;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Most bytes of a checkpoint's text.
pub const MAX_CHECKPOINT_BYTES: usize = 1024;

/// Size and root of a log. The text is two lines: the size in decimal, the root as text; the same two members make the
/// trailer of an export.
///
/// ```
/// use shouwen_audit::{Checkpoint, merkle::empty_root};
///
/// let checkpoint = Checkpoint { root: empty_root(), size: 0 };
/// assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The root of the tree.
    pub root: Hash,
    /// How many records the tree holds.
    pub size: u64,
}

/// A text that is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a checkpoint of two lines: the size, the root")]
pub struct CheckpointError;

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}", self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        if text.len() > MAX_CHECKPOINT_BYTES {
            return Err(CheckpointError);
        }
        // Checkpoints travel on paper and through editors, so line ends are not taken seriously; digits are.
        let mut lines = text.lines();
        let (size, root) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let plain = size.bytes().all(|byte| byte.is_ascii_digit()) && (size == "0" || !size.starts_with('0'));
        match (plain, size.parse(), root.parse(), lines.next()) {
            (true, Ok(size), Ok(root), None) => Ok(Self { root, size }),
            _ => Err(CheckpointError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_lines_are_a_checkpoint() {
        let hash = Hash::sha256(b"x");
        let expected = Checkpoint { root: hash, size: 12 };
        assert_eq!(format!("12\n{hash}\n").parse(), Ok(expected));
        assert_eq!(format!("12\r\n{hash}").parse(), Ok(expected));
        for text in [
            String::new(),
            "12".into(),
            format!("012\n{hash}"),
            format!("+12\n{hash}"),
            format!(" 12\n{hash}"),
            format!("12\n{hash}\nmore"),
            format!("12\n{hash}="),
            format!("{hash}\n12"),
            format!("99999999999999999999\n{hash}"),
            format!("12\n{hash}{}", "\n".repeat(MAX_CHECKPOINT_BYTES)),
        ] {
            assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError), "{text}");
        }
    }
}
