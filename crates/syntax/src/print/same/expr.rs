//! Truths and values.

use super::Forget;
use crate::tree::{Comparison, Date, Expr, ExprKind, LinkedIs, Literal, MaterialsAre, Operand, PeriodUnit};
use shouwen_grammar::numeral::Number;

plain!(Comparison, Date, LinkedIs, MaterialsAre, Number, PeriodUnit);
fields!(Expr { kind, span });
variants!(ExprKind {
    All(parts),
    Any(parts),
    Compare(left, how, right),
    OneOf(left, values),
    Differ(left, right),
    Filled(name, filled),
    Meets(name, meets),
    Materials(are),
    Outcome(names),
    Linked(name, is),
    Bare(name),
});
variants!(Operand { Name(name), Literal(literal), List(list) });
variants!(Literal { Number(number), Money(number), Date(date), Flag(flag), Text(text), Month(year, month), Period(period) });
