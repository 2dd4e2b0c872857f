//! The words of one language: keywords, names, figures and marks.

use crate::diagnostic::Language;
use crate::tree::{Name, Period, PeriodUnit};
use shouwen_grammar::keywords::{self, Tongue};
use shouwen_grammar::{Entry, Rule, numeral, parse};

/// What writes in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) language: Language,
}

/// Persons, events and states that stand where names stand: a name like them, bare, is read as one of them.
const KNOWN: &[&str] = &[
    "applicant",
    "officer",
    "first_handler",
    "own_superior",
    "supplemented",
    "withdrawn",
    "day_of_decision",
    "day_of_receipt",
    "all_gaps",
    "materials_complete",
    "materials_deferrable",
    "materials_incomplete",
    "this_case",
];

/// Keywords that may be an author's name all the same: wherever a name may stand, they mean nothing else.
const FREE: &[&str] = &[
    "accept",
    "decline",
    "meets",
    "does_not_meet",
    "differ",
    "missing",
    "conforming",
    "nonconforming",
    "high",
    "medium",
    "low",
    "unanswered",
];

/// Events and ways of remedy that the language knows; the Chinese word stands for them in the tree.
const EVENTS: &[&str] = &["supplemented", "withdrawn"];
const WAYS: &[&str] = &["reconsideration", "litigation"];

impl Pen {
    pub(super) const fn new(language: Language) -> Self {
        Self { language }
    }

    const fn tongue(self) -> Tongue {
        match self.language {
            Language::Chinese => Tongue::Chinese,
            Language::English => Tongue::English,
        }
    }

    /// The `n`th word of a keyword; the first is the canonical one.
    pub(super) fn word(self, id: &str, n: usize) -> &'static str {
        let words = keywords::by_id(id).map_or(&[][..], |k| k.words(self.tongue()));
        words.get(n).or_else(|| words.first()).copied().unwrap_or_default()
    }

    /// Fills a form: `<id>` is a keyword, `<id.1>` its second word, `{0}` the first of the given parts.
    pub(super) fn say(self, zh: &str, en: &str, parts: &[&str]) -> String {
        let mut rest = match self.language {
            Language::Chinese => zh,
            Language::English => en,
        };
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once(['<', '{']) {
            out.push_str(before);
            let opened = rest.get(before.len()..).unwrap_or_default();
            if opened.starts_with('<') {
                let (id, behind) = after.split_once('>').unwrap_or((after, ""));
                let (id, n) = id.split_once('.').unwrap_or((id, "0"));
                out.push_str(self.word(id, n.parse().unwrap_or(0)));
                rest = behind;
            } else {
                let (n, behind) = after.split_once('}').unwrap_or((after, ""));
                out.push_str(n.parse::<usize>().ok().and_then(|n| parts.get(n)).copied().unwrap_or_default());
                rest = behind;
            }
        }
        out.push_str(rest);
        out
    }

    pub(super) const fn comma(self) -> &'static str {
        match self.language {
            Language::Chinese => "，",
            Language::English => ", ",
        }
    }

    pub(super) const fn colon(self) -> &'static str {
        match self.language {
            Language::Chinese => "：",
            Language::English => ":",
        }
    }

    /// The end mark of a clause, the last of its section or not.
    pub(super) const fn mark(self, last: bool) -> &'static str {
        match (self.language, last) {
            (Language::Chinese, true) => "。",
            (Language::Chinese, false) => "；",
            (Language::English, true) => ".",
            (Language::English, false) => ";",
        }
    }

    pub(super) fn comment(self, text: &str) -> String {
        let form = self.say("<comment>：{0}", "<comment>: {0}", &[text]);
        form.trim_end().to_owned()
    }

    /// A name, in 「」 where it would be read as something else without.
    pub(super) fn name(self, name: &Name) -> String {
        let keyword = keywords::find(&name.node).is_some_and(|(k, _)| !FREE.contains(&k.id));
        if keyword { format!("「{}」", name.node) } else { self.import(name) }
    }

    /// The name of an import, a procedure or a scenario, of which no clause speaks: it may equal a keyword.
    pub(super) fn import(self, name: &Name) -> String {
        if reads_as_name(&name.node) { name.node.clone() } else { format!("「{}」", name.node) }
    }

    /// A name that begins a truth or an act, where every keyword would be taken for itself.
    pub(super) fn first_name(self, name: &Name) -> String {
        if keywords::find(&name.node).is_some() { format!("「{}」", name.node) } else { self.name(name) }
    }

    /// A name that may be an event that the language knows.
    pub(super) fn event(self, name: &Name) -> String {
        self.known(name, EVENTS)
    }

    /// A name that may be a way of remedy that the language knows.
    pub(super) fn way(self, name: &Name) -> String {
        self.known(name, WAYS)
    }

    pub(super) fn known(self, name: &Name, of: &[&str]) -> String {
        let known = keywords::find(&name.node)
            .filter(|(k, tongue)| *tongue == Tongue::Chinese && of.contains(&k.id))
            .map(|(k, _)| self.word(k.id, 0).to_owned());
        known.unwrap_or_else(|| self.name(name))
    }

    /// Names that end a clause: 甲、乙 or `a, b`.
    pub(super) fn names(self, names: &[Name]) -> String {
        let words: Vec<String> = names.iter().map(|name| self.name(name)).collect();
        self.list(&words)
    }

    /// Names inside an act: 甲、乙 or `a and b`.
    pub(super) fn names_and(self, names: &[Name]) -> String {
        let words: Vec<String> = names.iter().map(|name| self.name(name)).collect();
        self.list_and(&words)
    }

    pub(super) fn list(self, words: &[String]) -> String {
        words.join(match self.language {
            Language::Chinese => "、",
            Language::English => ", ",
        })
    }

    pub(super) fn list_and(self, words: &[String]) -> String {
        words.join(&self.say("、", " <and> ", &[]))
    }

    pub(super) fn period(self, period: &Period) -> String {
        self.counted(period.n, unit_word(period.unit))
    }

    /// 百分之二十, `20 percent`.
    pub(super) fn share(self, percent: u32) -> String {
        let han = numeral::han(u64::from(percent)).unwrap_or_else(|| percent.to_string());
        let figure = match self.language {
            Language::Chinese => han,
            Language::English => percent.to_string(),
        };
        self.say("<percent>{0}", "{0} <percent>", &[&figure])
    }

    /// 两个工作日, `2 working days`.
    pub(super) fn counted(self, n: u32, unit: &str) -> String {
        match self.language {
            Language::Chinese => {
                let figure = if n == 2 { Some("两".to_owned()) } else { numeral::han(u64::from(n)) };
                format!("{}{}", figure.unwrap_or_else(|| n.to_string()), self.word(unit, 0))
            }
            Language::English => format!("{n} {}", self.word(unit, usize::from(n == 1))),
        }
    }
}

/// The keyword of a unit of time.
pub(super) const fn unit_word(unit: PeriodUnit) -> &'static str {
    match unit {
        PeriodUnit::Workday => "workday",
        PeriodUnit::Day => "day",
        PeriodUnit::Hour => "hour",
        PeriodUnit::OfficeMinute => "office_minute",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
        PeriodUnit::BareDay => "bare_day",
    }
}

/// Whether a name of a text in this language must stand in 「」: it is a person, event or state that the language knows, a
/// number, or yes or no, so that bare it is read as that. Other keywords are only quoted by the formatter.
///
/// ```
/// use shouwen_syntax::{Language, needs_quotes};
/// assert!(needs_quotes("申请人", Language::Chinese) && needs_quotes("三", Language::Chinese));
/// assert!(!needs_quotes("收件", Language::Chinese) && !needs_quotes("time", Language::Chinese));
/// ```
#[must_use]
pub fn needs_quotes(name: &str, language: Language) -> bool {
    let tongue = if language == Language::English { Tongue::English } else { Tongue::Chinese };
    let keyword = keywords::find(name).is_some_and(|(k, of)| of == tongue && KNOWN.contains(&k.id));
    keyword || !reads_as_name(name)
}

/// Whether a word without marks around it is read as this name where a value may stand.
fn reads_as_name(text: &str) -> bool {
    if text.starts_with('「') || text.ends_with('的') {
        return false;
    }
    let Ok(node) = parse(Entry::Operand, text) else { return false };
    let whole = node.children().next().and_then(|operand| operand.children().next());
    whole.is_some_and(|node| node.rule() == Rule::name && node.text() == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn named(text: &str) -> String {
        Pen::new(Language::Chinese).name(&Name::new(text.to_owned(), Span::default()))
    }

    #[test]
    fn names_are_quoted_where_they_would_be_misread() {
        for bare in ["收件", "capital_report", "符合", "不予", "某人社规〔2020〕3号", "一次性"]
        {
            assert_eq!(named(bare), bare);
        }
        for quoted in [
            "是",
            "为",
            "三",
            "2020",
            "两 词",
            "说的",
            "的除外",
            "申请人",
            "转入",
            "go",
            "2020-01-01",
            "200万元",
            "a,b",
        ] {
            let expected = if quoted == "go" { "go".to_owned() } else { format!("「{quoted}」") };
            assert_eq!(named(quoted), expected);
        }
    }

    #[test]
    fn what_must_be_quoted_is_a_word_of_the_language() {
        for id in KNOWN {
            let keyword = keywords::by_id(id).unwrap();
            assert!(keyword.zh.iter().all(|word| needs_quotes(word, Language::Chinese)), "{id}");
        }
        for bare in ["金额", "材料", "转入", "受理", "applicant"] {
            assert!(!needs_quotes(bare, Language::Chinese), "{bare}");
        }
    }

    #[test]
    fn figures_are_written_as_each_language_does() {
        let period = |n, unit| Period { n, unit, span: Span::default() };
        let zh = Pen::new(Language::Chinese);
        let en = Pen::new(Language::English);
        for (period, chinese, english) in [
            (period(2, PeriodUnit::Workday), "两个工作日", "2 working days"),
            (period(20, PeriodUnit::Workday), "二十个工作日", "20 working days"),
            (period(1, PeriodUnit::Month), "一个月", "1 month"),
            (period(24, PeriodUnit::Hour), "二十四小时", "24 hours"),
            (period(3, PeriodUnit::BareDay), "三日", "3 days"),
        ] {
            assert_eq!((zh.period(&period).as_str(), en.period(&period).as_str()), (chinese, english));
        }
    }
}
