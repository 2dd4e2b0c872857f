//! How a due date came about, day by day, for people.

use crate::due::{CalendarError, Mode, Suspension, removed};
use crate::limit::{Direction, Limit, Unit};
use crate::table::Calendar;
use shouwen_canon::Date;

/// The most days that are listed; a longer list is cut there.
pub const MAX_SHOWN_DAYS: usize = 2_000;

/// One day between the event and the end of a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// What it is by itself.
    pub kind: DayKind,
    /// What it is in the count.
    pub count: Count,
    /// Whether it lies outside the published years.
    pub assumed: bool,
}

/// What a day is in a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Counted, with its number from 1.
    Number(u32),
    /// The day of the event, which is not counted (Civil Code art. 201).
    Event,
    /// Not counted because only working days are.
    Rest,
    /// Removed by a suspension.
    Suspended,
    /// After the last day of the count (before it, in a backward limit): reached by rolling only.
    Rolled,
}

/// What a day is by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DayKind {
    /// An ordinary working day.
    Workday,
    /// A Saturday or Sunday that is worked, with its festival.
    MakeUp(String),
    /// A Saturday or Sunday.
    Weekend,
    /// A day off, with its festival.
    Holiday(String),
}

impl Calendar {
    /// What a date is by itself.
    #[must_use]
    pub fn kind_of(&self, date: Date) -> DayKind {
        match (self.is_workday(date), self.name_of(date)) {
            (true, Some(name)) => DayKind::MakeUp(name.to_owned()),
            (true, None) => DayKind::Workday,
            (false, Some(name)) => DayKind::Holiday(name.to_owned()),
            (false, None) => DayKind::Weekend,
        }
    }

    /// The days from the event to the last day of a limit, in the order of counting (back in time for a backward limit),
    /// each counted or with the reason why not; at most [`MAX_SHOWN_DAYS`]. Months and years number calendar days.
    /// Hours and office minutes have no days to show.
    ///
    /// # Errors
    /// [`CalendarError`] as for [`Calendar::due`].
    pub fn counted_days(
        &self,
        limit: &Limit,
        event: Date,
        extension: u32,
        suspensions: &[Suspension],
        mode: Mode,
    ) -> Result<Vec<CountedDay>, CalendarError> {
        if matches!(limit.unit, Unit::Hour | Unit::OfficeMinute) {
            return Ok(Vec::new());
        }
        let anchor = crate::limit::Anchor::On(event);
        let end = self.due(limit, anchor, extension, suspensions, mode)?.last_day;
        let plain = Limit { roll: crate::limit::Roll::None, ..*limit };
        let last = self.due(&plain, anchor, extension, suspensions, mode)?.last_day;
        let removed = removed(suspensions);
        let sign = if limit.direction == Direction::Forward { 1 } else { -1 };
        // A roll against the direction shortens the list; the count still says which day it came from.
        let (end, last) = (end.days().saturating_mul(sign), last.days().saturating_mul(sign));
        let mut number = 0_u32;
        let days = (event.days().saturating_mul(sign)..=end.max(last)).take(MAX_SHOWN_DAYS);
        Ok(days
            .filter_map(|day| Date::from_days(day.saturating_mul(sign)))
            .map(|date| {
                let count = if date == event {
                    Count::Event
                } else if date.days().saturating_mul(sign) > last {
                    Count::Rolled
                } else if removed.iter().any(|(first, end)| (*first..=*end).contains(&date)) {
                    Count::Suspended
                } else if limit.unit == Unit::Workday && !self.is_workday(date) {
                    Count::Rest
                } else {
                    number = number.saturating_add(1);
                    Count::Number(number)
                };
                CountedDay { date, kind: self.kind_of(date), count, assumed: !self.covers(date) }
            })
            .collect())
    }
}
