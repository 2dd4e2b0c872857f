//! 时限: its clauses, as written.

use super::{Basis, Deed, Located, Name, Period, Role};

/// 法定 or 承诺.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitName {
    /// 法定.
    Statutory,
    /// 承诺.
    Promised,
}

/// A clause of 时限.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockClause {
    /// [法定|承诺] 五个工作日[，自 收件日 起][，依据 …].
    Budget {
        /// Which limit, where a word says so.
        of: Option<Located<LimitName>>,
        /// How long.
        period: Period,
        /// 至 完成日期: the field with the date up to which it lasts; the period is none.
        until: Option<Name>,
        /// From what it counts.
        start: Option<Start>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 无法定时限.
    NoStatutory,
    /// 末日遇休息日 ….
    LastDay(Located<Roll>),
    /// 至 下班 止, 至 二十四时 止.
    DayEnds(Located<DayEnd>),
    /// 下班后收到的 次一工作日收到.
    AfterHours,
    /// 追加当事人的，重新计算[，已批准的延长 失效|保留].
    Restart {
        /// The event.
        event: Name,
        /// Whether an extension that was granted is kept, where the clause says so.
        keeps: Option<Located<bool>>,
    },
    /// [法定|承诺] 不计入：听证、鉴定 期间[，不超过 …][，事由 X][，书面告知 Y][，依据 …].
    LeftOut {
        /// Which limit, where a word says so.
        of: Option<Located<LimitName>>,
        /// The places.
        places: Vec<Name>,
        /// No more than this.
        at_most: Option<Period>,
        /// 事由.
        cause: Option<Name>,
        /// 书面告知.
        tell: Option<Located<Role>>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 至 … 止.
    Ends(ClockEnd),
    /// 可延长 一次，不超过 …，届满前由 X 批准[，书面告知 Y 理由][，依据 …].
    Extend {
        /// How often.
        times: Located<u32>,
        /// By no more than this.
        at_most: Period,
        /// Who approves.
        by: Name,
        /// Who is told the reasons.
        tell: Option<Located<Role>>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// [法定|承诺] 剩余 两个工作日的，….
    Left {
        /// Which limit.
        of: Option<Located<LimitName>>,
        /// How much is left.
        left: Remainder,
        /// What happens.
        deeds: Vec<Located<Deed>>,
    },
    /// [法定|承诺] 届满的，….
    Expired {
        /// Which limit.
        of: Option<Located<LimitName>>,
        /// What happens.
        deeds: Vec<Located<Deed>>,
    },
}

/// From what a limit counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// 自 X 起: a key date.
    From(Name),
    /// X 之前: back from a key date.
    Before(Name),
    /// 自 X 时起: the instant of an event.
    Event(Name),
}

impl Start {
    /// The key date.
    #[must_use]
    pub const fn date(&self) -> Option<&Name> {
        match self {
            Self::From(date) | Self::Before(date) => Some(date),
            Self::Event(_) => None,
        }
    }
}

/// What ends a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockEnd {
    /// 至 决定日 止.
    Date(Name),
    /// 至 作出 受理、不予受理 之一 止.
    Acts(Vec<Located<EndingAct>>),
    /// 至 出具 裁决书、调解书 之一 止.
    Documents(Vec<Name>),
}

/// How much of a limit is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remainder {
    /// 两个工作日.
    Period(Period),
    /// 百分之二十.
    Share(Located<u32>),
}

/// What becomes of a last day that is a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// 顺延.
    On,
    /// 提前.
    Back,
    /// 不变.
    Not,
}

/// When the last day ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayEnd {
    /// 下班.
    OfficeClose,
    /// 二十四时.
    Midnight,
}

/// Acts that may end a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingAct {
    /// 受理.
    Accept,
    /// 不予受理.
    Decline,
    /// 一次性告知.
    NotifyOnce,
    /// 转为承诺件.
    Convert,
}
