//! What a limit is: an amount, its unit, and how its end is found.

use serde::{Deserialize, Serialize};
use shouwen_canon::{Date, Instant};
use std::fmt;

/// The greatest amount of a limit together with its extension, in its own unit.
pub const MAX_AMOUNT: u32 = 100_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日: working days of the calendar.
    Workday,
    /// 自然日: every day.
    Day,
    /// 小时: sixty minutes each, at any time (Civil Code art. 201 para. 2).
    Hour,
    /// 办公分钟: minutes inside office hours.
    OfficeMinute,
    /// 月: to the corresponding date, or the end of the month (art. 202).
    Month,
    /// 年: twelve months.
    Year,
}

impl Unit {
    /// The unit's words: Chinese, English singular, English plural.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Workday => ("个工作日", "working day", "working days"),
            Self::Day => ("个自然日", "calendar day", "calendar days"),
            Self::Hour => ("小时", "hour", "hours"),
            Self::OfficeMinute => ("办公分钟", "office minute", "office minutes"),
            Self::Month => ("个月", "month", "months"),
            Self::Year => ("年", "year", "years"),
        }
    }
}

/// Which way is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the event on.
    #[default]
    Forward,
    /// Back from the event: the result is the latest day on which the act may be done.
    Backward,
}

/// What happens to a last day that is no working day (Civil Code art. 203).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// It stays.
    #[default]
    None,
    /// It becomes the next working day.
    NextWorkday,
    /// It becomes the previous working day.
    PreviousWorkday,
}

/// When the last day ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayEnd {
    /// At 24:00.
    #[default]
    Midnight,
    /// At the close of business (Civil Code art. 203 para. 2).
    OfficeClose,
    /// At the computed instant itself; the rule of hours and minutes.
    Instant,
}

/// On which day a filing counts as received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceivedRule {
    /// On its own date, whatever day that is.
    #[default]
    AsRecorded,
    /// On the next working day, if it came on a day off or at or after the close of business.
    NextWorkdayIfClosed,
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// Which way.
    #[serde(default)]
    pub direction: Direction,
    /// Last day on a day off.
    #[serde(default)]
    pub roll: Roll,
    /// End of the last day.
    #[serde(default)]
    pub day_end: DayEnd,
}

impl Limit {
    /// A forward limit with the ordinary conventions: days end at midnight, hours and minutes at their instant; limits
    /// in calendar days, months and years roll to the next working day, others need no roll.
    #[must_use]
    pub const fn new(amount: u32, unit: Unit) -> Self {
        let (roll, day_end) = match unit {
            Unit::Workday => (Roll::None, DayEnd::Midnight),
            Unit::Day | Unit::Month | Unit::Year => (Roll::NextWorkday, DayEnd::Midnight),
            Unit::Hour | Unit::OfficeMinute => (Roll::None, DayEnd::Instant),
        };
        Self { amount, unit, direction: Direction::Forward, roll, day_end }
    }

    /// The limit in Chinese, as `20个工作日`.
    #[must_use]
    pub fn zh(&self) -> String {
        format!("{}{}", self.amount, self.unit.words().0)
    }
}

/// The limit in English, as `20 working days`.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, one, many) = self.unit.words();
        write!(f, "{} {}", self.amount, if self.amount == 1 { one } else { many })
    }
}

/// What a limit is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// An instant; limits in days use its date.
    At(Instant),
    /// A date; limits in hours and minutes use its midnight.
    On(Date),
}

impl Anchor {
    /// The anchor's date.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::At(instant) => instant.date(),
            Self::On(date) => date,
        }
    }

    /// The anchor's instant.
    #[must_use]
    pub fn instant(self) -> Instant {
        match self {
            Self::At(instant) => instant,
            Self::On(date) => Instant::start_of(date),
        }
    }
}
