//! From text to tree: line by line, so that all that is wrong comes out at once.
//!
//! A line is a head or a clause. Each is read by the grammar's entry rule of its kind; what is not understood is
//! explained on the words where understanding ended, and left out of the tree.

mod build;
mod explain;
mod foreign;
mod lines;
mod marks;
mod repair;
mod segment;
mod typing;

pub use lines::{MAX_LINE_BYTES, MAX_NESTING};
pub use segment::{ClauseLine, Dictionary, MAX_CUT_CHARS, MAX_READINGS};

use crate::diagnostic::Language;
use crate::diagnostics::Diagnostics;
use crate::source::Source;
use crate::span::Span;
use crate::tree::{Comment, File, ItemClause, Located, Section, SectionKind};
use build::{Fault, Place};
use foreign::Foreign;
use lines::{End, Line};
use shouwen_grammar::keywords::{self, Class, Tongue};
use shouwen_grammar::{Entry, ParseFailure};
use std::sync::LazyLock;

/// The most sections of one file.
pub const MAX_SECTIONS: usize = 100_000;

/// What a text says, as far as it could be read, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// All that was understood.
    pub tree: File,
    /// What was not.
    pub diagnostics: Diagnostics,
}

/// Reads a text.
///
/// ```
/// use shouwen_syntax::{FileId, Source, parse};
/// let source = Source::new(FileId(0), "a.proc", "结果 已撤回。\n")?;
/// let parsed = parse(&source);
/// assert!(parsed.diagnostics.is_empty());
/// assert_eq!(parsed.tree.sections.len(), 1);
/// # Ok::<(), Box<shouwen_syntax::Diagnostic>>(())
/// ```
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    let mut reader = Reader::new(source);
    for line in lines::lines(source.text()) {
        if !reader.line(&line) {
            break;
        }
    }
    reader.finish()
}

/// What the clauses that come next belong to.
enum Open {
    /// Nothing yet.
    Nothing,
    /// The last section of the list.
    Section,
    /// A head that was not understood: its clauses are passed over.
    Faulty,
}

struct Reader<'s> {
    source: &'s Source,
    language: Option<Language>,
    sections: Vec<Section>,
    comments: Vec<Comment>,
    open: Open,
    diagnostics: Diagnostics,
    /// How many lines were searched for a repair.
    searches: usize,
}

/// Why a line is not in the tree.
enum Failure {
    Grammar(Entry, ParseFailure),
    Build(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Build(fault)
    }
}

const fn tongue(language: Language) -> Tongue {
    match language {
        Language::Chinese => Tongue::Chinese,
        Language::English => Tongue::English,
    }
}

const fn language(tongue: Tongue) -> Language {
    match tongue {
        Tongue::Chinese => Language::Chinese,
        Tongue::English => Language::English,
    }
}

/// The entry rule of a section's clauses.
const fn entry(kind: &SectionKind) -> Option<Entry> {
    Some(match kind {
        SectionKind::Use(_) => return None,
        SectionKind::Organisation(..) => Entry::Organisation,
        SectionKind::Procedure(..) | SectionKind::Rule(..) => Entry::Procedure,
        SectionKind::Data(_) => Entry::Data,
        SectionKind::Condition(..) => Entry::Condition,
        SectionKind::Table(..) => Entry::Table,
        SectionKind::Ladder(..) => Entry::Accountability,
        SectionKind::Commitment(_) => Entry::Commitment,
        SectionKind::Migration(..) => Entry::Migration,
        SectionKind::Schedule(..) => Entry::Schedule,
        SectionKind::Party(..) => Entry::Party,
        SectionKind::Post(..) => Entry::Post,
        SectionKind::Appointment(..) => Entry::Appointment,
        SectionKind::Custody(..) => Entry::Custody,
        SectionKind::Material(..) => Entry::Material,
        SectionKind::Outcome(..) => Entry::Outcome,
        SectionKind::Clock(..) => Entry::Clock,
        SectionKind::Place(..) => Entry::Place,
        SectionKind::Anytime(..) => Entry::AnyTime,
        SectionKind::After(_) => Entry::AfterClosing,
        SectionKind::Scenario(..) => Entry::Scenario,
    })
}

/// The first words of all heads, in both languages.
static HEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let sections = keywords::all().filter(|keyword| keyword.class == Class::Section);
    let words = sections.flat_map(|keyword| keyword.zh.iter().chain(keyword.en));
    words.filter_map(|word| word.split(' ').next()).collect()
});

/// Whether a line begins with a word of a head. Most clauses do not, and to ask that costs far less than to read each
/// of them as a head in vain.
fn begins_as_head(words: &str) -> bool {
    HEADS.iter().any(|head| words.starts_with(head))
}

/// Reads the words of a clause into its section; says which keywords are of the other language.
fn take(kind: &mut SectionKind, at: Place, words: &str, home: Tongue) -> Result<Foreign, Failure> {
    let Some(entry) = entry(kind) else { return Ok(Foreign::default()) };
    let node = shouwen_grammar::parse(entry, words).map_err(|failure| Failure::Grammar(entry, failure))?;
    match kind {
        SectionKind::Use(_) => {}
        SectionKind::Organisation(_, clauses) => clauses.push(build::unit(at, &node)?),
        SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) => {
            clauses.push(build::item(at, &node)?);
        }
        SectionKind::Data(clauses) => clauses.push(build::field(at, &node)?),
        SectionKind::Condition(_, clauses) => clauses.push(build::condition(at, &node)?),
        SectionKind::Table(_, lines) => lines.push(build::table(at, &node)?),
        SectionKind::Ladder(_, clauses) => clauses.push(build::ladder(at, &node)?),
        SectionKind::Commitment(clauses) => clauses.push(build::promise(at, &node)?),
        SectionKind::Migration(_, clauses) => clauses.push(build::migration(at, &node)?),
        SectionKind::Schedule(_, clauses) => clauses.push(build::schedule(at, &node)?),
        SectionKind::Party(_, clauses) => clauses.push(build::party(at, &node)?),
        SectionKind::Post(_, clauses) => clauses.push(build::post(at, &node)?),
        SectionKind::Appointment(_, clauses) => clauses.push(build::appointment(at, &node)?),
        SectionKind::Custody(_, clauses) => clauses.push(build::custody(at, &node)?),
        SectionKind::Material(_, clauses) => clauses.push(build::material(at, &node)?),
        SectionKind::Outcome(_, clauses) => clauses.push(build::outcome(at, &node)?),
        SectionKind::Clock(_, clauses) => clauses.push(build::clock(at, &node)?),
        SectionKind::Place(_, _, clauses) => clauses.push(build::place(at, &node)?),
        SectionKind::Anytime(_, clauses) => clauses.push(build::anytime(at, &node)?),
        SectionKind::After(clauses) => clauses.push(build::after(at, &node)?),
        SectionKind::Scenario(_, clauses) => clauses.push(build::scenario(at, &node)?),
    }
    Ok(Foreign::of(&node, home))
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            language: None,
            sections: Vec::new(),
            comments: Vec::new(),
            open: Open::Nothing,
            diagnostics: Diagnostics::default(),
            searches: 0,
        }
    }

    fn place(&self, start: usize) -> Place {
        Place { file: self.source.id(), base: u32::try_from(start).unwrap_or(u32::MAX) }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.place(0).range(start, end)
    }

    /// Reads one line; `false` if the file is too large to go on.
    fn line(&mut self, line: &Line<'_>) -> bool {
        if let Some((run, text)) = line.comment {
            let trailing = !line.words.is_empty();
            let span = self.span(run.start, run.end);
            self.comments.push(Comment { text: text.to_owned(), span, trailing });
        }
        if line.words.is_empty() && line.end == End::Missing {
            return true;
        }
        if self.sections.len() > MAX_SECTIONS {
            self.too_many_sections(line);
            return false;
        }
        let mixed = typing::mixed(line.words);
        self.odd_end(line);
        if let Some(flaw) = line.flaw {
            self.flaw(line, flaw);
        } else if !mixed.is_empty() {
            self.mixed_letters(line, &mixed);
        } else if let Some(text) = self.explains(line) {
            self.explanation(line, text);
        } else if let Some(kind) = self.head(line) {
            self.open_section(line, kind);
        } else if line.end == End::Colon && self.faulty_head(line) {
            self.open = Open::Faulty;
        } else {
            self.clause(line);
        }
        true
    }

    fn explains<'t>(&self, line: &Line<'t>) -> Option<&'t str> {
        let inside = matches!(self.open, Open::Section)
            && matches!(
                self.sections.last().map(|s| &s.kind),
                Some(SectionKind::Procedure(..) | SectionKind::Rule(..))
            );
        if inside { lines::explanation(line.words) } else { None }
    }

    fn explanation(&mut self, line: &Line<'_>, text: &str) {
        let span = self.span(line.start, line.start.saturating_add(line.words.len()));
        if let Some(section) = self.sections.last_mut() {
            section.span = section.span.join(span);
            if let SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) = &mut section.kind {
                clauses.push(Located::new(ItemClause::Explanation(text.to_owned()), span));
            }
        }
        let chinese = line.words.starts_with(lines::EXPLAIN_ZH);
        match self.home() {
            Language::Chinese if !chinese => self.foreign_word(line, lines::EXPLAIN_EN, lines::EXPLAIN_ZH),
            Language::English if chinese => self.foreign_word(line, lines::EXPLAIN_ZH, lines::EXPLAIN_EN),
            _ => {}
        }
        if line.end == End::Missing {
            self.no_end_mark(line);
        }
    }

    /// The section that a line opens, if it is a head without fault.
    fn head(&mut self, line: &Line<'_>) -> Option<SectionKind> {
        if line.second.is_some() || !begins_as_head(line.words) {
            return None;
        }
        let node = shouwen_grammar::parse(Entry::Head, line.words).ok()?;
        let kind = build::head(self.place(line.start), &node).ok()?;
        let alone =
            matches!(kind, SectionKind::Use(_) | SectionKind::Outcome(..) | SectionKind::Material(..));
        let import = matches!(kind, SectionKind::Use(_));
        let complete = import || line.end == End::Colon || (alone && line.end == End::Clause);
        if !complete && (matches!(self.open, Open::Section) && self.reads_as_clause(line)) {
            return None;
        }
        self.decide(&node);
        if import && line.end != End::Clause {
            self.no_end_mark(line);
        } else if !complete {
            self.no_colon(line);
        }
        let foreign = Foreign::of(&node, tongue(self.home()));
        self.foreign_head(line, &foreign, &kind);
        Some(kind)
    }

    /// Whether a line is a clause of the section that is open.
    fn reads_as_clause(&self, line: &Line<'_>) -> bool {
        let entry = self.sections.last().and_then(|section| entry(&section.kind));
        entry.is_some_and(|entry| shouwen_grammar::parse(entry, line.words).is_ok())
    }

    fn open_section(&mut self, line: &Line<'_>, kind: SectionKind) {
        let head = self.span(line.start, line.start.saturating_add(line.words.len()));
        self.sections.push(Section { kind, head, span: head });
        self.open = Open::Section;
    }

    fn clause(&mut self, line: &Line<'_>) {
        let at = self.place(line.start);
        let words = line.words;
        match self.open {
            Open::Faulty => return,
            Open::Section if !matches!(self.sections.last().map(|s| &s.kind), Some(SectionKind::Use(_))) => {}
            Open::Section | Open::Nothing => {
                // The first one is told; those below it miss the same head.
                self.open = Open::Faulty;
                return self.outside(line);
            }
        }
        let home = tongue(self.home());
        let Some(section) = self.sections.last_mut() else { return };
        match take(&mut section.kind, at, words, home) {
            Ok(foreign) => {
                section.span = section.span.join(at.range(0, words.len()));
                if line.end != End::Clause {
                    self.no_end_mark(line);
                }
                self.foreign_clause(line, &foreign);
            }
            Err(Failure::Grammar(entry, failure)) => self.not_understood(line, entry, &failure),
            Err(Failure::Build(fault)) => self.fault(fault),
        }
    }

    fn finish(self) -> Parsed {
        let end = self.source.text().len();
        let tree = File {
            language: self.language.unwrap_or_default(),
            span: self.span(0, end),
            sections: self.sections,
            comments: self.comments,
        };
        Parsed { tree, diagnostics: self.diagnostics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shouwen_grammar::forms;

    #[test]
    fn every_head_begins_as_one() {
        for head in forms::all().filter(|form| form.entry == Entry::Head) {
            assert!(begins_as_head(head.zh) && begins_as_head(head.en), "{head:?}");
        }
        assert!(!begins_as_head("由 窗口岗 办理"));
    }
}
