//! 办结后: its clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{AfterClause, Located};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn after(at: Place, entry: &Node<'_>) -> Built<Located<AfterClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = AfterClause {
        when: at.expr(parts.one(Rule::expr)?)?,
        from: at.source(parts.one(Rule::source)?)?,
        within: at.period(parts.one(Rule::period)?)?,
        by: at.role(parts.nth(Rule::role, 0)?)?,
        serve: at.role(parts.nth(Rule::role, 1)?)?,
        proof: at.maybe(&parts, Rule::obtain, Place::inner_name)?,
        basis: at.bases(&parts)?,
    };
    Ok(at.located(&node, made))
}
