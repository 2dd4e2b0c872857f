//! What a clause does.

use super::{AwaitedEvent, Basis, Role};
use serde::{Deserialize, Serialize};

/// An act with its basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActItem {
    /// The act.
    pub act: Act,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// What a clause does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// 受理.
    Accept,
    /// 容缺受理: acceptance while nothing but deferrable materials is missing.
    AcceptDeferring,
    /// 按现有材料 办理: what is still missing is no longer asked for, and the case goes on without it.
    OnFile,
    /// 不予受理.
    Decline,
    /// 一次性告知.
    NotifyOnce {
        /// What the notice lists.
        what: Notified,
    },
    /// 视为 …: the law supplies the act.
    Deem {
        /// What is deemed.
        what: Deemed,
    },
    /// 出具.
    Issue {
        /// The document.
        document: String,
    },
    /// 送达: of a party, to each person of it.
    Serve {
        /// Whom.
        whom: Role,
    },
    /// 征求 … 意见: the views of a party are asked for.
    Consult {
        /// The party.
        party: String,
    },
    /// 抄送.
    Copy {
        /// To whom.
        to: Recipient,
    },
    /// 报告.
    Report {
        /// To whom.
        to: Recipient,
    },
    /// 记入: an entry in a register.
    List {
        /// The register.
        register: String,
    },
    /// 书面告知.
    Tell {
        /// Whom.
        whom: Role,
        /// What, if the clause says so (理由).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
    },
    /// 记 X: the day of the transition.
    RecordDate {
        /// The key date.
        date: String,
    },
    /// X 定为 Y.
    SetDate {
        /// The key date that is set.
        date: String,
        /// Where its value comes from.
        to: DateSource,
    },
    /// X 改为 Y: overwrites a date already recorded.
    MoveDate {
        /// The key date that is moved.
        date: String,
        /// Where its value comes from.
        to: DateSource,
    },
    /// 催办.
    Urge {
        /// Whom.
        whom: Role,
    },
    /// 升级.
    Escalate {
        /// To whom.
        to: Role,
    },
    /// 可以: a right arises, which the case view shows; the case itself goes on.
    Right {
        /// Whose.
        whom: Role,
        /// To do what, as the text names it.
        what: String,
    },
    /// 不得再提出: the event comes too late from now on.
    Bar {
        /// The event.
        event: AwaitedEvent,
    },
    /// 开启: a case of another procedure opens, which the command names; this clause declares the link.
    OpenLinked {
        /// The link's name.
        link: String,
    },
    /// 转为承诺件，理由为 …: an immediate item is carried on as a timed one, for a reason from a closed list.
    Convert {
        /// The choice field that holds the reason.
        reason: String,
    },
    /// 记为违规.
    Breach {
        /// The breach, declared by this very clause.
        name: String,
        /// 责任 …: who answers for it; whoever is in charge where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<Answers>,
    },
}

/// Whom a copy or a report goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipient {
    /// Somebody meant by relation to the case, or a post.
    Role {
        /// Whom.
        role: Role,
    },
    /// 外单位: a body that has no post in the procedure.
    Outside {
        /// Its name.
        name: String,
    },
}

/// Who answers for a breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answers {
    /// 接待 经办人: who acted in a place last; while nobody has, who was asked first for its post; else the post.
    OfficerIn {
        /// The place.
        place: String,
    },
    /// Somebody meant by relation to the case, or a post.
    Role {
        /// Whom.
        role: Role,
    },
}

/// What a one-time notice lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Notified {
    /// 全部缺项: every gap of the completed check.
    AllGaps,
}

/// What the law may supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// 视为签收: an offered hand-over.
    Received,
}

/// Where a date comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum DateSource {
    /// Another key date.
    Date {
        /// Its name.
        name: String,
    },
    /// A field that holds a date.
    Field {
        /// Its name.
        name: String,
    },
    /// 作出之日: the day the case was decided.
    Decided,
    /// 收到之日.
    Received,
}
