//! Dates of the proleptic Gregorian calendar as a day number.
//!
//! The conversions follow the well-known era arithmetic (400-year eras of 146,097 days, years that begin in March);
//! they are checked against chrono in the tests.

use crate::text::Ascii;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The first year a date may lie in.
pub const MIN_YEAR: i32 = 1900;

/// The last year a date may lie in.
pub const MAX_YEAR: i32 = 2200;

/// 1900-01-01 and 2200-12-31 as day numbers.
const MIN_DAYS: i32 = -25_567;
const MAX_DAYS: i32 = 84_370;

/// A calendar date: days since 1970-01-01, between the years [`MIN_YEAR`] and [`MAX_YEAR`].
///
/// ```
/// use shouwen_canon::Date;
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.ymd(), date.weekday()), ((2024, 2, 29), 4));
/// assert_eq!(date.checked_add_days(1).map(|d| d.to_string()).as_deref(), Some("2024-03-01"));
/// # Ok::<(), shouwen_canon::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a date of the form 2026-03-02 between 1900 and 2200")]
pub struct ParseDateError(pub String);

impl Date {
    /// 1970-01-01, day number 0.
    pub const EPOCH: Self = Self(0);

    /// The date of a day number, if it lies in the supported years.
    #[must_use]
    pub const fn from_days(days: i32) -> Option<Self> {
        if days >= MIN_DAYS && days <= MAX_DAYS { Some(Self(days)) } else { None }
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The date of a year, month (1 to 12) and day (1 to 31), if there is one.
    #[must_use]
    #[allow(clippy::arithmetic_side_effects, reason = "the ranges of year, month and day are checked first")]
    pub const fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 {
            return None;
        }
        if day > days_in_month(year, month) {
            return None;
        }
        let (month, day) = (month.cast_signed(), day.cast_signed());
        let march_year = if month <= 2 { year - 1 } else { year };
        let era = march_year / 400;
        let year_of_era = march_year - era * 400;
        let march_month = (month + 9) % 12;
        let day_of_year = (153 * march_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month and day.
    #[must_use]
    #[allow(clippy::arithmetic_side_effects, reason = "a date lies within three centuries of 1970")]
    pub const fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted - era * 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month.cast_unsigned(), day.cast_unsigned())
    }

    /// The day of the week: Monday is 1, Sunday is 7 (ISO 8601).
    #[must_use]
    #[allow(clippy::arithmetic_side_effects, reason = "a date lies within three centuries of 1970")]
    pub const fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        ((self.0 + 3).rem_euclid(7) + 1).cast_unsigned()
    }

    /// The date that many days later (earlier, if negative), if it is supported.
    #[must_use]
    pub const fn checked_add_days(self, days: i32) -> Option<Self> {
        match self.0.checked_add(days) {
            Some(sum) => Self::from_days(sum),
            None => None,
        }
    }
}

impl Date {
    fn text(self) -> Ascii<10> {
        let mut text = Ascii::new();
        self.write(&mut text);
        text
    }

    pub(crate) fn write<const N: usize>(self, text: &mut Ascii<N>) {
        let (year, month, day) = self.ymd();
        let year = year.unsigned_abs();
        text.two(year / 100);
        text.two(year % 100);
        for part in [month, day] {
            text.push(b'-');
            text.two(part);
        }
    }
}

/// How many days a month has; 0 for a month that is none.
pub(crate) const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Reads exactly `len` ASCII digits.
pub(crate) fn digits(text: &str, len: usize) -> Option<u32> {
    if text.len() != len || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let year = i32::try_from(digits(year, 4)?).ok()?;
            Self::from_ymd(year, digits(month, 2)?, digits(day, 2)?)
        };
        read().ok_or_else(|| ParseDateError(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text().as_str())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::value::parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike as _;

    #[test]
    fn every_supported_day_agrees_with_chrono() {
        let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        for days in MIN_DAYS..=MAX_DAYS {
            let ours = Date::from_days(days).unwrap();
            let theirs = epoch + chrono::Duration::days(i64::from(days));
            assert_eq!(ours.ymd(), (theirs.year(), theirs.month(), theirs.day()));
            assert_eq!(ours.weekday(), theirs.weekday().number_from_monday());
            let (y, m, d) = ours.ymd();
            assert_eq!(Date::from_ymd(y, m, d), Some(ours));
            assert_eq!(ours.to_string().parse(), Ok(ours));
        }
    }

    #[test]
    fn the_supported_years_end_where_they_say() {
        assert_eq!(Date::from_ymd(MIN_YEAR, 1, 1).map(Date::days), Some(MIN_DAYS));
        assert_eq!(Date::from_ymd(MAX_YEAR, 12, 31).map(Date::days), Some(MAX_DAYS));
        assert_eq!(Date::from_days(MIN_DAYS - 1), None);
        assert_eq!(Date::from_days(MAX_DAYS + 1), None);
        assert_eq!(Date::from_ymd(MIN_YEAR - 1, 12, 31), None);
        assert_eq!(Date::from_ymd(MAX_YEAR + 1, 1, 1), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2026-2-3",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026/01/01",
            "+026-01-01",
            "2026-01-01 ",
            "２０２６-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
