//! The one list of diagnostic codes, each with its page of explanation.
//!
//! A new code is one row in the table below and one page `docs/codes/CODE.md`, Chinese part first, English part after
//! a rule. Nothing is listed that is not raised.

use crate::diagnostic::Severity;
use serde::{Serialize, Serializer};
use std::fmt;

/// A code of the catalogue: `S` syntax, `L` language, `N` names, then the families of the static checks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

/// One row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// The severity it is raised with.
    pub severity: Severity,
    /// The page, in Markdown.
    pub page: &'static str,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $code:ident: $severity:ident),+ $(,)?) => {
        impl Code {$(
            $(#[$doc])*
            pub const $code: Self = Self(stringify!($code));
        )+}

        /// All codes, in order.
        pub const CATALOGUE: &[Entry] = &[$(Entry {
            code: Code::$code,
            severity: Severity::$severity,
            page: include_str!(concat!("../../../docs/codes/", stringify!($code), ".md")),
        }),+];
    };
}

catalogue! {
    /// The file says nothing.
    S001: Error,
    /// The file is UTF-16.
    S002: Error,
    /// The file is in a Chinese legacy encoding (GB18030, GBK, GB 2312).
    S003: Error,
    /// The file is no text.
    S004: Error,
    /// The file is too large.
    S005: Error,
}

impl Code {
    /// The code's text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Its row.
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        CATALOGUE.iter().find(|entry| entry.code == self)
    }

    /// The code of that text, in any case of letters.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        CATALOGUE.iter().map(|entry| entry.code).find(|code| code.0.eq_ignore_ascii_case(text))
    }

    /// The severity it is raised with.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().map_or(Severity::Error, |entry| entry.severity)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_every_page_has_both_languages() {
        assert!(CATALOGUE.is_sorted_by(|a, b| a.code < b.code));
        for entry in CATALOGUE {
            let head = entry.page.lines().next().unwrap_or_default();
            assert!(head.starts_with(&format!("# {} ", entry.code)), "{}: {head}", entry.code);
            let (zh, en) =
                entry.page.split_once("\n---\n").unwrap_or_else(|| panic!("{}: one language", entry.code));
            let han = |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            assert!(han(zh) > 30, "{}: no Chinese part", entry.code);
            assert!(en.split_whitespace().count() > 20, "{}: no English part", entry.code);
        }
    }

    #[test]
    fn a_code_is_found_by_its_text() {
        assert_eq!(Code::find("s001"), Some(Code::S001));
        assert_eq!(Code::find("S999"), None);
    }
}
