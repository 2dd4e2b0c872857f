//! Physical lines: what is comment, what is said, how it ends, and whether every bracket closes. Each line is walked
//! once, without recursion.

use crate::alike::mark;

/// The most bytes of one line.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// The most brackets and quotes inside each other.
pub const MAX_NESTING: usize = 16;

/// The words that open an explanation.
pub(super) const EXPLAIN_ZH: &str = "说明";
pub(super) const EXPLAIN_EN: &str = "explain";

/// How the words of a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// ；or 。
    Clause,
    /// ：
    Colon,
    /// Neither.
    Missing,
}

/// A run of bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What is wrong with a line before its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// An opening mark that nothing closes.
    Unclosed(Run, char),
    /// A closing mark that nothing opens.
    Unopened(Run, char),
    /// Brackets too deep inside each other.
    TooDeep(Run),
    /// Longer than [`MAX_LINE_BYTES`].
    TooLong,
}

/// One line that says something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// The words, without blanks around them, end mark and comment.
    pub(super) words: &'t str,
    /// Where they begin in the text.
    pub(super) start: usize,
    pub(super) end: End,
    pub(super) flaw: Option<Flaw>,
    /// An end mark in the middle: where the next clause begins.
    pub(super) second: Option<usize>,
    /// An end mark that only looks like one: where it stands, what it is and what is meant.
    pub(super) odd: Option<(usize, char, char)>,
    /// The comment: where it stands and its words.
    pub(super) comment: Option<(Run, &'t str)>,
}

/// What stands between the cells of a table.
const BARS: [char; 2] = ['｜', '|'];

pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')
}

/// All lines that say something, in order.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at: usize = 0;
    text.split(['\n', '\r']).filter_map(move |raw| {
        let start = at;
        at = at.saturating_add(raw.len()).saturating_add(1);
        line(raw, start)
    })
}

fn line(raw: &str, start: usize) -> Option<Line<'_>> {
    let trimmed = raw.trim_start_matches(is_blank);
    let start = start.saturating_add(raw.len().saturating_sub(trimmed.len()));
    let words = trimmed.trim_end_matches(is_blank);
    if words.is_empty() {
        return None;
    }
    let empty =
        Line { words: "", start, end: End::Missing, flaw: None, second: None, odd: None, comment: None };
    if words.len() > MAX_LINE_BYTES {
        return Some(Line { words, flaw: Some(Flaw::TooLong), ..empty });
    }
    if let Some(comment) = comment(words) {
        let run = Run { start, end: start.saturating_add(words.len()) };
        return Some(Line { comment: Some((run, comment)), ..empty });
    }
    if explanation(words).is_some() {
        // A colon may end the paragraph's last sentence; it is no end mark here.
        let (words, end) = match ending(words) {
            (said, End::Clause) => (said, End::Clause),
            _ => (words, End::Missing),
        };
        return Some(Line { words, end, ..empty });
    }
    let scan = Scan::of(words);
    let said = scan.comment.and_then(|at| words.get(..at)).unwrap_or(words);
    let comment = scan.comment.and_then(|at| {
        let text = words.get(at..)?;
        let run = Run { start: start.saturating_add(at), end: start.saturating_add(words.len()) };
        Some((run, comment(text)?))
    });
    let said = said.trim_end_matches(is_blank);
    let odd = odd_end(said, start);
    let (said, end) = ending(said);
    let flaw = scan.flaw.map(|flaw| flaw.moved(start));
    let second = scan.second.filter(|at| *at < said.len()).map(|at| start.saturating_add(at));
    Some(Line { words: said, start, end, flaw, second, odd, comment })
}

/// The words of a comment, if the text is one.
fn comment(text: &str) -> Option<&str> {
    marked(text, &["注", "note"])
}

/// The words of an explanation, if the text is one.
pub(super) fn explanation(text: &str) -> Option<&str> {
    marked(text, &[EXPLAIN_ZH, EXPLAIN_EN])
}

fn marked<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let after = words.iter().find_map(|word| text.strip_prefix(word))?.trim_start_matches(is_blank);
    let after = after.strip_prefix('：').or_else(|| after.strip_prefix(':'))?;
    Some(after.trim_matches(is_blank))
}

/// The words before the end mark, and which it is.
fn ending(words: &str) -> (&str, End) {
    for (marks, end) in [(&['；', ';', '。', '.'][..], End::Clause), (&['：', ':'][..], End::Colon)] {
        if let Some(said) = words.strip_suffix(marks) {
            return (said.trim_end_matches(is_blank), end);
        }
    }
    // A row of a table ends in its own last line, and needs no further mark.
    if words.starts_with(BARS) && words.len() > '｜'.len_utf8() && words.ends_with(BARS) {
        return (words, End::Clause);
    }
    let Some((at, _, meant)) = odd_end(words, 0) else { return (words, End::Missing) };
    let end = if meant == '：' { End::Colon } else { End::Clause };
    (words.get(..at).map_or(words, |said| said.trim_end_matches(is_blank)), end)
}

/// An end mark that only looks like one.
fn odd_end(words: &str, start: usize) -> Option<(usize, char, char)> {
    let odd = words.chars().next_back()?;
    let meant = mark(odd).filter(|meant| matches!(meant, '：' | '；' | '。' | '.'))?;
    Some((start.saturating_add(words.len().saturating_sub(odd.len_utf8())), odd, meant))
}

const fn closer(c: char) -> Option<char> {
    Some(match c {
        '「' => '」',
        '《' => '》',
        '（' | '(' => ')',
        '“' => '”',
        '"' => '"',
        _ => return None,
    })
}

impl Flaw {
    fn moved(self, by: usize) -> Self {
        let shift = |run: Run| Run { start: run.start.saturating_add(by), end: run.end.saturating_add(by) };
        match self {
            Self::Unclosed(run, c) => Self::Unclosed(shift(run), c),
            Self::Unopened(run, c) => Self::Unopened(shift(run), c),
            Self::TooDeep(run) => Self::TooDeep(shift(run)),
            Self::TooLong => Self::TooLong,
        }
    }
}

/// What one walk over a line finds.
#[derive(Default)]
struct Scan {
    flaw: Option<Flaw>,
    comment: Option<usize>,
    second: Option<usize>,
}

impl Scan {
    fn of(words: &str) -> Self {
        let mut scan = Self::default();
        let mut open: Vec<(char, char, Run)> = Vec::new();
        for (at, c) in words.char_indices() {
            let run = Run { start: at, end: at.saturating_add(c.len_utf8()) };
            let inside = open.last().map(|(_, close, _)| *close);
            if inside == Some(c) || (c == '）' && inside == Some(')')) {
                open.pop();
            } else if let Some(close) = closer(c).filter(|close| opens(inside, *close)) {
                if open.len() >= MAX_NESTING {
                    scan.flaw = Some(Flaw::TooDeep(run));
                    return scan;
                }
                open.push((c, close, run));
            } else if inside.is_none_or(|close| close == ')') && matches!(c, '」' | '》' | '）' | ')' | '”')
            {
                scan.flaw = Some(Flaw::Unopened(run, c));
                return scan;
            } else if inside.is_none() && scan.mark(words, c, run.end) {
                return scan;
            }
        }
        if let Some((c, _, run)) = open.first() {
            scan.flaw = Some(Flaw::Unclosed(*run, *c));
        }
        scan
    }

    /// Looks at a mark outside brackets; whether a comment begins behind it.
    fn mark(&mut self, words: &str, c: char, end: usize) -> bool {
        let rest = words.get(end..).unwrap_or_default();
        let next = rest.trim_start_matches(is_blank);
        if next.is_empty() {
            return false;
        }
        let ends = matches!(c, '；' | ';' | '。') || (c == '.' && next.len() < rest.len());
        if (ends || matches!(c, '：' | ':') || BARS.contains(&c)) && comment(next).is_some() {
            self.comment = Some(words.len().saturating_sub(next.len()));
            return true;
        }
        // （二） goes on with the list of the same clause.
        let goes_on = matches!(c, '；' | ';') && next.starts_with(['（', '(']);
        if ends && !goes_on && self.second.is_none() {
            self.second = Some(words.len().saturating_sub(next.len()));
        }
        false
    }
}

/// Whether a mark opens something where it stands: a title holds titles only, a quoted name and a text hold nothing.
const fn opens(inside: Option<char>, close: char) -> bool {
    match inside {
        None | Some(')') => true,
        Some('》') => close == '》',
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Line<'_> {
        let mut all = lines(text);
        let line = all.next().unwrap();
        assert!(all.next().is_none());
        line
    }

    #[test]
    fn words_end_and_comment_are_told_apart() {
        let line = one("　 由 窗口岗 办理 ； 注：甲；乙");
        assert_eq!((line.words, line.end, line.start), ("由 窗口岗 办理", End::Clause, 4));
        assert_eq!(line.comment.map(|c| c.1), Some("甲；乙"));
        assert_eq!(one("note: so; it is").comment.map(|c| c.1), Some("so; it is"));
        assert_eq!(one("环节 收件：注：甲").end, End::Colon);
        assert_eq!(one("依据 《甲；注：乙》；").comment, None);
        assert_eq!(one("a 1.5.").words, "a 1.5");
    }

    #[test]
    fn two_clauses_in_one_line_are_seen() {
        let line = one("甲；乙；");
        assert_eq!((line.words, line.second), ("甲；乙", Some("甲；".len())));
        assert_eq!(one("甲；").second, None);
    }

    #[test]
    fn brackets_are_checked() {
        let run = |start, end| Run { start, end };
        assert_eq!(one("甲「乙；").flaw, Some(Flaw::Unclosed(run(3, 6), '「')));
        assert_eq!(one("甲》；").flaw, Some(Flaw::Unopened(run(3, 6), '》')));
        assert_eq!(one("《甲（乙「丙》；").flaw, None);
        assert!(matches!(one(&"（".repeat(10_000)).flaw, Some(Flaw::TooDeep(_))));
        assert!(matches!(one(&"《".repeat(10_000)).flaw, Some(Flaw::TooDeep(_))));
        assert!(matches!(one(&"「".repeat(10_000)).flaw, Some(Flaw::Unclosed(_, '「'))));
        assert!(matches!(one(&"a".repeat(MAX_LINE_BYTES + 1)).flaw, Some(Flaw::TooLong)));
    }
}
