//! How a due date came about, day by day, for people.

use crate::due::{Suspension, removed};
use crate::limit::Unit;
use crate::table::Calendar;
use shouwen_canon::Date;

/// The most days that are listed.
pub const MAX_SHOWN_DAYS: usize = 2_000;

/// One day between the event and the end of a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// Its number in the count, if it is counted.
    pub number: Option<u32>,
    /// Whether it lies outside the published years.
    pub assumed: bool,
}

/// What a day is in a count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DayKind {
    /// The day of the event: not counted (Civil Code art. 201).
    Event,
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

    /// The days from the event to `last`, each with its number in the count or without one; at most
    /// [`MAX_SHOWN_DAYS`]. Only working-day and calendar-day limits number their days.
    #[must_use]
    pub fn counted_days(
        &self,
        event: Date,
        last: Date,
        unit: Unit,
        suspensions: &[Suspension],
    ) -> Vec<CountedDay> {
        let removed = removed(suspensions);
        let mut number = 0_u32;
        (event.days()..=last.days())
            .take(MAX_SHOWN_DAYS)
            .filter_map(Date::from_days)
            .map(|date| {
                let kind = if date == event { DayKind::Event } else { self.kind_of(date) };
                let suspended = removed.iter().any(|(first, end)| (*first..=*end).contains(&date));
                let countable = match unit {
                    Unit::Workday => self.is_workday(date),
                    _ => true,
                };
                let counted = date != event && countable && !suspended;
                if counted {
                    number = number.saturating_add(1);
                }
                CountedDay { date, kind, number: counted.then_some(number), assumed: !self.covers(date) }
            })
            .collect()
    }
}
