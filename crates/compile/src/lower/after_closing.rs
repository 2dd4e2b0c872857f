//! What is owed after the decision.

use super::acts::{effects, who};
use super::names::Names;
use super::{LowerError, limit};
use shouwen_model::form;
use shouwen_model::form::{ActItem, AfterWhat, DateSource};
use shouwen_model::kernel::{Action, AfterDuty, Answers, Clause, DateFrom, DutyTerm, Effect, Owes, Who};

/// What is owed after the decision.
pub(super) fn after(source: &form::After, number: u16, names: &Names) -> Result<AfterDuty, LowerError> {
    let clause = Clause { section: "after closing".to_owned(), number };
    let by = who(&source.by, names)?;
    Ok(AfterDuty {
        when: names.expr(&source.when)?,
        term: term(source, &clause, names)?,
        by,
        what: owes(source, &clause, names)?,
        proof: source.proof.clone(),
        basis: source.basis.clone(),
        failed: effects(&source.failed, &clause, names)?,
        lapsed: lapsed(&source.lapsed, by, &clause, names)?,
        clause,
    })
}

fn term(source: &form::After, clause: &Clause, names: &Names) -> Result<DutyTerm, LowerError> {
    match (&source.from, source.within, &source.until) {
        (Some(from), Some(within), None) => {
            let from = match from {
                DateSource::Date { name } => Some(names.date(name)?),
                DateSource::Decided => None,
                DateSource::Field { .. } | DateSource::Received => {
                    return Err(LowerError::incomplete(
                        clause,
                        "a duty counts from a key date or from the decision",
                    ));
                }
            };
            Ok(DutyTerm::Within { from, limit: limit(within) })
        }
        (None, None, Some(DateSource::Date { name })) => {
            Ok(DutyTerm::Until(DateFrom::Date(names.date(name)?)))
        }
        (None, None, Some(DateSource::Field { name })) => {
            Ok(DutyTerm::Until(DateFrom::Field(names.field(name)?)))
        }
        _ => {
            Err(LowerError::incomplete(clause, "a duty has either a period or a date until which it is done"))
        }
    }
}

fn owes(source: &form::After, clause: &Clause, names: &Names) -> Result<Owes, LowerError> {
    match (&source.serve, &source.what) {
        (Some(whom), None) => Ok(Owes::Serve(who(whom, names)?)),
        (None, Some(AfterWhat::Verify { name })) => Ok(Owes::Verify(name.clone())),
        (None, Some(AfterWhat::Act { item })) => {
            match effects(std::slice::from_ref(item), clause, names)?.as_slice() {
                [one] => Ok(Owes::Act(one.clone())),
                _ => Err(LowerError::incomplete(clause, "a duty is one act")),
            }
        }
        _ => Err(LowerError::incomplete(clause, "a duty is one thing that is owed")),
    }
}

/// What time adds: a breach is laid on whoever owes the duty, not on whoever handled the case last.
fn lapsed(acts: &[ActItem], by: Who, clause: &Clause, names: &Names) -> Result<Vec<Effect>, LowerError> {
    let mut lowered = effects(acts, clause, names)?;
    for effect in &mut lowered {
        if let Action::Breach { answers: answers @ None, .. } = &mut effect.action {
            *answers = Some(Answers::Role(by));
        }
    }
    Ok(lowered)
}
