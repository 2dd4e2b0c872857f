//! From the tree to text, in either language: the canonical layout, and the translation.
//!
//! The layout has no options. A clause stands two blanks in; a blank line stands between sections, save between
//! neighbours of the same kind among imports, posts, materials and outcomes; the last clause of a section ends in 。,
//! the others in ；. Periods, counts and amounts of whole tens of thousands are written in Chinese figures in a
//! Chinese text (in scenarios 200万元, as people enter them), everything else in Arabic ones.
#![deny(clippy::wildcard_enum_match_arm, reason = "a clause that is forgotten must not compile")]

mod accountability;
mod act;
mod after_closing;
mod any_time;
mod appointment;
mod clock;
mod commitment;
mod custody;
mod data;
mod head;
mod material;
mod meeting;
mod migration;
mod official;
mod outcome;
mod party;
mod pen;
mod place;
mod post;
mod procedure;
mod same;
mod scenarios;
mod schedule;
mod shared;
mod table;
mod truths;

pub use official::official;
pub use pen::needs_quotes;
pub use same::same_meaning;

use crate::diagnostic::{Language, Text};
use crate::diagnostics::Diagnostics;
use crate::parse::parse;
use crate::source::Source;
use crate::span::Span;
use crate::tree::{Comment, File, SectionKind};
use crate::{Code, Diagnostic};
use pen::Pen;

/// Writes a tree as text in one language. Names are never translated.
#[must_use]
pub fn format(tree: &File, target: Language) -> String {
    let pen = Pen::new(target);
    let mut out = Layout { pen, comments: tree.comments.iter().peekable(), text: String::new() };
    let mut before: Option<&SectionKind> = None;
    for section in &tree.sections {
        out.trailing(section.head.start);
        if before.is_some_and(|before| !close_together(before, &section.kind)) {
            out.text.push('\n');
        }
        before = Some(&section.kind);
        let clauses = pen.clauses(&section.kind);
        let head = pen.head(&section.kind);
        let mark = if clauses.is_empty() { pen.last_mark(&section.kind) } else { pen.colon() };
        out.line("", &head, mark, section.head);
        let mut left = clauses.len();
        for (span, words) in clauses {
            left = left.saturating_sub(1);
            let mark = if matches!(section.kind, SectionKind::Table(..)) { "" } else { pen.mark(left == 0) };
            out.line("  ", &words, mark, span);
        }
    }
    out.rest();
    out.text
}

/// Writes a text in its canonical layout.
///
/// # Errors
/// What is wrong with the text; a text that is not understood is not touched.
pub fn fmt(source: &Source) -> Result<String, Diagnostics> {
    fmt_to(source, None)
}

/// Writes a text in its canonical layout, in the given language or in its own. What was written is read again and
/// compared with what was read first, so that no text ever comes out with another meaning.
///
/// # Errors
/// What is wrong with the text; a text that is not understood is not touched.
pub fn fmt_to(source: &Source, target: Option<Language>) -> Result<String, Diagnostics> {
    let parsed = parse(source);
    if parsed.diagnostics.has_errors() {
        return Err(parsed.diagnostics);
    }
    let text = format(&parsed.tree, target.unwrap_or(parsed.tree.language));
    if text.is_empty() {
        return Ok(source.text().to_owned());
    }
    let again = Source::new(source.id(), source.name(), &text).map(|written| parse(&written));
    let kept =
        again.is_ok_and(|again| !again.diagnostics.has_errors() && same_meaning(&again.tree, &parsed.tree));
    if kept {
        return Ok(text);
    }
    let message = Text::new(
        "排版后的文字与原文含义不符，所以没有改动；请报告这个问题",
        "the text would mean something else after formatting and was left alone; please report this",
    );
    let mut all = Diagnostics::default();
    all.push(Diagnostic::new(Code::S006, Span::empty(source.id(), 0), message));
    Err(all)
}

/// The words of a section's only clause.
pub(crate) fn only_clause(kind: &SectionKind, target: Language) -> Option<String> {
    Pen::new(target).clauses(kind).pop().map(|(_, words)| words)
}

/// The words of a section's head.
pub(crate) fn head(kind: &SectionKind, target: Language) -> String {
    Pen::new(target).head(kind)
}

/// Whether no blank line stands between two neighbours.
const fn close_together(a: &SectionKind, b: &SectionKind) -> bool {
    use SectionKind::{Material, Outcome, Post, Use};
    matches!(
        (a, b),
        (Use(_), Use(_)) | (Post(..), Post(..)) | (Material(..), Material(..)) | (Outcome(..), Outcome(..))
    )
}

/// The text as it grows, with the comments that still wait for their line.
struct Layout<'t> {
    pen: Pen,
    comments: std::iter::Peekable<std::slice::Iter<'t, Comment>>,
    text: String,
}

impl Layout<'_> {
    /// Ends the last line with the comment that stood there, if it stands before the next line.
    fn trailing(&mut self, next: u32) {
        while let Some(comment) = self.comments.next_if(|c| c.trailing && c.span.start < next) {
            self.end_with(comment);
        }
    }

    fn end_with(&mut self, comment: &Comment) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push(' ');
        self.text.push_str(&self.pen.comment(&comment.text));
        self.text.push('\n');
    }

    /// Writes a line, and before it the comments that stand alone above it.
    fn line(&mut self, indent: &str, words: &str, mark: &str, span: Span) {
        self.trailing(span.start);
        while let Some(comment) = self.comments.next_if(|c| c.span.start < span.start) {
            self.alone(indent, comment);
        }
        for part in [indent, words, mark, "\n"] {
            self.text.push_str(part);
        }
    }

    fn alone(&mut self, indent: &str, comment: &Comment) {
        for part in [indent, &self.pen.comment(&comment.text), "\n"] {
            self.text.push_str(part);
        }
    }

    fn rest(&mut self) {
        while let Some(comment) = self.comments.next() {
            if comment.trailing { self.end_with(comment) } else { self.alone("", comment) }
        }
    }
}
