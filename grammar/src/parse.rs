//! One line of text against the entry rule of its section; nothing of the parser behind it shows.

use crate::keywords::Tongue;
use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

mod derived {
    //! The parser that the grammar stands for, written by the build script.
    #![allow(missing_docs, clippy::all, reason = "generated")]
    use crate::keywords::Tongue;

    include!(concat!(env!("OUT_DIR"), "/parser.rs"));
}

pub use derived::Rule;
use derived::{ProcParser, keyword_of};

/// What kind of line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A section head without its colon or end mark.
    Head,
    /// A clause of 机构.
    Organisation,
    /// A clause of 事项.
    Procedure,
    /// A clause of 登记信息.
    Data,
    /// A clause of 条件.
    Condition,
    /// A row of 认定标准.
    Table,
    /// A clause of 岗位.
    Post,
    /// A clause of 指定.
    Appointment,
    /// A clause of 责任.
    Custody,
    /// A clause of 责任追究.
    Accountability,
    /// A clause of 公开承诺.
    Commitment,
    /// A clause of 新旧衔接.
    Migration,
    /// A clause of 日程.
    Schedule,
    /// A clause of 当事人.
    Party,
    /// A clause of 材料.
    Material,
    /// A clause of 结果.
    Outcome,
    /// A clause of 时限.
    Clock,
    /// A clause of 环节 or 等候.
    Place,
    /// A clause of 随时.
    AnyTime,
    /// A clause of 办结后.
    AfterClosing,
    /// A line of 案例.
    Scenario,
    /// A value alone: what a bare word would be read as.
    Operand,
}

impl Entry {
    /// All entries that clauses have.
    pub const CLAUSES: [Self; 20] = [
        Self::Organisation,
        Self::Procedure,
        Self::Data,
        Self::Condition,
        Self::Table,
        Self::Post,
        Self::Appointment,
        Self::Custody,
        Self::Accountability,
        Self::Commitment,
        Self::Migration,
        Self::Schedule,
        Self::Party,
        Self::Material,
        Self::Outcome,
        Self::Clock,
        Self::Place,
        Self::AnyTime,
        Self::AfterClosing,
        Self::Scenario,
    ];

    const fn rule(self) -> Rule {
        match self {
            Self::Head => Rule::head,
            Self::Organisation => Rule::organisation,
            Self::Procedure => Rule::procedure,
            Self::Data => Rule::data,
            Self::Condition => Rule::condition,
            Self::Table => Rule::table,
            Self::Post => Rule::post,
            Self::Appointment => Rule::appointment,
            Self::Custody => Rule::custody,
            Self::Accountability => Rule::accountability,
            Self::Commitment => Rule::commitment,
            Self::Migration => Rule::migration,
            Self::Schedule => Rule::schedule,
            Self::Party => Rule::party,
            Self::Material => Rule::material,
            Self::Outcome => Rule::outcome,
            Self::Clock => Rule::clock,
            Self::Place => Rule::place,
            Self::AnyTime => Rule::any_time,
            Self::AfterClosing => Rule::after_closing,
            Self::Scenario => Rule::scenario,
            Self::Operand => Rule::operand_only,
        }
    }
}

/// A piece of a line that was understood: a rule of the grammar, its words, and its parts.
#[derive(Clone, Debug)]
pub struct Node<'t>(Pair<'t, Rule>);

impl<'t> Node<'t> {
    /// Which rule of the grammar.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.0.as_rule()
    }

    /// Which keyword, and in which language it is written; `None` if it is no keyword.
    #[must_use]
    pub fn keyword(&self) -> Option<(&'static str, Tongue)> {
        keyword_of(self.rule())
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.0.as_str()
    }

    /// First byte, counted from the beginning of the line given.
    #[must_use]
    pub fn start(&self) -> usize {
        self.0.as_span().start()
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        self.0.as_span().end()
    }

    /// The parts, blanks and marks left out.
    pub fn children(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.0.clone().into_inner().map(Node).filter(|node| !is_mark(node.rule()))
    }
}

const fn is_mark(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::b
            | Rule::comma
            | Rule::colon
            | Rule::pause
            | Rule::list_comma
            | Rule::semicolon
            | Rule::bar
            | Rule::open
            | Rule::shut
            | Rule::de
            | Rule::EOI
    )
}

/// Why a line is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFailure {
    /// The byte up to which it was understood.
    pub at: usize,
    /// What could stand there.
    pub expected: Vec<Rule>,
}

/// Reads one line.
///
/// # Errors
/// How far it was understood, and what could have stood there.
pub fn parse(entry: Entry, text: &str) -> Result<Node<'_>, ParseFailure> {
    match ProcParser::parse(entry.rule(), text) {
        Ok(mut pairs) => pairs.next().map(Node).ok_or(ParseFailure { at: 0, expected: Vec::new() }),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            let mut expected = match error.variant {
                ErrorVariant::ParsingError { positives, .. } => positives,
                ErrorVariant::CustomError { .. } => Vec::new(),
            };
            expected.sort_unstable();
            expected.dedup();
            Err(ParseFailure { at, expected })
        }
    }
}

/// The keyword that a rule reads, and its language.
#[must_use]
pub fn keyword_of_rule(rule: Rule) -> Option<(&'static str, Tongue)> {
    keyword_of(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_read_in_both_languages() {
        for text in ["由 窗口岗 办理", "handled by 窗口岗"] {
            let node = parse(Entry::Place, text).unwrap();
            let clause = node.children().next().unwrap();
            assert_eq!(clause.rule(), Rule::c_handled);
            let name = clause.children().find(|n| n.rule() == Rule::name).unwrap();
            assert_eq!(name.text(), "窗口岗");
        }
    }

    #[test]
    fn a_failure_says_where_and_what() {
        let failure = parse(Entry::Place, "由 窗口岗 办里").unwrap_err();
        assert_eq!(failure.at, "由 窗口岗 ".len());
        assert!(failure.expected.contains(&Rule::z_handle), "{failure:?}");
        assert!(!failure.expected.contains(&Rule::e_handle), "{failure:?}");
    }
}
