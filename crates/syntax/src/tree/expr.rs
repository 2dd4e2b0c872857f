//! Truths, operands, literals and periods, as written.

use super::{Located, Name, Parties, PartyDoes};
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
    /// 材料齐全, 仅缺可容缺材料, 材料不齐.
    Materials(MaterialsAre),
    /// 容缺材料 已补齐 (`true`) / 未补齐.
    DeferredIn(bool),
    /// 结果 为 X / 结果 为 X、Y 之一 (after closing).
    Outcome(Vec<Name>),
    /// 所问事项 已办结, 所问事项 未能开启.
    Linked(Name, LinkedIs),
    /// 第三方 作出答复: an awaited event.
    ByParty(Name, PartyDoes),
    /// 各方 均已收到.
    Parties(Parties),
    /// A name alone: an awaited event or a named condition.
    Bare(Name),
    /// 出生日期[ 至 收件日] 满 五十五周岁.
    Reached {
        /// What is counted from.
        from: Operand,
        /// Up to which day; the day of the decision if nothing is said.
        on: Option<Operand>,
        /// How much.
        period: Period,
        /// Whether it is said in 周岁.
        age: bool,
    },
    /// 比对结果 任一项 为 X (`true`), 没有一项 为 X.
    Items(Operand, bool, Operand),
    /// 已经过 (`true`) / 未经过 a place.
    Passed(Name, bool),
    /// 听证 已完成 (`true`) / 未完成.
    Done(Name, bool),
    /// 办理 结论为 支持: a place and a value of its conclusion.
    Concluded(Name, Name),
    /// 甲 的，但 乙 的除外: the first and not the second.
    Except(Box<Expr>, Box<Expr>),
    /// 符合下列 全部 (`true`) / 之一：（一）…；（二）…
    Listed(bool, Vec<Expr>),
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
    /// 仅缺可容缺材料.
    Deferrable,
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
    /// 缴费年限 加 视同年限.
    Sum(Box<Sum>),
    /// 失业登记日 的 次月 (`true`) / 当月.
    MonthOf(Box<Operand>, bool, Span),
}

/// Values added up, or multiplied and divided; the two kinds never mix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The first.
    pub first: Operand,
    /// What follows it.
    pub rest: Vec<(Located<Arithmetic>, Operand)>,
}

/// How two values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// 加.
    Plus,
    /// 减.
    Minus,
    /// 乘.
    Times,
    /// 除以.
    Over,
}

impl Operand {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Sum(sum) => {
                let first = sum.first.span();
                sum.rest.last().map_or(first, |(_, last)| first.join(last.span()))
            }
            Self::MonthOf(_, _, span) => *span,
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
