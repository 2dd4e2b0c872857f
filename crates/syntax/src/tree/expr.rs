//! Truths, operands, literals and periods, as written.

use super::{Located, Name};
use crate::span::Span;
use shouwen_grammar::numeral::Number;

/// A truth with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What is said.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// What a truth says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// 甲 且 乙.
    All(Vec<Expr>),
    /// 甲 或 乙.
    Any(Vec<Expr>),
    /// 资本 不少于 二百万元.
    Compare(Operand, Located<Comparison>, Operand),
    /// 结论 为 准予、补正 之一.
    OneOf(Operand, Vec<Operand>),
    /// 决定 与 意见 不一致.
    Differ(Operand, Operand),
    /// 已填 (`true`) / 未填.
    Filled(Name, bool),
    /// 符合 (`true`) / 不符合 a named condition.
    Meets(Name, bool),
    /// 材料齐全, 材料不齐.
    Materials(MaterialsAre),
    /// 结果 为 X / 结果 为 X、Y 之一 (after closing).
    Outcome(Vec<Name>),
    /// 所问事项 已办结, 所问事项 未能开启.
    Linked(Name, LinkedIs),
    /// A name alone: an awaited event or a named condition.
    Bare(Name),
}

/// What has become of a linked case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedIs {
    /// 已办结.
    Decided,
    /// 未能开启.
    NotOpened,
}

/// The state of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaterialsAre {
    /// 材料齐全.
    Complete,
    /// 材料不齐.
    Incomplete,
}

/// How two operands compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// 为.
    Is,
    /// 不为.
    IsNot,
    /// 不少于.
    AtLeast,
    /// 不超过.
    AtMost,
    /// 超过.
    MoreThan,
    /// 少于.
    LessThan,
    /// 早于.
    EarlierThan,
    /// 晚于.
    LaterThan,
    /// 不早于.
    NotEarlierThan,
    /// 不晚于.
    NotLaterThan,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A field, a conclusion, a key date, or a word of a choice.
    Name(Name),
    /// A literal.
    Literal(Located<Literal>),
    /// 张三、李四: several, where a list is entered.
    List(Located<Vec<Operand>>),
}

impl Operand {
    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Literal(literal) => literal.span,
            Self::List(list) => list.span,
        }
    }
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// 200, 三十.
    Number(Number),
    /// 二百万元: an amount of yuan.
    Money(Number),
    /// 2026-03-02.
    Date(Date),
    /// 是 (`true`) / 否.
    Flag(bool),
    /// “…” or "…": free text.
    Text(String),
    /// 2024-03: a month, by its year and its number.
    Month(u32, u32),
    /// 九年, 二十四个月.
    Period(Period),
}

/// A date as written; whether such a day exists is checked where the tree is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Year.
    pub year: u32,
    /// Month.
    pub month: u32,
    /// Day.
    pub day: u32,
}

/// 五个工作日.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: PeriodUnit,
    /// Where.
    pub span: Span,
}

/// The unit of a period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodUnit {
    /// 个工作日.
    Workday,
    /// 个自然日.
    Day,
    /// 小时.
    Hour,
    /// 办公分钟.
    OfficeMinute,
    /// 个月.
    Month,
    /// 年.
    Year,
    /// A bare 日 or 天 (`days`): nobody can tell which days.
    BareDay,
}
