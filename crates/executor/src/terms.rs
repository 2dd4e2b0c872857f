//! Values over a case: fields, dates, conclusions, and what follows from them. Total: a term has a value, or none
//! because something was never given, or says that its data are erased, or that the result cannot be kept.

use crate::case::Case;
use shouwen_model::form::{Arithmetic, Comparison, TableCell, TableRow};
use shouwen_model::kernel::{ComputedId, Definition, FieldId, Term};
use shouwen_model::value::{Value, YearMonth};
use std::cmp::Ordering;

/// The value of a term.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    /// It has one.
    Value(Value),
    /// It was never given, or rests on what was not.
    Empty,
    /// It was given and is erased.
    Erased,
}

/// The result lies outside what a record can hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beyond;

/// What terms are looked up in.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) case: &'a Case,
}

/// The value that a case has under a name: of a field, or of what is computed. `None` if there is no such name, if
/// what it rests on was not given or is erased, or if the result cannot be kept.
#[must_use]
pub fn value_of(definition: &Definition, case: &Case, name: &str) -> Option<Value> {
    let field = definition.fields.iter().position(|f| f.name == name).and_then(FieldId::new).map(Term::Field);
    let computed = || {
        let at = definition.computed.iter().position(|c| c.name == name)?;
        ComputedId::new(at).map(Term::Computed)
    };
    match (Terms { definition, case }).term(&field.or_else(computed)?) {
        Ok(Known::Value(value)) => Some(value),
        Ok(Known::Empty | Known::Erased) | Err(Beyond) => None,
    }
}

impl Terms<'_> {
    pub(crate) fn term(self, term: &Term) -> Result<Known, Beyond> {
        let given = |value: Option<Value>| value.map_or(Known::Empty, Known::Value);
        Ok(match term {
            Term::Field(id) => match self.case.fields.get(id) {
                Some(held) => held.value.clone().map_or(Known::Erased, Known::Value),
                None => Known::Empty,
            },
            Term::Conclusion(id) => {
                given(self.case.conclusions.get(id).map(|c| Value::Choice { v: c.value.clone() }))
            }
            Term::Conclusions(of) => {
                let given = of.iter().filter_map(|id| self.case.conclusions.get(id));
                let v = given.map(|c| Value::Choice { v: c.value.clone() }).collect();
                Known::Value(Value::List { v })
            }
            Term::Date(id) => given(self.case.dates.get(id).map(|date| Value::Date { v: *date })),
            Term::Literal(value) => Known::Value(value.clone()),
            Term::Computed(id) => match self.definition.computed_value(*id) {
                Some(computed) => self.term(&computed.is)?,
                None => Known::Empty,
            },
            Term::Calc(left, op, right) => {
                let joined = |a: &Value, b: &Value| match op {
                    Arithmetic::Plus => a.plus(b),
                    Arithmetic::Minus => a.minus(b),
                    Arithmetic::Times => a.times(b),
                    Arithmetic::Over => a.over(b),
                };
                join(self.term(left)?, self.term(right)?, joined)?
            }
            Term::Table(columns, rows) => self.table(columns, rows)?,
            Term::Least(of) => self.among(of, Ordering::is_le)?,
            Term::Greatest(of) => self.among(of, Ordering::is_ge)?,
            Term::MonthOf(of, after) => {
                let month = |date: &Value, months: &Value| match (date, months) {
                    (Value::Date { v }, Value::Integer { v: n }) => {
                        YearMonth::of(*v).plus(*n).map(|v| Value::Month { v })
                    }
                    _ => None,
                };
                let months = Known::Value(Value::Integer { v: i64::from(*after) });
                join(self.term(of)?, months, month)?
            }
        })
    }

    /// What the first row gives that fits. A cell that asks something never fits what was not given.
    fn table(self, columns: &[Term], rows: &[TableRow]) -> Result<Known, Beyond> {
        let known = columns.iter().map(|c| self.term(c)).collect::<Result<Vec<_>, _>>()?;
        let mut erased = false;
        for row in rows {
            let fits = row.cells.iter().zip(&known).map(|(cell, value)| fits(cell, value));
            match fits.fold(Some(true), both) {
                Some(true) => return Ok(Known::Value(row.gives.clone())),
                Some(false) => {}
                None => erased = true,
            }
        }
        Ok(if erased { Known::Erased } else { Known::Empty })
    }

    fn among(self, of: &[Term], wins: fn(Ordering) -> bool) -> Result<Known, Beyond> {
        let better =
            |a: &Value, b: &Value| a.order(b).map(|order| if wins(order) { a.clone() } else { b.clone() });
        let mut best: Option<Known> = None;
        for term in of {
            let next = self.term(term)?;
            best = Some(match best {
                None => next,
                Some(best) => join(best, next, better)?,
            });
        }
        Ok(best.unwrap_or(Known::Empty))
    }
}

/// Two truths together; one that is false settles it, whatever was erased.
const fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether a cell takes a value; `None` if it was erased.
fn fits(cell: &TableCell, value: &Known) -> Option<bool> {
    match (cell, value) {
        (TableCell::Any, _) => Some(true),
        (_, Known::Erased) => None,
        (_, Known::Empty) => Some(false),
        (TableCell::OneOf { of }, Known::Value(value)) => Some(of.contains(value)),
        (TableCell::Bounds { of }, Known::Value(value)) => {
            Some(of.iter().all(|b| b.op.between(value, &b.to)))
        }
    }
}

/// Two values that become one; what rests on something that was never given is not there either.
fn join(left: Known, right: Known, how: impl Fn(&Value, &Value) -> Option<Value>) -> Result<Known, Beyond> {
    match (left, right) {
        (Known::Erased, _) | (_, Known::Erased) => Ok(Known::Erased),
        (Known::Value(a), Known::Value(b)) => how(&a, &b).map(Known::Value).ok_or(Beyond),
        _ => Ok(Known::Empty),
    }
}

/// What was never given equals nothing and is in no order.
pub(crate) fn compare(left: &Known, op: Comparison, right: &Known) -> Option<bool> {
    let (left, right) = match (left, right) {
        (Known::Erased, _) | (_, Known::Erased) => return None,
        (Known::Value(left), Known::Value(right)) => (left, right),
        _ => return Some(op == Comparison::IsNot),
    };
    Some(op.between(left, right))
}
