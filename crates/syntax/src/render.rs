//! Diagnostics for people and for programs: the terminal, JSON and SARIF forms of the same value.

mod json;
mod sarif;
mod window;

pub use json::{Json, Related, Repair, Replacement, json};
pub use sarif::{Counts, Sarif, SarifResult, sarif, sarif_result};

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::diagnostics::Diagnostics;
use crate::fix::Fix;
use crate::source::SourceMap;
use crate::span::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use window::{Window, windows};

/// Whether colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With terminal colours.
    Coloured,
}

/// Renders one diagnostic for a terminal, without a line end at its end.
///
/// ```
/// use shouwen_syntax::render::{Style, terminal};
/// use shouwen_syntax::{Code, Diagnostic, Language, SourceMap, Span, Text};
///
/// let mut sources = SourceMap::default();
/// let file = sources.add("收件.proc", "转入 审察。".as_bytes())?;
/// let diagnostic = Diagnostic::new(Code::N001, Span::new(file, 7, 13), Text::new("没有「审察」", "no `审察`"));
/// let shown = terminal(&diagnostic, &sources, Language::Chinese, Style::Plain);
/// assert!(shown.starts_with("错误[N001]: 没有「审察」"));
/// assert!(shown.ends_with("1 | 转入 审察。\n  |      ^^^^"));
/// # Ok::<(), Box<Diagnostic>>(())
/// ```
#[must_use]
pub fn terminal(diagnostic: &Diagnostic, sources: &SourceMap, language: Language, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::INFO,
    };
    let title = level
        .with_name(diagnostic.severity.word(language))
        .primary_title(visible(diagnostic.message.of(language)))
        .id(diagnostic.code.as_str());
    let mut group = places(Group::with_title(title), diagnostic, sources, language);
    for text in &diagnostic.notes {
        group = group.element(note(language).message(visible(text.of(language))));
    }
    if let Some(text) = &diagnostic.story {
        let story =
            Level::NOTE.with_name(if language == Language::Chinese { "例如" } else { "for example" });
        group = group.element(story.message(visible(text.of(language))));
    }
    if let Some(text) = &diagnostic.help {
        group = group.element(help(language).message(visible(text.of(language))));
    }
    let mut report = vec![group];
    for fix in &diagnostic.fixes {
        let title = Group::with_title(help(language).secondary_title(visible(fix.title.of(language))));
        report.push(repairs(title, fix, sources));
    }
    let renderer = if style == Style::Coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}

/// Renders all diagnostics of a run for a terminal, a blank line between them, and how many were left out.
#[must_use]
pub fn terminal_list(
    diagnostics: Diagnostics,
    sources: &SourceMap,
    language: Language,
    style: Style,
) -> String {
    let closing = diagnostics.closing();
    let mut parts: Vec<String> =
        diagnostics.sorted().iter().map(|d| terminal(d, sources, language, style)).collect();
    parts.extend(closing.map(|text| text.of(language).to_owned()));
    let mut out = parts.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn note(language: Language) -> Level<'static> {
    if language == Language::Chinese { Level::NOTE.with_name("说明") } else { Level::NOTE }
}

fn help(language: Language) -> Level<'static> {
    if language == Language::Chinese { Level::HELP.with_name("建议") } else { Level::HELP }
}

/// A text that cannot command the terminal: control characters, and those that turn the direction of writing, stand as
/// marks. A message may quote what a file says, and a file's name may be anything.
fn visible(text: &str) -> String {
    let commands = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| *c != '\r').map(|c| if commands(c) { '\u{fffd}' } else { c }).collect()
}

/// Adds the places of a diagnostic, the primary one first.
fn places<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
    language: Language,
) -> Group<'a> {
    let label = diagnostic.label.as_ref().map(|text| text.of(language));
    let mut spans = vec![diagnostic.span];
    let mut words = vec![(AnnotationKind::Primary, label)];
    for related in &diagnostic.related {
        spans.push(related.span);
        words.push((AnnotationKind::Context, Some(related.text.of(language))));
    }
    let windows = windows(&spans, sources);
    if !windows.first().is_some_and(|window| window.places.contains(&0)) {
        group = group.element(Origin::path(visible(sources.name(diagnostic.span.file))));
    }
    for window in &windows {
        let Some(text) = window.text() else {
            group = group.element(origin(window, &spans));
            continue;
        };
        let mut snippet = Snippet::source(text)
            .path(visible(window.source.name()))
            .line_start(window.first_line())
            .fold(true);
        for number in &window.places {
            if let (Some(span), Some((kind, label))) = (spans.get(*number), words.get(*number)) {
                snippet = snippet.annotation(kind.span(window.within(*span)).label(label.map(visible)));
            }
        }
        group = group.element(snippet);
    }
    group
}

/// The name of a place whose line is too long to be shown.
fn origin<'a>(window: &Window<'a>, spans: &[Span]) -> Origin<'a> {
    let start = window.places.iter().min().and_then(|n| spans.get(*n)).map_or(0, |span| span.start);
    let (line, column) = window.source.lines().line_and_character(window.source.text(), start);
    let number = |n| usize::try_from(n).unwrap_or(usize::MAX);
    Origin::path(visible(window.source.name())).line(number(line)).char_column(number(column))
}

/// Adds what a fix changes.
fn repairs<'a>(mut group: Group<'a>, fix: &'a Fix, sources: &'a SourceMap) -> Group<'a> {
    let spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
    for window in windows(&spans, sources) {
        let Some(text) = window.text() else { continue };
        let edits = window.places.iter().filter_map(|number| fix.edits.get(*number));
        let patches = edits.map(|edit| Patch::new(window.within(edit.span), visible(&edit.text)));
        let snippet =
            Snippet::source(text).path(visible(window.source.name())).line_start(window.first_line());
        group = group.element(snippet.patches(patches));
    }
    group
}

#[cfg(test)]
mod tests;
