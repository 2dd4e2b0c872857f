//! The one list of diagnostic codes, each with its page of explanation.
//!
//! A new code is one row in the table below, one page `docs/codes/CODE.md` (the first line is
//! `# CODE 中文题目 · English title`, then the Chinese part, a rule, the English part) and at least three faulty files in
//! `crates/compile/tests/data/faults/CODE`, of which each says itself what is wrong with it.

use crate::diagnostic::{Language, Severity};
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
    /// A table that leaves a case out.
    B301: Error,
    /// Two rows of a table that fit at once and give different things.
    B302: Error,
    /// A row of a table that is of no use.
    B303: Warning,
    /// What a table tells apart and nothing later does.
    B304: Warning,
    /// A choice does not say what holds in every situation.
    D201: Error,
    /// Two clauses of a choice hold at once.
    D202: Error,
    /// A key date that is used and never recorded.
    D204: Error,
    /// A field or key date that two branches of a parallel block both write.
    D205: Error,
    /// A value that does not fit its type.
    D206: Error,
    /// A key date that may be recorded twice.
    D209: Error,
    /// A place that nothing leads to.
    F101: Error,
    /// A place from which no end is reached.
    F102: Error,
    /// No start or several, or no end at all.
    F103: Error,
    /// A way into or out of a branch of a parallel block.
    F104: Error,
    /// A direction to a place that does not exist, or to itself with nothing changed.
    F105: Error,
    /// Branches of a parallel block that cannot come together, or are left behind in silence.
    F106: Error,
    /// What belongs to the case as a whole in a branch of which there are many, or the other way round.
    F108: Error,
    /// A gap in how a duty passes from one hand to the next.
    G601: Error,
    /// A notice that does not name all that is missing.
    G602: Error,
    /// An immediate item without a limit in office time, or one that is converted without reason, approval or new time.
    G603: Error,
    /// What the public is promised is not what the procedure does.
    G604: Error,
    /// An adverse outcome without a remedy.
    G605: Error,
    /// A material by whose name nobody can tell what to bring.
    G608: Error,
    /// A linked case that nobody waits for.
    G609: Error,
    /// Two rungs of a table that say different things of the same breach and number.
    G610: Error,
    /// A breach of which no table says what follows.
    G611: Warning,
    /// A party of which something is awaited and to which nothing is sent.
    G612: Error,
    /// A legal basis still to be checked.
    L001: Warning,
    /// Two languages in one file.
    L002: Error,
    /// Two directions in one clause.
    L003: Error,
    /// A clause without a direction.
    L004: Error,
    /// A conclusion that nothing reads.
    L005: Error,
    /// A section that lacks a clause.
    L006: Error,
    /// A clause where it does not belong, or once too often.
    L007: Error,
    /// A name that is declared nowhere.
    N001: Error,
    /// A name declared twice.
    N002: Error,
    /// A name that nothing uses.
    N003: Warning,
    /// A name of another kind than the clause needs.
    N004: Error,
    /// An import that is not found.
    N005: Error,
    /// Files that import each other in a circle.
    N006: Error,
    /// A name that equals a word of the language, without quotes.
    N007: Error,
    /// A post without a holder.
    R501: Error,
    /// A step without an accountable post, or an escalation to the post itself.
    R506: Error,
    /// A post of one case that has work to do where nobody is appointed to it.
    R507: Error,
    /// A session that enters what is left to another post.
    R508: Error,
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
    /// A clause that is not understood.
    S006: Error,
    /// A clause without its end mark.
    S007: Error,
    /// A head that opens no section.
    S008: Error,
    /// A clause outside any section.
    S009: Error,
    /// A quote or bracket without its other half.
    S010: Error,
    /// A line or a file beyond its limits.
    S011: Error,
    /// A character or mark that only looks like the one that is meant, or a mark of another kind.
    S012: Error,
    /// A guard without the 的 that ends it.
    S013: Error,
    /// Keywords and names without blanks between them.
    S014: Error,
    /// A wait that does not say whether a running clock runs on.
    T403: Error,
    /// A clock without an end.
    T406: Error,
    /// A limit whose unit is not named.
    T408: Error,
    /// An outward limit, or what it does to the applicant, without a law.
    T409: Error,
    /// A limit that passes without a consequence.
    T410: Error,
    /// Something of an older version has nowhere to go in the new one.
    V701: Error,
    /// The older version is not there, so that the map was not checked.
    V703: Warning,
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

/// One example of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it raises the code; the others show how it should read.
    pub wrong: bool,
    /// The clauses.
    pub text: &'static str,
}

impl Entry {
    /// What the code means, in a few words: from the page's first line.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        let head = self.page.lines().next().unwrap_or_default();
        let both = head.trim_start_matches("# ").strip_prefix(self.code.as_str()).unwrap_or_default();
        let (zh, en) = both.split_once(" · ").unwrap_or((both, both));
        match language {
            Language::Chinese => zh.trim(),
            Language::English => en.trim(),
        }
    }

    /// The part of the page in one language, Markdown without the first line.
    #[must_use]
    pub fn explanation(&self, language: Language) -> &'static str {
        let body = self.page.split_once('\n').map_or("", |(_, body)| body);
        let (zh, en) = body.split_once("\n---\n").unwrap_or((body, body));
        match language {
            Language::Chinese => zh.trim(),
            Language::English => en.trim(),
        }
    }

    /// The examples in one language: the blocks marked `proc wrong` and `proc right`.
    #[must_use]
    pub fn examples(&self, language: Language) -> Vec<Example> {
        let mut rest = self.explanation(language);
        let mut found = Vec::new();
        while let Some((_, after)) = rest.split_once("```proc ") {
            let Some((kind, after)) = after.split_once('\n') else { break };
            let Some((text, after)) = after.split_once("```") else { break };
            found.push(Example { wrong: kind.trim() == "wrong", text });
            rest = after;
        }
        found
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

    fn han(text: &str) -> usize {
        text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
    }

    #[test]
    fn codes_are_sorted_and_every_page_has_both_languages() {
        assert!(CATALOGUE.is_sorted_by(|a, b| a.code < b.code));
        for entry in CATALOGUE {
            let code = entry.code;
            let head = entry.page.lines().next().unwrap_or_default();
            assert!(head.starts_with(&format!("# {code} ")) && head.contains(" · "), "{code}: {head}");
            assert_eq!(entry.page.matches("\n---\n").count(), 1, "{code}: one rule between the languages");
            assert!(han(entry.title(Language::Chinese)) > 2, "{code}: Chinese title");
            let title = entry.title(Language::English);
            assert!(
                han(title) == 0 && title.split(' ').count() > 2 && !title.ends_with('.'),
                "{code}: {title}"
            );
            assert!(han(entry.explanation(Language::Chinese)) > 30, "{code}: no Chinese part");
            assert!(
                entry.explanation(Language::English).split_whitespace().count() > 20,
                "{code}: no English part"
            );
        }
    }

    #[test]
    fn the_parts_of_a_page_answer_the_same_questions() {
        for entry in CATALOGUE.iter().filter(|e| !e.code.as_str().starts_with('S')) {
            let code = entry.code;
            let zh = entry.explanation(Language::Chinese);
            let en = entry.explanation(Language::English);
            for (part, heads) in [
                (zh, ["## 为什么", "## 这样写有问题", "## 这样写"]),
                (en, ["## Why", "## Wrong", "## Right"]),
            ] {
                for head in heads {
                    assert!(part.lines().any(|line| line == head), "{code}: no `{head}`");
                }
            }
            for language in [Language::Chinese, Language::English] {
                let examples = entry.examples(language);
                assert!(examples.iter().any(|e| e.wrong), "{code}: nothing wrong is shown");
                assert!(examples.iter().any(|e| !e.wrong), "{code}: nothing right is shown");
                let blocks = entry.explanation(language).matches("```").count();
                assert_eq!(blocks, examples.len() * 2, "{code}: a block that is no example");
            }
            assert_eq!(
                entry.examples(Language::Chinese).len(),
                entry.examples(Language::English).len(),
                "{code}"
            );
        }
    }

    #[test]
    fn chinese_text_has_chinese_marks() {
        for entry in CATALOGUE {
            for line in entry.explanation(Language::Chinese).lines().filter(|l| !l.starts_with('`')) {
                let chars: Vec<char> = line.chars().collect();
                for pair in chars.windows(2) {
                    let mark = matches!(pair[1], ',' | ';' | ':' | '?' | '(' | ')');
                    assert!(!(mark && han(&pair[0].to_string()) == 1), "{}: {line}", entry.code);
                }
            }
        }
    }

    #[test]
    fn a_code_is_found_by_its_text() {
        assert_eq!(Code::find("s001"), Some(Code::S001));
        assert_eq!(Code::find("S999"), None);
        assert_eq!(Code::L001.severity(), Severity::Warning);
    }
}
