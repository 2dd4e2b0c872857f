//! The procedure as an official text: chapters, numbered articles and items, for print. What a clause says is written by
//! the pens of the formatter, so that nothing of a text can be left out here; scenarios and comments are no rules and
//! do not appear.

use super::pen::Pen;
use crate::diagnostic::Language;
use crate::tree::{File, SectionKind};
use shouwen_grammar::numeral;

/// The chapters, in the order of an official text: heading, whether a section belongs there, and whether its clauses are
/// labels with what they stand for, such as `风险 高`.
type Chapter = (&'static str, &'static str, fn(&SectionKind) -> bool, bool);

const CHAPTERS: &[Chapter] = &[
    ("总则", "General provisions", is_general, true),
    ("公开承诺", "Commitment", |kind| matches!(kind, SectionKind::Commitment(_)), false),
    ("登记信息", "Data", |kind| matches!(kind, SectionKind::Data(_)), true),
    ("条件", "Conditions", |kind| matches!(kind, SectionKind::Condition(..)), false),
    ("当事人", "Parties", |kind| matches!(kind, SectionKind::Party(..)), true),
    ("岗位", "Posts", |kind| matches!(kind, SectionKind::Post(..)), true),
    ("指定", "Appointments", |kind| matches!(kind, SectionKind::Appointment(..)), false),
    ("责任", "Responsibility", |kind| matches!(kind, SectionKind::Custody(..)), false),
    ("责任追究", "Accountability", |kind| matches!(kind, SectionKind::Ladder(..)), false),
    ("日程", "Sessions", |kind| matches!(kind, SectionKind::Schedule(..)), false),
    ("材料", "Materials", |kind| matches!(kind, SectionKind::Material(..)), true),
    ("期限", "Limits", |kind| matches!(kind, SectionKind::Clock(..)), false),
    ("办理", "Course of the case", is_course, false),
    ("结果", "Decisions", |kind| matches!(kind, SectionKind::Outcome(..)), true),
    ("办结后", "After the decision", |kind| matches!(kind, SectionKind::After(_)), false),
    ("其他规定", "Further provisions", is_further, false),
];

const fn is_general(kind: &SectionKind) -> bool {
    use SectionKind::{Organisation, Procedure, Rule, Use};
    matches!(kind, Use(_) | Organisation(..) | Procedure(..) | Rule(..))
}

const fn is_course(kind: &SectionKind) -> bool {
    matches!(kind, SectionKind::Place(..) | SectionKind::Anytime(..))
}

/// Whatever has no chapter of its own is said all the same.
fn is_further(kind: &SectionKind) -> bool {
    let own = CHAPTERS.iter().take(CHAPTERS.len().saturating_sub(1));
    !matches!(kind, SectionKind::Scenario(..)) && !own.map(|chapter| chapter.2).any(|belongs| belongs(kind))
}

/// Writes a tree as an official text in one language. Names are never translated.
#[must_use]
pub fn official(tree: &File, target: Language) -> String {
    let mut text = Official { pen: Pen::new(target), text: String::new(), chapters: 0, articles: 0 };
    text.title(tree);
    for (zh, en, belongs, labels) in CHAPTERS {
        let mut sections =
            tree.sections.iter().map(|section| &section.kind).filter(|kind| belongs(kind)).peekable();
        if sections.peek().is_some() {
            text.chapter(zh, en);
        }
        for section in sections {
            text.article(section, *labels);
        }
    }
    text.text
}

/// The text as it grows.
struct Official {
    pen: Pen,
    text: String,
    chapters: u64,
    articles: u64,
}

impl Official {
    fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.pen.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn line(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
        self.text.push('\n');
    }

    /// Whose rules these are.
    fn title(&mut self, tree: &File) {
        let heading = tree.sections.iter().find_map(|section| {
            if let SectionKind::Procedure(name, _) = &section.kind {
                Some((format!("{}办理规程", name.node), format!("Procedure: {}", name.node)))
            } else if let SectionKind::Rule(name, _) = &section.kind {
                Some((format!("{}制度", name.node), format!("Rule: {}", name.node)))
            } else {
                None
            }
        });
        if let Some((zh, en)) = heading {
            let title = self.say(&zh, &en).to_owned();
            self.line(&[&title]);
        }
    }

    fn chapter(&mut self, zh: &str, en: &str) {
        self.chapters = self.chapters.saturating_add(1);
        let line = self
            .say(&format!("第{}章　{zh}", han(self.chapters)), &format!("Chapter {}. {en}", self.chapters))
            .to_owned();
        self.line(&["\n", &line, "\n"]);
    }

    /// A section is an article: its clauses are the items; the only one stands in the article's own sentence.
    fn article(&mut self, kind: &SectionKind, labels: bool) {
        self.articles = self.articles.saturating_add(1);
        let number = self
            .say(&format!("第{}条　", han(self.articles)), &format!("Article {}. ", self.articles))
            .to_owned();
        let head = self.head(kind);
        let mut clauses = self.pen.clauses(kind);
        let stop = self.pen.mark(true);
        if clauses.is_empty() {
            return self.line(&[&number, &head, stop]);
        }
        let colon = self.pen.colon();
        if clauses.len() == 1 {
            let only = clauses.pop().map(|(_, words)| self.sentence(&words, labels)).unwrap_or_default();
            return self.line(&[&number, &head, colon, self.say("", " "), &only, stop]);
        }
        self.line(&[&number, &head, colon]);
        let last = clauses.len();
        for (n, (_, words)) in (1..).zip(clauses) {
            let item = self.say(&format!("　　（{}）", han(n)), &format!("  ({n}) ")).to_owned();
            let words = self.sentence(&words, labels);
            self.line(&[&item, &words, self.pen.mark(usize::try_from(n) == Ok(last))]);
        }
    }

    /// `环节 收件` is read as 环节“收件”.
    fn head(&self, kind: &SectionKind) -> String {
        let head = self.pen.head(kind);
        match self.pen.language {
            Language::English => {
                let mut letters = head.chars();
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
            Language::Chinese if matches!(kind, SectionKind::Anytime(..)) => closed_up(&head),
            Language::Chinese => match head.split_once(' ') {
                Some((word, name)) => format!("{word}“{}”", name.trim_matches(['「', '」'])),
                None => head,
            },
        }
    }

    /// A clause as a sentence: no blanks between Chinese words; a label is divided from what it stands for.
    fn sentence(&self, words: &str, label: bool) -> String {
        match self.pen.language {
            Language::English => words.to_owned(),
            Language::Chinese => match words.split_once(' ') {
                Some((head, rest)) if label && is_label(head, rest) => {
                    format!("{}：{}", closed_up(head), closed_up(rest))
                }
                _ => closed_up(words),
            },
        }
    }
}

/// Whether the first word names what the rest is: 由 somebody, and what is computed (为), are sentences already.
fn is_label(head: &str, rest: &str) -> bool {
    head != "由" && !head.contains(['，', '：']) && !rest.starts_with("为 ")
}

/// Without the blanks between words, which Chinese print has not; what is quoted stays as it is.
fn closed_up(words: &str) -> String {
    let mut out = String::new();
    let mut quoted = 0_u32;
    let mut letters = words.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '“' | '「' | '《' => quoted = quoted.saturating_add(1),
            '”' | '」' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        let between = out.ends_with(|c: char| c.is_ascii_graphic())
            && letters.peek().is_some_and(char::is_ascii_graphic);
        if c != ' ' || quoted > 0 || between {
            out.push(c);
        }
    }
    out
}

/// A number in Chinese figures; there is one for every number of articles.
fn han(number: u64) -> String {
    numeral::han(number).unwrap_or_else(|| number.to_string())
}
