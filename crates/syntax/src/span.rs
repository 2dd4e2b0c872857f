//! Places in source texts.

use serde::{Deserialize, Serialize};

/// Which source of a [`SourceMap`](crate::SourceMap).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileId(pub u32);

/// A run of bytes of one source, `start` included, `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The source.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The run from `start` to `end`; an end before the start is taken as empty.
    #[must_use]
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end: if end < start { start } else { end } }
    }

    /// The place between two bytes, for what is missing there.
    #[must_use]
    pub const fn empty(file: FileId, at: u32) -> Self {
        Self { file, start: at, end: at }
    }

    /// The smallest run that holds both; of two files, the first.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the other run lies wholly in this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether a byte offset lies in it; an editor's cursor at the very end counts as inside.
    #[must_use]
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// The place before its first byte.
    #[must_use]
    pub const fn before(self) -> Self {
        Self::empty(self.file, self.start)
    }

    /// The place after its last byte.
    #[must_use]
    pub const fn after(self) -> Self {
        Self::empty(self.file, self.end)
    }

    /// How many bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The byte range, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        at(self.start)..at(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(FileId(0), start, end)
    }

    #[test]
    fn a_backward_run_is_empty() {
        assert_eq!(span(5, 3), Span::empty(FileId(0), 5));
        assert!(span(5, 3).is_empty());
        assert_eq!(span(3, 5).len(), 2);
    }

    #[test]
    fn joining_covers_both_and_keeps_to_one_file() {
        assert_eq!(span(7, 9).join(span(1, 2)), span(1, 9));
        let elsewhere = Span::new(FileId(1), 0, 1);
        assert_eq!(span(7, 9).join(elsewhere), span(7, 9));
        assert!(!span(0, 9).contains(elsewhere));
    }

    #[test]
    fn edges_belong_to_the_run() {
        assert!(span(1, 4).contains(span(1, 4)) && span(1, 4).contains(span(4, 4)));
        assert!(!span(1, 4).contains(span(0, 2)) && !span(1, 4).contains(span(3, 5)));
        assert!(span(1, 4).touches(1) && span(1, 4).touches(4) && !span(1, 4).touches(5));
        assert_eq!((span(1, 4).before(), span(1, 4).after()), (span(1, 1), span(4, 4)));
    }
}
