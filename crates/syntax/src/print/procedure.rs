//! 机构, 事项, 制度: their clauses.

use super::pen::Pen;
use super::truths::written_date;
use crate::tree::{ItemClause, ItemKind, Serves, UnitClause};

impl Pen {
    pub(super) fn unit(self, clause: &UnitClause) -> String {
        let UnitClause::Divisions(names) = clause;
        self.with("division", &self.names(names))
    }

    pub(super) fn item(self, clause: &ItemClause) -> String {
        match clause {
            ItemClause::Alias(name) => self.with("alias", &self.name(name)),
            ItemClause::Basis(basis) => self.basis(basis),
            ItemClause::Unit(name) => self.with("unit_in_charge", &self.name(name)),
            ItemClause::Serves(all) => {
                let words: Vec<String> =
                    all.iter().map(|one| self.word(serves(one.node), 0).to_owned()).collect();
                self.with("serves", &self.list(&words))
            }
            ItemClause::Kind(kind) => {
                let word = match kind.node {
                    ItemKind::Immediate => "immediate",
                    ItemKind::Timed => "timed",
                };
                self.with("item_kind", self.word(word, 0))
            }
            ItemClause::Dates(names) => self.with("key_dates", &self.names(names)),
            ItemClause::EnquiryPhone(phone) => self.with("enquiry_phone", phone),
            ItemClause::ComplaintPhone(phone) => self.with("complaint_phone", phone),
            ItemClause::Free => self.word("free_of_charge", 0).to_owned(),
            ItemClause::InForce(date) => self.with("in_force_from", &written_date(date.node)),
            ItemClause::Applies { to, before_first } => self.applies(&to.node, *before_first),
            ItemClause::Explanation(text) => self.say("<explain>：{0}", "<explain>: {0}", &[text]),
        }
    }
}

const fn serves(who: Serves) -> &'static str {
    match who {
        Serves::Person => "natural_persons",
        Serves::LegalPerson => "legal_persons",
        Serves::OtherOrganisation => "other_organisations",
    }
}
