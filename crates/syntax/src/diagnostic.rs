//! What is wrong with a text, as plain data: one value that the terminal, JSON and an editor all render.

use crate::catalogue::Code;
use crate::span::Span;
use serde::Serialize;

/// The most diagnostics kept of one run; more are counted, not kept.
pub const MAX_DIAGNOSTICS: usize = 500;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English: lower case, without a final period.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// One of them.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// The language of a text or of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Language {
    /// 中文.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, and probably does not say what is meant.
    Warning,
}

/// A place with words on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// One replacement of a fix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A repair that can be applied as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: Text,
    /// Its replacements; they do not overlap.
    pub edits: Vec<Edit>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Text,
    /// Where.
    pub span: Span,
    /// Words at that place.
    pub label: Option<Text>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// Why it is wrong.
    pub notes: Vec<Text>,
    /// What to do.
    pub help: Option<Text>,
    /// Repairs, the likeliest first.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// An error or warning as its code prescribes.
    #[must_use]
    pub fn new(code: Code, span: Span, message: Text) -> Self {
        let severity = code.severity();
        Self {
            code,
            severity,
            message,
            span,
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Puts words at its place.
    #[must_use]
    pub fn label(mut self, text: Text) -> Self {
        self.label = Some(text);
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, text: Text) -> Self {
        self.related.push(Label { span, text });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, text: Text) -> Self {
        self.notes.push(text);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// Adds a repair of one replacement.
    #[must_use]
    pub fn fix(mut self, title: Text, span: Span, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { title, edits: vec![Edit { span, text: text.into() }] });
        self
    }
}

/// Diagnostics in a stable order: by file, place, severity, code; the same one stands once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    dropped: usize,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() >= MAX_DIAGNOSTICS {
            self.dropped = self.dropped.saturating_add(1);
        } else if !self.list.contains(&diagnostic) {
            self.list.push(diagnostic);
        }
    }

    /// Adds all of another run.
    pub fn extend(&mut self, other: Self) {
        self.dropped = self.dropped.saturating_add(other.dropped);
        for diagnostic in other.list {
            self.push(diagnostic);
        }
    }

    /// In order.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span, d.severity, d.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.list
    }

    /// How many were too many to keep.
    #[must_use]
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Applies the first fix of each diagnostic of one file to its text, as far as they do not overlap: an edit that
/// touches one already taken is left for the next run. Returns the new text and how many fixes were applied.
#[must_use]
pub fn apply_fixes(text: &str, diagnostics: &[Diagnostic]) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied: usize = 0;
    for fix in diagnostics.iter().filter_map(|d| d.fixes.first()) {
        let free = |e: &Edit| taken.iter().all(|t| e.span.end <= t.span.start || t.span.end <= e.span.start);
        let fits = |e: &Edit| text.get(e.span.range()).is_some() && !taken.iter().any(|t| t.span == e.span);
        if fix.edits.iter().all(|e| free(e) && fits(e)) {
            taken.extend(&fix.edits);
            applied = applied.saturating_add(1);
        }
    }
    taken.sort_by_key(|e| e.span);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in taken {
        let range = edit.span.range();
        out.push_str(text.get(from..range.start).unwrap_or_default());
        out.push_str(&edit.text);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    (out, applied)
}
