//! Truths and terms over a case.

use super::super::{ConclusionId, ConditionId, DateId, FieldId, OutcomeId};
use crate::form::{Comparison, MaterialsAre};
use crate::value::Value;

/// A named condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Name.
    pub name: String,
    /// What has to hold.
    pub is: Expr,
}

/// An expression over a case, with every name an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Every part holds.
    All(Vec<Expr>),
    /// At least one part holds.
    Any(Vec<Expr>),
    /// The part does not hold.
    Not(Box<Expr>),
    /// Two terms compare.
    Compare(Term, Comparison, Term),
    /// The term equals one of the values.
    OneOf(Term, Vec<Value>),
    /// The field has a value.
    Filled(FieldId),
    /// A named condition holds.
    Holds(ConditionId),
    /// The state of the checklist.
    Materials(MaterialsAre),
    /// The case closed with one of these.
    Outcome(Vec<OutcomeId>),
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A field.
    Field(FieldId),
    /// A conclusion.
    Conclusion(ConclusionId),
    /// A key date.
    Date(DateId),
    /// A literal.
    Literal(Value),
}
