//! Where a clause leads.

use super::Period;
use serde::{Deserialize, Serialize};

/// Where a directing clause leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Direction {
    /// 转入.
    GoTo {
        /// The place.
        place: String,
    },
    /// 退回.
    Return {
        /// The place.
        place: String,
        /// What becomes of later conclusions.
        mode: ReturnMode,
    },
    /// 中断，转入: the place is left as it stands, and gone back to later.
    Interrupt {
        /// The place.
        place: String,
    },
    /// 回到 中断前环节: to the place that was interrupted last, where everything goes on as it stood.
    Back,
    /// 本分支办结: the branch of the parallel block is done.
    FinishBranch,
    /// 中止并行，转入: the parallel block ends with every branch where it stands.
    Abort {
        /// Where the case goes.
        place: String,
    },
    /// 办结，结果为.
    Close {
        /// The outcome.
        outcome: String,
    },
    /// 继续等候.
    KeepWaiting {
        /// 每 … 再次 …: the clause's acts repeat at this interval.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        every: Option<Period>,
    },
}

/// How a return treats what came later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnMode {
    /// 重新办理: later conclusions are void (and stay visible).
    Restart,
    /// 补充后送回: they stand; the case jumps back to the returner.
    Resume,
}
