//! Named conditions: none hangs on itself, and none is too deep or too large to evaluate when all that it names is
//! written out.

use super::LowerError;
use shouwen_model::form::{Condition, Expr, Form};
use std::collections::BTreeMap;

/// The most parts of a named condition, those of the conditions that it names included.
pub const MAX_CONDITION_PARTS: usize = 65_536;

/// The most named conditions on the way from one to what it rests on.
pub const MAX_CONDITION_DEPTH: usize = 64;

struct Sizes<'f> {
    declared: BTreeMap<&'f str, &'f Condition>,
    known: BTreeMap<&'f str, usize>,
}

/// Refuses conditions that would be evaluated without end, or nearly so.
pub(super) fn bounded(form: &Form) -> Result<(), LowerError> {
    let declared = form.conditions.iter().map(|c| (c.name.as_str(), c)).collect();
    let mut sizes = Sizes { declared, known: BTreeMap::new() };
    for condition in &form.conditions {
        sizes.of(condition, MAX_CONDITION_DEPTH)?;
    }
    Ok(())
}

impl<'f> Sizes<'f> {
    /// The parts of a condition. One that hangs on itself runs out of depth.
    fn of(&mut self, condition: &'f Condition, depth: usize) -> Result<usize, LowerError> {
        if let Some(size) = self.known.get(condition.name.as_str()) {
            return Ok(*size);
        }
        let refused = || LowerError::Condition(condition.name.clone());
        let below = depth.checked_sub(1).ok_or_else(refused)?;
        let size = self.expr(&condition.is, below)?;
        if size > MAX_CONDITION_PARTS {
            return Err(refused());
        }
        self.known.insert(&condition.name, size);
        Ok(size)
    }

    /// The depth of an expression itself is bounded by the canonical bytes of the form.
    fn expr(&mut self, expr: &'f Expr, depth: usize) -> Result<usize, LowerError> {
        let mut size = 1_usize;
        match expr {
            Expr::All { of } | Expr::Any { of } => {
                for part in of {
                    size = size.saturating_add(self.expr(part, depth)?);
                }
            }
            Expr::Not { of } => size = size.saturating_add(self.expr(of, depth)?),
            Expr::Holds { condition } => {
                // What nothing declares is refused with its own error.
                if let Some(named) = self.declared.get(condition.as_str()).copied() {
                    size = size.saturating_add(self.of(named, depth)?);
                }
            }
            Expr::Compare { .. }
            | Expr::OneOf { .. }
            | Expr::Filled { .. }
            | Expr::Materials { .. }
            | Expr::Outcome { .. } => {}
        }
        Ok(size)
    }
}
