//! Due dates: from an anchor, a limit, an extension and the suspensions to the last day and the first instant too late.
//!
//! All counting goes through one scale: a [`Scale`] gives each date its rank (how many countable days lie before it)
//! and finds the date of a rank. Working days and calendar days differ only in their scale.

use crate::data::OfficeHours;
use crate::limit::{Anchor, DayEnd, Direction, Limit, MAX_AMOUNT, ReceivedRule, Roll, Unit};
use crate::table::Calendar;
use serde::{Deserialize, Serialize};
use shouwen_canon::{Date, Instant};
use thiserror::Error;

/// Whether a date outside the published years is assumed or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Refused: [`CalendarError::NotCovered`].
    Strict,
    /// Monday to Friday is assumed, and the result marked provisional.
    Provisional,
}

/// A time that is not counted. From its date S to its date R the dates S + 1 to R are removed: S still counts, R does
/// not (rule 7 of the cases file).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// Begins.
    pub from: Instant,
    /// Ends.
    pub to: Instant,
}

/// The end of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The last day on which the act is in time.
    pub last_day: Date,
    /// The first instant that is too late.
    pub deadline_at: Instant,
    /// Whether it rests on dates whose arrangement is not published yet.
    pub provisional: bool,
}

/// Why there is no due date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The answer depends on a date outside the published years.
    #[error("the answer depends on {date}, and the calendar covers {from} to {to}")]
    NotCovered {
        /// The date.
        date: Date,
        /// First covered date.
        from: Date,
        /// Last covered date.
        to: Date,
    },
    /// Amount and extension together exceed [`MAX_AMOUNT`].
    #[error("a limit of {0} is more than {MAX_AMOUNT} units")]
    TooLarge(u64),
    /// The result lies beyond the dates that are supported at all.
    #[error("the result lies beyond the supported years")]
    OutOfRange,
    /// A suspension that ends before it begins.
    #[error("a suspension from {0} ends before it begins")]
    Suspension(Instant),
    /// Hours and office minutes are counted forward only, and a backward limit is never suspended.
    #[error("this limit cannot be counted backward")]
    Backward,
}

/// Countable days as a scale.
#[derive(Clone, Copy)]
pub(crate) enum Scale<'a> {
    Every,
    Working(&'a Calendar),
}

impl Scale<'_> {
    pub(crate) fn rank(self, day: i32) -> i32 {
        match self {
            Self::Every => day,
            Self::Working(calendar) => calendar.rank(day),
        }
    }

    pub(crate) fn nth(self, rank: i32) -> Result<Date, CalendarError> {
        match self {
            Self::Every => Date::from_days(rank),
            Self::Working(calendar) => calendar.nth(rank),
        }
        .ok_or(CalendarError::OutOfRange)
    }
}

/// Which dates the answer has been read from.
struct Touched<'a> {
    calendar: &'a Calendar,
    mode: Mode,
    provisional: bool,
}

impl Touched<'_> {
    fn dates(&mut self, first: Date, last: Date) -> Result<(), CalendarError> {
        let data = self.calendar.data();
        let Some(date) = [first, last].into_iter().find(|d| !self.calendar.covers(*d)) else { return Ok(()) };
        if self.mode == Mode::Strict {
            return Err(CalendarError::NotCovered { date, from: data.from, to: data.to });
        }
        self.provisional = true;
        Ok(())
    }
}

impl Calendar {
    /// The date on which something that came at `trigger` counts as received.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] in strict mode, when the rule has to look at a date outside the coverage.
    pub fn event_date(
        &self,
        trigger: Instant,
        rule: ReceivedRule,
        mode: Mode,
    ) -> Result<(Date, bool), CalendarError> {
        let date = trigger.date();
        if rule == ReceivedRule::AsRecorded {
            return Ok((date, false));
        }
        let mut touched = Touched { calendar: self, mode, provisional: false };
        touched.dates(date, date)?;
        let close = self.hours_on(date).and_then(OfficeHours::close);
        let late = close.is_some_and(|minute| trigger.minute_of_day() >= minute);
        if self.is_workday(date) && !late {
            return Ok((date, touched.provisional));
        }
        let next =
            date.checked_add_days(1).and_then(|d| self.workday_from(d)).ok_or(CalendarError::OutOfRange)?;
        touched.dates(next, next)?;
        Ok((next, touched.provisional))
    }

    /// The end of a limit counted from `anchor`, lengthened by `extension` units, with the suspended time removed.
    ///
    /// # Errors
    /// [`CalendarError`]; in strict mode also when a date outside the coverage would have to be assumed.
    pub fn due(
        &self,
        limit: &Limit,
        anchor: Anchor,
        extension: u32,
        suspensions: &[Suspension],
        mode: Mode,
    ) -> Result<Due, CalendarError> {
        let amount = checked_amount(limit, extension)?;
        if let Some(bad) = suspensions.iter().find(|s| s.to < s.from) {
            return Err(CalendarError::Suspension(bad.from));
        }
        let mut touched = Touched { calendar: self, mode, provisional: false };
        match limit.unit {
            Unit::Hour | Unit::OfficeMinute => {
                if limit.direction == Direction::Backward {
                    return Err(CalendarError::Backward);
                }
                let deadline_at = if limit.unit == Unit::Hour {
                    after_hours(anchor.instant(), amount, suspensions)?
                } else {
                    let deadline = self.after_office_minutes(anchor.instant(), amount, suspensions)?;
                    touched.dates(anchor.date(), deadline.date())?;
                    deadline
                };
                let last_day = deadline_at.checked_add_millis(-1).map_or(anchor.date(), Instant::date);
                Ok(Due {
                    last_day: last_day.max(anchor.date()),
                    deadline_at,
                    provisional: touched.provisional,
                })
            }
            _ => {
                let last = self.last_day(limit, anchor.date(), amount, suspensions, &mut touched)?;
                let last_day = self.rolled(last, limit.roll, &mut touched)?;
                let deadline_at = self.end_of(last_day, limit.day_end)?;
                Ok(Due { last_day, deadline_at, provisional: touched.provisional })
            }
        }
    }

    fn last_day(
        &self,
        limit: &Limit,
        event: Date,
        amount: i32,
        suspensions: &[Suspension],
        touched: &mut Touched<'_>,
    ) -> Result<Date, CalendarError> {
        if limit.direction == Direction::Backward {
            if !suspensions.is_empty() {
                return Err(CalendarError::Backward);
            }
            return self.backward(limit.unit, event, amount, touched);
        }
        match limit.unit {
            Unit::Month | Unit::Year => {
                let mut last = add_months(event, months(limit.unit, amount))?;
                for (first, end) in removed(suspensions) {
                    if first <= last {
                        let days = count(Scale::Every, first.max(next(event)?), end);
                        last = last.checked_add_days(days).ok_or(CalendarError::OutOfRange)?;
                    }
                }
                Ok(last)
            }
            Unit::Workday => {
                let last = forward(Scale::Working(self), event, amount, suspensions)?;
                // What a removed date is does not matter: the answer rests on the first counted date and the last.
                let mut first = if amount == 0 { event } else { next(event)? };
                for (from, to) in removed(suspensions).into_iter().filter(|_| amount > 0) {
                    if from <= first && first <= to {
                        first = next(to)?;
                    }
                }
                touched.dates(first, last)?;
                Ok(last)
            }
            _ => forward(Scale::Every, event, amount, suspensions),
        }
    }

    fn backward(
        &self,
        unit: Unit,
        event: Date,
        amount: i32,
        touched: &mut Touched<'_>,
    ) -> Result<Date, CalendarError> {
        match unit {
            Unit::Workday => {
                if amount == 0 {
                    let last = self.workday_until(event).ok_or(CalendarError::OutOfRange)?;
                    touched.dates(last, event)?;
                    return Ok(last);
                }
                let last = Scale::Working(self).nth(self.rank(event.days()).saturating_sub(amount))?;
                // The event's own date is not counted, so it may lie just beyond the coverage.
                touched.dates(last, event.checked_add_days(-1).ok_or(CalendarError::OutOfRange)?)?;
                Ok(last)
            }
            Unit::Month | Unit::Year => add_months(event, months(unit, amount).saturating_neg()),
            _ => event.checked_add_days(amount.saturating_neg()).ok_or(CalendarError::OutOfRange),
        }
    }

    fn rolled(&self, last: Date, roll: Roll, touched: &mut Touched<'_>) -> Result<Date, CalendarError> {
        let rolled = match roll {
            Roll::None => return Ok(last),
            Roll::NextWorkday => self.workday_from(last),
            Roll::PreviousWorkday => self.workday_until(last),
        }
        .ok_or(CalendarError::OutOfRange)?;
        touched.dates(last.min(rolled), last.max(rolled))?;
        Ok(rolled)
    }

    fn end_of(&self, last_day: Date, end: DayEnd) -> Result<Instant, CalendarError> {
        let close = self.hours_on(last_day).and_then(OfficeHours::close);
        match (end, close) {
            (DayEnd::OfficeClose, Some(minute)) => Instant::start_of(last_day)
                .checked_add_millis(i64::from(minute).saturating_mul(60_000))
                .ok_or(CalendarError::OutOfRange),
            _ => Ok(Instant::start_of(next(last_day)?)),
        }
    }
}

pub(crate) fn checked_amount(limit: &Limit, extension: u32) -> Result<i32, CalendarError> {
    let amount = u64::from(limit.amount).saturating_add(u64::from(extension));
    if amount > u64::from(MAX_AMOUNT) {
        return Err(CalendarError::TooLarge(amount));
    }
    i32::try_from(amount).map_err(|_| CalendarError::TooLarge(amount))
}

/// The `amount`-th countable day after the event; the event date itself, or the next countable day, for zero.
fn forward(
    scale: Scale<'_>,
    event: Date,
    amount: i32,
    suspensions: &[Suspension],
) -> Result<Date, CalendarError> {
    if amount == 0 {
        return scale.nth(scale.rank(event.days()));
    }
    let start = next(event)?;
    let mut rank = scale.rank(start.days()).saturating_add(amount).saturating_sub(1);
    for (first, last) in removed(suspensions) {
        if first <= scale.nth(rank)? {
            rank = rank.saturating_add(count(scale, first.max(start), last));
        }
    }
    scale.nth(rank)
}

/// Countable days from `first` to `last`, both included.
pub(crate) fn count(scale: Scale<'_>, first: Date, last: Date) -> i32 {
    scale.rank(last.days().saturating_add(1)).saturating_sub(scale.rank(first.days())).max(0)
}

/// The removed dates of all suspensions as sorted, disjoint ranges.
pub(crate) fn removed(suspensions: &[Suspension]) -> Vec<(Date, Date)> {
    let mut ranges: Vec<(Date, Date)> = suspensions
        .iter()
        .filter_map(|s| Some((s.from.date().checked_add_days(1)?, s.to.date())))
        .filter(|(first, last)| first <= last)
        .collect();
    ranges.sort_unstable();
    let mut merged: Vec<(Date, Date)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match merged.last_mut() {
            Some((_, end)) if first <= *end => *end = last.max(*end),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// The suspended stretches of time, sorted and disjoint.
pub(crate) fn suspended(suspensions: &[Suspension]) -> Vec<Suspension> {
    let mut sorted = suspensions.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<Suspension> = Vec::with_capacity(sorted.len());
    for stretch in sorted {
        match merged.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ => merged.push(stretch),
        }
    }
    merged
}

fn after_hours(from: Instant, hours: i32, suspensions: &[Suspension]) -> Result<Instant, CalendarError> {
    let millis = i64::from(hours).saturating_mul(3_600_000);
    let mut end = from.checked_add_millis(millis).ok_or(CalendarError::OutOfRange)?;
    for stretch in suspended(suspensions) {
        let start = stretch.from.max(from);
        if start < end && stretch.to > start {
            end = end.checked_add_millis(stretch.to.millis_since(start)).ok_or(CalendarError::OutOfRange)?;
        }
    }
    Ok(end)
}

pub(crate) fn months(unit: Unit, amount: i32) -> i32 {
    if unit == Unit::Year { amount.saturating_mul(12) } else { amount }
}

/// The corresponding date that many months later or earlier, or the end of that month (Civil Code art. 202).
pub(crate) fn add_months(date: Date, months: i32) -> Result<Date, CalendarError> {
    let (year, month, day) = date.ymd();
    let start = chrono::NaiveDate::from_ymd_opt(year, month, day).ok_or(CalendarError::OutOfRange)?;
    let shift = chrono::Months::new(months.unsigned_abs());
    let end = if months < 0 { start.checked_sub_months(shift) } else { start.checked_add_months(shift) };
    let end = end.ok_or(CalendarError::OutOfRange)?;
    let (year, month, day) = {
        use chrono::Datelike as _;
        (end.year(), end.month(), end.day())
    };
    Date::from_ymd(year, month, day).ok_or(CalendarError::OutOfRange)
}

pub(crate) fn next(date: Date) -> Result<Date, CalendarError> {
    date.checked_add_days(1).ok_or(CalendarError::OutOfRange)
}
