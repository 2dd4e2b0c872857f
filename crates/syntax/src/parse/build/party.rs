//! The clauses of 当事人, and what a party does.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, Member, Name, Parties, PartiesAre, PartyClause, PartyDoes};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn party(at: Place, entry: &Node<'_>) -> Built<Located<PartyClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_one => PartyClause::One,
        Rule::c_several => PartyClause::Several,
        Rule::c_outside => PartyClause::Outside,
        Rule::c_named_in => PartyClause::NamedIn(at.name(parts.one(Rule::name)?)),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

impl Place {
    /// 第三方 作出答复.
    pub(super) fn by_party(self, node: &Node<'_>) -> Built<(Name, PartyDoes)> {
        let parts = self.parts(node);
        let all = [
            ("party_receives", PartyDoes::Receives),
            ("party_answers", PartyDoes::Answers),
            ("party_silent", PartyDoes::Silent),
            ("party_run_out", PartyDoes::RunsOut),
        ];
        Ok((self.name(parts.one(Rule::name)?), self.choice(node, &all)?.node))
    }

    /// 各方 均已收到.
    pub(super) fn parties_are(self, node: &Node<'_>) -> Built<Parties> {
        let parts = self.parts(node);
        let all = [
            ("all_received", PartiesAre::Received),
            ("all_answered", PartiesAre::Answered),
            ("all_consented", PartiesAre::Consented),
            ("all_run_out", PartiesAre::RunOut),
        ];
        let party = parts.maybe(Rule::name).map(|name| self.name(name));
        Ok(Parties { party, are: self.choice(node, &all)?.node })
    }

    /// 第三方 2.
    pub(super) fn member(self, node: &Node<'_>) -> Built<Member> {
        let parts = self.parts(node);
        let number = self.maybe(&parts, Rule::number, |at, n| Ok(at.located(n, at.count(n)?)))?;
        Ok(Member { party: self.name(parts.one(Rule::name)?), number })
    }
}
