//! Expressions: total and typed; they end and never fail.

use super::{PartiesAre, Period};
use crate::value::{Type, Value};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A truth over a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expr {
    /// 且: every one holds.
    All {
        /// The parts.
        of: Vec<Expr>,
    },
    /// 或: at least one holds.
    Any {
        /// The parts.
        of: Vec<Expr>,
    },
    /// The part does not hold.
    Not {
        /// The part.
        of: Box<Expr>,
    },
    /// A comparison of two terms.
    Compare {
        /// Left side.
        left: Term,
        /// The comparison.
        op: Comparison,
        /// Right side.
        right: Term,
    },
    /// … 之一: the term equals one of the values.
    OneOf {
        /// The term.
        left: Term,
        /// The values.
        of: Vec<Value>,
    },
    /// 已填: the field has a value.
    Filled {
        /// The field.
        field: String,
    },
    /// 符合: a named condition holds.
    Holds {
        /// The condition.
        condition: String,
    },
    /// The state of the material checklist.
    Materials {
        /// The state asked for.
        are: MaterialsAre,
    },
    /// 容缺材料 已补齐: nothing that was deferred on acceptance is owed any more.
    DeferredIn {},
    /// 结果 为: the case closed with one of these outcomes (after closing only).
    Outcome {
        /// The outcomes.
        of: Vec<String>,
    },
    /// 满: so much time, counted in whole units, lies between a date and another.
    Reached {
        /// The date counted from.
        from: Term,
        /// How much, in days, months or years.
        period: Period,
        /// Up to which date; absent means the day on which it is asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Term>,
    },
    /// 任一项 为: at least one item of a list equals the value.
    AnyItem {
        /// The list.
        left: Term,
        /// The value.
        is: Value,
    },
    /// 已经过: the place was entered before.
    Passed {
        /// The place.
        place: String,
    },
    /// 已完成: what was done in the place was completed, or the awaited event happened, and nothing has undone it.
    Done {
        /// The place.
        place: String,
    },
    /// 均已收到 and the like: what holds of each person of a party.
    Parties {
        /// The party; absent: every party.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<String>,
        /// What holds.
        are: PartiesAre,
    },
}

/// The state of the whole material checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialsAre {
    /// 材料齐全: every required material is there and conforming.
    Complete,
    /// 仅缺可容缺材料: what is wanting may all be deferred.
    Deferrable,
    /// 材料不齐: something else is wanting.
    Incomplete,
}

/// How two terms compare. Order is defined for money, integers and dates only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 为.
    Is,
    /// 不为, 不一致.
    IsNot,
    /// 不少于, 不早于.
    AtLeast,
    /// 不超过, 不晚于.
    AtMost,
    /// 超过, 晚于.
    MoreThan,
    /// 少于, 早于.
    LessThan,
}

impl Comparison {
    /// Whether one value stands to another like this; values without an order are in none.
    #[must_use]
    pub fn between(self, left: &Value, right: &Value) -> bool {
        let order = left.order(right);
        match self {
            Self::Is => left == right,
            Self::IsNot => left != right,
            Self::AtLeast => order.is_some_and(Ordering::is_ge),
            Self::AtMost => order.is_some_and(Ordering::is_le),
            Self::MoreThan => order.is_some_and(Ordering::is_gt),
            Self::LessThan => order.is_some_and(Ordering::is_lt),
        }
    }

    /// Its words in Chinese and English, by size or, of dates and months, in time.
    #[must_use]
    pub const fn words(self, in_time: bool) -> (&'static str, &'static str) {
        match (self, in_time) {
            (Self::Is, _) => ("为", "is"),
            (Self::IsNot, _) => ("不为", "is not"),
            (Self::AtLeast, false) => ("不少于", "at least"),
            (Self::AtMost, false) => ("不超过", "at most"),
            (Self::MoreThan, false) => ("超过", "more than"),
            (Self::LessThan, false) => ("少于", "less than"),
            (Self::AtLeast, true) => ("不早于", "not earlier than"),
            (Self::AtMost, true) => ("不晚于", "not later than"),
            (Self::MoreThan, true) => ("晚于", "later than"),
            (Self::LessThan, true) => ("早于", "earlier than"),
        }
    }
}

/// What the names in a truth are the names of, where a copy of a branch has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A place.
    Place,
    /// A field.
    Field,
}

impl Expr {
    /// Renames the places and fields of which the truth speaks.
    pub fn rename(&mut self, name: &mut dyn FnMut(Named, &mut String)) {
        match self {
            Self::All { of } | Self::Any { of } => of.iter_mut().for_each(|part| part.rename(name)),
            Self::Not { of } => of.rename(name),
            Self::Compare { left, right, .. } => {
                left.rename(name);
                right.rename(name);
            }
            Self::OneOf { left, .. } | Self::AnyItem { left, .. } => left.rename(name),
            Self::Filled { field } => name(Named::Field, field),
            Self::Reached { from, on, .. } => {
                from.rename(name);
                on.iter_mut().for_each(|on| on.rename(name));
            }
            Self::Passed { place } | Self::Done { place } => name(Named::Place, place),
            Self::Holds { .. }
            | Self::Materials { .. }
            | Self::DeferredIn {}
            | Self::Outcome { .. }
            | Self::Parties { .. } => {}
        }
    }
}

impl Term {
    /// Renames the places and fields of which the term speaks.
    pub fn rename(&mut self, name: &mut dyn FnMut(Named, &mut String)) {
        match self {
            Self::Field { name: field } => name(Named::Field, field),
            Self::Conclusion { place, .. } => name(Named::Place, place),
            Self::Calc { left, right, .. } => {
                left.rename(name);
                right.rename(name);
            }
            Self::Least { of } | Self::Greatest { of } | Self::Table { columns: of, .. } => {
                of.iter_mut().for_each(|part| part.rename(name));
            }
            Self::MonthOf { of, .. } => of.rename(name),
            Self::Date { .. } | Self::Literal { .. } | Self::Computed { .. } => {}
        }
    }
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Term {
    /// A field of the case.
    Field {
        /// Its name.
        name: String,
    },
    /// The latest valid conclusion of that name in that place.
    Conclusion {
        /// The place that concludes it.
        place: String,
        /// The conclusion.
        name: String,
    },
    /// A key date of the case.
    Date {
        /// Its name.
        name: String,
    },
    /// A literal.
    Literal {
        /// Its value.
        value: Value,
    },
    /// A value that follows from others, by its name.
    Computed {
        /// Its name.
        name: String,
    },
    /// Two terms become one.
    Calc {
        /// Left side.
        left: Box<Term>,
        /// How.
        op: Arithmetic,
        /// Right side.
        right: Box<Term>,
    },
    /// 不超过 behind a computed value: the least of these.
    Least {
        /// They.
        of: Vec<Term>,
    },
    /// 不少于 behind a computed value: the greatest of these.
    Greatest {
        /// They.
        of: Vec<Term>,
    },
    /// 当月, 次月: the month of a date, so many months later.
    MonthOf {
        /// The date.
        of: Box<Term>,
        /// 0 for 当月, 1 for 次月.
        after: u32,
    },
    /// 认定标准: what the row gives into which the columns fall; no value while one of them is missing that decides.
    Table {
        /// What each column asks.
        columns: Vec<Term>,
        /// The rows. At most one of them fits, or all that fit give the same.
        rows: Vec<TableRow>,
    },
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    /// A cell for each column.
    pub cells: Vec<TableCell>,
    /// What the row gives.
    pub gives: Value,
}

/// What a row asks of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum TableCell {
    /// 任意: nothing.
    Any,
    /// One of these values.
    OneOf {
        /// They.
        of: Vec<Value>,
    },
    /// Every one of these comparisons.
    Bounds {
        /// They.
        of: Vec<TableBound>,
    },
}

/// 不少于 八年 in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableBound {
    /// The comparison.
    pub op: Comparison,
    /// With what.
    pub to: Value,
}

impl TableCell {
    /// What the cell asks of the term of its column, as a truth; `None` if it asks nothing.
    #[must_use]
    pub fn of(&self, column: &Term) -> Option<Expr> {
        match self {
            Self::Any => None,
            Self::OneOf { of } => Some(Expr::OneOf { left: column.clone(), of: of.clone() }),
            Self::Bounds { of } => Some(Expr::All {
                of: of
                    .iter()
                    .map(|bound| Expr::Compare {
                        left: column.clone(),
                        op: bound.op,
                        right: Term::Literal { value: bound.to.clone() },
                    })
                    .collect(),
            }),
        }
    }
}

impl TableRow {
    /// What the row asks of its columns, as a truth.
    #[must_use]
    pub fn asks(&self, columns: &[Term]) -> Expr {
        Expr::All {
            of: self.cells.iter().zip(columns).filter_map(|(cell, column)| cell.of(column)).collect(),
        }
    }
}

/// How two terms become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    /// 加.
    Plus,
    /// 减.
    Minus,
    /// 乘.
    Times,
    /// 除以 a number.
    Over,
}

/// 核定月数 为 …: a value that follows from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "as")]
    pub ty: Type,
    /// What it is.
    pub is: Term,
}
