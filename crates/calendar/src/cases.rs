//! The file format of dated limit cases with expected answers: what `shouwen due --cases` reads.
//!
//! The header of the file states the counting rules. This module reads the columns and computes the answers; it prints
//! nothing.

use crate::due::{CalendarError, Due, Mode, Suspension};
use crate::limit::{Anchor, DayEnd, Direction, Limit, ReceivedRule, Roll, Unit};
use crate::table::Calendar;
use shouwen_canon::{Date, Instant};
use thiserror::Error;

/// The columns, in their order.
pub const HEADER: &str = "case_id,category,trigger_at,received_rule,amount,unit,direction,suspensions,extension_amount,roll,day_end,expected_last_day,expected_deadline_at,comment";

/// The most lines a file may have.
pub const MAX_LINES: usize = 100_000;

/// What stands in both expected columns when the answer depends on an uncovered date.
pub const NOT_COVERED: &str = "ERROR_CALENDAR_NOT_COVERED";

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// When the event happened.
    pub trigger: Instant,
    /// On which day it counts.
    pub received: ReceivedRule,
    /// The limit.
    pub limit: Limit,
    /// The extension, in the limit's unit.
    pub extension: u32,
    /// The suspensions.
    pub suspensions: Vec<Suspension>,
    /// The expected answer; `None` when the calendar does not cover it.
    pub expected: Option<(Date, Instant)>,
    /// What the row is about.
    pub comment: String,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct CaseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// Reads a file of cases.
///
/// # Errors
/// [`CaseError`] at the first line that is not of the format.
pub fn read_cases(text: &str) -> Result<Vec<Case>, CaseError> {
    let mut cases = Vec::new();
    let mut header = false;
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let number = index.saturating_add(1);
        let fail = |what: String| CaseError { line: number, what };
        if number > MAX_LINES {
            return Err(fail(format!("more than {MAX_LINES} lines")));
        }
        let line = line.trim_end_matches('\r');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !header {
            if line != HEADER {
                return Err(fail(format!("the first row must be the columns `{HEADER}`")));
            }
            header = true;
            continue;
        }
        let fields = split(line).map_err(fail)?;
        cases.push(read_row(&fields).map_err(fail)?);
    }
    if header { Ok(cases) } else { Err(CaseError { line: 1, what: "no row of columns".to_owned() }) }
}

/// The answer of a case, strictly: an uncovered date is an error.
///
/// # Errors
/// [`CalendarError`].
pub fn run(case: &Case, calendar: &Calendar) -> Result<Due, CalendarError> {
    let anchor = match case.limit.unit {
        Unit::Hour | Unit::OfficeMinute => Anchor::At(case.trigger),
        _ => Anchor::On(calendar.event_date(case.trigger, case.received, Mode::Strict)?.0),
    };
    calendar.due(&case.limit, anchor, case.extension, &case.suspensions, Mode::Strict)
}

/// Whether an answer is the expected one.
#[must_use]
pub fn agrees(case: &Case, answer: &Result<Due, CalendarError>) -> bool {
    match (&case.expected, answer) {
        (Some((day, at)), Ok(due)) => due.last_day == *day && due.deadline_at == *at,
        (None, Err(CalendarError::NotCovered { .. })) => true,
        _ => false,
    }
}

/// Splits one line of RFC 4180; a quoted field may hold commas and doubled quotes, but no line break.
fn split(line: &str) -> Result<Vec<String>, String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut chars = line.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            (true, '"') if matches!(chars.peek(), None | Some(',')) => quoted = false,
            (true, '"') => return Err("text after a closing quote".to_owned()),
            (false, '"') if field.is_empty() => quoted = true,
            (false, '"') => return Err("a quote inside an unquoted field".to_owned()),
            (false, ',') => fields.push(std::mem::take(&mut field)),
            (_, other) => field.push(other),
        }
    }
    if quoted {
        return Err("a quote that is not closed".to_owned());
    }
    fields.push(field);
    Ok(fields)
}

fn read_row(fields: &[String]) -> Result<Case, String> {
    let [
        id,
        _,
        trigger,
        received,
        amount,
        unit,
        direction,
        suspensions,
        extension,
        roll,
        day_end,
        day,
        at,
        comment,
    ] = fields
    else {
        return Err(format!("{} fields, and 14 are needed", fields.len()));
    };
    let limit = Limit {
        amount: number(amount, "amount")?,
        unit: word(unit, "unit", &UNITS)?,
        direction: word(
            direction,
            "direction",
            &[("forward", Direction::Forward), ("backward", Direction::Backward)],
        )?,
        roll: word(
            roll,
            "roll",
            &[
                ("none", Roll::None),
                ("next_workday", Roll::NextWorkday),
                ("previous_workday", Roll::PreviousWorkday),
            ],
        )?,
        day_end: word(
            day_end,
            "day_end",
            &[
                ("midnight", DayEnd::Midnight),
                ("office_close", DayEnd::OfficeClose),
                ("instant", DayEnd::Instant),
            ],
        )?,
    };
    let received = word(
        received,
        "received_rule",
        &[
            ("as_recorded", ReceivedRule::AsRecorded),
            ("next_workday_if_closed", ReceivedRule::NextWorkdayIfClosed),
        ],
    )?;
    let expected = if day == NOT_COVERED && at == NOT_COVERED {
        None
    } else {
        Some((day.parse().map_err(text)?, at.parse().map_err(text)?))
    };
    Ok(Case {
        id: id.clone(),
        trigger: trigger.parse().map_err(text)?,
        received,
        limit,
        extension: number(extension, "extension_amount")?,
        suspensions: read_suspensions(suspensions)?,
        expected,
        comment: comment.clone(),
    })
}

const UNITS: [(&str, Unit); 6] = [
    ("workday", Unit::Workday),
    ("day", Unit::Day),
    ("hour", Unit::Hour),
    ("office_minute", Unit::OfficeMinute),
    ("month", Unit::Month),
    ("year", Unit::Year),
];

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn number(field: &str, column: &str) -> Result<u32, String> {
    field.parse().map_err(|_| format!("`{field}` in {column} is not a whole number"))
}

fn word<T: Copy>(field: &str, column: &str, words: &[(&str, T)]) -> Result<T, String> {
    let found = words.iter().find(|(word, _)| *word == field).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        format!("`{field}` in {column} is none of {}", all.join(", "))
    })
}

fn read_suspensions(field: &str) -> Result<Vec<Suspension>, String> {
    field
        .split(';')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (from, to) = pair.split_once('/').ok_or_else(|| format!("`{pair}` is not `from/to`"))?;
            Ok(Suspension { from: from.parse().map_err(text)?, to: to.parse().map_err(text)? })
        })
        .collect()
}
