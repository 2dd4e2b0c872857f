//! The clauses of 当事人, and what a party does.

use super::pen::Pen;
use crate::tree::{Basis, Located, Member, Name, Parties, PartiesAre, PartyClause, PartyDoes, Period};

impl Pen {
    pub(super) fn party(self, clause: &PartyClause) -> String {
        match clause {
            PartyClause::One => self.word("one_party", 0).to_owned(),
            PartyClause::Several => self.word("several_parties", 0).to_owned(),
            PartyClause::Outside => self.word("outside_body", 0).to_owned(),
            PartyClause::NamedIn(field) => self.with("named_in", &self.name(field)),
        }
    }

    /// 第三方 作出答复.
    pub(super) fn by_party(self, party: &Name, does: PartyDoes) -> String {
        let word = match does {
            PartyDoes::Receives => "party_receives",
            PartyDoes::Answers => "party_answers",
            PartyDoes::Silent => "party_silent",
            PartyDoes::RunsOut => "party_run_out",
        };
        format!("{} {}", self.first_name(party), self.word(word, 0))
    }

    /// 各方 自其收到之日起 ….
    pub(super) fn each_party(self, period: &Period, basis: &[Located<Basis>]) -> String {
        let own = self.with("own_receipt", &self.period(period));
        format!("{}{}", self.with("each_party", &own), self.and_basis(basis))
    }

    /// 各方 均已收到.
    pub(super) fn parties_are(self, parties: &Parties) -> String {
        let word = match parties.are {
            PartiesAre::Received => "all_received",
            PartiesAre::Answered => "all_answered",
            PartiesAre::Consented => "all_consented",
            PartiesAre::RunOut => "all_run_out",
        };
        let who = match &parties.party {
            Some(party) => self.first_name(party),
            None => self.say("<each_party>", "<each_party.1>", &[]),
        };
        format!("{who} {}", self.word(word, 0))
    }

    /// 第三方 2.
    pub(super) fn member(self, member: &Member) -> String {
        let name = self.name(&member.party);
        member.number.as_ref().map_or_else(|| name.clone(), |number| format!("{name} {}", number.node))
    }
}
