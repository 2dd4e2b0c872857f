//! Source texts: what bytes are accepted, and which advice the others get.

use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Text};
use crate::line_index::{LineIndex, Position};
use crate::span::{FileId, Span};
use std::sync::Arc;

/// The most bytes of one source file.
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;

/// One text with its name and line index.
#[derive(Clone, Debug)]
pub struct Source {
    id: FileId,
    name: String,
    text: Arc<str>,
    lines: LineIndex,
}

impl Source {
    /// A text that is already at hand, for example one in a program.
    ///
    /// # Errors
    /// The diagnostic to show, if it is longer than [`MAX_SOURCE_BYTES`].
    pub fn new(id: FileId, name: impl Into<String>, text: &str) -> Result<Self, Box<Diagnostic>> {
        Self::from_bytes(id, name, text.as_bytes())
    }

    /// Reads the bytes of a file: UTF-8, with or without a byte-order mark. Offsets count from after the mark.
    ///
    /// # Errors
    /// The diagnostic to show: too large, UTF-16, a Chinese legacy encoding, no text, or nothing in it.
    pub fn from_bytes(id: FileId, name: impl Into<String>, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let refuse = |code, message, help| {
            Err(Box::new(Diagnostic::new(code, Span::new(id, 0, 0), message).help(help)))
        };
        if bytes.len() > MAX_SOURCE_BYTES {
            return refuse(
                Code::S005,
                Text::new(
                    format!("文件有 {} 字节,最多 {MAX_SOURCE_BYTES} 字节", bytes.len()),
                    format!("the file has {} bytes, and at most {MAX_SOURCE_BYTES} are read", bytes.len()),
                ),
                Text::new("把各事项分别放在几个文件里", "keep each item in a file of its own"),
            );
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if is_utf16(bytes) {
            return refuse(
                Code::S002,
                Text::new("文件是 UTF-16 编码", "the file is encoded in UTF-16"),
                Text::new("另存为 UTF-8 编码", "save it with the encoding UTF-8"),
            );
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return if is_gb18030(bytes) {
                refuse(
                    Code::S003,
                    Text::new("文件像是 GB18030(GBK)编码", "the file seems to be encoded in GB18030 (GBK)"),
                    Text::new("另存为 UTF-8 编码", "save it with the encoding UTF-8"),
                )
            } else {
                refuse(Code::S004, not_text(), as_text())
            };
        };
        if text.contains('\0') {
            return refuse(Code::S004, not_text(), as_text());
        }
        if text.trim().is_empty() {
            return refuse(
                Code::S001,
                Text::new("文件没有内容", "the file says nothing"),
                Text::new("确认保存的是正确的文件", "make sure the right file was saved"),
            );
        }
        Ok(Self { id, name: name.into(), text: text.into(), lines: LineIndex::new(text) })
    }

    /// Its number in the source map.
    #[must_use]
    pub const fn id(&self) -> FileId {
        self.id
    }

    /// Its name, as shown.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its lines.
    #[must_use]
    pub const fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The words at a place; empty for a place of another text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        if span.file == self.id { self.text.get(span.range()).unwrap_or_default() } else { "" }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }
}

fn not_text() -> Text {
    Text::new("文件不是文本", "the file is not a text")
}

fn as_text() -> Text {
    Text::new("导出为纯文本,编码选 UTF-8", "export it as plain text with the encoding UTF-8")
}

/// A byte-order mark of UTF-16; or, without one, zero bytes on one side only and at most one odd character when the
/// bytes are read that way (blanks and line ends give every UTF-16 text some zero bytes).
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let (pairs, []) = sample.as_chunks::<2>() else { return false };
    let zeros = |side: fn(&[u8; 2]) -> u8| pairs.iter().filter(|p| side(p) == 0).count();
    let (first, second) = (zeros(|p| p[0]), zeros(|p| p[1]));
    if first.min(second) > 0 || first.max(second) == 0 {
        return false;
    }
    let unit = |p: &[u8; 2]| if first > 0 { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) };
    let control = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    char::decode_utf16(pairs.iter().map(unit)).filter(|c| c.as_ref().map_or(true, |c| control(*c))).count()
        <= 1
}

/// Whether all bytes form ASCII, two-byte or four-byte characters of GB18030.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0, ..] => return false,
            [a, tail @ ..] if *a < 0x80 => tail,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, tail @ ..]
            | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, tail @ ..] => tail,
            _ => return false,
        };
    }
}

/// Several sources: a file and what it imports.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Reads a further file and returns its number.
    ///
    /// # Errors
    /// The diagnostic to show, as for [`Source::from_bytes`].
    pub fn add(&mut self, name: impl Into<String>, bytes: &[u8]) -> Result<FileId, Box<Diagnostic>> {
        let id = FileId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(Source::from_bytes(id, name, bytes)?);
        Ok(id)
    }

    /// The source of that number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.sources.get(usize::try_from(id.0).ok()?)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> &'static str {
        Source::from_bytes(FileId(0), "x.proc", bytes).unwrap_err().code.as_str()
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_a_mark() {
        for bytes in ["环节 收件：\n", "\u{feff}环节 收件：\n"] {
            let source = Source::from_bytes(FileId(3), "x.proc", bytes.as_bytes()).unwrap();
            assert_eq!(source.text(), "环节 收件：\n");
            assert_eq!(source.slice(Span::new(FileId(3), 7, 13)), "收件");
            assert_eq!(source.slice(Span::new(FileId(4), 7, 13)), "");
        }
    }

    #[test]
    fn other_encodings_are_recognised() {
        let text = "环节 收件：\r\n  由 窗口岗 办理；\r\n";
        for little in [true, false] {
            assert_eq!(refused(&utf16(text, little, true)), "S002");
            assert_eq!(refused(&utf16(text, little, false)), "S002");
        }
        // 「环节 收件」 in GBK.
        assert_eq!(refused(b"\xbb\xb7\xbd\xda \xca\xd5\xbc\xfe\n"), "S003");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(refused(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\x80\x00"), "S004");
        assert_eq!(refused("环节\0".as_bytes()), "S004");
        assert_eq!(refused(b"\x80"), "S004");
        for empty in ["", "\u{feff}", " \n\t\u{3000}\r\n"] {
            assert_eq!(refused(empty.as_bytes()), "S001");
        }
    }

    #[test]
    fn the_size_ends_at_the_limit() {
        assert!(Source::from_bytes(FileId(0), "x", &vec![b'x'; MAX_SOURCE_BYTES]).is_ok());
        assert_eq!(refused(&vec![b'x'; MAX_SOURCE_BYTES + 1]), "S005");
    }
}
