//! 机构, 事项, 制度: their clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{ItemClause, ItemKind, Located, Serves, UnitClause};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn unit(at: Place, entry: &Node<'_>) -> Built<Located<UnitClause>> {
    let (node, parts) = clause(at, entry)?;
    Ok(at.located(&node, UnitClause::Divisions(at.names(&parts))))
}

pub(in crate::parse) fn item(at: Place, entry: &Node<'_>) -> Built<Located<ItemClause>> {
    let (node, parts) = clause(at, entry)?;
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    let phone = || parts.one(Rule::phone).map(|n| n.text().trim().to_owned());
    let made = match node.rule() {
        Rule::c_alias => ItemClause::Alias(name()?),
        Rule::c_basis => ItemClause::Basis(at.bases(&parts)?),
        Rule::c_unit => ItemClause::Unit(name()?),
        Rule::c_serves => {
            ItemClause::Serves(parts.all(Rule::serves).map(|n| serves(at, n)).collect::<Built<_>>()?)
        }
        Rule::c_kind => {
            let kinds = [("immediate", ItemKind::Immediate), ("timed", ItemKind::Timed)];
            ItemClause::Kind(at.choice(parts.one(Rule::item_kind)?, &kinds)?)
        }
        Rule::c_dates => ItemClause::Dates(at.names(&parts)),
        Rule::c_enquiry => ItemClause::EnquiryPhone(phone()?),
        Rule::c_complaint => ItemClause::ComplaintPhone(phone()?),
        Rule::c_free => ItemClause::Free,
        Rule::c_applies => super::custody::applies(at, &node)?,
        Rule::c_in_force => {
            let date = parts.one(Rule::date)?;
            ItemClause::InForce(at.located(date, at.date(date)?))
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn serves(at: Place, node: &Node<'_>) -> Built<Located<Serves>> {
    let all = [
        ("natural_persons", Serves::Person),
        ("legal_persons", Serves::LegalPerson),
        ("other_organisations", Serves::OtherOrganisation),
    ];
    at.choice(node, &all)
}
