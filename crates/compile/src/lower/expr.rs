//! Expressions with every name an id.

use super::{LowerError, names::Names};
use shouwen_model::form;
use shouwen_model::kernel::{Expr, Term};

impl Names {
    /// Lowers an expression.
    pub(super) fn expr(&self, expr: &form::Expr) -> Result<Expr, LowerError> {
        let all = |parts: &[form::Expr]| parts.iter().map(|p| self.expr(p)).collect::<Result<Vec<_>, _>>();
        Ok(match expr {
            form::Expr::All { of } => Expr::All(all(of)?),
            form::Expr::Any { of } => Expr::Any(all(of)?),
            form::Expr::Not { of } => Expr::Not(Box::new(self.expr(of)?)),
            form::Expr::Compare { left, op, right } => {
                Expr::Compare(self.term(left)?, *op, self.term(right)?)
            }
            form::Expr::OneOf { left, of } => Expr::OneOf(self.term(left)?, of.clone()),
            form::Expr::Filled { field } => Expr::Filled(self.field(field)?),
            form::Expr::Holds { condition } => Expr::Holds(self.condition(condition)?),
            form::Expr::Materials { are } => Expr::Materials(*are),
            form::Expr::DeferredIn {} => Expr::DeferredIn,
            form::Expr::Outcome { of } => {
                Expr::Outcome(of.iter().map(|o| self.outcome(o)).collect::<Result<_, _>>()?)
            }
            form::Expr::Reached { from, period, on } => {
                let on = on.as_ref().map(|on| self.term(on)).transpose()?;
                Expr::Reached(self.term(from)?, *period, on)
            }
            form::Expr::AnyItem { left: form::Term::Conclusion { place, name }, is } => {
                Expr::AnyItem(Term::Conclusions(self.concluded_by_each(place, name)?), is.clone())
            }
            form::Expr::AnyItem { left, is } => Expr::AnyItem(self.term(left)?, is.clone()),
            form::Expr::Passed { place } => Expr::Passed(self.place(place)?),
            form::Expr::Done { place } => Expr::Done(self.place(place)?),
            form::Expr::Parties { party, are } => {
                Expr::Parties(party.as_ref().map(|party| self.party(party)).transpose()?, *are)
            }
        })
    }

    pub(super) fn term(&self, term: &form::Term) -> Result<Term, LowerError> {
        let all = |of: &[form::Term]| of.iter().map(|t| self.term(t)).collect::<Result<Vec<_>, _>>();
        Ok(match term {
            form::Term::Field { name } => Term::Field(self.field(name)?),
            form::Term::Conclusion { place, name } => Term::Conclusion(self.conclusion(place, name)?),
            form::Term::Date { name } => Term::Date(self.date(name)?),
            form::Term::Literal { value } => Term::Literal(value.clone()),
            form::Term::Computed { name } => Term::Computed(self.computed(name)?),
            form::Term::Calc { left, op, right } => {
                Term::Calc(Box::new(self.term(left)?), *op, Box::new(self.term(right)?))
            }
            form::Term::Least { of } => Term::Least(all(of)?),
            form::Term::Greatest { of } => Term::Greatest(all(of)?),
            form::Term::Table { columns, rows } => Term::Table(all(columns)?, rows.clone()),
            form::Term::MonthOf { of, after } => Term::MonthOf(Box::new(self.term(of)?), *after),
        })
    }
}

/// The places of which something in a truth asks whether they were completed.
pub(super) fn asks_done<'f>(expr: &'f form::Expr, found: &mut Vec<&'f str>) {
    match expr {
        form::Expr::All { of } | form::Expr::Any { of } => of.iter().for_each(|part| asks_done(part, found)),
        form::Expr::Not { of } => asks_done(of, found),
        form::Expr::Done { place } => found.push(place),
        form::Expr::Compare { .. }
        | form::Expr::OneOf { .. }
        | form::Expr::Filled { .. }
        | form::Expr::Holds { .. }
        | form::Expr::Materials { .. }
        | form::Expr::DeferredIn {}
        | form::Expr::Outcome { .. }
        | form::Expr::Reached { .. }
        | form::Expr::AnyItem { .. }
        | form::Expr::Passed { .. }
        | form::Expr::Parties { .. } => {}
    }
}
