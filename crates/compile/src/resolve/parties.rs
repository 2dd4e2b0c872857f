//! 当事人: the parties, what is awaited of them, and what is asked about them.

use super::Resolver;
use super::places::Seen;
use crate::names::Kind;
use shouwen_model::form::{Clause, Expr, PartiesAre, Party, Role};
use shouwen_model::value::Type;
use shouwen_syntax::tree::{
    self, Awaited, Basis, Located, Name, PartyDoes, PlaceClause, Section, SectionKind,
};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// The parties, in the order of the text.
    pub(super) fn parties(&mut self, sections: &[Section]) -> Vec<Party> {
        let mut found = Vec::new();
        for section in sections {
            let SectionKind::Party(name, clauses) = &section.kind else { continue };
            let mut party = Party { name: name.node.clone(), several: false, outside: false, field: None };
            let mut seen = Seen::new();
            for clause in clauses {
                match &clause.node {
                    tree::PartyClause::One => {
                        self.once(&mut seen, ("一人、多人", "one or several"), clause.span)
                    }
                    tree::PartyClause::Several => {
                        self.once(&mut seen, ("一人、多人", "one or several"), clause.span);
                        party.several = true;
                    }
                    tree::PartyClause::Outside => {
                        self.once(&mut seen, ("外单位", "outside body"), clause.span);
                        party.outside = true;
                    }
                    tree::PartyClause::NamedIn(field) => {
                        self.once(&mut seen, ("名称为", "named in"), clause.span);
                        self.names.refer(Kind::Field, field);
                        party.field = Some(field.node.clone());
                    }
                }
            }
            if !self.faulty(section.head) {
                self.party_is_whole(&party, &seen, clauses, section.head);
            }
            found.push(party);
        }
        found
    }

    /// A party says whether it is one or several, and several are named in a list, which says how many they are.
    fn party_is_whole(
        &mut self,
        party: &Party,
        seen: &Seen,
        clauses: &[Located<tree::PartyClause>],
        head: Span,
    ) {
        if !seen.contains_key("one or several") {
            self.incomplete(
                head,
                Text::new(
                    "当事人没有写是一人还是多人",
                    "the party does not say whether it is one or several",
                ),
                Text::new(
                    "补一句“一人；”，或者“多人；”",
                    "add `one person or body;` or `several persons or bodies;`",
                ),
            );
            return;
        }
        let Some(field) = &party.field else {
            if party.several {
                self.incomplete(
                    head,
                    Text::new(
                        "多人的当事人没有写名单，不知道有几人",
                        "nothing says how many this party of several are: there is no list of them",
                    ),
                    Text::new(
                        "补一句“名称为 某项名单；”，并在登记信息里写“某项名单 名单，必填，由 申请人 填写”",
                        "add `named in …;` and a list of that name to `data`",
                    ),
                );
            }
            return;
        };
        let fits = match self.fields.get(field) {
            Some(Type::List { of }) => party.several && matches!(**of, Type::Text | Type::Person),
            Some(Type::Text | Type::Person) => !party.several,
            // What is not declared has been said.
            None => true,
            Some(_) => false,
        };
        let span = clauses.iter().find(|c| matches!(c.node, tree::PartyClause::NamedIn(_))).map(|c| c.span);
        if let Some(span) = span.filter(|_| !fits) {
            self.misplaced(
                span,
                Text::new(
                    format!("「{field}」不能作为这个当事人的名称"),
                    format!("`{field}` cannot name this party"),
                ),
                Text::new(
                    "一人的名称是“文本”或“人员”，多人的是“名单”或“名单（人员）”",
                    "one is named in a text or a person, several in a list of texts or persons",
                ),
            );
        }
    }

    /// 待 第三方 作出答复.
    pub(super) fn awaited_party(&mut self, party: &Name, does: PartyDoes, span: Span) {
        self.names.refer(Kind::Party, party);
        if does == PartyDoes::Silent {
            self.misplaced(
                span,
                Text::new("等的是答复，不是不答复", "a wait awaits an answer, not silence"),
                Text::new(
                    "写“待 …… 作出答复”；没有答复的，另写一句“…… 逾期未答复的，……”",
                    "say `awaiting … gives an answer`, and what follows silence in `when … gives no answer in time`",
                ),
            );
        }
    }

    /// 各方 自其收到之日起.
    pub(super) fn each_party(
        &mut self,
        period: &tree::Period,
        basis: &[Located<Basis>],
        span: Span,
        seen: &mut Seen,
    ) -> Clause {
        self.once(seen, ("各方 自其收到之日起", "each party from"), span);
        Clause::EachParty { period: self.period(period), basis: self.basis(basis) }
    }

    /// What is awaited of a party within a period has one, and a period belongs to what is awaited.
    pub(super) fn periods_are_whole(&mut self, seen: &Seen, clauses: &[Located<PlaceClause>]) {
        let events = clauses.iter().flat_map(|clause| {
            if let PlaceClause::Await(events) = &clause.node { events.as_slice() } else { &[] }
        });
        let timed = |event: &&Located<Awaited>| {
            matches!(event.node, Awaited::Party(_, PartyDoes::Answers | PartyDoes::RunsOut))
        };
        let awaited = events.into_iter().find(timed);
        match (awaited, seen.get("each party from")) {
            (Some(awaited), None) => self.incomplete(
                awaited.span,
                Text::new("没有写这个当事人有多长时间", "nothing says how long this party has"),
                Text::new(
                    "补一句“各方 自其收到之日起 十五个工作日，依据 ……；”",
                    "add `each party from its own receipt 15 working days, under …;`",
                ),
            ),
            (None, Some(span)) => self.misplaced(
                *span,
                Text::new(
                    "这里没有等哪个当事人答复，也没有等谁的期限届满",
                    "no party is awaited here that could have a period",
                ),
                Text::new(
                    "写“待 某当事人 作出答复”或者“待 某当事人 期限届满”",
                    "say `awaiting … gives an answer` or `awaiting … has its period run out`",
                ),
            ),
            _ => {}
        }
    }

    /// 第三方 均已同意.
    pub(super) fn parties_are(&mut self, parties: &tree::Parties) -> Option<Expr> {
        let are = match parties.are {
            tree::PartiesAre::Received => PartiesAre::Received,
            tree::PartiesAre::Answered => PartiesAre::Answered,
            tree::PartiesAre::Consented => PartiesAre::Consented,
            tree::PartiesAre::RunOut => PartiesAre::RunOut,
        };
        let known = parties.party.as_ref().is_none_or(|party| self.names.refer(Kind::Party, party));
        let party = parties.party.as_ref().map(|party| party.node.clone());
        known.then_some(Expr::Parties { party, are })
    }

    /// Who is told something: a party may be, as well as whoever a role means.
    pub(super) fn told(&mut self, role: &tree::Role) -> Role {
        if let tree::Role::Post(name) = role
            && self.is_party(name)
        {
            self.names.refer(Kind::Party, name);
            return Role::Party { name: name.node.clone() };
        }
        self.role(role)
    }

    /// Whether a name stands for a party and no post.
    pub(super) fn is_party(&self, name: &Name) -> bool {
        self.names.has(Kind::Party, &name.node) && !self.names.has(Kind::Post, &name.node)
    }
}
