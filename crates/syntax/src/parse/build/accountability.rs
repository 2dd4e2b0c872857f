//! The clauses of 责任追究.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{CountedBy, LadderClause, Located, Measure, MeasureWord, Window};
use shouwen_grammar::{Node, Rule};

const WINDOWS: &[(&str, Window)] = &[
    ("calendar_year", Window::Year),
    ("calendar_quarter", Window::Quarter),
    ("calendar_month", Window::Month),
];

const COUNTED: &[(&str, CountedBy)] = &[("whoever_answers", CountedBy::Person), ("post", CountedBy::Post)];

pub(in crate::parse) fn ladder(at: Place, entry: &Node<'_>) -> Built<Located<LadderClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_ladder_basis => LadderClause::Basis(at.bases(&parts)?),
        Rule::c_counting => LadderClause::Counting {
            each: at.choice(parts.one(Rule::window)?, WINDOWS)?,
            by: at.choice(parts.one(Rule::counted_by)?, COUNTED)?,
        },
        Rule::c_rung => LadderClause::Rung {
            of: parts.all(Rule::breach_name).map(|n| at.open_name(n)).collect::<Built<_>>()?,
            times: at.maybe(&parts, Rule::times, |at, node| {
                Ok(at.located(node, at.count(at.parts(node).one(Rule::number)?)?))
            })?,
            measures: parts.all(Rule::measure).map(|n| measure(at, n)).collect::<Built<_>>()?,
            basis: at.bases(&parts)?,
        },
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

pub(super) fn measure(at: Place, node: &Node<'_>) -> Built<Located<Measure>> {
    let parts = at.parts(node);
    let word = at.parts(parts.one(Rule::measure_word)?);
    let inner = word.first()?;
    let what = match inner.rule() {
        Rule::a_points => {
            let number = at.parts(inner).one(Rule::number)?.clone();
            MeasureWord::Points(at.located(&number, at.count(&number)?))
        }
        Rule::a_send_on => MeasureWord::SendOn(at.inner_name(inner)?),
        _ => MeasureWord::Named(at.name(inner)),
    };
    let against = at.maybe(&parts, Rule::role, Place::role)?;
    Ok(at.located(node, Measure { what, against }))
}
