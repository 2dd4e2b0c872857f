//! The tree of a `.proc` file: what stands in the text, in the order of the text, with the place of every word.
//!
//! Names are not resolved and types are not checked here, and nothing is left out but layout: a tree can be written
//! back as text in either language. What the words mean together is decided where the tree is compiled.

mod accountability;
mod act;
mod after_closing;
mod any_time;
mod appointment;
mod basis;
mod clock;
mod commitment;
mod custody;
mod data;
mod direction;
mod expr;
mod material;
mod meeting;
mod migration;
mod organisation;
mod outcome;
mod party;
mod place;
mod post;
mod procedure;
mod role;
mod scenario;
mod schedule;
mod table;

pub use accountability::{CountedBy, LadderClause, Measure, MeasureWord, Window};
pub use act::{Act, Answers, DateSource, Deed, Deemed, Recipient};
pub use after_closing::{AfterClause, AfterTerm, AfterWhat};
pub use any_time::{AnytimeClause, AnytimeLimits};
pub use appointment::{AppointmentClause, Lot};
pub use basis::Basis;
pub use clock::{ClockClause, ClockEnd, DayEnd, EndingAct, LimitName, Remainder, Roll, Start};
pub use commitment::PromiseClause;
pub use custody::{Applies, CustodyClause, FirstHolder};
pub use data::{Computed, DataClause, DataLine, FieldWord, TypeName};
pub use direction::{Direction, ReturnMode};
pub use expr::{
    Arithmetic, Comparison, Date, Expr, ExprKind, LinkedIs, Literal, MaterialsAre, Operand, Period,
    PeriodUnit, Sum,
};
pub use material::MaterialClause;
pub use meeting::{MeetingClause, Threshold};
pub use migration::MigrationClause;
pub use organisation::UnitClause;
pub use outcome::{OutcomeClause, Remedy};
pub use party::{Parties, PartiesAre, PartyClause, PartyDoes};
pub use place::{Awaited, Cap, Excluded, Permit, PlaceClause, PlaceKind, Signing, Trigger};
pub use post::{PostClause, RiskGrade};
pub use procedure::{ItemClause, ItemKind, Serves};
pub use role::Role;
pub use scenario::{
    Actor, CheckMark, DirectoryDeed, Expected, Late, Member, Person, Refusal, ScenarioClause, ScenarioDeed,
    Sending, Slot, Time,
};
pub use schedule::{DaysOff, Round, ScheduleClause};
pub use table::{TableCell, TableLine};

use crate::diagnostic::Language;
use crate::span::Span;

/// Something with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What stands there.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> Located<T> {
    /// Puts a thing at a place.
    pub const fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

/// A name that an author gave, without the marks 「」 around it.
pub type Name = Located<String>;

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The language of its first keyword; Chinese for a file without any.
    pub language: Language,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Its comments, in order: 注：… or `note: …` to the end of the line.
    pub comments: Vec<Comment>,
    /// All of it.
    pub span: Span,
}

/// A comment. It belongs to the line it ends, or, alone on its line, to the next line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its words, without the mark 注： and without blanks around them.
    pub text: String,
    /// Where it stands, mark included.
    pub span: Span,
    /// Whether something stands before it on its line.
    pub trailing: bool,
}

/// One section: its head and its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it declares.
    pub kind: SectionKind,
    /// The head, from keyword to colon.
    pub head: Span,
    /// Head and clauses.
    pub span: Span,
}

/// What a section declares, with its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// 引用 机构。
    Use(Name),
    /// 机构 某省人力资源和社会保障厅：
    Organisation(Name, Vec<Located<UnitClause>>),
    /// 事项 劳务派遣经营许可：
    Procedure(Name, Vec<Located<ItemClause>>),
    /// 制度 首问首办：
    Rule(Name, Vec<Located<ItemClause>>),
    /// 登记信息：
    Data(Vec<Located<DataLine>>),
    /// 条件 资本达标：its clauses hold all together.
    Condition(Name, Vec<Expr>),
    /// 认定标准 特殊工种：
    Table(Name, Vec<Located<TableLine>>),
    /// 责任追究 效能问责：
    Ladder(Name, Vec<Located<LadderClause>>),
    /// 公开承诺：
    Commitment(Vec<Located<PromiseClause>>),
    /// 新旧衔接 劳务派遣经营许可2020：the file of the older version.
    Migration(Name, Vec<Located<MigrationClause>>),
    /// 日程 每周调度：
    Schedule(Name, Vec<Located<ScheduleClause>>),
    /// 当事人 第三方：
    Party(Name, Vec<Located<PartyClause>>),
    /// 岗位 窗口岗：
    Post(Name, Vec<Located<PostClause>>),
    /// 指定 包案领导：
    Appointment(Name, Vec<Located<AppointmentClause>>),
    /// 责任 首问责任：
    Custody(Name, Vec<Located<CustodyClause>>),
    /// 材料 营业执照：
    Material(Name, Vec<Located<MaterialClause>>),
    /// 结果 准予许可：(or without clauses: 结果 已撤回。)
    Outcome(Name, Vec<Located<OutcomeClause>>),
    /// 时限 办理期限：
    Clock(Name, Vec<Located<ClockClause>>),
    /// 环节 收件：, 等候 听证：
    Place(PlaceKind, Name, Vec<Located<PlaceClause>>),
    /// 随时：or 随时，决定日 之前，在 审查 环节：
    Anytime(AnytimeLimits, Vec<Located<AnytimeClause>>),
    /// 办结后：
    After(Vec<Located<AfterClause>>),
    /// 案例 春节前缺件而未告知：
    Scenario(Name, Vec<Located<ScenarioClause>>),
}
