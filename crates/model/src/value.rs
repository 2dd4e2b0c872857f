//! Types and values of the fields a case carries. No parsing of human numerals lives here: values arrive normalised.

use serde::{Deserialize, Serialize};
use shouwen_canon::{Date, Decimal};

/// The decimal places of a money value: money is kept in yuan with two places (元、角、分).
pub const MONEY_SCALE: u8 = 2;

/// The most bytes one text value may hold.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Type {
    /// 金额: an exact amount of yuan at [`MONEY_SCALE`].
    Money,
    /// 整数: an exact whole number.
    Integer,
    /// 是否: yes or no.
    Flag,
    /// 日期: a calendar date.
    Date,
    /// 文本: free text, never compared by order; kept sealed in records.
    Text,
    /// 选项: one of the listed words.
    Choice {
        /// The words, in the order the author gave them.
        of: Vec<String>,
    },
}

impl Type {
    /// A short word for messages, in Chinese and English.
    #[must_use]
    pub const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Money => ("金额", "money"),
            Self::Integer => ("整数", "integer"),
            Self::Flag => ("是否", "yes/no"),
            Self::Date => ("日期", "date"),
            Self::Text => ("文本", "text"),
            Self::Choice { .. } => ("选项", "choice"),
        }
    }

    /// Whether a value belongs to this type.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Money, Value::Money { v }) => v.scale() == MONEY_SCALE,
            (Self::Integer, Value::Integer { .. })
            | (Self::Flag, Value::Flag { .. })
            | (Self::Date, Value::Date { .. }) => true,
            (Self::Text, Value::Text { v }) => v.len() <= MAX_TEXT_BYTES,
            (Self::Choice { of }, Value::Choice { v }) => of.contains(v),
            _ => false,
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
}
