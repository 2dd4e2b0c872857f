//! 责任追究: what follows a breach, by how often it happened.

use super::{Basis, Role};
use serde::{Deserialize, Serialize};
use shouwen_canon::Date;

/// The highest number of times that a rung may ask for.
pub const MAX_RUNG_TIMES: u32 = 100;

/// 责任追究: a table of consequences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Its name: tables of one name count together.
    pub name: String,
    /// Its clauses, one to one with those of the text.
    pub clauses: Vec<LadderClause>,
}

/// A clause of 责任追究.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum LadderClause {
    /// 依据 …: what the table rests on.
    Basis {
        /// The laws.
        of: Vec<Basis>,
    },
    /// 每 年度 按 责任人 计次: over all cases; without it each case counts for itself.
    Counting {
        /// In which time.
        each: Window,
        /// Whose breaches.
        by: CountedBy,
    },
    /// 超期、违诺 满 两次的，约谈.
    Rung {
        /// Which breaches, by name or by the kernel's code; absent for any. Those of an imported table that the
        /// procedure cannot record are left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<Vec<String>>,
        /// From which time on.
        times: u32,
        /// What follows.
        measures: Vec<Measure>,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
}

/// A time in which breaches are counted together, by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// 年度.
    Year,
    /// 季度.
    Quarter,
    /// 月度.
    Month,
}

impl Window {
    /// Which of these times a day belongs to: its year, and its part of the year.
    #[must_use]
    pub const fn of(self, day: Date) -> (i32, u32) {
        let (year, month, _) = day.ymd();
        let part = match self {
            Self::Year => 0,
            Self::Quarter => month.saturating_sub(1) / 3,
            Self::Month => month,
        };
        (year, part)
    }

    /// Its words in Chinese and English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Year => ("年度", "calendar year"),
            Self::Quarter => ("季度", "calendar quarter"),
            Self::Month => ("月度", "calendar month"),
        }
    }
}

/// Whose breaches are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedBy {
    /// 责任人: whoever answers; what nobody had taken up is the post's.
    Person,
    /// 岗位.
    Post,
}

/// A consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What is done.
    pub what: MeasureWord,
    /// To whom, if not to whoever answers: the superior, or a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Role>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum MeasureWord {
    /// 约谈: a name of the author's.
    Named {
        /// It.
        name: String,
    },
    /// 扣 二分.
    Points {
        /// How many.
        n: u32,
    },
    /// 移送 监察室.
    SendOn {
        /// To whom.
        to: String,
    },
}

impl Measure {
    /// In Chinese and in English.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let (zh, en) = match &self.what {
            MeasureWord::Named { name } => (name.clone(), name.clone()),
            MeasureWord::Points { n } => {
                (format!("扣 {n} 分"), format!("deduct {n} point{}", if *n == 1 { "" } else { "s" }))
            }
            MeasureWord::SendOn { to } => (format!("移送 {to}"), format!("send on to {to}")),
        };
        match &self.against {
            None => (zh, en),
            Some(Role::Post { name }) => (format!("对 {name} {zh}"), format!("{en} against {name}")),
            Some(_) => (format!("对其上级 {zh}"), format!("{en} against own superior")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_its_calendar_time() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (last, first) = (day("2024-12-31"), day("2025-01-01"));
        for window in [Window::Year, Window::Quarter, Window::Month] {
            assert_ne!(window.of(last), window.of(first));
        }
        assert_eq!(Window::Quarter.of(day("2024-04-01")), Window::Quarter.of(day("2024-06-30")));
        assert_ne!(Window::Quarter.of(day("2024-03-31")), Window::Quarter.of(day("2024-04-01")));
        assert_eq!(Window::Year.of(day("2024-01-01")), Window::Year.of(last));
    }
}
