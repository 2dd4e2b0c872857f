//! For the tests of this crate and of others: diagnostics beside the text they speak of, in a stable plain form.

use crate::diagnostic::{Diagnostic, Language};
use crate::diagnostics::Diagnostics;
use crate::render::{Style, terminal};
use crate::source::SourceMap;
use crate::span::FileId;

/// The text of every file, then all diagnostics in their order, for a snapshot: whoever reviews one sees both.
#[must_use]
pub fn snapshot(diagnostics: Diagnostics, sources: &SourceMap, language: Language) -> String {
    let mut out = String::new();
    for source in sources.iter() {
        out.push_str("──── ");
        out.push_str(source.name());
        out.push('\n');
        out.push_str(source.text().trim_end());
        out.push('\n');
    }
    out.push_str("────\n");
    let closing = diagnostics.closing();
    for diagnostic in diagnostics.sorted() {
        out.push_str(&terminal(&diagnostic, sources, language, Style::Plain));
        out.push_str("\n\n");
    }
    if let Some(text) = closing {
        out.push_str(text.of(language));
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out
}

/// The code and the underlined words of each diagnostic, in order: tests that name words instead of offsets outlive
/// any change of the text around them.
#[must_use]
pub fn underlined(diagnostics: &[Diagnostic], sources: &SourceMap) -> Vec<(&'static str, String)> {
    let words = |d: &Diagnostic| sources.get(d.span.file).map_or("", |s| s.slice(d.span)).to_owned();
    diagnostics.iter().map(|d| (d.code.as_str(), words(d))).collect()
}

/// A map with this one text as file 0.
///
#[must_use]
pub fn one_source(name: &str, text: &str) -> (SourceMap, FileId) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text.as_bytes()).unwrap_or_default();
    (sources, id)
}
