//! 材料: its clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, MaterialClause};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn material(at: Place, entry: &Node<'_>) -> Built<Located<MaterialClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_needed => MaterialClause::Needed(parts.maybe(Rule::name).map(|n| at.name(n))),
        Rule::c_deferrable => MaterialClause::Deferrable {
            within: at.maybe(&parts, Rule::period, Place::period)?,
            basis: at.bases(&parts)?,
        },
        Rule::c_by_promise => MaterialClause::ByPromise(at.bases(&parts)?),
        Rule::c_copies => {
            let number = parts.one(Rule::number)?;
            MaterialClause::Copies(at.located(number, at.count(number)?))
        }
        Rule::c_shared => MaterialClause::SharedFrom(at.name(parts.one(Rule::name)?)),
        Rule::c_basis => MaterialClause::Basis(at.bases(&parts)?),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}
