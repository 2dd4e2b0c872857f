//! Truths and values.

use super::Forget;
use crate::tree::{
    Arithmetic, Comparison, Date, Expr, ExprKind, LinkedIs, Literal, MaterialsAre, Operand, PeriodUnit, Sum,
};
use shouwen_grammar::numeral::Number;

plain!(Arithmetic, Comparison, Date, LinkedIs, MaterialsAre, Number, PeriodUnit);
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
    DeferredIn(yes),
    Outcome(names),
    Linked(name, is),
    ByParty(party, does),
    Parties(parties),
    Bare(name),
    Reached { from, on, period, age },
    Items(left, any, value),
    Passed(place, yes),
    Done(place, yes),
    Concluded(place, value),
    Except(main, but),
    Listed(all, of),
});
variants!(Operand { Name(name), Literal(literal), List(list), Sum(sum), MonthOf(of, next, span) });
fields!(Sum { first, rest });
variants!(Literal { Number(number), Money(number), Date(date), Flag(flag), Text(text), Month(year, month), Period(period) });
