//! A month of a year, without a day.

use serde::{Deserialize, Serialize};
use shouwen_canon::Date;
use std::fmt;
use std::str::FromStr;

/// A calendar month, written `2024-03`; within the years that dates have.
///
/// ```
/// use shouwen_model::value::YearMonth;
/// let march: YearMonth = "2024-03".parse().unwrap();
/// assert_eq!(march.plus(11).map(|m| m.to_string()), Some("2025-02".to_owned()));
/// assert_eq!(march.first_day().to_string(), "2024-03-01");
/// assert!("2024-13".parse::<YearMonth>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct YearMonth(Date);

/// A text that is no month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no month such as 2024-03")]
pub struct ParseYearMonthError(pub String);

impl YearMonth {
    /// The month, 1 to 12, of a year; `None` outside the years that dates have.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        Date::from_ymd(year, month, 1).map(Self)
    }

    /// The month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let (year, month, _) = date.ymd();
        Self(Date::from_ymd(year, month, 1).unwrap_or(date))
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.0
    }

    /// The month so many months later; `None` outside the years that dates have.
    #[must_use]
    pub fn plus(self, months: i64) -> Option<Self> {
        let sum = self.index().checked_add(months)?;
        let year = i32::try_from(sum.div_euclid(12)).ok()?;
        let month = u32::try_from(sum.rem_euclid(12)).ok()?;
        Self::new(year, month.saturating_add(1))
    }

    /// Months since the year 0, for counting.
    #[must_use]
    pub fn index(self) -> i64 {
        let (year, month, _) = self.0.ymd();
        i64::from(year).saturating_mul(12).saturating_add(i64::from(month)).saturating_sub(1)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = self.0.ymd();
        write!(f, "{year:04}-{month:02}")
    }
}

impl From<YearMonth> for String {
    fn from(month: YearMonth) -> Self {
        month.to_string()
    }
}

impl FromStr for YearMonth {
    type Err = ParseYearMonthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = (text.len() == 7).then(|| format!("{text}-01").parse::<Date>().ok()).flatten();
        found.map(Self).ok_or_else(|| ParseYearMonthError(text.to_owned()))
    }
}

impl TryFrom<String> for YearMonth {
    type Error = ParseYearMonthError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
