//! One line index for all four ways of counting columns: bytes, characters, UTF-16 units, display width.
//!
//! Editors count UTF-16 units, people count characters, terminals count cells (a Han character takes two). Each place
//! that shows a column asks here, so that they cannot disagree.

use unicode_width::UnicodeWidthStr as _;

/// How many terminal cells a tab takes; it is shown as that many blanks.
pub const TAB_WIDTH: u32 = 4;

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
    /// Terminal cells before it; a tab takes [`TAB_WIDTH`].
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

    /// The line of a byte offset, from 0; an offset past the end is in the last line.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        number(self.starts.partition_point(|start| *start <= offset.min(self.len)).saturating_sub(1))
    }

    /// Line and column of a byte offset of the indexed text. An offset inside a character counts as its beginning, one
    /// past the end as the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let (line, before) = self.before(text, offset);
        Position {
            line,
            byte: number(before.len()),
            character: number(before.chars().count()),
            utf16: number(before.encode_utf16().count()),
            width: width(before),
        }
    }

    /// Line and column in characters, both from 1, as people read them; cheaper than all four measures, which matters
    /// for a very long line.
    #[must_use]
    pub fn line_and_character(&self, text: &str, offset: u32) -> (u32, u32) {
        let (line, before) = self.before(text, offset);
        (line.saturating_add(1), number(before.chars().count()).saturating_add(1))
    }

    /// Line and column in UTF-16 units, both from 1, as editors and scanners count; as cheap.
    #[must_use]
    pub fn line_and_utf16(&self, text: &str, offset: u32) -> (u32, u32) {
        let (line, before) = self.before(text, offset);
        (line.saturating_add(1), number(before.encode_utf16().count()).saturating_add(1))
    }

    /// The line of an offset, and what stands before the offset in that line.
    fn before<'a>(&self, text: &'a str, offset: u32) -> (u32, &'a str) {
        let offset = offset.min(self.len);
        let line = self.line_of(offset);
        let start = self.line(line).map_or(0, |range| range.start);
        let from = usize::try_from(start).unwrap_or(0);
        let mut to = usize::try_from(offset).unwrap_or(0);
        while !text.is_char_boundary(to) {
            to = to.saturating_sub(1);
        }
        (line, text.get(from..to).unwrap_or_default())
    }
}

/// Terminal cells of a text without line ends.
fn width(text: &str) -> u32 {
    let mut cells: u32 = 0;
    for (n, part) in text.split('\t').enumerate() {
        let tab = if n == 0 { 0 } else { TAB_WIDTH };
        cells = cells.saturating_add(tab).saturating_add(number(part.width()));
    }
    cells
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
    fn tabs_combining_marks_and_emoji() {
        let text = "\t環e\u{301}👍|";
        let index = LineIndex::new(text);
        let bar = number(text.find('|').unwrap());
        let position = Position { line: 0, byte: 11, character: 5, utf16: 6, width: TAB_WIDTH + 2 + 1 + 2 };
        assert_eq!(index.position(text, bar), position);
    }

    #[test]
    fn every_ending_ends_one_line() {
        for (text, lines) in
            [("", 1), ("a", 1), ("a\n", 2), ("a\r\n", 2), ("a\r", 2), ("\r\n\r", 3), ("\n\r\n", 3)]
        {
            assert_eq!(LineIndex::new(text).lines(), lines, "{text:?}");
        }
        let index = LineIndex::new("a\r\nb\rc\n");
        let ranges: Vec<_> = (0..index.lines()).map(|n| index.line(n).unwrap()).collect();
        assert_eq!(ranges, [0..3, 3..5, 5..7, 7..7]);
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
        fn agrees_with_a_naive_twin(text in "[a环\u{3000}𠀀\u{301}👨\r\n\t ]{0,40}") {
            let index = LineIndex::new(&text);
            for (offset, c) in text.char_indices() {
                // Between `\r` and `\n` the twin already counts the next line; nothing begins there.
                if c == '\n' && text[..offset].ends_with('\r') { continue; }
                let (line, column) = naive(&text, offset);
                let position = index.position(&text, number(offset));
                prop_assert_eq!(position.line, line);
                prop_assert_eq!(
                    index.line_and_character(&text, number(offset)),
                    (position.line + 1, position.character + 1)
                );
                prop_assert_eq!(position.byte, number(column.len()));
                prop_assert_eq!(position.character, number(column.chars().count()));
                prop_assert_eq!(position.utf16, number(column.encode_utf16().count()));
                prop_assert_eq!(position.width, number(column.replace('\t', "    ").width()));
            }
        }
    }
}
