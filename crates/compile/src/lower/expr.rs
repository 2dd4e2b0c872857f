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
            form::Expr::Outcome { of } => {
                Expr::Outcome(of.iter().map(|o| self.outcome(o)).collect::<Result<_, _>>()?)
            }
        })
    }

    fn term(&self, term: &form::Term) -> Result<Term, LowerError> {
        Ok(match term {
            form::Term::Field { name } => Term::Field(self.field(name)?),
            form::Term::Conclusion { place, name } => Term::Conclusion(self.conclusion(place, name)?),
            form::Term::Date { name } => Term::Date(self.date(name)?),
            form::Term::Literal { value } => Term::Literal(value.clone()),
        })
    }
}
