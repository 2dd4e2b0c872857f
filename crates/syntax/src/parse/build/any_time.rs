//! 随时: its clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{AnytimeClause, Located};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn anytime(at: Place, entry: &Node<'_>) -> Built<Located<AnytimeClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = AnytimeClause {
        event: at.open_name(parts.one(Rule::event)?)?,
        by: at.maybe(&parts, Rule::entered_by, Place::inner_name)?,
        deeds: at.deeds(parts.one(Rule::deeds)?)?,
    };
    Ok(at.located(&node, made))
}
