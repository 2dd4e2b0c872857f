//! 日程: what comes round for open cases. As written.

use super::{Date, Expr, Located, Name};

/// A clause of 日程.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleClause {
    /// 每 周六 9:00[，自 … 至 …]，休息日照常.
    Session {
        /// On which days.
        on: Located<Round>,
        /// At what hour and minute.
        at: (u32, u32),
        /// From the first day to the last one.
        between: Option<(Located<Date>, Located<Date>)>,
        /// What becomes of a session on a day off.
        days_off: DaysOff,
    },
    /// 对象 符合 应调度: which open cases.
    Object(Expr),
    /// 由 甲 召集，乙 主持.
    Convened {
        /// Who convenes.
        by: Name,
        /// Who presides.
        chair: Name,
    },
    /// 逐案 填写 问题、措施[，登记 本周已调度].
    EachCase {
        /// What is filled in.
        fields: Vec<Name>,
        /// The event that happens in each case by that.
        event: Option<Name>,
    },
    /// 缺席的，记为违规 ….
    Absent(Name),
    /// 无案件的，记明.
    NoCase,
    /// 未召开的，记为违规 ….
    NotHeld(Name),
}

/// What becomes of a session on a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysOff {
    /// 休息日照常.
    AsUsual,
    /// 休息日顺延: to the next working day.
    MoveOn,
    /// 休息日提前: to the working day before.
    MoveBack,
}

/// When a session comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// On a weekday, 1 for Monday to 7.
    Weekly(u32),
    /// On a day of the month.
    Monthly(u32),
}
