//! Lines that were typed without blanks: readings by the words of the language and the declared names, tried all at once
//! in the whole file. The only one that makes sense of its line is a repair; of several nothing is chosen.

use crate::compilation::Compilation;
use shouwen_syntax::tree::File;
use shouwen_syntax::{
    ClauseLine, Code, Diagnostic, Dictionary, Edit, FileId, Fix, MAX_READINGS, Severity, Source, Span, Text,
    apply_fixes,
};
use std::collections::BTreeMap;

/// How many lines of a file are read anew at most.
pub const MAX_LINES: usize = 500;

/// A text larger than this that has more faults than are ever shown is no slip of the hand, and is not compiled again.
const MAX_HOPELESS_BYTES: usize = 256 * 1024;

/// A line with its readings.
struct Line {
    at: ClauseLine,
    readings: Vec<String>,
    /// Those that make sense.
    clean: Vec<String>,
}

/// Looks for blanks that are missing, and says so instead of what was said of those lines.
///
/// `file` is the tree of the compiled file, `names` are all that it declares or uses from other files; `again` compiles
/// another text in its place.
pub(crate) fn settle(
    compilation: &mut Compilation,
    file: &File,
    names: &[String],
    again: &dyn Fn(&str) -> Compilation,
) {
    let Some(source) = compilation.sources.get(FileId(0)) else { return };
    if compilation.diagnostics.dropped() > 0 && source.text().len() > MAX_HOPELESS_BYTES {
        return;
    }
    let found = compilation.diagnostics.clone().sorted();
    let mut lines = spoilt(source, file, &found);
    if lines.is_empty() {
        return;
    }
    let dictionary = Dictionary::new(names.iter().map(String::as_str));
    for line in &mut lines {
        line.readings = dictionary.readings(source, &line.at);
    }
    lines.retain(|line| !line.readings.is_empty());
    for round in 0..MAX_READINGS {
        if lines.iter().all(|line| line.readings.len() <= round) && round > 0 {
            break;
        }
        attempt(source, &mut lines, round, again);
    }
    let out = found.into_iter().flat_map(|diagnostic| told(source, &lines, diagnostic));
    let dropped = std::mem::take(&mut compilation.diagnostics);
    compilation.diagnostics = out.collect();
    compilation.diagnostics.keep_count(&dropped);
}

/// Lines that could not be read, and lines with a name that is not declared: it may have swallowed a word.
fn spoilt(source: &Source, file: &File, found: &[Diagnostic]) -> Vec<Line> {
    let suspicious = |d: &&Diagnostic| {
        let sure = matches!(d.fixes.as_slice(), [fix] if !fix.guess);
        d.span.file == source.id() && matches!(d.code, Code::S006 | Code::S014 | Code::N001) && !sure
    };
    let places = found.iter().filter(suspicious).flat_map(places);
    let lines = places.filter_map(|span| ClauseLine::at(source, file, span)).map(|at| (at.span, at));
    let lines: BTreeMap<Span, ClauseLine> = lines.take(MAX_LINES).collect();
    lines.into_values().map(|at| Line { at, readings: Vec::new(), clean: Vec::new() }).collect()
}

/// Where a fault stands: a name that is not declared stands in several places.
fn places(diagnostic: &Diagnostic) -> Vec<Span> {
    let others = diagnostic.related.iter().filter(|_| diagnostic.code == Code::N001).map(|label| label.span);
    std::iter::once(diagnostic.span).chain(others).collect()
}

/// Whether a fault tells that a line is read wrongly: not when its words are right and what they say is not.
fn misread(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
        && (diagnostic.code.as_str().starts_with(['S', 'N', 'L']) || diagnostic.code == Code::D206)
}

/// Puts one reading of every line into the text, and notes which lines have no error then.
fn attempt(source: &Source, lines: &mut [Line], round: usize, again: &dyn Fn(&str) -> Compilation) {
    let chosen =
        |line: &Line| line.readings.get(round).or_else(|| line.readings.first()).cloned().unwrap_or_default();
    let edits: Vec<Edit> = lines.iter().map(|line| Edit { span: line.at.span, text: chosen(line) }).collect();
    let fix = Fix { title: Text::default(), edits, guess: true };
    let Ok(text) = apply_fixes(source, &[fix]) else { return };
    let out = again(&text);
    let errors: Vec<Span> = out
        .diagnostics
        .sorted()
        .into_iter()
        .filter(|d| misread(d) && d.span.file == FileId(0))
        .flat_map(|d| places(&d))
        .collect();
    let mut moved: usize = 0;
    for line in lines {
        let reading = chosen(line);
        let range = line.at.span.range();
        let start = range.start.saturating_add(moved);
        let end = start.saturating_add(reading.len());
        moved = moved.saturating_add(reading.len()).saturating_sub(range.len());
        let inside = |span: &Span| span.range().start < end.saturating_add(1) && start <= span.range().start;
        if round < line.readings.len() && !errors.iter().any(inside) {
            line.clean.push(reading);
        }
    }
}

/// What is said of a line whose readings are known.
fn told(source: &Source, lines: &[Line], diagnostic: Diagnostic) -> Vec<Diagnostic> {
    if !matches!(diagnostic.code, Code::S006 | Code::S014 | Code::N001) || diagnostic.span.file != source.id()
    {
        return vec![diagnostic];
    }
    let read = |at: Span| {
        let line = lines.iter().find(|line| line.at.span.start <= at.start && at.end <= line.at.span.end)?;
        match line.clean.as_slice() {
            [] => None,
            [one] => Some(only(source, line, one)),
            several => Some(ambiguous(source, line, several)),
        }
    };
    let all: Option<Vec<Diagnostic>> = places(&diagnostic).into_iter().map(read).collect();
    all.unwrap_or_else(|| vec![diagnostic])
}

fn only(source: &Source, line: &Line, reading: &str) -> Diagnostic {
    let message = Text::new("关键词和名称之间要空一格", "a blank is missing between a keyword and a name");
    let help = Text::new(format!("写成：{reading}"), format!("write: {reading}"));
    let title = Text::new(format!("改成「{reading}」"), format!("write `{reading}`"));
    Diagnostic::new(Code::S014, cut(source, line, &[reading]), message)
        .help(help)
        .fix_all(title, blanks(source, line.at.span, reading))
}

fn ambiguous(source: &Source, line: &Line, readings: &[String]) -> Diagnostic {
    let all: Vec<&str> = readings.iter().map(String::as_str).collect();
    let message = Text::new(
        format!("这一句有{}种读法", if all.len() == 2 { "两" } else { "几" }),
        "this clause can be read in several ways",
    );
    let mut found = Diagnostic::new(Code::S014, cut(source, line, &all), message);
    for reading in all {
        let title = Text::new(format!("读作「{reading}」"), format!("read it as `{reading}`"));
        found = found
            .note(Text::new(format!("可以读作：{reading}"), format!("perhaps: {reading}")))
            .fix_all(title, blanks(source, line.at.span, reading));
    }
    found.help(Text::new("按本意在关键词两边加空格", "write blanks around the keywords that are meant"))
}

/// What a reading changes: each blank that it has more, or less, than the line.
fn blanks(source: &Source, span: Span, reading: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut old = source.slice(span).char_indices().peekable();
    for c in reading.chars() {
        match old.peek() {
            Some((_, same)) if *same == c => _ = old.next(),
            next => {
                let at = next.map_or(span.range().len(), |(at, _)| *at);
                let at = u32::try_from(at).unwrap_or_default().saturating_add(span.start);
                edits.push(Edit { span: Span::new(span.file, at, at), text: c.to_string() });
            }
        }
    }
    edits
}

/// The words between the first and the last blank that is missing in some reading.
fn cut(source: &Source, line: &Line, readings: &[&str]) -> Span {
    let edits = readings.iter().flat_map(|reading| blanks(source, line.at.span, reading));
    let places: Vec<Span> = edits.map(|edit| edit.span).collect();
    let text = source.text();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let first = places.iter().map(|s| s.range().start).min().unwrap_or(line.at.span.range().start);
    let last = places.iter().map(|s| s.range().end).max().unwrap_or(line.at.span.range().end);
    let start = text.get(..first).map_or(first, |before| before.trim_end_matches(word).len());
    let rest = text.get(last..).unwrap_or_default();
    let end = last.saturating_add(rest.len().saturating_sub(rest.trim_start_matches(word).len()));
    let number = |n: usize| u32::try_from(n).unwrap_or_default();
    Span::new(line.at.span.file, number(start), number(end))
}
