//! The calendar artefact: what is published in a log, hashed, and pinned by cases.

use serde::{Deserialize, Serialize};
use shouwen_canon::{CanonError, Date, Hash, tags};
use std::collections::BTreeSet;
use thiserror::Error;

/// The most exceptions, national and local together.
pub const MAX_EXCEPTIONS: usize = 20_000;

/// The most changes of office hours.
pub const MAX_REGIMES: usize = 1_000;

/// The most days one calendar may cover: about 137 years.
pub const MAX_COVERED_DAYS: i32 = 50_000;

/// The exceptions to "Monday to Friday are working days", and the office hours.
///
/// The whole artefact is hashed, labels included: two calendars with one hash are the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarData {
    /// First covered date.
    pub from: Date,
    /// Last covered date.
    pub to: Date,
    /// The national arrangement, sorted by date.
    pub national: Vec<DayException>,
    /// Local exceptions, sorted by date; they prevail over the national ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub local: Vec<DayException>,
    /// Office hours, sorted by date; the last at or before a date holds for it.
    pub hours: Vec<OfficeHours>,
}

/// One day that differs from its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayException {
    /// The date.
    pub date: Date,
    /// How it differs.
    pub kind: ExceptionKind,
    /// The festival it belongs to: a label, never computed with.
    pub name: String,
}

/// How a day differs from its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// A Monday to Friday that is off.
    Holiday,
    /// A Saturday or Sunday that is worked (调休上班).
    Workday,
}

/// Office hours from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// First date on which they hold.
    pub from: Date,
    /// When the office is open, in order.
    pub open: Vec<Opening>,
}

/// One stretch of a day on which the office is open, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Opens.
    pub from: u32,
    /// Closes; the first minute that is outside.
    pub to: u32,
}

/// Why an artefact is no calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CalendarDataError {
    /// Covers nothing, or more than [`MAX_COVERED_DAYS`].
    #[error("the coverage {from} to {to} is empty or longer than {MAX_COVERED_DAYS} days")]
    Coverage {
        /// First date.
        from: Date,
        /// Last date.
        to: Date,
    },
    /// A date outside the coverage, out of order, or given twice.
    #[error("the exception {0} lies outside the coverage, is out of order or stands twice")]
    Order(Date),
    /// A holiday on a weekend, or a working day from Monday to Friday, changes nothing and points at a mistake.
    #[error("{0} is marked as what it is anyway")]
    Idle(Date),
    /// More than [`MAX_EXCEPTIONS`] or [`MAX_REGIMES`].
    #[error("{0} entries are more than a calendar may hold")]
    TooMany(usize),
    /// Office hours missing for the first date, out of order, empty, overlapping, or beyond the day.
    #[error("the office hours from {0} on are missing, out of order, empty, overlapping or beyond the day")]
    Hours(Date),
    /// A line of the holiday file that cannot be read.
    #[error("line {0} of the holiday file cannot be read")]
    Line(usize),
}

impl CalendarData {
    /// The content hash.
    ///
    /// # Errors
    /// [`CanonError`] is passed on from the writer; checked data never fails.
    pub fn hash(&self) -> Result<Hash, CanonError> {
        Ok(Hash::tagged(tags::CALENDAR, &shouwen_canon::to_bytes(self)?))
    }

    /// Reads the national arrangement from lines `date,kind,name`; `#` begins a comment. Office hours are the usual
    /// ones: 09:00–12:00 and 13:30–17:30.
    ///
    /// # Errors
    /// [`CalendarDataError::Line`] with the number of the first line that cannot be read; coverage and order are
    /// checked when a calendar is built from the data.
    pub fn from_csv(text: &str, from: Date, to: Date) -> Result<Self, CalendarDataError> {
        let mut national = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') || line == "date,kind,name" {
                continue;
            }
            national.push(read_line(line).ok_or(CalendarDataError::Line(index.saturating_add(1)))?);
        }
        let open = vec![Opening { from: 540, to: 720 }, Opening { from: 810, to: 1050 }];
        Ok(Self { from, to, national, local: Vec::new(), hours: vec![OfficeHours { from, open }] })
    }

    pub(crate) fn check(&self) -> Result<(), CalendarDataError> {
        let days = self.to.days().saturating_sub(self.from.days());
        if !(0..MAX_COVERED_DAYS).contains(&days) {
            return Err(CalendarDataError::Coverage { from: self.from, to: self.to });
        }
        let count = self.national.len().saturating_add(self.local.len());
        if count > MAX_EXCEPTIONS || self.hours.len() > MAX_REGIMES {
            return Err(CalendarDataError::TooMany(count.max(self.hours.len())));
        }
        self.check_days(&self.national)?;
        self.check_days(&self.local)?;
        let weekend = |d: Date| d.weekday() > 5;
        for day in &self.national {
            if weekend(day.date) != (day.kind == ExceptionKind::Workday) {
                return Err(CalendarDataError::Idle(day.date));
            }
        }
        self.check_hours()
    }

    fn check_days(&self, days: &[DayException]) -> Result<(), CalendarDataError> {
        let mut seen = BTreeSet::new();
        let mut last = None;
        for day in days {
            let outside = day.date < self.from || day.date > self.to;
            if outside || last.is_some_and(|l| day.date <= l) || !seen.insert(day.date) {
                return Err(CalendarDataError::Order(day.date));
            }
            last = Some(day.date);
        }
        Ok(())
    }

    fn check_hours(&self) -> Result<(), CalendarDataError> {
        let first = self.hours.first().ok_or(CalendarDataError::Hours(self.from))?;
        if first.from > self.from {
            return Err(CalendarDataError::Hours(self.from));
        }
        let mut last = None;
        for regime in &self.hours {
            let mut end = None;
            let ordered = regime.open.iter().all(|o| {
                let fits = o.from < o.to && o.to <= 1440 && end.is_none_or(|e| o.from > e);
                end = Some(o.to);
                fits
            });
            if !ordered || regime.open.is_empty() || last.is_some_and(|l| regime.from <= l) {
                return Err(CalendarDataError::Hours(regime.from));
            }
            last = Some(regime.from);
        }
        Ok(())
    }
}

fn read_line(line: &str) -> Option<DayException> {
    let (date, rest) = line.split_once(',')?;
    let (kind, name) = rest.split_once(',')?;
    let kind = match kind {
        "holiday" => ExceptionKind::Holiday,
        "workday" => ExceptionKind::Workday,
        _ => return None,
    };
    Some(DayException { date: date.parse().ok()?, kind, name: name.to_owned() })
}
