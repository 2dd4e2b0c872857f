//! Evaluating conditions over a case. Total: every expression has a value, or says that its data are erased.

use super::draft::{Draft, Halt};
use crate::command::Mark;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::form::{Comparison, MaterialsAre};
use shouwen_model::kernel::{Expr, FieldId, Term};
use shouwen_model::value::Value;
use std::cmp::Ordering;

/// The value of a term.
enum Known {
    /// It has one.
    Value(Value),
    /// It was never given.
    Empty,
    /// It was given and is erased.
    Erased,
}

impl Draft<'_> {
    /// The truth of an expression; `None` if it hangs on erased data.
    pub(super) fn eval(&self, expr: &Expr) -> Result<Option<bool>, Halt> {
        match expr {
            // A part that settles it spares the rest, so that nothing is asked of a case that does not need it.
            Expr::All(parts) => self.fold(parts, false),
            Expr::Any(parts) => self.fold(parts, true),
            Expr::Not(part) => Ok(self.eval(part)?.map(|truth| !truth)),
            Expr::Compare(left, op, right) => Ok(compare(&self.term(left), *op, &self.term(right))),
            Expr::OneOf(term, of) => Ok(match self.term(term) {
                Known::Value(value) => Some(of.contains(&value)),
                Known::Empty => Some(false),
                Known::Erased => None,
            }),
            Expr::Filled(field) => Ok(Some(self.case.fields.get(field).is_some())),
            Expr::Holds(condition) => match self.definition().condition(*condition) {
                Some(condition) => self.eval(&condition.is),
                None => Ok(Some(false)),
            },
            Expr::Materials(are) => {
                let complete = self.materials_complete()?;
                Ok(Some(complete == (*are == MaterialsAre::Complete)))
            }
            Expr::Outcome(of) => Ok(Some(self.case.outcome().is_some_and(|o| of.contains(&o)))),
        }
    }

    fn fold(&self, parts: &[Expr], settles: bool) -> Result<Option<bool>, Halt> {
        let mut known = true;
        for part in parts {
            match self.eval(part)? {
                Some(truth) if truth == settles => return Ok(Some(settles)),
                Some(_) => {}
                None => known = false,
            }
        }
        Ok(known.then_some(!settles))
    }

    /// Whether every required material conforms; refused while the checklist was not looked at in this round.
    fn materials_complete(&self) -> Result<bool, Halt> {
        if !self.case.round.checked {
            return Err(Refusal::new(
                RefusalCode::NotChecked,
                "本轮材料尚未核对，不能判断是否齐全",
                "the materials have not been checked in this round",
            )
            .allow("先核对材料", "check the materials first")
            .into());
        }
        Ok(self.gaps().is_empty())
    }

    /// The materials that are required and do not conform, in the definition's order.
    pub(super) fn gaps(&self) -> Vec<String> {
        let found = |index: usize| {
            shouwen_model::kernel::MaterialId::new(index)
                .and_then(|id| self.case.materials.get(&id))
                .and_then(|m| m.found)
        };
        let materials = self.definition().materials.iter().enumerate();
        materials
            .filter(|(index, decl)| match found(*index) {
                Some(mark) => mark != Mark::Conforming && (decl.required || mark == Mark::Nonconforming),
                None => decl.required && !decl.shared,
            })
            .map(|(_, decl)| decl.name.clone())
            .collect()
    }

    pub(super) fn filled(&self, field: FieldId) -> bool {
        self.case.fields.get(&field).is_some()
    }

    fn term(&self, term: &Term) -> Known {
        match term {
            Term::Field(id) => match self.case.fields.get(id) {
                Some(held) => held.value.clone().map_or(Known::Erased, Known::Value),
                None => Known::Empty,
            },
            Term::Conclusion(id) => match self.case.conclusions.get(id) {
                Some(concluded) => Known::Value(Value::Choice { v: concluded.value.clone() }),
                None => Known::Empty,
            },
            Term::Date(id) => {
                self.case.dates.get(id).map_or(Known::Empty, |date| Known::Value(Value::Date { v: *date }))
            }
            Term::Literal(value) => Known::Value(value.clone()),
        }
    }
}

/// What was never given equals nothing and is in no order.
fn compare(left: &Known, op: Comparison, right: &Known) -> Option<bool> {
    let (left, right) = match (left, right) {
        (Known::Erased, _) | (_, Known::Erased) => return None,
        (Known::Value(left), Known::Value(right)) => (left, right),
        _ => return Some(op == Comparison::IsNot),
    };
    Some(stands(left, op, right))
}

/// Whether one value stands to another like this.
pub(super) fn stands(left: &Value, op: Comparison, right: &Value) -> bool {
    let order = left.order(right);
    match op {
        Comparison::Is => left == right,
        Comparison::IsNot => left != right,
        Comparison::AtLeast => order.is_some_and(Ordering::is_ge),
        Comparison::AtMost => order.is_some_and(Ordering::is_le),
        Comparison::MoreThan => order.is_some_and(Ordering::is_gt),
        Comparison::LessThan => order.is_some_and(Ordering::is_lt),
    }
}
