//! Keywords of the other language than the file's.

use super::lines::Line;
use super::{Reader, language, take};
use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::print;
use crate::tree::SectionKind;
use shouwen_grammar::keywords::Tongue;
use shouwen_grammar::{Entry, Node, parse};

/// The keywords of a line that are not of the file's language.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Where the first one stands in the line.
    first: Option<(usize, usize)>,
    /// Whether some keyword is of the file's language.
    mixed: bool,
}

impl Foreign {
    /// Looks through an understood line, without recursion.
    pub(super) fn of(node: &Node<'_>, home: Tongue) -> Self {
        let mut found = Self::default();
        let mut waiting = vec![node.clone()];
        while let Some(node) = waiting.pop() {
            match node.keyword() {
                None => waiting.extend(node.children()),
                Some((_, tongue)) if tongue == home => found.mixed = true,
                Some(_) => {
                    let place = (node.start(), node.end());
                    found.first = Some(found.first.map_or(place, |first| first.min(place)));
                }
            }
        }
        found
    }
}

impl Reader<'_> {
    pub(super) fn home(&self) -> Language {
        self.language.unwrap_or_default()
    }

    /// Reports a clause in the other language, with the same clause in the file's.
    pub(super) fn foreign_clause(&mut self, line: &Line<'_>, foreign: &Foreign) {
        let translated = || {
            let head = self.sections.last().map(|section| self.source.slice(section.head))?;
            let head = parse(Entry::Head, head).ok()?;
            let at = self.place(line.start);
            let mut kind = super::build::head(at, &head).ok()?;
            take(&mut kind, at, line.words, super::tongue(self.home())).ok()?;
            print::only_clause(&kind, self.home())
        };
        // The tree of this clause alone is written, so that a long section costs no more than a short one.
        let words = foreign.first.filter(|_| !self.full()).and_then(|_| translated());
        self.foreign(line, foreign, words);
    }

    /// Reports a head in the other language.
    pub(super) fn foreign_head(&mut self, line: &Line<'_>, foreign: &Foreign, kind: &SectionKind) {
        let words = foreign.first.map(|_| print::head(kind, self.home()));
        self.foreign(line, foreign, words);
    }

    /// Reports an explanation that is opened by the other language's word.
    pub(super) fn foreign_word(&mut self, line: &Line<'_>, word: &str, own: &str) {
        let foreign = Foreign { first: Some((0, word.len())), mixed: true };
        let rest = line.words.strip_prefix(word).unwrap_or_default();
        self.foreign(line, &foreign, Some(format!("{own}{rest}")));
    }

    fn foreign(&mut self, line: &Line<'_>, foreign: &Foreign, words: Option<String>) {
        let Some((start, end)) = foreign.first else { return };
        let at = self.place(line.start);
        let whole = at.range(0, line.words.len());
        let word = line.words.get(start..end).unwrap_or_default();
        let span = if foreign.mixed { at.range(start, end) } else { whole };
        let message = match self.home() {
            Language::Chinese => Text::new(
                format!("这份文件用中文，「{word}」是英文的关键词"),
                format!("this file is in Chinese; `{word}` is an English keyword"),
            ),
            Language::English => Text::new(
                format!("这份文件用英文，「{word}」是中文的关键词"),
                format!("this file is in English; `{word}` is a Chinese keyword"),
            ),
        };
        let mut diagnostic = Diagnostic::new(Code::L002, span, message);
        if let Some(words) = words {
            diagnostic = diagnostic.help(Text::new(format!("写成：{words}"), format!("write: {words}"))).fix(
                Text::new(format!("改成「{words}」"), format!("write `{words}`")),
                whole,
                words,
            );
        }
        self.report(diagnostic);
    }

    /// The language that a head's first keyword decides.
    pub(super) fn decide(&mut self, node: &Node<'_>) {
        if self.language.is_none() {
            let first = node.children().find_map(|child| child.keyword());
            self.language = first.map(|(_, tongue)| language(tongue));
        }
    }
}
