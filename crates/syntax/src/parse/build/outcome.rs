//! 结果: its clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, OutcomeClause, Remedy};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn outcome(at: Place, entry: &Node<'_>) -> Built<Located<OutcomeClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_adverse => OutcomeClause::Adverse,
        Rule::c_document => OutcomeClause::Document(at.name(parts.one(Rule::name)?)),
        Rule::c_remedies => {
            OutcomeClause::Remedies(parts.all(Rule::remedy).map(|n| remedy(at, n)).collect::<Built<_>>()?)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn remedy(at: Place, node: &Node<'_>) -> Built<Remedy> {
    let parts = at.parts(node);
    Ok(Remedy { way: at.open_name(parts.one(Rule::way)?)?, within: at.period(parts.one(Rule::period)?)? })
}
