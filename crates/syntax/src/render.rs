//! Diagnostics for people and for programs: the terminal form and the JSON form of the same value.

use crate::diagnostic::{Diagnostic, Fix, Language, Severity, Text};
use crate::source::{Source, SourceMap};
use crate::span::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use serde::Serialize;

/// Whether colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With terminal colours.
    Coloured,
}

/// Renders one diagnostic for a terminal.
#[must_use]
pub fn terminal(diagnostic: &Diagnostic, sources: &SourceMap, language: Language, style: Style) -> String {
    let zh = language == Language::Chinese;
    let level = match (diagnostic.severity, zh) {
        (Severity::Error, true) => Level::ERROR.with_name("错误"),
        (Severity::Error, false) => Level::ERROR,
        (Severity::Warning, true) => Level::WARNING.with_name("警告"),
        (Severity::Warning, false) => Level::WARNING,
    };
    let note = if zh { Level::NOTE.with_name("说明") } else { Level::NOTE };
    let help = if zh { Level::HELP.with_name("建议") } else { Level::HELP };
    let title = level.primary_title(diagnostic.message.of(language)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    for snippet in snippets(diagnostic, sources, language) {
        group = group.element(snippet);
    }
    for text in &diagnostic.notes {
        group = group.element(note.clone().message(text.of(language)));
    }
    if let Some(text) = &diagnostic.help {
        group = group.element(help.clone().message(text.of(language)));
    }
    let mut report = vec![group];
    for fix in &diagnostic.fixes {
        if let Some(source) = fix.edits.first().and_then(|e| sources.get(e.span.file)) {
            let title = help.clone().secondary_title(fix.title.of(language));
            report.push(Group::with_title(title).element(patches(fix, source)));
        }
    }
    let renderer = if style == Style::Coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}

/// The places of one diagnostic, a snippet for each file.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
    language: Language,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let label = |text: Option<&'a Text>| text.map(|t| t.of(language));
    let mut places = vec![(diagnostic.span, AnnotationKind::Primary, label(diagnostic.label.as_ref()))];
    places.extend(
        diagnostic.related.iter().map(|l| (l.span, AnnotationKind::Context, Some(l.text.of(language)))),
    );
    let mut snippets = Vec::new();
    for source in sources.iter() {
        let mut snippet = Snippet::source(source.text()).path(source.name()).fold(true);
        let mut any = false;
        for (span, kind, label) in places.iter().filter(|(span, ..)| span.file == source.id()) {
            any = true;
            snippet = snippet.annotation(kind.span(shown(source, *span)).label(*label));
        }
        if any {
            snippets.push(snippet);
        }
    }
    snippets
}

/// A byte range that the renderer can underline: inside the text and on character boundaries.
fn shown(source: &Source, span: Span) -> std::ops::Range<usize> {
    let range = span.range();
    if source.text().get(range.clone()).is_some() { range } else { 0..0 }
}

fn patches<'a>(fix: &'a Fix, source: &'a Source) -> Snippet<'a, Patch<'a>> {
    Snippet::source(source.text())
        .path(source.name())
        .patches(fix.edits.iter().map(|edit| Patch::new(shown(source, edit.span), edit.text.as_str())))
}

/// The JSON form of one diagnostic: what `shouwen check --format json` lists. Lines and columns count from 1, columns
/// in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Json<'a> {
    /// The code.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: Severity,
    /// The message, in both languages.
    pub message: &'a Text,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a Text>,
    /// Why.
    pub notes: &'a [Text],
    /// Other places.
    pub related: Vec<Related<'a>>,
}

/// Another place of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
    /// What is to be seen there.
    pub message: &'a Text,
}

/// Prepares one diagnostic for JSON.
#[must_use]
pub fn json<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Json<'a> {
    let place = |span: Span| {
        let source = sources.get(span.file);
        let at = |offset| source.map(|s| s.position(offset)).unwrap_or_default();
        (source.map_or("", Source::name), at(span.start), at(span.end))
    };
    let (file, start, end) = place(diagnostic.span);
    let related = diagnostic.related.iter().map(|l| {
        let (file, start, _) = place(l.span);
        Related {
            file,
            line: start.line.saturating_add(1),
            column: start.character.saturating_add(1),
            message: &l.text,
        }
    });
    Json {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        file,
        line: start.line.saturating_add(1),
        column: start.character.saturating_add(1),
        end_line: end.line.saturating_add(1),
        end_column: end.character.saturating_add(1),
        help: diagnostic.help.as_ref(),
        notes: &diagnostic.notes,
        related: related.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Code;
    use crate::diagnostic::{Diagnostics, apply_fixes};
    use crate::span::FileId;

    const TEXT: &str = "环节 收件：\n  内部时限 三日；\n  转入 审察。\n";

    fn sample() -> (SourceMap, Diagnostic) {
        let mut sources = SourceMap::default();
        let id = sources.add("收件.proc", TEXT.as_bytes()).unwrap();
        let at = |word: &str| {
            let start = u32::try_from(TEXT.find(word).unwrap()).unwrap();
            Span::new(id, start, start + u32::try_from(word.len()).unwrap())
        };
        // Any code serves to render; S001 has a page.
        let diagnostic = Diagnostic::new(
            Code::S001,
            at("三日"),
            Text::new("「日」没有说明是哪一种日", "`日` does not say which days"),
        )
        .label(Text::new("工作日还是自然日？", "working days or calendar days?"))
        .related(at("收件"), Text::new("在这个环节里", "in this step"))
        .note(Text::new("工作日和自然日是两种单位", "working days and calendar days are different units"))
        .fix(Text::new("改为工作日", "make it working days"), at("三日"), "三个工作日");
        (sources, diagnostic)
    }

    #[test]
    fn carets_stand_under_chinese_words() {
        let (sources, diagnostic) = sample();
        insta::assert_snapshot!(terminal(&diagnostic, &sources, Language::Chinese, Style::Plain));
        insta::assert_snapshot!(terminal(&diagnostic, &sources, Language::English, Style::Plain));
    }

    #[test]
    fn json_counts_characters_from_one() {
        let (sources, diagnostic) = sample();
        let json = json(&diagnostic, &sources);
        assert_eq!((json.line, json.column, json.end_line, json.end_column), (2, 8, 2, 10));
        assert_eq!((json.related[0].line, json.related[0].column), (1, 4));
    }

    #[test]
    fn a_place_outside_every_text_renders_all_the_same() {
        let (sources, mut diagnostic) = sample();
        for span in [Span::new(FileId(9), 0, 4), Span::new(FileId(0), 1, 2), Span::new(FileId(0), 900, 901)] {
            diagnostic.span = span;
            diagnostic.fixes[0].edits[0].span = span;
            assert!(terminal(&diagnostic, &sources, Language::Chinese, Style::Coloured).contains("S001"));
            let _ = self::json(&diagnostic, &sources);
        }
    }

    #[test]
    fn fixes_are_applied_once_and_never_overlap() {
        let (_, diagnostic) = sample();
        let twice = [diagnostic.clone(), diagnostic.clone()];
        let (text, applied) = apply_fixes(TEXT, &twice);
        assert_eq!((text.as_str(), applied), ("环节 收件：\n  内部时限 三个工作日；\n  转入 审察。\n", 1));
        let mut outside = diagnostic;
        outside.fixes[0].edits[0].span = Span::new(FileId(0), 1, 2);
        assert_eq!(apply_fixes(TEXT, &[outside]), (TEXT.to_owned(), 0));
    }

    #[test]
    fn diagnostics_are_ordered_and_stand_once() {
        let (_, diagnostic) = sample();
        let mut earlier = diagnostic.clone();
        earlier.span = Span::new(FileId(0), 0, 3);
        let mut all = Diagnostics::default();
        for one in [&diagnostic, &earlier, &diagnostic] {
            all.push(one.clone());
        }
        assert!(all.has_errors());
        assert_eq!(all.sorted(), [earlier, diagnostic]);
    }
}
