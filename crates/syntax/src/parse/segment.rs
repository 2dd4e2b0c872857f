//! Readings of a line that was typed without blanks, by the words of the language and the names that are declared.
//!
//! Each run of characters is cut where the words are the longest and the least is left over; a few of the best cuts are
//! kept, and of them those that the grammar reads. Which reading is meant is for who knows what the names stand for.

use super::lines::{is_blank, lines};
use super::repair::words;
use super::{entry, lines as line};
use crate::diagnostic::Language;
use crate::source::Source;
use crate::span::Span;
use crate::tree::File;
use shouwen_grammar::keywords::{self, Class};
use shouwen_grammar::numeral::is_han_numeral;
use shouwen_grammar::{Entry, Node, Rule, parse};
use std::collections::BTreeSet;

/// The most characters of a line that is cut.
pub const MAX_CUT_CHARS: usize = 300;

/// The most characters of a word that is looked up.
const MAX_WORD_CHARS: usize = 24;

/// How many ways of cutting a run are followed, and how many of a line are tried.
const MAX_FOLLOWED: usize = 6;
const MAX_TRIED: usize = 24;

/// How many readings of a line are kept at most.
pub const MAX_READINGS: usize = 4;

/// What a character costs that belongs to no known word, and what a word costs.
const COST_UNKNOWN: usize = 2;
const COST_WORD: usize = 3;

/// A line of a text that is a clause, or should be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseLine {
    /// Its words, without blanks around them, end mark and comment.
    pub span: Span,
    entry: Entry,
}

impl ClauseLine {
    /// The line in which something stands, if it is one of a section with clauses.
    ///
    /// ```
    /// use shouwen_syntax::{ClauseLine, FileId, Source, parse};
    /// let source = Source::new(FileId(0), "a.proc", "环节 收件：\n  由窗口岗办理；\n")?;
    /// let parsed = parse(&source);
    /// let fault = parsed.diagnostics.sorted()[0].span;
    /// let line = ClauseLine::at(&source, &parsed.tree, fault).unwrap();
    /// assert_eq!(source.slice(line.span), "由窗口岗办理");
    /// # Ok::<(), Box<shouwen_syntax::Diagnostic>>(())
    /// ```
    #[must_use]
    pub fn at(source: &Source, file: &File, at: Span) -> Option<Self> {
        let text = source.text();
        let place = at.range().start;
        let start = text.get(..place)?.rfind(['\n', '\r']).map_or(0, |end| end.saturating_add(1));
        let rest = text.get(start..)?;
        let raw = rest.split(['\n', '\r']).next().unwrap_or_default();
        let found = lines(raw).next()?;
        let chinese = file.language == Language::Chinese;
        if !chinese || found.flaw.is_some() || found.second.is_some() || found.end == line::End::Colon {
            return None;
        }
        // The sections stand in the order of the text.
        let below = file.sections.partition_point(|section| section.head.start <= at.start);
        let section = file.sections.get(below.checked_sub(1)?)?;
        let from = start.saturating_add(found.start);
        let to = from.saturating_add(found.words.len());
        let number = |n: usize| u32::try_from(n).ok();
        Some(Self { span: Span::new(source.id(), number(from)?, number(to)?), entry: entry(&section.kind)? })
    }
}

/// The words of the language with the names of a procedure.
#[derive(Clone, Debug)]
pub struct Dictionary {
    words: BTreeSet<String>,
    units: Vec<&'static str>,
}

impl Dictionary {
    /// The words of the language and these names.
    #[must_use]
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let of = |unit: bool| {
            let kind = keywords::all().filter(move |k| (k.class == Class::Unit) == unit);
            kind.flat_map(|k| k.zh.iter().copied())
        };
        let own = of(false).map(str::to_owned);
        Self { words: own.chain(names.map(str::to_owned)).collect(), units: of(true).collect() }
    }

    /// The other readings of a line: with blanks between its words, and read by the grammar. The likeliest is first.
    ///
    /// ```
    /// use shouwen_syntax::{ClauseLine, Dictionary, FileId, Source, parse};
    /// let source = Source::new(FileId(0), "a.proc", "环节 收件：\n  由窗口岗办理；\n")?;
    /// let parsed = parse(&source);
    /// let fault = parsed.diagnostics.sorted()[0].span;
    /// let line = ClauseLine::at(&source, &parsed.tree, fault).unwrap();
    /// let words = Dictionary::new(["窗口岗"].into_iter());
    /// assert_eq!(words.readings(&source, &line), ["由 窗口岗 办理"]);
    /// # Ok::<(), Box<shouwen_syntax::Diagnostic>>(())
    /// ```
    #[must_use]
    pub fn readings(&self, source: &Source, line: &ClauseLine) -> Vec<String> {
        let text = source.slice(line.span);
        if text.chars().count() > MAX_CUT_CHARS {
            return Vec::new();
        }
        let mut ways: Vec<(usize, String)> = vec![(0, String::new())];
        let mut from = 0;
        for (at, run) in words(text) {
            let before = text.get(from..at).unwrap_or_default();
            let cuts = if bracketed(text, at) { vec![(0, run.to_owned())] } else { self.cuts(run) };
            let longer = |(cost, way): &(usize, String)| {
                let with = |(more, cut): &(usize, String)| {
                    (cost.saturating_add(*more), format!("{way}{before}{cut}"))
                };
                cuts.iter().map(with).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(longer).collect();
            keep(&mut ways, MAX_TRIED);
            from = at.saturating_add(run.len());
        }
        let rest = text.get(from..).unwrap_or_default();
        let mut found: Vec<String> = Vec::new();
        let mut meanings: Vec<Vec<(Rule, String)>> = Vec::new();
        for way in ways.into_iter().map(|(_, way)| format!("{way}{rest}")).filter(|way| way != text) {
            let Ok(node) = parse(line.entry, &way) else { continue };
            let meaning = leaves(&node);
            // A blank that changes nothing makes no other reading.
            if found.len() < MAX_READINGS && !meanings.contains(&meaning) {
                meanings.push(meaning);
                found.push(way);
            }
        }
        found
    }

    /// The ways of cutting a run into words, the likeliest first, each with its cost.
    fn cuts(&self, run: &str) -> Vec<(usize, String)> {
        if run.is_ascii() {
            return vec![(0, run.to_owned())];
        }
        let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        // For each character, what it costs to come there: by a known word, or in the middle of what is unknown.
        let mut known: Vec<Vec<(usize, String)>> = vec![Vec::new(); bounds.len()];
        let mut unknown = known.clone();
        let inside: Vec<bool> = bounds.iter().map(|at| self.inside(run, *at)).collect();
        let cuttable = |n: usize| !inside.get(n).copied().unwrap_or_default();
        if let Some(first) = known.first_mut() {
            first.push((0, String::new()));
        }
        for (n, at) in bounds.iter().enumerate() {
            let rest = run.get(*at..).unwrap_or_default();
            let mut here = known.get(n).cloned().unwrap_or_default();
            let mut open = unknown.get(n).cloned().unwrap_or_default();
            keep(&mut here, MAX_FOLLOWED);
            keep(&mut open, MAX_FOLLOWED);
            let ends = bounds.iter().enumerate().skip(n.saturating_add(1)).take(MAX_WORD_CHARS);
            for (m, end) in ends {
                let Some(word) = run.get(*at..*end).filter(|word| self.knows(word)) else { continue };
                let Some(there) = known.get_mut(m).filter(|_| cuttable(n) && cuttable(m)) else { continue };
                there.extend(
                    here.iter()
                        .chain(&open)
                        .map(|(cost, cut)| (cost.saturating_add(COST_WORD), join(cut, word))),
                );
            }
            let Some(c) = rest.chars().next() else { continue };
            let Some(there) = unknown.get_mut(n.saturating_add(1)) else { continue };
            let mut letter = [0; 4];
            let letter: &str = c.encode_utf8(&mut letter);
            let new = COST_UNKNOWN.saturating_add(COST_WORD);
            if cuttable(n) {
                there.extend(here.iter().map(|(cost, cut)| (cost.saturating_add(new), join(cut, letter))));
            }
            there.extend(
                open.iter().map(|(cost, cut)| (cost.saturating_add(COST_UNKNOWN), format!("{cut}{letter}"))),
            );
        }
        let mut all = known.pop().unwrap_or_default();
        all.extend(unknown.pop().unwrap_or_default());
        // The run as it stands is a reading as well.
        if all.iter().all(|(_, cut)| cut != run) {
            let cost = bounds.len().saturating_mul(COST_UNKNOWN).saturating_add(COST_WORD);
            keep(&mut all, MAX_FOLLOWED);
            all.push((cost, run.to_owned()));
            return all;
        }
        keep(&mut all, MAX_FOLLOWED);
        all
    }

    /// Whether a place is inside a number, a date or a foreign word, or between a number and its unit.
    fn inside(&self, run: &str, at: usize) -> bool {
        let (before, after) = (run.get(..at).unwrap_or_default(), run.get(at..).unwrap_or_default());
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            return false;
        };
        let number = |c: char| c.is_ascii_digit() || is_han_numeral(c);
        (last.is_ascii() && next.is_ascii())
            || (number(last) && (number(next) || self.units.iter().any(|unit| after.starts_with(unit))))
    }

    /// Whether something is a word: of the language, a name, or a number with or without its unit.
    fn knows(&self, word: &str) -> bool {
        if self.words.contains(word) {
            return true;
        }
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_numeral(c));
        word.is_ascii() || (unit.len() < word.len() && (unit.is_empty() || self.units.contains(&unit)))
    }
}

/// What a line was understood as: its smallest parts, whatever blanks stand between them.
fn leaves(node: &Node<'_>) -> Vec<(Rule, String)> {
    let mut waiting = vec![node.clone()];
    let mut found = Vec::new();
    while let Some(node) = waiting.pop() {
        let mut parts: Vec<Node<'_>> = node.children().collect();
        if parts.is_empty() {
            found.push((node.rule(), node.text().replace(is_blank, "")));
        }
        parts.reverse();
        waiting.append(&mut parts);
    }
    found
}

/// Words with a blank between them; the 的 that ends a guard needs none.
fn join(before: &str, word: &str) -> String {
    let blank = !before.is_empty() && !before.ends_with(is_blank) && word != "的";
    format!("{before}{}{word}", if blank { " " } else { "" })
}

/// The best few.
fn keep(all: &mut Vec<(usize, String)>, most: usize) {
    all.sort();
    let mut seen = BTreeSet::new();
    all.retain(|(_, cut)| seen.insert(cut.clone()));
    all.truncate(most);
}

/// Whether a place of a line stands in brackets: what is there is a number of a document, a person's post or a list.
fn bracketed(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let last = |marks: [char; 2]| before.rfind(marks);
    last(['（', '(']).is_some_and(|open| last(['）', ')']).is_none_or(|shut| shut < open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn readings(head: &str, clause: &str, names: &[&str]) -> Vec<String> {
        let source = Source::new(FileId(0), "x.proc", &format!("{head}：\n  {clause}；\n")).unwrap();
        let file = super::super::parse(&source).tree;
        let at = Span::new(
            FileId(0),
            u32::try_from(head.len() + 6).unwrap(),
            u32::try_from(head.len() + 9).unwrap(),
        );
        let line = ClauseLine::at(&source, &file, at).unwrap();
        assert_eq!(source.slice(line.span), clause);
        Dictionary::new(names.iter().copied()).readings(&source, &line)
    }

    #[test]
    fn words_and_names_are_found() {
        let names =
            ["窗口岗", "审查", "意见", "准予", "收件日", "注册资本", "补正通知书", "受理通知书", "办理期限"];
        for (clause, first) in [
            ("由窗口岗办理", "由 窗口岗 办理"),
            ("内部时限三个工作日", "内部时限 三个工作日"),
            ("结论意见：准予、不予", "结论 意见：准予、不予"),
            ("与审查不得为同一人", "与 审查 不得为同一人"),
            ("首次进入时，记收件日，出具收件凭证", "首次进入时，记 收件日，出具 收件凭证"),
            (
                "意见为准予且材料齐全的，受理，出具受理通知书，转入审查",
                "意见 为 准予 且 材料齐全的，受理，出具 受理通知书，转入 审查",
            ),
            ("注册资本不少于二百万元的，转入审查", "注册资本 不少于 二百万元的，转入 审查"),
            ("期限由补正通知书载明，不少于十个工作日", "期限由 补正通知书 载明，不少于 十个工作日"),
            ("不计入办理期限，事由听证，依据待核", "不计入 办理期限，事由 听证，依据待核"),
        ] {
            assert_eq!(
                readings("环节 收件", clause, &names).first().map(String::as_str),
                Some(first),
                "{clause}"
            );
        }
    }

    #[test]
    fn two_readings_are_both_found() {
        let found = readings("环节 收件", "完成时，书面告知申请人理由，转入审查", &["申请人理由", "审查"]);
        assert!(found.contains(&"完成时，书面告知 申请人 理由，转入 审查".to_owned()), "{found:?}");
        assert!(found.contains(&"完成时，书面告知 申请人理由，转入 审查".to_owned()), "{found:?}");
    }

    #[test]
    fn long_lines_end_at_their_limit() {
        let found =
            |n: usize| readings("环节 收件", &format!("完成时，转入{}", "甲".repeat(n - 6)), &[]).len();
        assert_eq!((found(MAX_CUT_CHARS) > 0, found(MAX_CUT_CHARS + 1) > 0), (true, false));
    }
}
