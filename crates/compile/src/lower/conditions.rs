//! Named conditions: none hangs on itself, and none is too deep or too large to evaluate when all that it names is
//! written out.

use super::LowerError;
use shouwen_model::form::{Expr, Form, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The most parts of a named condition, those of the conditions that it names included.
pub const MAX_CONDITION_PARTS: usize = 65_536;

/// The most named conditions on the way from one to what it rests on.
pub const MAX_CONDITION_DEPTH: usize = 64;

struct Sizes<'f> {
    declared: BTreeMap<Named<'f>, Part<'f>>,
    known: BTreeMap<Named<'f>, usize>,
}

/// What has a name that others may use; conditions and computed values have name spaces of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named<'f> {
    Condition(&'f str),
    Computed(&'f str),
}

#[derive(Clone, Copy)]
enum Part<'f> {
    Truth(&'f Expr),
    Value(&'f Term),
}

/// Refuses conditions and computed values that would be evaluated without end, or nearly so.
pub(super) fn bounded(form: &Form) -> Result<(), LowerError> {
    let conditions = form.conditions.iter().map(|c| (Named::Condition(&c.name), Part::Truth(&c.is)));
    let computed = form.computed.iter().map(|c| (Named::Computed(&c.name), Part::Value(&c.is)));
    let all: Vec<(Named<'_>, Part<'_>)> = conditions.chain(computed).collect();
    let mut sizes = Sizes { declared: all.iter().copied().collect(), known: BTreeMap::new() };
    for (name, _) in all {
        sizes.of(name, MAX_CONDITION_DEPTH)?;
    }
    let only = form.materials.iter().filter_map(|material| material.only.as_deref());
    match only.into_iter().find(|condition| hangs_on_materials(form, condition)) {
        Some(condition) => Err(LowerError::Condition(condition.to_owned())),
        None => Ok(()),
    }
}

/// Whether a condition asks how the materials stand: it cannot say which of them are needed. A form may hold what
/// leads in a circle; every condition is looked into once.
pub(crate) fn hangs_on_materials(form: &Form, condition: &str) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![condition]);
    while let Some(name) = left.pop() {
        if !seen.insert(name) {
            continue;
        }
        let mut parts: Vec<&Expr> =
            form.conditions.iter().filter(|c| c.name == name).map(|c| &c.is).collect();
        while let Some(part) = parts.pop() {
            match part {
                Expr::Materials { .. } | Expr::DeferredIn {} => return true,
                Expr::All { of } | Expr::Any { of } => parts.extend(of),
                Expr::Not { of } => parts.push(of),
                Expr::Holds { condition } => left.push(condition),
                Expr::Compare { .. }
                | Expr::OneOf { .. }
                | Expr::Filled { .. }
                | Expr::Outcome { .. }
                | Expr::Reached { .. }
                | Expr::AnyItem { .. }
                | Expr::Parties { .. }
                | Expr::Passed { .. }
                | Expr::Done { .. } => {}
            }
        }
    }
    false
}

impl<'f> Sizes<'f> {
    /// The parts behind a name. One that hangs on itself runs out of depth.
    fn of(&mut self, name: Named<'f>, depth: usize) -> Result<usize, LowerError> {
        if let Some(size) = self.known.get(&name) {
            return Ok(*size);
        }
        // What nothing declares is refused with its own error.
        let Some(part) = self.declared.get(&name).copied() else { return Ok(0) };
        let (Named::Condition(text) | Named::Computed(text)) = name;
        let refused = || LowerError::Condition(text.to_owned());
        let below = depth.checked_sub(1).ok_or_else(refused)?;
        let size = match part {
            Part::Truth(expr) => self.expr(expr, below)?,
            Part::Value(term) => self.term(term, below)?,
        };
        if size > MAX_CONDITION_PARTS {
            return Err(refused());
        }
        self.known.insert(name, size);
        Ok(size)
    }

    /// The depth of an expression itself is bounded by the canonical bytes of the form.
    fn expr(&mut self, expr: &'f Expr, depth: usize) -> Result<usize, LowerError> {
        let mut size = 1_usize;
        let mut terms: Vec<&'f Term> = Vec::new();
        match expr {
            Expr::All { of } | Expr::Any { of } => {
                for part in of {
                    size = size.saturating_add(self.expr(part, depth)?);
                }
            }
            Expr::Not { of } => size = size.saturating_add(self.expr(of, depth)?),
            Expr::Holds { condition } => {
                size = size.saturating_add(self.of(Named::Condition(condition), depth)?);
            }
            Expr::Compare { left, right, .. } => terms.extend([left, right]),
            Expr::OneOf { left, .. } | Expr::AnyItem { left, .. } => terms.push(left),
            Expr::Reached { from, on, .. } => {
                terms.push(from);
                terms.extend(on.as_ref());
            }
            Expr::Filled { .. }
            | Expr::Materials { .. }
            | Expr::DeferredIn {}
            | Expr::Outcome { .. }
            | Expr::Passed { .. }
            | Expr::Done { .. }
            | Expr::Parties { .. } => {}
        }
        for term in terms {
            size = size.saturating_add(self.term(term, depth)?);
        }
        Ok(size)
    }

    /// The parts of a term; what is only looked up belongs to the truth that asks for it.
    fn term(&mut self, term: &'f Term, depth: usize) -> Result<usize, LowerError> {
        let mut size = 1_usize;
        let mut inner: Vec<&'f Term> = Vec::new();
        match term {
            Term::Computed { name } => size = size.saturating_add(self.of(Named::Computed(name), depth)?),
            Term::Calc { left, right, .. } => inner.extend([&**left, &**right]),
            Term::Least { of } | Term::Greatest { of } => inner.extend(of),
            Term::MonthOf { of, .. } => inner.push(of),
            Term::Table { columns, rows } => {
                inner.extend(columns);
                size = size.saturating_add(rows.len().saturating_mul(columns.len()));
            }
            Term::Field { .. } | Term::Conclusion { .. } | Term::Date { .. } | Term::Literal { .. } => {
                return Ok(0);
            }
        }
        for term in inner {
            size = size.saturating_add(self.term(term, depth)?);
        }
        Ok(size)
    }
}
