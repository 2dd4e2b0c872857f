//! One line index for all four ways of counting columns: bytes, characters, UTF-16 units, display width.
//!
//! Editors count UTF-16 units, people count characters, terminals count cells (a Han character takes two). Each place
//! that shows a column asks here, so that they cannot disagree.

use unicode_width::UnicodeWidthStr as _;

/// Where the lines of a text begin. A line ends after `\n`, after `\r\n`, or after a lone `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

/// A line and a column, both from 0, the column in four measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// Bytes of UTF-8 before it in its line.
    pub byte: u32,
    /// Characters (Unicode scalar values) before it.
    pub character: u32,
    /// UTF-16 units before it.
    pub utf16: u32,
    /// Terminal cells before it.
    pub width: u32,
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl LineIndex {
    /// Indexes a text (of less than 4 GiB; sources are much smaller).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
                _ => false,
            };
            if ends {
                starts.push(number(at.saturating_add(1)));
            }
        }
        Self { starts, len: number(text.len()) }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        number(self.starts.len())
    }

    /// The bytes of a line, its ending included.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<std::ops::Range<u32>> {
        let index = usize::try_from(line).ok()?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index.checked_add(1)?).copied().unwrap_or(self.len);
        Some(start..end)
    }

    /// Line and column of a byte offset of the indexed text. An offset inside a character counts as its beginning, one
    /// past the end as the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = offset.min(self.len);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let from = usize::try_from(start).unwrap_or(0);
        let mut to = usize::try_from(offset).unwrap_or(0);
        while !text.is_char_boundary(to) {
            to = to.saturating_sub(1);
        }
        let before = text.get(from..to).unwrap_or_default();
        Position {
            line: number(line),
            byte: number(before.len()),
            character: number(before.chars().count()),
            utf16: number(before.encode_utf16().count()),
            width: number(before.width()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_differ_by_measure() {
        let text = "a\r\n环节 𠀀x\rz";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 3);
        let x = number(text.find('x').unwrap());
        assert_eq!(index.position(text, x), Position { line: 1, byte: 11, character: 4, utf16: 5, width: 7 });
        assert_eq!(index.position(text, x + 2), Position { line: 2, ..Position::default() });
        assert_eq!(index.line(1), Some(3..16));
        assert_eq!(index.line(3), None);
    }

    #[test]
    fn an_offset_inside_a_character_is_its_beginning() {
        let index = LineIndex::new("环节");
        assert_eq!(index.position("环节", 4), index.position("环节", 3));
        assert_eq!(index.position("环节", 99), index.position("环节", 6));
    }

    fn naive(text: &str, offset: usize) -> (u32, String) {
        let mut line = 0;
        let mut column = String::new();
        let mut previous = None;
        for (at, c) in text.char_indices() {
            if at >= offset {
                break;
            }
            if previous == Some('\r') && c == '\n' {
                // The pair is one ending: the line was already counted at `\r`.
            } else if c == '\n' || c == '\r' {
                line += 1;
                column.clear();
            } else {
                column.push(c);
            }
            previous = Some(c);
        }
        (line, column)
    }

    proptest! {
        #[test]
        fn agrees_with_a_naive_twin(text in "[a环\u{3000}𠀀\r\n ]{0,40}") {
            let index = LineIndex::new(&text);
            for (offset, c) in text.char_indices() {
                // Between `\r` and `\n` the twin already counts the next line; nothing begins there.
                if c == '\n' && text[..offset].ends_with('\r') { continue; }
                let (line, column) = naive(&text, offset);
                let position = index.position(&text, number(offset));
                prop_assert_eq!(position.line, line);
                prop_assert_eq!(position.byte, number(column.len()));
                prop_assert_eq!(position.character, number(column.chars().count()));
                prop_assert_eq!(position.utf16, number(column.encode_utf16().count()));
                prop_assert_eq!(position.width, number(column.width()));
            }
        }
    }
}
