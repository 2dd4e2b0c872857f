//! Truths and terms over a case.

use super::super::{ComputedId, ConclusionId, ConditionId, DateId, FieldId, OutcomeId, PartyId, PlaceId};
use crate::form::{Arithmetic, Comparison, MaterialsAre, PartiesAre, Period, TableRow};
use crate::value::{Type, Value};

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
    /// Nothing that was deferred is owed any more.
    DeferredIn,
    /// The case closed with one of these.
    Outcome(Vec<OutcomeId>),
    /// So much time in whole units lies between the first and the second, or the day on which it is asked.
    Reached(Term, Period, Option<Term>),
    /// An item of the list equals the value.
    AnyItem(Term, Value),
    /// The place was entered before.
    Passed(PlaceId),
    /// The place was completed, and nothing has undone it.
    Done(PlaceId),
    /// What holds of each person of a party, or of every party.
    Parties(Option<PartyId>, PartiesAre),
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A field.
    Field(FieldId),
    /// A conclusion.
    Conclusion(ConclusionId),
    /// What the branches of a block have concluded, one for each element of a list, as far as they have: a list.
    Conclusions(Vec<ConclusionId>),
    /// A key date.
    Date(DateId),
    /// A literal.
    Literal(Value),
    /// A value that follows from others.
    Computed(ComputedId),
    /// Two terms become one.
    Calc(Box<Term>, Arithmetic, Box<Term>),
    /// The least of these.
    Least(Vec<Term>),
    /// The greatest of these.
    Greatest(Vec<Term>),
    /// The month of a date, so many months later.
    MonthOf(Box<Term>, u32),
    /// What the row gives into which the columns fall.
    Table(Vec<Term>, Vec<TableRow>),
}

/// A value that follows from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputedDecl {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: Type,
    /// What it is.
    pub is: Term,
}
