//! Small words of both languages: weekdays, safe texts, columns of wide characters.

use crate::session::Session;
use shouwen::{Date, Instant};
use unicode_width::UnicodeWidthStr;

/// A text that cannot command the terminal.
pub(crate) fn visible(text: &str) -> String {
    let commands = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| *c != '\r').map(|c| if commands(c) { '\u{fffd}' } else { c }).collect()
}

/// The most characters that a complaint repeats of what was given.
const MAX_REPEATED: usize = 80;

/// A text on one line that cannot command the terminal: nobody's name begins a line of its own.
pub(crate) fn line(text: &str) -> String {
    visible(text).chars().map(|c| if matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

/// What was given, as a complaint repeats it: on one line and not at length.
pub(crate) fn given(text: &str) -> String {
    match text.char_indices().nth(MAX_REPEATED) {
        Some((end, _)) => format!("{}…", line(text.get(..end).unwrap_or_default())),
        None => line(text),
    }
}

/// A complaint, which may repeat what was given.
pub(crate) fn complaint(text: &str) -> String {
    visible(text).lines().map(middle_out).collect::<Vec<_>>().join("\n")
}

/// A line of a complaint without the middle of what is too long in it: its end says which argument is meant.
fn middle_out(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let (Some(head), Some(tail)) =
        (chars.get(..MAX_REPEATED), chars.get(chars.len().saturating_sub(MAX_REPEATED)..))
    else {
        return line.to_owned();
    };
    if chars.len() <= MAX_REPEATED.saturating_mul(4) {
        return line.to_owned();
    }
    head.iter().chain(&['…']).chain(tail).collect()
}

/// So many of something, in English.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The weekday of a date.
pub(crate) fn weekday(session: &Session, date: Date) -> &'static str {
    let (zh, en) = match date.weekday() {
        1 => ("周一", "Mon"),
        2 => ("周二", "Tue"),
        3 => ("周三", "Wed"),
        4 => ("周四", "Thu"),
        5 => ("周五", "Fri"),
        6 => ("周六", "Sat"),
        _ => ("周日", "Sun"),
    };
    match session.language {
        shouwen_syntax::Language::Chinese => zh,
        shouwen_syntax::Language::English => en,
    }
}

/// An instant to the minute.
pub(crate) fn minute(at: Instant) -> String {
    let minutes = at.minute_of_day();
    let (hour, minute) = (minutes.checked_div(60).unwrap_or(0), minutes.checked_rem(60).unwrap_or(0));
    format!("{} {hour:02}:{minute:02}", at.date())
}

/// A text filled up with blanks to so many columns; Han count two.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// Rows as columns, as wide as their widest cell; the last column is not filled up.
pub(crate) fn table(rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            match widths.get_mut(index) {
                Some(width) => *width = cell.width().max(*width),
                None => widths.push(cell.width()),
            }
        }
    }
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}
