//! 环节, 等候, 公示, 会议, 并行: their clauses, as written.

use super::{
    Basis, Deed, Expr, LimitName, LinkedIs, Located, MeetingClause, Name, PartyDoes, Period, Remainder,
    ReturnMode, Role,
};

/// 环节, 等候, 公示, 会议 or 并行.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// 环节.
    Step,
    /// 等候.
    Wait,
    /// 公示.
    Posting,
    /// 会议.
    Meeting,
    /// 并行.
    Parallel,
}

/// A clause of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceClause {
    /// 由 X 办理.
    HandledBy(Name),
    /// 由 X 跟踪.
    FollowedBy(Located<Role>),
    /// 由 X、Y 会签 / 依次会签, 由 X 任一人签批.
    SignedBy(Signing, Vec<Name>),
    /// 会签不一致的，结论 X.
    Differ(Name),
    /// What only a meeting has.
    Meeting(MeetingClause),
    /// 由 X 发布.
    PostedBy(Name),
    /// 公开 X、Y.
    Disclose(Vec<Name>),
    /// 不少于 五个工作日: how long a posting lasts.
    AtLeast(Period),
    /// 各方 自其收到之日起 十五个自然日[，依据 …]: the period of each party that is awaited here.
    EachParty {
        /// How long.
        period: Period,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 恢复时 剩余期间续计 / 重新计算.
    Resuming {
        /// 重新计算.
        anew: bool,
    },
    /// 再次进入时 剩余期间续计 / 重新计算.
    EnteredAgain {
        /// 重新计算.
        anew: bool,
    },
    /// 进入时 / 首次进入时，….
    OnEntry {
        /// Only the first time.
        first: bool,
        /// What happens.
        deeds: Vec<Located<Deed>>,
    },
    /// 结论 意见：准予、不予[，仅供记录].
    Conclude {
        /// Its name.
        name: Name,
        /// Its values.
        values: Vec<Name>,
        /// 仅供记录.
        for_record: bool,
    },
    /// 填写 X、Y.
    FillIn(Vec<Name>),
    /// 指定 包案领导: who is appointed here for this case.
    Appoint(Vec<Name>),
    /// 须附 X、Y.
    MustAttach(Vec<Name>),
    /// 待 X or 待 下列之一：X、Y.
    Await(Vec<Located<Awaited>>),
    /// A directing or timed clause: its guard, then what happens and where it leads.
    Direct {
        /// When.
        when: Located<Trigger>,
        /// Acts, bases and directions in the order of the text.
        deeds: Vec<Located<Deed>>,
        /// 不适用本环节其他各句.
        overrides: bool,
    },
    /// C 的，应当 …: acts and bases.
    Owe {
        /// When.
        when: Expr,
        /// What.
        deeds: Vec<Located<Deed>>,
    },
    /// C 的，应当 说明 理由.
    GiveReasons(Expr),
    /// C 的，不得 结论 X.
    Forbid {
        /// When.
        when: Expr,
        /// The value that may not be concluded.
        value: Name,
    },
    /// C 方可 完成.
    OnlyWhen(Expr),
    /// 内部时限 三个工作日.
    InternalLimit(Period),
    /// 最长 二十个工作日.
    Longest(Period),
    /// 期限由 X 载明，不少于 ….
    StatedIn {
        /// The document.
        document: Name,
        /// At least.
        at_least: Period,
    },
    /// 照常计入.
    Counts,
    /// 不计入 办理期限[ 的 承诺][，不超过 …]，事由 X[，书面告知 Y][，依据 …].
    Excluded(Excluded),
    /// 与 X 不得为同一人.
    NotSamePerson(Name),
    /// `分支 X：自 Y 至 Z`, or `分支 每个 X：自 Y 至 Z`; 至 may be left out.
    Branch {
        /// Its name; behind 每个 the list whose elements each have a branch.
        name: Name,
        /// 每个.
        each: bool,
        /// Where it begins.
        from: Name,
        /// Where it ends.
        to: Option<Name>,
    },
    /// 允许 退回 X 补充后送回[，最多 两次，次数已满的，…].
    AllowReturn {
        /// The place to return to.
        to: Name,
        /// What becomes of later conclusions.
        mode: Located<ReturnMode>,
        /// How often.
        cap: Option<Cap>,
    },
    /// 允许 当场更正、转办.
    Allow(Vec<Located<Permit>>),
}

/// 最多 两次，次数已满的，…: how often, and what happens instead after that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// How often.
    pub times: Located<u32>,
    /// What follows; empty where nothing is said.
    pub deeds: Vec<Located<Deed>>,
}

/// How several sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// 会签: every post, in any order.
    All,
    /// 依次会签: every post, in the order of the text.
    InTurn,
    /// 任一人签批: one person of the post.
    AnyOne,
}

/// What a wait waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// An event by its name, built in or not.
    Event(Name),
    /// 所问事项 已办结, 所问事项 未能开启: what becomes of a linked case.
    Linked(Name, LinkedIs),
    /// 第三方 作出答复.
    Party(Name, PartyDoes),
}

/// What a place permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// 当场更正.
    CorrectOnSpot,
    /// 转办.
    Transfer,
}

/// When a directing clause fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// 完成时.
    Completed,
    /// A condition, or an awaited event by its name alone ([`super::ExprKind::Bare`]).
    If(Expr),
    /// 其他情形.
    Otherwise,
    /// 全部分支 完成的, or 不少于 N个分支 完成的.
    Joined(Option<Located<u32>>),
    /// 没有分支的: the lists whose elements would each have a branch are empty.
    NoBranch,
    /// 届满的.
    Expired,
    /// 期满无异议的: a posting has lasted its time.
    Unopposed,
    /// 剩余 … 的.
    Left(Remainder),
}

/// A clock that does not run on while the case waits here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The clock.
    pub clock: Name,
    /// Only this limit of it.
    pub only: Option<Located<LimitName>>,
    /// No more than this.
    pub at_most: Option<Period>,
    /// 事由.
    pub cause: Option<Name>,
    /// 书面告知.
    pub tell: Option<Located<Role>>,
    /// 依据.
    pub basis: Vec<Located<Basis>>,
}
