//! The clauses of 公开承诺.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, PromiseClause};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn promise(at: Place, entry: &Node<'_>) -> Built<Located<PromiseClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_promised_spot => PromiseClause::OnTheSpot,
        Rule::c_promised_free => PromiseClause::Free,
        Rule::c_promised_fee => PromiseClause::Fee(at.operand(parts.one(Rule::operand)?)?, at.bases(&parts)?),
        Rule::c_promised_visits => {
            let times = parts.one(Rule::times)?;
            PromiseClause::Visits(at.located(times, at.count(at.parts(times).one(Rule::number)?)?))
        }
        Rule::c_not_kept => PromiseClause::NotKept(at.names(&parts)),
        Rule::c_promised_time => {
            PromiseClause::Within(at.name(parts.one(Rule::name)?), at.period(parts.one(Rule::period)?)?)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}
