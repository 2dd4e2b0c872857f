//! The tables: how many working days lie before a date, and which date is the n-th working day. Inside the coverage
//! they are look-ups; outside, Monday to Friday is assumed in closed form.

use crate::data::{CalendarData, CalendarDataError, ExceptionKind, OfficeHours};
use shouwen_canon::{Date, Hash};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A calendar ready to answer.
#[derive(Clone, Debug)]
pub struct Calendar {
    data: CalendarData,
    hash: Hash,
    /// Working days in [from, from + i), for i up to and including the number of covered days.
    before: Vec<i32>,
    /// The covered working days, as day numbers.
    workdays: Vec<i32>,
    /// Names of the exceptional days.
    names: BTreeMap<Date, String>,
}

/// The national arrangement 2007–2026 as published; sources and licences stand in the file.
const NATIONAL: &str = include_str!("../data/cn-holidays.csv");

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let from = Date::from_ymd(2007, 1, 1).unwrap_or(Date::EPOCH);
    let to = Date::from_ymd(2026, 12, 31).unwrap_or(Date::EPOCH);
    let data = CalendarData::from_csv(NATIONAL, from, to);
    // The embedded file is read by a test; a calendar that covers nothing but one day is never seen.
    data.and_then(Calendar::new).unwrap_or_else(|_| Calendar::bare(from))
});

/// Monday to Friday before a day number, counted from a Monday.
fn weekdays_before(day: i32) -> i32 {
    // 1969-12-29, day -3, was a Monday.
    let shifted = day.saturating_add(3);
    shifted.div_euclid(7).saturating_mul(5).saturating_add(shifted.rem_euclid(7).min(5))
}

/// The weekday with that many weekdays before it: the inverse of [`weekdays_before`].
fn nth_weekday(index: i32) -> i32 {
    index.div_euclid(5).saturating_mul(7).saturating_add(index.rem_euclid(5)).saturating_sub(3)
}

impl Calendar {
    /// Builds the tables.
    ///
    /// # Errors
    /// [`CalendarDataError`] if the artefact is inconsistent.
    pub fn new(data: CalendarData) -> Result<Self, CalendarDataError> {
        data.check()?;
        let hash = data.hash().map_err(|_| CalendarDataError::Order(data.from))?;
        let mut kinds = BTreeMap::new();
        let mut names = BTreeMap::new();
        for day in data.national.iter().chain(&data.local) {
            kinds.insert(day.date.days(), day.kind);
            names.insert(day.date, day.name.clone());
        }
        let mut before = vec![0];
        let mut workdays = Vec::new();
        for number in data.from.days()..=data.to.days() {
            let weekday = Date::from_days(number).is_some_and(|d| d.weekday() <= 5);
            let works = kinds.get(&number).map_or(weekday, |kind| *kind == ExceptionKind::Workday);
            if works {
                workdays.push(number);
            }
            before.push(i32::try_from(workdays.len()).unwrap_or(i32::MAX));
        }
        Ok(Self { data, hash, before, workdays, names })
    }

    /// The national calendar of 2007 to 2026.
    #[must_use]
    pub fn national() -> &'static Self {
        &CALENDAR
    }

    /// A calendar that covers one day and knows no exception.
    fn bare(day: Date) -> Self {
        let data = CalendarData { from: day, to: day, national: vec![], local: vec![], hours: vec![] };
        Self { data, hash: Hash::sha256(&[]), before: vec![0, 0], workdays: vec![], names: BTreeMap::new() }
    }

    /// The content hash of its artefact, which cases pin.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.hash
    }

    /// The artefact it was built from.
    #[must_use]
    pub const fn data(&self) -> &CalendarData {
        &self.data
    }

    /// Whether a date lies in the published years.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        date >= self.data.from && date <= self.data.to
    }

    /// Whether a date is a working day; outside the coverage, whether it is a Monday to Friday.
    #[must_use]
    pub fn is_workday(&self, date: Date) -> bool {
        let next = date.days().saturating_add(1);
        self.rank(next) > self.rank(date.days())
    }

    /// How many working days lie after `from`, up to and including `to`; negative when `to` is earlier.
    #[must_use]
    pub fn workdays_between(&self, from: Date, to: Date) -> i32 {
        let after = |d: Date| self.rank(d.days().saturating_add(1));
        after(to).saturating_sub(after(from))
    }

    /// The first working day at or after a date.
    #[must_use]
    pub fn workday_from(&self, date: Date) -> Option<Date> {
        self.nth(self.rank(date.days()))
    }

    /// The last working day at or before a date.
    #[must_use]
    pub fn workday_until(&self, date: Date) -> Option<Date> {
        self.nth(self.rank(date.days().saturating_add(1)).saturating_sub(1))
    }

    /// The festival that makes a date exceptional.
    #[must_use]
    pub fn name_of(&self, date: Date) -> Option<&str> {
        self.names.get(&date).map(String::as_str)
    }

    /// The office hours that hold on a date.
    #[must_use]
    pub fn hours_on(&self, date: Date) -> Option<&OfficeHours> {
        let after = self.data.hours.partition_point(|h| h.from <= date);
        self.data.hours.get(after.saturating_sub(1))
    }

    /// Working days before a day number, counted from the first covered day; negative before it.
    pub(crate) fn rank(&self, day: i32) -> i32 {
        let offset = day.saturating_sub(self.data.from.days());
        if offset < 0 {
            return weekdays_before(day).saturating_sub(weekdays_before(self.data.from.days()));
        }
        let found = usize::try_from(offset).ok().and_then(|i| self.before.get(i)).copied();
        found.unwrap_or_else(|| {
            let end = self.data.to.days().saturating_add(1);
            let beyond = weekdays_before(day).saturating_sub(weekdays_before(end));
            self.total().saturating_add(beyond)
        })
    }

    /// The working day with that rank.
    pub(crate) fn nth(&self, rank: i32) -> Option<Date> {
        let found = usize::try_from(rank).ok().and_then(|i| self.workdays.get(i)).copied();
        let day = found.unwrap_or_else(|| {
            if rank < 0 {
                return nth_weekday(weekdays_before(self.data.from.days()).saturating_add(rank));
            }
            let end = self.data.to.days().saturating_add(1);
            nth_weekday(weekdays_before(end).saturating_add(rank.saturating_sub(self.total())))
        });
        Date::from_days(day)
    }

    fn total(&self) -> i32 {
        self.before.last().copied().unwrap_or(0)
    }
}
