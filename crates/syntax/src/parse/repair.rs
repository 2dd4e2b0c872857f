//! Likely repairs of a line that is not understood: missing blanks and misspelt keywords. A repair is only offered if
//! the repaired line is read; nothing is ever repaired silently.

use super::lines::is_blank;
use crate::alike::alike;
use shouwen_grammar::keywords::{self, Class, Tongue, find};
use shouwen_grammar::numeral::is_han_numeral;
use shouwen_grammar::{Entry, parse};

/// The most characters of a line that is worth a search.
const MAX_CHARS: usize = 300;

/// How many slips a search mends at most, and how many half-mended lines it follows.
const MAX_SLIPS: usize = 3;
const MAX_FOLLOWED: usize = 6;

/// What kind of slip is mended first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// A blank is missing.
    Blank,
    /// A keyword is misspelt: this one is meant.
    Spelling(&'static str),
}

/// A repaired line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// The whole line.
    pub(super) text: String,
    pub(super) slip: Slip,
    /// Whether a word was replaced by a near one, by this slip or a further one.
    pub(super) guess: bool,
    /// The bytes of the original line that the first slip concerns.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All repairs with the fewest slips; one is a repair, several are readings.
pub(super) fn repairs(entry: Entry, text: &str, tongue: Tongue) -> Vec<Repair> {
    if text.chars().count() > MAX_CHARS {
        return Vec::new();
    }
    let mut followed: Vec<Repair> = Vec::new();
    for round in 0..MAX_SLIPS {
        let mut found: Vec<Repair> = Vec::new();
        let mut better: Vec<(usize, Repair)> = Vec::new();
        let first = Repair { text: text.to_owned(), slip: Slip::Blank, guess: false, start: 0, end: 0 };
        let from = if round == 0 { vec![first] } else { std::mem::take(&mut followed) };
        for before in &from {
            for mut edit in edits(&before.text, tongue) {
                edit.guess |= before.guess;
                if round > 0 {
                    (edit.slip, edit.start, edit.end) = (before.slip, before.start, before.end);
                }
                match parse(entry, &edit.text) {
                    Ok(_) if found.iter().all(|other| other.text != edit.text) => found.push(edit),
                    Ok(_) => {}
                    // What still follows the failure tells how far a half-mended line was understood.
                    Err(failure) => better.push((edit.text.len().saturating_sub(failure.at), edit)),
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        better.sort_by_key(|(rest, _)| *rest);
        followed = better.into_iter().map(|(_, edit)| edit).take(MAX_FOLLOWED).collect();
    }
    Vec::new()
}

/// The words of a line with their places; what stands in quotes and titles is left alone.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut closes = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let word = closes.is_none() && is_word(c);
        match (start, word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            _ => {}
        }
        match closes {
            Some(close) if close == c => closes = None,
            Some(_) => {}
            None => {
                closes = match c {
                    '「' => Some('」'),
                    '《' => Some('》'),
                    '“' => Some('”'),
                    _ => None,
                };
            }
        }
    }
    found
}

/// Whether a character may stand in a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '〔' | '〕' | '·')
}

fn edits(text: &str, tongue: Tongue) -> Vec<Repair> {
    let words = words(text);
    let mut found = Vec::new();
    for (n, (at, word)) in words.iter().enumerate() {
        let mut push = |at: usize, len: usize, with: String, slip: Slip| {
            let end = at.saturating_add(len);
            let (Some(before), Some(after)) = (text.get(..at), text.get(end..)) else { return };
            let spelt = text.get(at..end).unwrap_or_default();
            let guess = matches!(slip, Slip::Spelling(meant) if !alike(spelt, meant));
            found.push(Repair { text: format!("{before}{with}{after}"), slip, guess, start: at, end });
        };
        if tongue == Tongue::Chinese {
            for with in splits(word) {
                push(*at, word.len(), with, Slip::Blank);
            }
        }
        for (len, keyword) in near(text, *at, words.get(n..).unwrap_or_default(), tongue) {
            push(*at, len, keyword.to_owned(), Slip::Spelling(keyword));
        }
        if tongue == Tongue::Chinese {
            for (from, part) in glued(word) {
                let from = at.saturating_add(from);
                for (len, keyword) in near(text, from, &[(from, part)], tongue) {
                    push(from, len, keyword.to_owned(), Slip::Spelling(keyword));
                }
            }
        }
    }
    found
}

/// What stands in a Chinese word beside a number before it or a 的 behind it: 三个工做日 may hold a unit.
fn glued(word: &str) -> Vec<(usize, &str)> {
    let part = word.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_numeral(c));
    let bare = part.strip_suffix('的').unwrap_or(part);
    let from = word.len().saturating_sub(part.len());
    if bare.len() == word.len() || bare.is_empty() { Vec::new() } else { vec![(from, bare)] }
}

/// A Chinese word taken apart at one keyword: 由窗口岗办理 is 由 窗口岗办理 or 由窗口岗 办理.
fn splits(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for keyword in keywords::all().filter(|k| k.class != Class::Unit && k.id != "when") {
        for kw in keyword.zh {
            let parts = [
                word.strip_prefix(kw).map(|rest| format!("{kw} {rest}")),
                word.strip_suffix(kw).map(|rest| format!("{rest} {kw}")),
                word.strip_suffix('的').and_then(|w| w.strip_suffix(kw)).map(|rest| format!("{rest} {kw}的")),
            ];
            found.extend(
                parts.into_iter().flatten().filter(|part| !part.starts_with(' ') && !part.ends_with(' ')),
            );
            if keyword.class == Class::Operator
                && let Some((before, after)) = word.split_once(kw)
                && !before.is_empty()
                && !after.is_empty()
            {
                found.push(format!("{before} {kw} {after}"));
            }
        }
    }
    found
}

/// Keywords that some words, from the first given one on, nearly spell: how many bytes they take, and the keyword.
fn near(text: &str, at: usize, words: &[(usize, &str)], tongue: Tongue) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    let most = if tongue == Tongue::English { 5 } else { 1 };
    for (start, word) in words.iter().take(most) {
        let end = start.saturating_add(word.len());
        let Some(spelt) = text.get(at..end) else { continue };
        if !spelt.chars().all(|c| is_word(c) || c == ' ') {
            break;
        }
        for keyword in keywords::all() {
            // Of the words of one keyword the nearest: workin days is working days, not working day.
            let near = keyword.words(tongue).iter().filter(|kw| is_near(spelt, kw));
            if let Some(kw) = near.min_by_key(|kw| distance(spelt, kw, spelt.len())) {
                found.push((spelt.len(), *kw));
            } else if let Some(kw) = keyword.words(tongue).iter().find(|kw| lacks_a_word(spelt, kw)) {
                found.push((spelt.len(), *kw));
            }
        }
    }
    found
}

/// Whether some words are an English keyword but for one word of it: open for open linked. What is a keyword itself
/// is meant as that one.
fn lacks_a_word(spelt: &str, keyword: &str) -> bool {
    if !keyword.is_ascii() || find(spelt).is_some() {
        return false;
    }
    let all: Vec<&str> = keyword.split(' ').collect();
    let given: Vec<&str> = spelt.split_whitespace().collect();
    let without = |gone: usize| all.iter().enumerate().filter(move |(n, _)| *n != gone).map(|(_, word)| word);
    given.len().saturating_add(1) == all.len() && (0..all.len()).any(|gone| without(gone).eq(given.iter()))
}

/// Whether a word is probably meant to be the other: close, but not the same.
pub(super) fn is_near(spelt: &str, meant: &str) -> bool {
    let chars = meant.chars().count();
    let allowed: usize = match (meant.is_ascii(), chars) {
        (_, 0 | 1) => return false,
        (false, _) | (true, 2..=4) => 1,
        (true, _) => 2,
    };
    // A word of one character is near to too much.
    spelt != meant && spelt.chars().nth(1).is_some() && distance(spelt, meant, allowed) <= allowed
}

/// How many letters must be changed, added, left out or swapped with their neighbour; one more than `most` if more.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let a: Vec<char> = a.chars().filter(|c| !is_blank(*c)).collect();
    let b: Vec<char> = b.chars().filter(|c| !is_blank(*c)).collect();
    if a.len().abs_diff(b.len()) > most {
        return most.saturating_add(1);
    }
    let get = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX);
    let mut two_up: Vec<usize> = Vec::new();
    let mut up: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let change = get(&up, j).saturating_add(usize::from(x != y));
            let drop = get(&up, j.saturating_add(1)).saturating_add(1);
            let add = get(&row, j).saturating_add(1);
            let swapped = i.checked_sub(1).zip(j.checked_sub(1));
            let swap = swapped
                .filter(|(p, q)| a.get(*p) == Some(y) && b.get(*q) == Some(x))
                .map_or(usize::MAX, |(_, q)| get(&two_up, q).saturating_add(1));
            row.push(change.min(drop).min(add).min(swap));
        }
        two_up = std::mem::replace(&mut up, row);
    }
    up.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(entry: Entry, text: &str, tongue: Tongue) -> Vec<String> {
        repairs(entry, text, tongue).into_iter().map(|r| r.text).collect()
    }

    #[test]
    fn blanks_and_letters_are_mended() {
        for (text, right) in [
            ("由窗口岗办理", "由 窗口岗 办理"),
            ("完成时，转人 审查", "完成时，转入 审查"),
            ("完成时，转入审查", "完成时，转入 审查"),
            ("意见 为准予 且 材料齐全的，转入 审查", "意见 为 准予 且 材料齐全的，转入 审查"),
            ("内部时限三个工作日", "内部时限 三个工作日"),
        ] {
            assert_eq!(mended(Entry::Place, text, Tongue::Chinese), [right]);
        }
        for (text, right) in [
            ("handeld by counter", "handled by counter"),
            ("on completion: goto review", "on completion: go to review"),
            ("on completion: open asked, go to review", "on completion: open linked asked, go to review"),
            ("not same person as review", "not the same person as review"),
        ] {
            assert_eq!(mended(Entry::Place, text, Tongue::English), [right]);
        }
    }

    #[test]
    fn what_cannot_be_mended_is_left() {
        assert_eq!(mended(Entry::Place, "甲乙丙丁", Tongue::Chinese), [""; 0]);
        assert_eq!(mended(Entry::Place, &"由".repeat(400), Tongue::Chinese), [""; 0]);
    }

    #[test]
    fn distances() {
        for (a, b, d) in [("stpe", "step", 1), ("step", "step", 0), ("goto", "go to", 0), ("abc", "xyz", 3)] {
            assert_eq!(distance(a, b, 5), d, "{a} {b}");
        }
    }
}
