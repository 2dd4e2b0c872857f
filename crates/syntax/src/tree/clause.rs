//! The clauses of each kind of section, as written.

use super::custody::Applies;
use super::expr::{Date, Expr, LinkedIs, Operand, Period};
use super::{Located, Name};

/// A legal basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 《行政许可法》第三十二条.
    Law {
        /// The title without its marks.
        title: String,
        /// The article as written, with 第 and 条.
        article: Option<String>,
    },
    /// 本机关规定（某人社规〔2020〕3号）.
    OwnRule(String),
    /// 依据待核.
    Unverified,
}

/// A clause of 机构.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitClause {
    /// 处室 劳动关系处、就业促进处.
    Divisions(Vec<Name>),
}

/// A clause of 事项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemClause {
    /// 简称.
    Alias(Name),
    /// 依据.
    Basis(Vec<Located<Basis>>),
    /// 责任单位.
    Unit(Name),
    /// 服务对象.
    Serves(Vec<Located<Serves>>),
    /// 办件类型.
    Kind(Located<ItemKind>),
    /// 期日.
    Dates(Vec<Name>),
    /// 咨询电话.
    EnquiryPhone(String),
    /// 投诉电话.
    ComplaintPhone(String),
    /// 不收费.
    Free,
    /// 生效.
    InForce(Located<Date>),
    /// 适用于 全部事项[，在 首个环节 之前]: of a 制度.
    Applies {
        /// Where it holds.
        to: Located<Applies>,
        /// 在 首个环节 之前.
        before_first: bool,
    },
    /// 说明：…, one paragraph.
    Explanation(String),
}

/// 服务对象.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    /// 自然人.
    Person,
    /// 法人.
    LegalPerson,
    /// 其他组织.
    OtherOrganisation,
}

/// 办件类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// 即办件.
    Immediate,
    /// 承诺件.
    Timed,
}

/// One field: 注册资本 金额，必填，由 申请人 填写.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataClause {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Located<TypeName>,
    /// What else is said of it, in order.
    pub words: Vec<Located<FieldWord>>,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// 金额.
    Money,
    /// 整数.
    Integer,
    /// 是否.
    Flag,
    /// 日期.
    Date,
    /// 文本.
    Text,
    /// 选项（甲、乙）.
    Choice(Vec<Name>),
}

/// What is said of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldWord {
    /// 必填.
    Required,
    /// 个人信息.
    Personal,
    /// 由 X 填写.
    By(Role),
}

/// A clause of 岗位.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostClause {
    /// 由 陈岚、吴静: who holds it (seed of the directory).
    Holders(Vec<Name>),
    /// B岗 冯雪.
    StandIns(Vec<Name>),
    /// 上级.
    Superior(Name),
    /// 首问负责.
    FirstInquiry,
    /// 首办负责.
    FirstHandling,
    /// 风险 高.
    Risk(Located<RiskGrade>),
}

/// 风险.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskGrade {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

/// A clause of 材料.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MaterialClause {
    /// 必要.
    Needed,
    /// 共享自 X.
    SharedFrom(Name),
    /// 依据.
    Basis(Vec<Located<Basis>>),
}

/// A clause of 结果.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeClause {
    /// 不利于申请人.
    Adverse,
    /// 文书.
    Document(Name),
    /// 救济 行政复议 六十个自然日、行政诉讼 六个月.
    Remedies(Vec<Remedy>),
}

/// One remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The way.
    pub way: Name,
    /// Within.
    pub within: Period,
}

/// Who is meant, by relation to the case or by post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// 申请人.
    Applicant,
    /// 经办人.
    Officer,
    /// 首办责任人.
    FirstHandler,
    /// 其上级.
    OwnSuperior,
    /// A post.
    Post(Name),
}

/// 法定 or 承诺.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        /// 自 X 起.
        from: Option<Name>,
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
        period: Period,
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

/// What ends a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockEnd {
    /// 至 决定日 止.
    Date(Name),
    /// 至 作出 受理、不予受理 之一 止.
    Acts(Vec<Located<EndingAct>>),
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

/// 环节 or 等候.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// 环节.
    Step,
    /// 等候.
    Wait,
}

/// A clause of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceClause {
    /// 由 X 办理.
    HandledBy(Name),
    /// 由 X 跟踪.
    FollowedBy(Located<Role>),
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
    /// 待 X or 待 下列之一：X、Y.
    Await(Vec<Located<Awaited>>),
    /// A directing or timed clause: its guard, then what happens and where it leads.
    Direct {
        /// When.
        when: Located<Trigger>,
        /// Acts, bases and directions in the order of the text.
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
    Excluded {
        /// The clock.
        clock: Name,
        /// Only this limit of it.
        only: Option<Located<LimitName>>,
        /// No more than this.
        at_most: Option<Period>,
        /// 事由.
        cause: Option<Name>,
        /// 书面告知.
        tell: Option<Located<Role>>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 与 X 不得为同一人.
    NotSamePerson(Name),
    /// 允许 当场更正、转办.
    Allow(Vec<Located<Permit>>),
}

/// What a wait waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// An event by its name, built in or not.
    Event(Name),
    /// 所问事项 已办结, 所问事项 未能开启: what becomes of a linked case.
    Linked(Name, LinkedIs),
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
    /// 届满的.
    Expired,
    /// 剩余 … 的.
    Left(Period),
}

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
    /// 记为违规 X.
    Breach(Name),
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

/// Where a clause leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 转入 X.
    GoTo(Name),
    /// 退回 X 重新办理 / 补充后送回.
    Return(Name, Located<ReturnMode>),
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

/// A clause of 随时: 申请人撤回的，办结，结果为 已撤回.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnytimeClause {
    /// The event.
    pub event: Name,
    /// What happens and where it leads.
    pub deeds: Vec<Located<Deed>>,
}

/// A clause of 办结后: C 的，应当 自 X 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，依据 ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterClause {
    /// For which cases.
    pub when: Expr,
    /// 自 X 起.
    pub from: Located<DateSource>,
    /// Within.
    pub within: Period,
    /// Who owes it.
    pub by: Located<Role>,
    /// Who is served.
    pub serve: Located<Role>,
    /// 取得 X.
    pub proof: Option<Name>,
    /// 依据.
    pub basis: Vec<Located<Basis>>,
}

/// The operand of an expression is used by scenarios too.
pub(super) type Value = Operand;
