//! What is owed after the decision.

use super::acts::who;
use super::names::Names;
use super::{LowerError, limit};
use shouwen_model::form;
use shouwen_model::form::DateSource;
use shouwen_model::kernel::{AfterDuty, Clause};

/// What is owed after the decision.
pub(super) fn after(source: &form::After, number: u16, names: &Names) -> Result<AfterDuty, LowerError> {
    let clause = Clause { section: "after closing".to_owned(), number };
    let from = match &source.from {
        DateSource::Date { name } => Some(names.date(name)?),
        DateSource::Decided => None,
        DateSource::Field { .. } | DateSource::Received => {
            return Err(LowerError::incomplete(
                &clause,
                "a duty counts from a key date or from the decision",
            ));
        }
    };
    Ok(AfterDuty {
        when: names.expr(&source.when)?,
        from,
        limit: limit(source.within),
        by: who(&source.by, names)?,
        serve: who(&source.serve, names)?,
        proof: source.proof.clone(),
        basis: source.basis.clone(),
        clause,
    })
}
