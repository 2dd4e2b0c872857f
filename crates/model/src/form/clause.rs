//! The clauses of places, posts and clocks, resolved.
//!
//! Clauses stand in the order of the text; a clause is named by its section and its number in it, counted from 1,
//! which is how refusals and findings point at it.

use super::expr::Expr;
use serde::{Deserialize, Serialize};
use shouwen_calendar::Unit;

/// 依据: what an act or limit rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Basis {
    /// 《…》第…条: a law or regulation, with its article as written.
    Law {
        /// The title, without the marks.
        title: String,
        /// The article, as written; absent when the whole law is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    /// 本机关规定（…）: the office's own rule; carries internal acts and promised limits only.
    OwnRule {
        /// Its document number.
        number: String,
    },
    /// 依据待核: not verified yet; a warning in a draft, an error on publishing.
    Unverified,
    /// Several, in the order of the text.
    Several {
        /// They.
        of: Vec<Basis>,
    },
}

/// A period with its unit; working days and calendar days are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// Who is meant, by relation to the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Role {
    /// 申请人.
    Applicant,
    /// 经办人: who holds the current work item; in a wait, its follower.
    Officer,
    /// 首办责任人.
    FirstHandler,
    /// 其上级: the superior post of the post in charge.
    OwnSuperior,
    /// A post by name.
    Post {
        /// Its name.
        name: String,
    },
}

/// What is said of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum PostClause {
    /// 上级.
    Superior {
        /// The superior post.
        post: String,
    },
    /// 首问负责.
    FirstInquiry,
    /// 首办负责.
    FirstHandling,
    /// 风险.
    Risk {
        /// The grade as written: 高, 中, 低.
        grade: RiskGrade,
    },
}

/// 风险等级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskGrade {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

/// 环节, 等候 …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlaceKind {
    /// 环节: an officer works.
    Step,
    /// 等候: the office waits for an event.
    Wait,
}

/// A place of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
}

/// One clause of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Clause {
    /// 由 … 办理.
    HandledBy {
        /// The post.
        post: String,
        /// How many persons together; absent means one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        persons: Option<u32>,
    },
    /// 由 … 跟踪: who looks after a wait.
    FollowedBy {
        /// Who.
        role: Role,
    },
    /// 进入时 / 首次进入时.
    OnEntry {
        /// Only on the first entry.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        first: bool,
        /// What happens.
        acts: Vec<ActItem>,
    },
    /// 结论 X：a、b.
    Conclude {
        /// Its name.
        name: String,
        /// Its values.
        of: Vec<String>,
        /// 仅供记录.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        for_record: bool,
    },
    /// 填写.
    FillIn {
        /// The fields.
        fields: Vec<String>,
    },
    /// 待 …: the events a wait waits for.
    Await {
        /// The events.
        events: Vec<AwaitedEvent>,
    },
    /// A directing or timed clause.
    Direct {
        /// When it fires.
        when: Trigger,
        /// What happens.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        acts: Vec<ActItem>,
        /// Where it leads; absent only for warnings.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Direction>,
        /// What the direction rests on, where no act stands between it and its 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// … 的，应当 …: owed on completion.
    Duty {
        /// When.
        when: Expr,
        /// What.
        duty: DutyText,
    },
    /// … 的，不得 结论 …
    Forbid {
        /// When.
        when: Expr,
        /// The conclusion.
        conclusion: String,
        /// The value that may not be given.
        value: String,
    },
    /// 内部时限.
    InternalLimit {
        /// How long.
        period: Period,
    },
    /// 最长: how long a wait may last.
    Longest {
        /// How long.
        period: Period,
    },
    /// 期限由 X 载明，不少于 …: the notice itself states the applicant's period.
    StatedIn {
        /// The document that states it.
        document: String,
        /// At least this long.
        at_least: Period,
    },
    /// 照常计入: every clock that may run here and is not excluded runs on.
    Counts,
    /// What a running named clock does while the case waits here.
    Track {
        /// The clock.
        clock: String,
        /// What it does.
        kind: TrackKind,
    },
    /// 与 X 不得为同一人.
    NotSamePerson {
        /// The other place.
        place: String,
    },
    /// 允许.
    Allow {
        /// The operations.
        of: Vec<Permit>,
    },
}

/// When a directing clause fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Trigger {
    /// 完成时, without a condition.
    Completed,
    /// A condition, on completion.
    If {
        /// The condition.
        is: Expr,
    },
    /// 其他情形: exactly the rest.
    Otherwise,
    /// An awaited event happened.
    Event {
        /// Which.
        event: AwaitedEvent,
    },
    /// 届满的: the place's own limit expired.
    Expired,
    /// 剩余 … 的: so much of the place's own limit is left.
    Left {
        /// How much.
        period: Period,
    },
}

/// What a wait waits for: an event the author declared by naming it, or a built-in one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum AwaitedEvent {
    /// 申请人补齐: the applicant hands in what was asked for.
    Supplemented,
    /// 申请人撤回.
    Withdrawn,
    /// … 已办结: the case that was opened under this name is decided.
    LinkedDecided {
        /// The name by which it was opened.
        link: String,
    },
    /// … 未能开启: the case asked for under this name could not be opened.
    LinkedNotOpened {
        /// The name by which it was asked for.
        link: String,
    },
    /// An event by the author's name.
    Named {
        /// Its name.
        name: String,
    },
}

/// What a named clock does during a wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum TrackKind {
    /// 照常计入.
    Counts,
    /// 不计入.
    Excluded {
        /// Only 承诺 or only 法定 stops; absent means the whole clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<ClockName>,
        /// No more than this is excluded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Period>,
        /// 事由.
        cause: String,
        /// 书面告知.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tell: Option<Role>,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
}

/// Operations a place permits (the kernel refuses what is not permitted).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Permit {
    /// 当场更正.
    CorrectOnSpot,
    /// 转办.
    Transfer,
}

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
#[non_exhaustive]
pub enum Act {
    /// 受理.
    Accept,
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
    },
}

/// What a one-time notice lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Notified {
    /// 全部缺项: every gap of the completed check.
    AllGaps,
}

/// What the law may supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum DateSource {
    /// Another key date.
    Date {
        /// Its name.
        name: String,
    },
    /// 作出之日: the day the case was decided.
    Decided,
    /// 收到之日.
    Received,
}

/// Where a directing clause leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
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

/// What somebody owes on completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum DutyText {
    /// 说明 理由: the completion carries its reasons.
    GiveReasons,
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
#[non_exhaustive]
pub enum ClockClause {
    /// 法定 / 承诺 N 单位，自 X 起. A clock's budget without either word is statutory.
    Budget {
        /// Which limit.
        of: ClockName,
        /// How long.
        period: Period,
        /// 自 … 起; absent in the second budget, which starts with the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
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
        period: Period,
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
#[non_exhaustive]
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
}

/// Acts that may end a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

/// 随时: one clause of what may happen at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anytime {
    /// 决定日 之前: only while this date is not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The event.
    pub event: AwaitedEvent,
    /// What happens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActItem>,
    /// Where it leads.
    pub to: Direction,
    /// What the direction rests on, where no act stands between it and its 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// 办结后: one thing owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// For which cases.
    pub when: Expr,
    /// 自 … 起.
    pub from: DateSource,
    /// Within this period.
    pub within: Period,
    /// 由 …: who owes it.
    pub by: Role,
    /// What is owed: 送达 申请人.
    pub serve: Role,
    /// 取得 …: the proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}
