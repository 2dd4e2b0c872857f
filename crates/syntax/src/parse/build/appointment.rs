//! 指定.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{AppointmentClause, Located, Lot};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn appointment(at: Place, entry: &Node<'_>) -> Built<Located<AppointmentClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_out_of => {
            let lot = match (parts.has("by_lot"), parts.has("may_draw")) {
                (true, _) => Lot::Always,
                (false, true) => Lot::May,
                (false, false) => Lot::Never,
            };
            AppointmentClause::OutOf(at.name(parts.one(Rule::name)?), lot)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}
