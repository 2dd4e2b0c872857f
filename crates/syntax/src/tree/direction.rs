//! Where a clause leads, as written.

use super::{Located, Name, Period};

/// Where a clause leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 转入 X.
    GoTo(Name),
    /// 退回 X 重新办理 / 补充后送回.
    Return(Name, Located<ReturnMode>),
    /// 中断，转入 X.
    Interrupt(Name),
    /// 暂停，转入 X: a posting is interrupted.
    Pause(Name),
    /// 回到 中断前环节.
    Back,
    /// 本分支办结.
    FinishBranch,
    /// 中止并行，转入 X.
    Abort(Name),
    /// 办结，结果为 X.
    Close(Name),
    /// 继续等候[，每 … 再次 升级].
    KeepWaiting(Option<Period>),
}

/// How a return treats what came later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnMode {
    /// 重新办理.
    Restart,
    /// 补充后送回.
    Resume,
}
