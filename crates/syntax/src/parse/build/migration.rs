//! The clauses of 新旧衔接.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, MigrationClause};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn migration(at: Place, entry: &Node<'_>) -> Built<Located<MigrationClause>> {
    let (node, parts) = clause(at, entry)?;
    let old = || parts.nth(Rule::name, 0).map(|n| at.name(n));
    let new = || parts.nth(Rule::name, 1).map(|n| at.name(n));
    let made = match node.rule() {
        Rule::c_older => {
            let date = parts.one(Rule::date)?;
            MigrationClause::Older(at.located(date, at.date(date)?))
        }
        Rule::c_place_stays => MigrationClause::PlaceStays(old()?),
        Rule::c_place_moves => MigrationClause::Place(old()?, new()?),
        Rule::c_clock_moves => MigrationClause::Clock(old()?, new()?),
        Rule::c_data_moves => MigrationClause::Data(old()?, new()?),
        Rule::c_data_dropped => MigrationClause::DataDropped(old()?),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}
