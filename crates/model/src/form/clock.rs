//! 时限: its clauses, resolved.

use super::{ActItem, AwaitedEvent, Basis, Direction, Period, Role};
use serde::{Deserialize, Serialize};
use shouwen_calendar::{DayEnd, Roll};

/// 时限: a named clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Its name.
    pub name: String,
    /// One clause for each effect.
    pub clauses: Vec<ClockClause>,
}

/// Which limit of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockName {
    /// 法定.
    Statutory,
    /// 承诺.
    Promised,
}

/// One clause of a named clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClockClause {
    /// 法定 / 承诺 N 单位，自 X 起. A clock's budget without either word is statutory.
    Budget {
        /// Which limit.
        of: ClockName,
        /// How long.
        period: Period,
        /// 至 …: the field that holds the date up to which it lasts; the period is that of no day after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
        /// 自 … 起; absent in the second budget, which starts with the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// 自 … 时起: the event at whose instant it starts, in place of a date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<AwaitedEvent>,
        /// Whether it counts back from that date: the act is due so long before it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        before: bool,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// 无法定时限: no law sets a limit, which is told to the public.
    NoStatutory,
    /// 末日遇休息日 …: what becomes of a last day that is a day off.
    LastDay {
        /// Where it goes.
        roll: Roll,
    },
    /// 至 下班 止, 至 二十四时 止: when the last day ends.
    DayEnds {
        /// When.
        at: DayEnd,
    },
    /// 下班后收到的 次一工作日收到: a day that is recorded after hours counts as the next working day.
    AfterHours,
    /// … 的，重新计算: the clock counts from zero when the event happens while it runs.
    Restart {
        /// The event.
        event: AwaitedEvent,
        /// Whether an extension that was granted is kept.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        keeps_extension: bool,
    },
    /// 不计入：… 期间: the clock stands still while the case is in one of the places.
    LeftOut {
        /// The places.
        places: Vec<String>,
        /// Only this limit; absent means the whole clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<ClockName>,
        /// No more than this at a time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Period>,
        /// 事由; absent means the name of the place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
        /// 书面告知.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tell: Option<Role>,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// 至 … 止.
    Ends {
        /// At what.
        at: ClockEnd,
    },
    /// 可延长.
    Extend {
        /// How often.
        times: u32,
        /// By no more than this.
        at_most: Period,
        /// 由 … 批准.
        by: String,
        /// 书面告知 … 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tell: Option<Role>,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// 剩余 … 的.
    Left {
        /// Which limit; absent means the one that falls due first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ClockName>,
        /// How much is left.
        #[serde(rename = "period")]
        left: Remainder,
        /// What happens.
        acts: Vec<ActItem>,
    },
    /// 届满的.
    Expired(Expiry),
}

/// What follows when a limit of a clock passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    /// Which limit.
    pub of: ClockName,
    /// What happens.
    pub acts: Vec<ActItem>,
    /// Where it leads, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Direction>,
    /// What the direction rests on, where no act stands between it and its 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// What ends a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClockEnd {
    /// 至 X 止: the key date is recorded.
    Date {
        /// The date.
        name: String,
    },
    /// 至 作出 … 之一 止: one of the acts is done.
    Acts {
        /// The acts.
        of: Vec<EndingAct>,
    },
    /// 至 出具 … 之一 止: one of the documents is issued.
    Documents {
        /// The documents.
        of: Vec<String>,
    },
}

/// How much of a limit is left when something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Remainder {
    /// So much.
    Period(Period),
    /// A share of the whole, extensions included; a part of a unit counts as one.
    Share {
        /// Hundredths of the whole, 1 to 99.
        percent: u32,
    },
}

/// Acts that may end a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
