//! Scenarios: what people do at which instants, and what must be true then.

use super::{Date, LimitName, Located, Measure, Name, Operand, Period};

/// One line of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioClause {
    /// `2024-02-07 10:40，陈岚（窗口岗）在 收件 结论 属本机关，核对 验资报告 缺；`
    Do {
        /// When.
        at: Located<Time>,
        /// 补录于 …，核对人 …: it was entered later.
        late: Option<Late>,
        /// Who.
        actor: Located<Actor>,
        /// Where: 在 X.
        place: Option<Name>,
        /// What, in order.
        deeds: Vec<Located<ScenarioDeed>>,
    },
    /// `2024-02-07 08:00，目录 冯雪 任 审查岗；`: an act on the directory.
    Directory {
        /// When.
        at: Located<Time>,
        /// What.
        deed: Located<DirectoryDeed>,
    },
    /// 转看 X, 转看 本件 (`None`): the lines below speak of a linked case, or of the scenario's own again.
    Turn(Option<Name>),
    /// 至 2024-02-21 00:00: time passes.
    Until(Located<Time>),
    /// What must be true now.
    Expect(Expected),
}

/// A local instant (UTC+08:00).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The date.
    pub date: Date,
    /// 0 to 24; 24:00 is the end of the day.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// 申请人.
    Applicant,
    /// 陈岚（窗口岗）.
    Officer {
        /// The person.
        person: Name,
        /// The post acted for.
        post: Name,
    },
}

/// When something was entered afterwards, and who looked at it with the one who entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// When it was entered.
    pub entered: Located<Time>,
    /// 核对人.
    pub second: Person,
}

/// 吴静（窗口岗）.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub person: Name,
    /// The post.
    pub post: Name,
}

/// 第三方 2: one of a party, by its place in the list that names it, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The party.
    pub party: Name,
    /// Which; the only or first one, if it is absent.
    pub number: Option<Located<u32>>,
}

/// A slot of responsibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// 首办责任人.
    FirstHandler,
    /// 经办人.
    Officer,
    /// One that the text declares.
    Named(Name),
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioDeed {
    /// 提交: opens the case.
    Submit,
    /// 补齐: the applicant hands in what was asked for.
    Supplement,
    /// 撤回.
    Withdraw,
    /// 附 营业执照、验资报告: handed in with the submission or the supplement.
    Attach(Vec<Name>),
    /// 注册资本 200万元, 填写 X 是: a field and its value.
    Fill(Name, Operand),
    /// 更正 X 值: 当场更正.
    Correct(Name, Operand),
    /// 核对 验资报告 缺、营业执照 合格; without a list: 核对 无缺 (everything conforms).
    Check(Vec<(Name, Located<CheckMark>)>),
    /// 结论 属本机关、准予: the values concluded.
    Conclude(Vec<Name>),
    /// 完成: a step without a conclusion is done.
    Complete,
    /// 说明 理由.
    GiveReasons,
    /// 登记 听证结束: an awaited event is entered.
    Event(Name),
    /// 登记 第三方 2 收到送达.
    Received(Member),
    /// 登记 第三方 2 作出答复[ 表示同意 / 表示不同意].
    Answered(Member, Option<bool>),
    /// 一次性告知 X、Y: a notice given directly.
    Notify(Vec<Name>),
    /// 延长 办理期限 十个工作日.
    Extend(Name, Period),
    /// 转办 吴静.
    Transfer(Name),
    /// 事后核查 X 合格 / 不合格: what was found.
    Verify(Name, bool),
    /// 退回 收件: the officer returns the case.
    Return(Name),
    /// 送达: what is owed after closing is done.
    Serve,
    /// 同时在场 吴静（窗口岗）: who else was asked at once.
    Present(Vec<Person>),
    /// 移交 首问责任 给 吴静（窗口岗）.
    Offer(Located<Slot>, Person),
    /// 签收 首问责任.
    Receive(Located<Slot>),
    /// 拒收 首问责任.
    TurnDown(Located<Slot>),
    /// 上报 首问责任.
    Refer(Located<Slot>),
    /// 指定 首问责任 归 吴静（窗口岗）.
    Assign(Located<Slot>, Person),
    /// 随机 指定 包案领导.
    Draw(Name),
    /// 接任 首办责任人 归 吴静（窗口岗）.
    HandOn(Located<Slot>, Person),
    /// 开启 所问事项 作为 labour_dispatch_licence: what is filled in and handed in behind it belongs to that case.
    OpenLinked(Name, Name),
}

/// How a material was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// 承诺.
    Promised,
    /// 缺.
    Missing,
    /// 合格.
    Conforming,
    /// 不合格.
    Nonconforming,
}

/// An act on the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryDeed {
    /// 冯雪 任 审查岗 / 冯雪 任 审查岗 B岗.
    Appoint {
        /// The person.
        person: Name,
        /// The post.
        post: Name,
        /// As stand-in.
        stand_in: bool,
    },
    /// 郑凯 免 审查岗.
    Relieve {
        /// The person.
        person: Name,
        /// The post.
        post: Name,
    },
    /// 郑凯 委托 冯雪 代行 审查岗 至 2026-03-09.
    Delegate {
        /// Who holds the post.
        from: Name,
        /// Who acts for it.
        to: Name,
        /// The post.
        post: Name,
        /// The last day.
        until: Located<Date>,
    },
    /// 郑凯 回避: from the scenario's case.
    Recuse(Name),
    /// 郑凯 缺勤 至 2026-03-05.
    Absent {
        /// The person.
        person: Name,
        /// The last day of absence.
        until: Located<Date>,
    },
}

/// What must be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// 应在 审查.
    At(Name),
    /// 应已办结，结果为 准予许可.
    Closed(Name),
    /// 受理日 应为 2024-02-07, 核定月数 应为 二十四个月.
    Value(Name, Operand),
    /// 应有违规 X[，责任 陈岚（窗口岗）] or, before anybody took it up, 责任 窗口岗.
    Breach {
        /// The breach.
        name: Name,
        /// Who answers for it.
        by: Option<(Option<Name>, Name)>,
        /// 予以 …: what follows from it.
        with: Option<Located<Measure>>,
    },
    /// 不应有违规 X.
    NoBreach(Name),
    /// 办理期限 承诺 应届满于 2024-02-27 24:00.
    Due {
        /// The clock.
        clock: Name,
        /// Which limit.
        of: Option<Located<LimitName>>,
        /// When.
        at: Located<Time>,
    },
    /// 第三方 2 应届满于 2024-03-01 24:00.
    PartyDue {
        /// The party.
        party: Name,
        /// Which of it, from 1.
        number: Located<u32>,
        /// When.
        at: Located<Time>,
    },
    /// 应被拒绝 / 应被拒绝并记录, with a code or without: about the line before.
    Refused(Refusal),
    /// 应已出具 X.
    Issued(Name),
    /// 首问责任 应归 陈岚（窗口岗）.
    Held(Located<Slot>, Person),
    /// 应已开启 所问事项.
    Opened(Name),
    /// 应有冲突 告知期限.
    Conflict(Name),
    /// 应已抄送 X, 应已书面告知 申请人 (`None`) …
    Sent(Sending, Option<Name>),
    /// 应已记入 X.
    Listed(Name),
    /// 应已送达 / 应未送达.
    Served(bool),
}

/// How something is sent to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// 抄送.
    Copied,
    /// 报告.
    Reported,
    /// 书面告知.
    Told,
    /// 送达.
    Served,
}

/// An expected refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Put on record.
    pub on_record: bool,
    /// The code, an upper-case word such as `NOT_HOLDER`.
    pub code: Option<Name>,
}
