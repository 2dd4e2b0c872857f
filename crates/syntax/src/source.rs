//! Source texts with their names and line indexes, one or several. Nothing here opens a file: bytes are given.

use crate::diagnostic::Diagnostic;
use crate::encoding;
use crate::line_index::{LineIndex, Position};
use crate::span::{FileId, Span};
use std::sync::Arc;

pub use crate::encoding::MAX_SOURCE_BYTES;

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
    /// The diagnostic to show: too large (`S005`), UTF-16 (`S002`), a Chinese legacy encoding (`S003`), no text or a
    /// damaged one (`S004`), or nothing in it (`S001`). Its span is the very beginning of the file.
    pub fn from_bytes(id: FileId, name: impl Into<String>, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        match encoding::read(bytes) {
            Ok(text) => Ok(Self { id, name: name.into(), text: text.into(), lines: LineIndex::new(text) }),
            Err((code, message, help)) => {
                Err(Box::new(Diagnostic::new(code, Span::empty(id, 0), message).help(help)))
            }
        }
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

    /// Line and column of a byte offset, from 0, in every measure.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// Several sources: a file and what it imports. A file that was refused keeps its number and its name, so that the
/// refusal can be shown with it.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
enum File {
    Read(Source),
    Refused(String),
}

impl SourceMap {
    /// Reads a further file and returns its number.
    ///
    /// # Errors
    /// The diagnostic to show, as for [`Source::from_bytes`].
    pub fn add(&mut self, name: impl Into<String>, bytes: &[u8]) -> Result<FileId, Box<Diagnostic>> {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let name = name.into();
        match Source::from_bytes(id, name.clone(), bytes) {
            Ok(source) => {
                self.files.push(File::Read(source));
                Ok(id)
            }
            Err(diagnostic) => {
                self.files.push(File::Refused(name));
                Err(diagnostic)
            }
        }
    }

    /// The source of that number, unless it was refused.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        match self.files.get(usize::try_from(id.0).ok()?)? {
            File::Read(source) => Some(source),
            File::Refused(_) => None,
        }
    }

    /// The name of a file, read or refused; empty for a number that was never given.
    #[must_use]
    pub fn name(&self, id: FileId) -> &str {
        match usize::try_from(id.0).ok().and_then(|n| self.files.get(n)) {
            Some(File::Read(source)) => source.name(),
            Some(File::Refused(name)) => name,
            None => "",
        }
    }

    /// All that were read.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().filter_map(|file| match file {
            File::Read(source) => Some(source),
            File::Refused(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_read_with_and_without_a_mark() {
        for bytes in ["环节 收件：\n", "\u{feff}环节 收件：\n"] {
            let source = Source::from_bytes(FileId(3), "x.proc", bytes.as_bytes()).unwrap();
            assert_eq!(source.text(), "环节 收件：\n");
            assert_eq!(source.slice(Span::new(FileId(3), 7, 13)), "收件");
            assert_eq!(source.slice(Span::new(FileId(4), 7, 13)), "");
            assert_eq!(source.slice(Span::new(FileId(3), 8, 13)), "", "inside a character");
        }
    }

    #[test]
    fn a_refused_file_keeps_its_number_and_name() {
        let mut sources = SourceMap::default();
        let a = sources.add("甲.proc", "环节 收件：".as_bytes()).unwrap();
        let refusal = sources.add("乙.proc", b"").unwrap_err();
        let c = sources.add("丙.proc", "环节 审查：".as_bytes()).unwrap();
        assert_eq!((a, refusal.span.file, c), (FileId(0), FileId(1), FileId(2)));
        assert_eq!(sources.name(FileId(1)), "乙.proc");
        assert_eq!(sources.name(FileId(9)), "");
        assert!(sources.get(FileId(1)).is_none());
        assert_eq!(sources.iter().map(Source::name).collect::<Vec<_>>(), ["甲.proc", "丙.proc"]);
        assert_eq!(sources.get(c).unwrap().position(7).character, 3);
    }
}
