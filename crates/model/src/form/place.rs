//! 环节, 等候 …: their clauses, resolved.
//!
//! Clauses stand in the order of the text; a clause is named by its section and its number in it, counted from 1,
//! which is how refusals and findings point at it.

use super::meeting::MeetingRule;
use super::{ActItem, Basis, ClockName, Direction, Expr, PartyDoes, Period, Remainder, Role};
use serde::{Deserialize, Serialize};

/// 环节, 等候 …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// 环节: an officer works.
    Step,
    /// 等候: the office waits for an event.
    Wait,
    /// 会议: a body decides by vote.
    Meeting,
    /// 公示: something is disclosed for a time, and objections are waited for.
    Posting,
    /// 并行: the case stands here while its branches run.
    Parallel,
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
    /// 由 … 会签, 由 … 依次会签, 由 … 任一人签批.
    SignedBy {
        /// How.
        how: Signing,
        /// The posts, in the order of the text.
        posts: Vec<String>,
    },
    /// 会签不一致的，结论 …: what counts when the signers differ.
    Differ {
        /// The conclusion.
        conclusion: String,
        /// Its value then.
        value: String,
    },
    /// What only a meeting has.
    Meeting {
        /// What it says.
        rule: MeetingRule,
    },
    /// 由 … 发布: who posts.
    PostedBy {
        /// The post.
        post: String,
    },
    /// 公开: what a posting discloses.
    Disclose {
        /// The fields.
        fields: Vec<String>,
    },
    /// 不少于: how long a posting lasts.
    AtLeast {
        /// How long.
        period: Period,
    },
    /// 各方 自其收到之日起: the period of each party that is awaited here, from the own receipt.
    EachParty {
        /// How long.
        period: Period,
        /// 依据.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// 恢复时: what becomes of the time of a posting that was interrupted.
    Resuming {
        /// 重新计算; absent means that what is left of it runs on.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        anew: bool,
    },
    /// 再次进入时: what becomes of the place's own limit when the case comes to it again.
    EnteredAgain {
        /// 重新计算, as without this clause; absent means that what was left of it runs on.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        anew: bool,
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
    /// 指定: who is appointed here, to posts of this case.
    Appoint {
        /// The posts.
        posts: Vec<String>,
    },
    /// 须附: the papers that have to be on file before the place is completed.
    MustAttach {
        /// The papers: materials, documents, or what is drawn up here.
        papers: Vec<String>,
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
    /// … 的，应当 …: acts done on completion, before the direction.
    Owed {
        /// When.
        when: Expr,
        /// What.
        acts: Vec<ActItem>,
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
    /// … 方可 完成: nobody completes the place before it holds.
    OnlyWhen {
        /// What has to hold.
        when: Expr,
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
    /// 分支 X：自 Y 至 Z: what runs beside the other branches of a parallel block.
    Branch {
        /// Its name; of 分支 每个 X the field with the list.
        name: String,
        /// 每个: one branch for each element of the list that the field holds when the block is entered.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        each: bool,
        /// The place it begins in.
        from: String,
        /// The one place it may end in; absent: any that says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// 允许 退回 …: an officer may return the case from here.
    AllowReturn {
        /// Where to, and what becomes of later conclusions.
        to: Direction,
        /// How often.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Cap>,
    },
    /// 允许.
    Allow {
        /// The operations.
        of: Vec<Permit>,
    },
}

/// 最多 … 次，次数已满的，…: how often an operation may be used in one case, and what happens in its stead after that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// How often.
    pub times: u32,
    /// What happens instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActItem>,
    /// Where the case then goes.
    pub to: Direction,
    /// What the direction rests on, where no act stands between it and its 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl Clause {
    /// What the clause does besides directing a case on completion: acts, and where each leads. Of a permitted return
    /// the return, and what happens instead once it is used up; of a duty its acts, which lead nowhere.
    pub fn asides(&self) -> impl Iterator<Item = (&[ActItem], Option<&Direction>)> {
        type Aside<'a> = (&'a [ActItem], Option<&'a Direction>);
        let (first, second): (Option<Aside<'_>>, Option<Aside<'_>>) = match self {
            Self::AllowReturn { to, cap } => {
                (Some((&[], Some(to))), cap.as_ref().map(|cap| (cap.acts.as_slice(), Some(&cap.to))))
            }
            Self::Owed { acts, .. } => (Some((acts, None)), None),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Place {
    /// The condition under which a directing clause of the place fires: its own, unless it overrides the others or
    /// none does, and no clause that overrides it. `None`: always.
    #[must_use]
    pub fn fires(&self, when: &Trigger) -> Option<Expr> {
        let (own, overrides) = match when {
            Trigger::If { is } => (Some(is.clone()), false),
            Trigger::Overriding { is } => (Some(is.clone()), true),
            _ => (None, false),
        };
        let others = self.clauses.iter().filter_map(|clause| match clause {
            Clause::Direct { when: Trigger::Overriding { is }, .. } => Some(is),
            _ => None,
        });
        let mut of: Vec<Expr> = own.into_iter().collect();
        if !overrides {
            of.extend(others.map(|is| Expr::Not { of: Box::new(is.clone()) }));
        }
        if of.len() > 1 { Some(Expr::All { of }) } else { of.pop() }
    }
}

/// How several sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signing {
    /// 会签: every post, in any order.
    All,
    /// 依次会签: every post, in the order of the text.
    InTurn,
    /// 任一人签批: one person of the post.
    AnyOne,
}

/// When a directing clause fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// 完成时, without a condition.
    Completed,
    /// A condition, on completion.
    If {
        /// The condition.
        is: Expr,
    },
    /// A condition, on completion, 不适用本环节其他各句: while it holds, no other directing clause of the place applies.
    Overriding {
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
    /// 全部分支 完成的, 至少 N个分支 完成的: so many branches of a parallel block are done.
    Joined {
        /// How many; absent: all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
    },
    /// 没有分支的: every list whose elements would each have a branch is empty.
    NoBranch,
    /// 届满的: the place's own limit expired.
    Expired,
    /// 剩余 … 的: so much of the place's own limit is left.
    Left {
        /// How much.
        #[serde(rename = "period")]
        left: Remainder,
    },
}

/// What a wait waits for: an event the author declared by naming it, or a built-in one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
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
    /// … 作出答复 and the like: what a party does.
    Party {
        /// The party.
        party: String,
        /// What it does.
        does: PartyDoes,
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
pub enum Permit {
    /// 当场更正.
    CorrectOnSpot,
    /// 转办.
    Transfer,
}

/// What somebody owes on completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum DutyText {
    /// 说明 理由: the completion carries its reasons.
    GiveReasons,
}
