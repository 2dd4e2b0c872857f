//! Types and values of the fields a case carries. No parsing of human numerals lives here: values arrive normalised.

mod calc;
mod month;
mod words;

pub use calc::later;
pub use month::{ParseYearMonthError, YearMonth};

use serde::{Deserialize, Serialize};
use shouwen_calendar::Unit;
use shouwen_canon::{CaseId, Date, Decimal};
use std::cmp::Ordering;

/// The decimal places of a money value: money is kept in yuan with two places (元、角、分).
pub const MONEY_SCALE: u8 = 2;

/// The decimal places of a plain decimal.
pub const DECIMAL_SCALE: u8 = 4;

/// The most bytes one text value may hold.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;

/// The most items one list may hold.
pub const MAX_LIST_ITEMS: usize = 200;

/// The most units one period may count.
pub const MAX_PERIOD: i64 = 1_000_000;

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Type {
    /// 金额: an exact amount of yuan at [`MONEY_SCALE`].
    Money,
    /// 整数: an exact whole number.
    Integer,
    /// 小数: an exact decimal at [`DECIMAL_SCALE`].
    Decimal,
    /// 是否: yes or no.
    Flag,
    /// 日期: a calendar date.
    Date,
    /// 年月: a calendar month.
    Month,
    /// 工作日, 自然日, 小时, 办公分钟, 月, 年: a number of one unit of time; each unit is a type of its own.
    Period {
        /// The unit.
        unit: Unit,
    },
    /// 文本: free text, never compared by order; kept sealed in records.
    Text,
    /// 选项: one of the listed words.
    Choice {
        /// The words, in the order the author gave them.
        of: Vec<String>,
    },
    /// 人员: a person by name; kept sealed in records, since nobody knows whether it is one of the office.
    Person,
    /// 案件: a case of the log, by its identity.
    Case,
    /// 名单: several texts, persons or words of a choice.
    List {
        /// What each of them is.
        of: Box<Type>,
    },
}

impl Type {
    /// Whether a value belongs to this type.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Money, Value::Money { v }) => v.scale() == MONEY_SCALE,
            (Self::Decimal, Value::Decimal { v }) => v.scale() == DECIMAL_SCALE,
            (Self::Integer, Value::Integer { .. })
            | (Self::Flag, Value::Flag { .. })
            | (Self::Date, Value::Date { .. })
            | (Self::Month, Value::Month { .. })
            | (Self::Case, Value::Case { .. }) => true,
            (Self::Period { unit }, Value::Period { v, unit: of }) => {
                unit == of && (0..=MAX_PERIOD).contains(v)
            }
            (Self::Text, Value::Text { v }) => v.len() <= MAX_TEXT_BYTES,
            (Self::Person, Value::Person { v }) => !v.is_empty() && v.len() <= MAX_TEXT_BYTES,
            (Self::Choice { of }, Value::Choice { v }) => of.contains(v),
            (Self::List { of }, Value::List { v }) => {
                v.len() <= MAX_LIST_ITEMS && v.iter().all(|item| of.admits(item))
            }
            _ => false,
        }
    }

    /// Whether its values have an order by size: 不少于, 超过.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Money | Self::Integer | Self::Decimal | Self::Period { .. })
    }

    /// Whether its values have an order in time: 早于, 晚于.
    #[must_use]
    pub const fn is_time(&self) -> bool {
        matches!(self, Self::Date | Self::Month)
    }

    /// Whether its values may tell something about a person, so that they never stand in the clear in a record.
    #[must_use]
    pub fn is_private(&self) -> bool {
        match self {
            Self::Text | Self::Person => true,
            Self::List { of } => of.is_private(),
            Self::Money
            | Self::Integer
            | Self::Decimal
            | Self::Flag
            | Self::Date
            | Self::Month
            | Self::Period { .. }
            | Self::Choice { .. }
            | Self::Case => false,
        }
    }
}

/// A value of a field or a literal of an expression, already normalised by its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// Yuan at [`MONEY_SCALE`].
    Money {
        /// The amount.
        v: Decimal,
    },
    /// A whole number.
    Integer {
        /// The number.
        v: i64,
    },
    /// A decimal at [`DECIMAL_SCALE`].
    Decimal {
        /// The number.
        v: Decimal,
    },
    /// Yes (`true`) or no.
    Flag {
        /// The answer.
        v: bool,
    },
    /// A date.
    Date {
        /// The date.
        v: Date,
    },
    /// A month of a year.
    Month {
        /// The month.
        v: YearMonth,
    },
    /// So many of a unit of time; a computed one may be negative.
    Period {
        /// How many.
        v: i64,
        /// Of what.
        unit: Unit,
    },
    /// Text, byte for byte as given.
    Text {
        /// The text.
        v: String,
    },
    /// One word of a choice.
    Choice {
        /// The word.
        v: String,
    },
    /// A person.
    Person {
        /// The name.
        v: String,
    },
    /// A case.
    Case {
        /// Its identity.
        v: CaseId,
    },
    /// Several, in the order in which they were given.
    List {
        /// They.
        v: Vec<Value>,
    },
}

impl Value {
    /// How two values of one type stand to each other; `None` where there is no order, or the units differ.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Money { v: a }, Self::Money { v: b })
            | (Self::Decimal { v: a }, Self::Decimal { v: b }) => Some(a.compare(*b)),
            (Self::Integer { v: a }, Self::Integer { v: b }) => Some(a.cmp(b)),
            (Self::Date { v: a }, Self::Date { v: b }) => Some(a.cmp(b)),
            (Self::Month { v: a }, Self::Month { v: b }) => Some(a.cmp(b)),
            (Self::Period { v: a, unit }, Self::Period { v: b, unit: of }) if unit == of => Some(a.cmp(b)),
            _ => None,
        }
    }
}
