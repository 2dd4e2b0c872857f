//! Evaluating conditions over a case. Total: every expression has a value, or says that its data are erased.

use super::draft::{Draft, Halt};
use crate::command::Mark;
use crate::refusal::{Refusal, RefusalCode};
use crate::terms::{Beyond, Known, Terms, compare};
use shouwen_model::form::{MaterialsAre, Period};
use shouwen_model::kernel::{Expr, FieldId, MaterialDecl, MaterialId, PartyId, Term};
use shouwen_model::value::{Value, later};

impl Draft<'_> {
    /// The truth of an expression; `None` if it hangs on erased data.
    pub(super) fn eval(&self, expr: &Expr) -> Result<Option<bool>, Halt> {
        match expr {
            // A part that settles it spares the rest, so that nothing is asked of a case that does not need it.
            Expr::All(parts) => self.fold(parts, false),
            Expr::Any(parts) => self.fold(parts, true),
            Expr::Not(part) => Ok(self.eval(part)?.map(|truth| !truth)),
            Expr::Compare(left, op, right) => Ok(compare(&self.term(left)?, *op, &self.term(right)?)),
            Expr::OneOf(term, of) => Ok(match self.term(term)? {
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
                self.checked()?;
                Ok(Some(self.materials_are() == *are))
            }
            Expr::Reached(from, period, on) => {
                let on = match on {
                    Some(on) => self.term(on)?,
                    None => Known::Value(Value::Date { v: self.day() }),
                };
                Ok(reached(&self.term(from)?, *period, &on))
            }
            Expr::AnyItem(list, value) => Ok(match self.term(list)? {
                Known::Value(Value::List { v }) => Some(v.contains(value)),
                Known::Value(_) | Known::Empty => Some(false),
                Known::Erased => None,
            }),
            Expr::Passed(place) => {
                // Whoever stands in a place has passed it once the case came to it for the second time.
                let here = u32::from(self.case.place() == Some(*place));
                Ok(Some(self.case.visits.get(place).is_some_and(|visit| visit.times > here)))
            }
            Expr::Done(place) => {
                Ok(Some(self.case.visits.get(place).is_some_and(|visit| visit.done.is_some())))
            }
            Expr::DeferredIn => self.deferred_in().map(Some),
            Expr::Parties(Some(party), are) => Ok(Some(self.case.party_is(*party, *are))),
            Expr::Parties(None, are) => {
                let all = (0..self.definition().parties.len()).map(PartyId::new);
                Ok(Some(all.flatten().all(|party| self.case.party_is(party, *are))))
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

    /// Refused while the checklist was not looked at in this round.
    pub(super) fn checked(&self) -> Result<(), Halt> {
        if !self.case.round.checked {
            return Err(Refusal::new(
                RefusalCode::NotChecked,
                "本轮材料尚未核对，不能判断是否齐全",
                "the materials have not been checked in this round",
            )
            .allow("先核对材料", "check the materials first")
            .into());
        }
        Ok(())
    }

    /// How the checklist stands.
    fn materials_are(&self) -> MaterialsAre {
        let mut are = MaterialsAre::Complete;
        for (_, decl) in self.wanting() {
            if decl.deferrable.is_none() {
                return MaterialsAre::Incomplete;
            }
            are = MaterialsAre::Deferrable;
        }
        are
    }

    /// The materials that are required and do not conform, in the definition's order.
    pub(super) fn gaps(&self) -> Vec<String> {
        self.wanting().map(|(_, decl)| decl.name.clone()).collect()
    }

    /// The same with what is said of them.
    pub(super) fn wanting(&self) -> impl Iterator<Item = (MaterialId, &MaterialDecl)> {
        let materials = self.definition().materials.iter().enumerate();
        materials.filter_map(|(index, decl)| Some((MaterialId::new(index)?, decl))).filter(|(id, decl)| {
            match self.case.materials.get(id).and_then(|state| state.found) {
                Some(Mark::Conforming | Mark::Promised) => false,
                Some(Mark::Nonconforming) => true,
                Some(Mark::Missing) => self.needed(decl),
                None => !decl.shared && self.needed(decl),
            }
        })
    }

    /// Whether a material is required in this case. Where nobody can know any more, it is.
    fn needed(&self, decl: &MaterialDecl) -> bool {
        let only = || decl.only.and_then(|id| self.definition().condition(id));
        decl.required && only().is_none_or(|only| !matches!(self.eval(&only.is), Ok(Some(false))))
    }

    /// Whether nothing is owed any more; what came in has to be looked at first.
    fn deferred_in(&self) -> Result<bool, Halt> {
        if self.case.deferred.iter().any(|(_, owed)| owed.handed) {
            self.checked()?;
        }
        Ok(self.case.deferred.is_empty())
    }

    pub(super) fn filled(&self, field: FieldId) -> bool {
        self.case.fields.get(&field).is_some()
    }

    /// The value of a term. What cannot be kept is refused, save where time itself goes on.
    fn term(&self, term: &Term) -> Result<Known, Halt> {
        let terms = Terms { definition: self.definition(), case: &self.case };
        match terms.term(term) {
            Ok(known) => Ok(known),
            Err(Beyond) if self.by_time() => Ok(Known::Empty),
            Err(Beyond) => Err(beyond()),
        }
    }
}

/// A result that no record can hold.
fn beyond() -> Halt {
    Refusal::new(
        RefusalCode::Limit,
        "算出来的值超出可以记录的范围",
        "what is computed lies outside what can be kept",
    )
    .into()
}

/// Whether so many whole units lie between two dates: the corresponding day of the last of them has come.
fn reached(from: &Known, period: Period, on: &Known) -> Option<bool> {
    match (from, on) {
        (Known::Erased, _) | (_, Known::Erased) => None,
        (Known::Value(Value::Date { v: from }), Known::Value(Value::Date { v: on })) => {
            Some(later(*from, i64::from(period.n), period.unit).is_some_and(|day| day <= *on))
        }
        _ => Some(false),
    }
}
