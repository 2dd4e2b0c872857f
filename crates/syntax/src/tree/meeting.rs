//! 会议: what only a meeting has, as written.

use super::{Located, Name, Period};

/// A clause of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingClause {
    /// 由 X 组成，Y 主持.
    Composed {
        /// The post whose holders are members.
        members: Name,
        /// Who presides.
        chair: Name,
    },
    /// 应到 减去 回避人数.
    LessRecused,
    /// 到会 不少于 三分之二.
    Quorum(Threshold),
    /// 赞成 超过 到会 半数的，X.
    Carried {
        /// How many.
        by: Threshold,
        /// Of those due, not of those present.
        of_due: bool,
        /// What is concluded then.
        value: Name,
    },
    /// 平票的，按 X 意见.
    TiedByChair(Name),
    /// 平票的，X.
    Tied(Name),
    /// 到会不足的，三个工作日内 改期，不超过 两次，仍不足的，X.
    TooFew {
        /// Until when it meets again.
        within: Period,
        /// How often.
        times: Located<u32>,
        /// What is concluded after that.
        value: Name,
    },
}

/// So many of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// 超过, not 不少于.
    pub more: bool,
    /// So many parts.
    pub parts: u32,
    /// Of so many.
    pub of: u32,
}
