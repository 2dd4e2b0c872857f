//! Types and values in words, Chinese and English.

use super::{Type, Value};
use shouwen_calendar::Unit;

impl Type {
    /// A short word for messages, in Chinese and English.
    #[must_use]
    pub const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Money => ("金额", "money"),
            Self::Integer => ("整数", "integer"),
            Self::Decimal => ("小数", "decimal"),
            Self::Flag => ("是否", "yes/no"),
            Self::Date => ("日期", "date"),
            Self::Month => ("年月", "year and month"),
            Self::Period { unit } => match unit {
                Unit::Workday => ("工作日数", "number of working days"),
                Unit::Day => ("自然日数", "number of calendar days"),
                Unit::Hour => ("小时数", "number of hours"),
                Unit::OfficeMinute => ("办公分钟数", "number of office minutes"),
                Unit::Month => ("月数", "number of months"),
                Unit::Year => ("年数", "number of years"),
            },
            Self::Text => ("文本", "text"),
            Self::Choice { .. } => ("选项", "choice"),
            Self::Person => ("人员", "person"),
            Self::Case => ("案件", "case"),
            Self::List { .. } => ("名单", "list"),
        }
    }
}

impl Value {
    /// The value as people read it, in Chinese and English.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let same = |text: String| (text.clone(), text);
        match self {
            Self::Money { v } => (format!("{v}元"), format!("{v} yuan")),
            Self::Integer { v } => same(v.to_string()),
            Self::Decimal { v } => {
                let digits = v.to_string();
                same(digits.trim_end_matches('0').trim_end_matches('.').to_owned())
            }
            Self::Flag { v: true } => ("是".to_owned(), "yes".to_owned()),
            Self::Flag { v: false } => ("否".to_owned(), "no".to_owned()),
            Self::Date { v } => same(v.to_string()),
            Self::Month { v } => same(v.to_string()),
            Self::Period { v, unit } => {
                let (zh, one, many) = unit.words();
                (format!("{v}{zh}"), format!("{v} {}", if *v == 1 { one } else { many }))
            }
            Self::Text { v } | Self::Choice { v } | Self::Person { v } => same(v.clone()),
            Self::Case { v } => same(v.to_string()),
            Self::List { v } => {
                let (zh, en): (Vec<String>, Vec<String>) = v.iter().map(Self::words).unzip();
                (zh.join("、"), en.join(", "))
            }
        }
    }
}
