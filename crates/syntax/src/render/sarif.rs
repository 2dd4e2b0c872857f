//! Diagnostics for code scanners and editors: SARIF 2.1.0, the exchange format of OASIS for what checkers find.
//!
//! Members that the format names are called as it calls them. Regions count lines and columns from 1, columns in
//! UTF-16 units, as `columnKind` says; `endColumn` is one past the last.

use crate::catalogue::CATALOGUE;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::fix::{Edit, Fix};
use crate::source::SourceMap;
use crate::span::{FileId, Span};
use serde::Serialize;
use std::fmt::Write as _;

/// Where the format is laid down.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A whole report: one run of one tool.
#[derive(Clone, Debug, Serialize)]
pub struct Sarif {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<SarifResult>,
    properties: Counts,
}

#[derive(Clone, Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help_uri: String,
    default_configuration: Configuration,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Configuration {
    level: Severity,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// What a report says of its run beside the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many files were checked.
    pub checked: usize,
    /// How many diagnostics were too many to be listed.
    pub dropped: usize,
    /// Whether a file could not be read.
    #[serde(skip)]
    pub unread: bool,
}

/// One result: a diagnostic with its places and repairs.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifResult {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: Severity,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair>,
}

#[derive(Clone, Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    /// None of a file that was refused: nothing in it can be pointed at.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair {
    description: Message,
    artifact_changes: Vec<Change>,
    properties: Sureness,
}

/// The format has no word for it: a guess is never to be applied unasked.
#[derive(Clone, Copy, Debug, Serialize)]
struct Sureness {
    guess: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

/// The report of these results: what `shouwen check --format sarif` writes. Every code is a rule of it, described in
/// both languages; `helpUri` names its page from the root of this repository.
///
/// ```
/// use shouwen_syntax::render::{Counts, sarif, sarif_result};
/// use shouwen_syntax::{Code, Diagnostic, Language, SourceMap, Span, Text};
///
/// let mut sources = SourceMap::default();
/// let file = sources.add("收件.proc", "转入 审察。".as_bytes()).map_err(|refused| format!("{refused:?}"))?;
/// let diagnostic = Diagnostic::new(Code::N001, Span::new(file, 7, 13), Text::new("没有「审察」", "no `审察`"));
/// let result = sarif_result(&diagnostic, &sources, Language::Chinese);
/// let counts = Counts { checked: 1, dropped: 0, unread: false };
/// let text = serde_json::to_string(&sarif(vec![result], counts, Language::Chinese))?;
/// assert!(text.contains(r#""region":{"startLine":1,"startColumn":4,"endLine":1,"endColumn":6}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn sarif(results: Vec<SarifResult>, counts: Counts, language: Language) -> Sarif {
    let rules = CATALOGUE.iter().map(|entry| Rule {
        id: entry.code.as_str(),
        short_description: Message {
            text: format!("{} · {}", entry.title(Language::Chinese), entry.title(Language::English)),
        },
        help_uri: format!("docs/codes/{}.md", entry.code.as_str()),
        default_configuration: Configuration { level: entry.severity },
    });
    let driver = Driver { name: "shouwen", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let run = Run {
        tool: Tool { driver },
        language: match language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        },
        column_kind: "utf16CodeUnits",
        invocations: [Invocation { execution_successful: !counts.unread }],
        results,
        properties: counts,
    };
    Sarif { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

/// Prepares one diagnostic as a result of such a report.
#[must_use]
pub fn sarif_result(diagnostic: &Diagnostic, sources: &SourceMap, language: Language) -> SarifResult {
    let label = diagnostic.label.as_ref().map(|text| text.of(language));
    let related = diagnostic.related.iter();
    SarifResult {
        rule_id: diagnostic.code.as_str(),
        rule_index: CATALOGUE.iter().position(|entry| entry.code == diagnostic.code),
        level: diagnostic.severity,
        message: Message { text: told(diagnostic, language) },
        locations: [location(diagnostic.span, label, sources)],
        related_locations: related
            .map(|other| location(other.span, Some(other.text.of(language)), sources))
            .collect(),
        fixes: diagnostic.fixes.iter().filter_map(|fix| repair(fix, sources, language)).collect(),
    }
}

/// The message with reasons, story and advice: the format has one text for all of them.
fn told(diagnostic: &Diagnostic, language: Language) -> String {
    let more = diagnostic.notes.iter().chain(&diagnostic.story).chain(&diagnostic.help);
    let lines: Vec<&str> =
        std::iter::once(&diagnostic.message).chain(more).map(|text| text.of(language)).collect();
    lines.join("\n")
}

fn location(span: Span, message: Option<&str>, sources: &SourceMap) -> Location {
    Location {
        physical_location: Physical {
            artifact_location: artifact(span.file, sources),
            region: region(span, sources),
        },
        message: message.map(|text| Message { text: text.to_owned() }),
    }
}

fn region(span: Span, sources: &SourceMap) -> Option<Region> {
    let source = sources.get(span.file)?;
    let at = |offset| source.lines().line_and_utf16(source.text(), offset);
    let ((start_line, start_column), (end_line, end_column)) = (at(span.start), at(span.end));
    Some(Region { start_line, start_column, end_line, end_column })
}

/// A repair, its replacements by file; one of a file that was refused cannot be told.
fn repair(fix: &Fix, sources: &SourceMap, language: Language) -> Option<Repair> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort();
    let mut changes: Vec<Change> = Vec::new();
    for edit in edits {
        let artifact_location = artifact(edit.span.file, sources);
        let inserted_content = Message { text: edit.text.clone() };
        let replacement = Replacement { deleted_region: region(edit.span, sources)?, inserted_content };
        match changes.last_mut() {
            Some(last) if last.artifact_location == artifact_location => last.replacements.push(replacement),
            _ => changes.push(Change { artifact_location, replacements: vec![replacement] }),
        }
    }
    let description = Message { text: fix.title.of(language).to_owned() };
    let properties = Sureness { guess: fix.guess };
    (!changes.is_empty()).then_some(Repair { description, artifact_changes: changes, properties })
}

/// A file's name as a URI reference: what a URI may not hold stands as `%` and two digits for each byte.
fn artifact(file: FileId, sources: &SourceMap) -> Artifact {
    let name = sources.name(file);
    let drive = name.get(1..3) == Some(":/");
    let mut uri = String::with_capacity(name.len());
    uri.push_str(if name.starts_with('/') {
        "file://"
    } else if drive {
        "file:///"
    } else {
        ""
    });
    for (at, byte) in name.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) || drive && at == 1;
        if plain {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact { uri }
}

#[cfg(test)]
mod tests;
