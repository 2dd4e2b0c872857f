//! What is wrong with a text, as plain data: one value that the terminal, JSON and an editor all render.
//!
//! Nothing here knows a source text or decides how anything looks.

use crate::catalogue::Code;
use crate::fix::{Edit, Fix};
use crate::span::Span;
use serde::Serialize;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Text {
    /// Chinese; names stand in 「」.
    pub zh: String,
    /// English: lower case, without a final period; names stand in backticks.
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

/// How grave it is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, and probably does not say what is meant.
    Warning,
    /// Nothing is wrong; the author should know it all the same.
    Note,
}

impl Severity {
    /// The word that a reader sees.
    #[must_use]
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Error, Language::Chinese) => "错误",
            (Self::Error, Language::English) => "error",
            (Self::Warning, Language::Chinese) => "警告",
            (Self::Warning, Language::English) => "warning",
            (Self::Note, Language::Chinese) => "提示",
            (Self::Note, Language::English) => "note",
        }
    }
}

/// A place with words on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// One thing that is wrong.
///
/// ```
/// use shouwen_syntax::{Code, Diagnostic, FileId, Severity, Span, Text};
///
/// let place = Span::new(FileId(0), 0, 6);
/// let diagnostic = Diagnostic::new(Code::N001, place, Text::new("没有「审察」", "there is no `审察`"))
///     .label(Text::new("这里用到", "used here"))
///     .help(Text::new("是不是「审查」？", "did you mean `审查`?"))
///     .fix(Text::new("改为 审查", "change it to 审查"), place, "审查");
/// assert_eq!(diagnostic.severity, Severity::Error);
/// ```
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
    /// What could happen to a case, told with dates and posts, a line for each event.
    pub story: Option<Text>,
}

impl Diagnostic {
    /// A diagnostic as grave as its code prescribes.
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
            story: None,
        }
    }

    /// Another severity than the code's, for a code that is graver in one situation (a draft, a publication).
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
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
    pub fn fix(self, title: Text, span: Span, text: impl Into<String>) -> Self {
        self.fix_all(title, vec![Edit { span, text: text.into() }])
    }

    /// Adds a repair of several replacements that belong together.
    #[must_use]
    pub fn fix_all(mut self, title: Text, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title, edits, guess: false });
        self
    }

    /// Adds a repair that is only likely: it is shown, and left to the author.
    #[must_use]
    pub fn guess(self, title: Text, span: Span, text: impl Into<String>) -> Self {
        self.guess_all(title, vec![Edit { span, text: text.into() }])
    }

    /// Adds a likely repair of several replacements that belong together.
    #[must_use]
    pub fn guess_all(mut self, title: Text, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title, edits, guess: true });
        self
    }

    /// Tells what could happen to a case.
    #[must_use]
    pub fn story(mut self, text: Text) -> Self {
        self.story = Some(text);
        self
    }
}
