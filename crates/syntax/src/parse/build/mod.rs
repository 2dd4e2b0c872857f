//! From understood lines to the tree: one builder for both languages.

mod accountability;
mod after_closing;
mod any_time;
mod appointment;
mod clock;
mod commitment;
mod custody;
mod data;
mod deeds;
mod head;
mod material;
mod meeting;
mod migration;
mod outcome;
mod party;
mod place;
mod post;
mod procedure;
mod scenarios;
mod schedule;
mod shared;
mod table;
mod truths;

pub(super) use accountability::ladder;
pub(super) use after_closing::after;
pub(super) use any_time::anytime;
pub(super) use appointment::appointment;
pub(super) use clock::clock;
pub(super) use commitment::promise;
pub(super) use custody::custody;
pub(super) use data::field;
pub(super) use head::head;
pub(super) use material::material;
pub(super) use migration::migration;
pub(super) use outcome::outcome;
pub(super) use party::party;
pub(super) use place::place;
pub(super) use post::post;
pub(super) use procedure::{item, unit};
pub(super) use scenarios::scenario;
pub(super) use schedule::schedule;
pub(super) use table::table;
pub(super) use truths::condition;

use crate::diagnostic::Text;
use crate::span::{FileId, Span};
use crate::tree::{Located, Name, Period, PeriodUnit};
use shouwen_grammar::keywords::{self, Tongue};
use shouwen_grammar::{Node, Rule, numeral};

/// Words that have the form of a clause and still say nothing: a number out of range.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: Text,
}

pub(super) type Built<T> = Result<T, Fault>;

/// The units of time by their keywords.
const UNITS: &[(&str, PeriodUnit)] = &[
    ("workday", PeriodUnit::Workday),
    ("day", PeriodUnit::Day),
    ("hour", PeriodUnit::Hour),
    ("office_minute", PeriodUnit::OfficeMinute),
    ("month", PeriodUnit::Month),
    ("year", PeriodUnit::Year),
    ("bare_day", PeriodUnit::BareDay),
];

/// Where a line stands: what turns its places into places of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) base: u32,
}

/// The parts of a node, found by rule or keyword.
struct Parts<'t> {
    nodes: Vec<Node<'t>>,
    whole: Span,
}

impl<'t> Parts<'t> {
    fn maybe(&self, rule: Rule) -> Option<&Node<'t>> {
        self.nodes.iter().find(|node| node.rule() == rule)
    }

    fn one(&self, rule: Rule) -> Built<&Node<'t>> {
        self.maybe(rule).ok_or_else(|| self.lost())
    }

    fn nth(&self, rule: Rule, n: usize) -> Built<&Node<'t>> {
        self.all(rule).nth(n).ok_or_else(|| self.lost())
    }

    fn all(&self, rule: Rule) -> impl Iterator<Item = &Node<'t>> {
        self.nodes.iter().filter(move |node| node.rule() == rule)
    }

    fn first(&self) -> Built<&Node<'t>> {
        self.nodes.first().ok_or_else(|| self.lost())
    }

    fn has(&self, id: &str) -> bool {
        self.nodes.iter().any(|node| node.keyword().is_some_and(|(k, _)| k == id))
    }

    /// The grammar and this builder disagree. Every rule is built in a test, so that no author ever reads this.
    fn lost(&self) -> Fault {
        Fault {
            span: self.whole, message: Text::new("这一句无法读入", "this clause cannot be taken in")
        }
    }
}

impl Place {
    pub(super) fn span(self, node: &Node<'_>) -> Span {
        self.range(node.start(), node.end())
    }

    pub(super) fn range(self, start: usize, end: usize) -> Span {
        let at = |n: usize| self.base.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        Span::new(self.file, at(start), at(end))
    }

    fn parts<'t>(self, node: &Node<'t>) -> Parts<'t> {
        Parts { nodes: node.children().collect(), whole: self.span(node) }
    }

    fn located<T>(self, node: &Node<'_>, thing: T) -> Located<T> {
        Located::new(thing, self.span(node))
    }

    fn name(self, node: &Node<'_>) -> Name {
        let text = node.text();
        let bare = text.strip_prefix('「').and_then(|t| t.strip_suffix('」')).unwrap_or(text);
        self.located(node, bare.to_owned())
    }

    fn names(self, parts: &Parts<'_>) -> Vec<Name> {
        parts.all(Rule::name).map(|node| self.name(node)).collect()
    }

    /// A name that may be a built-in word; the Chinese word stands for it in both languages.
    fn open_name(self, node: &Node<'_>) -> Built<Name> {
        let parts = self.parts(node);
        let inner = parts.first()?;
        let Some((id, _)) = inner.keyword() else { return Ok(self.name(inner)) };
        let word = keywords::by_id(id).and_then(|k| k.words(Tongue::Chinese).first());
        word.map(|word| self.located(node, (*word).to_owned())).ok_or_else(|| parts.lost())
    }

    /// The one of these that a node's keyword names.
    fn choice<T: Copy>(self, node: &Node<'_>, of: &[(&str, T)]) -> Built<Located<T>> {
        let parts = self.parts(node);
        let found = of.iter().find(|(id, _)| parts.has(id)).map(|(_, value)| *value);
        found.map(|value| self.located(node, value)).ok_or_else(|| parts.lost())
    }

    fn count(self, node: &Node<'_>) -> Built<u32> {
        let number = numeral::read(node.text()).and_then(numeral::Number::whole);
        number.and_then(|n| u32::try_from(n).ok()).ok_or_else(|| Fault {
            span: self.span(node),
            message: Text::new(
                format!("「{}」不是可用的整数", node.text()),
                format!("`{}` is no whole number that can be used here", node.text()),
            ),
        })
    }

    fn period(self, node: &Node<'_>) -> Built<Period> {
        let parts = self.parts(node);
        let unit = self.choice(parts.one(Rule::unit)?, UNITS)?;
        Ok(Period { n: self.count(parts.one(Rule::number)?)?, unit: unit.node, span: self.span(node) })
    }

    fn maybe<T>(
        self,
        parts: &Parts<'_>,
        rule: Rule,
        read: impl Fn(Self, &Node<'_>) -> Built<T>,
    ) -> Built<Option<T>> {
        parts.maybe(rule).map(|node| read(self, node)).transpose()
    }
}
