//! Acts of a clause, as written.

use super::{Basis, Direction, Located, Name, Role};

/// A part of a directing clause after its guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// An act.
    Act(Act),
    /// 依据 …: covers every act back to the previous 依据 or the guard.
    Basis(Vec<Located<Basis>>),
    /// Where it leads.
    Go(Direction),
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// 受理.
    Accept,
    /// 容缺受理.
    AcceptDeferring,
    /// 按现有材料 办理.
    OnFile,
    /// 不予受理.
    Decline,
    /// 一次性告知 全部缺项.
    NotifyAllGaps,
    /// 一次性告知 验资报告: some materials only, which the checks refuse (G602).
    NotifySome(Vec<Name>),
    /// 视为 ….
    Deem(Deemed),
    /// 出具 X.
    Issue(Name),
    /// 送达 X: a party has what is sent to it once its receipt is entered.
    Serve(Located<Role>),
    /// 征求 X 意见.
    Consult(Name),
    /// 抄送 X.
    Copy(Recipient),
    /// 报告 X.
    Report(Recipient),
    /// 记入 X.
    List(Name),
    /// 书面告知 Y, 书面告知 Y 理由.
    Tell {
        /// Whom.
        whom: Located<Role>,
        /// 理由.
        reasons: bool,
    },
    /// 记 X.
    RecordDate(Name),
    /// X 定为 Y.
    SetDate {
        /// The date set.
        date: Name,
        /// Its source.
        to: Located<DateSource>,
    },
    /// X 改为 Y.
    MoveDate {
        /// The date moved.
        date: Name,
        /// Its source.
        to: Located<DateSource>,
    },
    /// 催办 X.
    Urge(Located<Role>),
    /// 升级 X.
    Escalate(Located<Role>),
    /// 记为违规 X[，责任 Y].
    Breach {
        /// The breach.
        name: Name,
        /// Who answers for it; whoever is in charge where nothing is said.
        answers: Option<Answers>,
    },
    /// Y 可以 X: a right arises.
    Right {
        /// Whose.
        whom: Located<Role>,
        /// To do what.
        what: Name,
    },
    /// 不得再提出 X: an event that comes too late from now on.
    Bar(Name),
    /// 开启 X.
    OpenLinked(Name),
    /// 转为承诺件，理由为 X; without a reason the resolver asks for it.
    Convert(Option<Name>),
}

/// What the law supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deemed {
    /// 视为受理.
    Accepted,
    /// 视为撤回.
    Withdrawn,
    /// 视为准予.
    Granted,
    /// 视为同意.
    Consented,
    /// 视为送达.
    Served,
    /// 视为签收.
    Received,
}

/// Whom a copy or a report goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Somebody of the procedure.
    Role(Located<Role>),
    /// 外单位 X.
    Outside(Name),
}

/// Where a date comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A key date.
    Date(Name),
    /// 作出之日.
    Decided,
    /// 收到之日.
    Received,
}

/// Who answers for a breach: 责任 ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// 接待 经办人: who acted in a place.
    OfficerIn(Name),
    /// Somebody else meant by relation to the case, or a post.
    Role(Located<Role>),
}
