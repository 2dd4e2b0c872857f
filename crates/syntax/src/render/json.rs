//! Diagnostics for programs: the JSON form, whose fields may be relied on.

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::source::SourceMap;
use crate::span::Span;
use serde::Serialize;

/// The JSON form of one diagnostic: what `shouwen check --format json` lists. Lines and columns count from 1, columns
/// in characters. All fields are always there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Json<'a> {
    /// The code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: Severity,
    /// What is wrong, in the chosen language.
    pub message: &'a str,
    /// The file's name.
    pub file: &'a str,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// What to do.
    pub help: Option<&'a str>,
    /// Why.
    pub notes: Vec<&'a str>,
    /// Other places.
    pub related: Vec<Related<'a>>,
    /// What could happen to a case.
    pub story: Option<&'a str>,
    /// Repairs, the likeliest first; each is applied whole or not at all.
    pub fixes: Vec<Repair<'a>>,
}

/// A repair of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair<'a> {
    /// What it does.
    pub title: &'a str,
    /// Whether it is only likely; such a one is never to be applied unasked.
    pub guess: bool,
    /// Its replacements; they do not overlap.
    pub edits: Vec<Replacement<'a>>,
}

/// One replacement of a repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Replacement<'a> {
    /// The file's name.
    pub file: &'a str,
    /// First line of what is replaced.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column; where it equals the first, the text is inserted.
    pub end_column: u32,
    /// By what.
    pub text: &'a str,
}

/// Another place of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related<'a> {
    /// What is to be seen there.
    pub message: &'a str,
    /// The file's name.
    pub file: &'a str,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

/// Prepares one diagnostic for JSON. What has no place (a file that was refused) stands at line 1, column 1.
#[must_use]
pub fn json<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap, language: Language) -> Json<'a> {
    let place = |span: Span| {
        let at = |offset| {
            sources.get(span.file).map_or((1, 1), |s| s.lines().line_and_character(s.text(), offset))
        };
        (sources.name(span.file), at(span.start), at(span.end))
    };
    let related = |label: &'a crate::Label| {
        let (file, (line, column), (end_line, end_column)) = place(label.span);
        Related { message: label.text.of(language), file, line, column, end_line, end_column }
    };
    let edit = |edit: &'a crate::Edit| {
        let (file, (line, column), (end_line, end_column)) = place(edit.span);
        Replacement { file, line, column, end_line, end_column, text: &edit.text }
    };
    let repair = |fix: &'a crate::Fix| Repair {
        title: fix.title.of(language),
        guess: fix.guess,
        edits: fix.edits.iter().map(edit).collect(),
    };
    let (file, (line, column), (end_line, end_column)) = place(diagnostic.span);
    Json {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity,
        message: diagnostic.message.of(language),
        file,
        line,
        column,
        end_line,
        end_column,
        help: diagnostic.help.as_ref().map(|text| text.of(language)),
        notes: diagnostic.notes.iter().map(|text| text.of(language)).collect(),
        related: diagnostic.related.iter().map(related).collect(),
        story: diagnostic.story.as_ref().map(|text| text.of(language)),
        fixes: diagnostic.fixes.iter().map(repair).collect(),
    }
}
