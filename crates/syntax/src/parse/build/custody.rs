//! The clauses of 责任, and where a 制度 holds.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Applies, CustodyClause, FirstHolder, ItemClause, Located};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn custody(at: Place, entry: &Node<'_>) -> Built<Located<CustodyClause>> {
    let (node, parts) = clause(at, entry)?;
    let deeds = || parts.one(Rule::deeds).and_then(|n| at.deeds(n));
    let made = match node.rule() {
        Rule::c_held => {
            let holders = [("first_contact", FirstHolder::FirstContact), ("officer", FirstHolder::Officer)];
            CustodyClause::Held {
                from_contact: parts.maybe(Rule::from_contact).is_some(),
                by: at.choice(parts.one(Rule::first_holder)?, &holders)?,
            }
        }
        Rule::c_highest => CustodyClause::HighestOfSeveral,
        Rule::c_hand_over => CustodyClause::HandOver,
        Rule::c_receipt => CustodyClause::Receipt(at.period(parts.one(Rule::period)?)?),
        Rule::c_unanswered => CustodyClause::Unanswered(deeds()?),
        Rule::c_turned_down => CustodyClause::Decline {
            within: at.maybe(&parts, Rule::period, Place::period)?,
            basis: at.bases(&parts)?,
        },
        Rule::c_turned_times => {
            let times = parts.one(Rule::times)?;
            let number = at.parts(times);
            CustodyClause::DeclinedTimes {
                times: at.located(times, at.count(number.one(Rule::number)?)?),
                deeds: deeds()?,
            }
        }
        Rule::c_until_closed => CustodyClause::UntilClosed,
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

/// 适用于 全部事项，在 首个环节 之前.
pub(super) fn applies(at: Place, node: &Node<'_>) -> Built<ItemClause> {
    let parts = at.parts(node);
    let to = parts.one(Rule::applies)?;
    let inner = at.parts(to);
    let scope = if inner.has("all_procedures") { Applies::All } else { Applies::Named(at.names(&inner)) };
    Ok(ItemClause::Applies {
        to: at.located(to, scope),
        before_first: parts.maybe(Rule::before_first).is_some(),
    })
}
