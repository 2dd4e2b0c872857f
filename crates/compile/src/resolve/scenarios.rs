//! 案例: names and values of the scenarios. A mention in a scenario is no use of a name.

use super::Resolver;
use super::clocks::limit_name;
use super::declare::built_in;
use super::events::event;
use crate::load::Loaded;
use crate::names::{Kind, MAX_CANDIDATES};
use crate::scenario::{Actor, CheckMark, Deed, DirectoryDeed, Expected, Line, Say, Scenario, Sending};
use shouwen_model::kernel::KERNEL_BREACHES;
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{
    self, Located, Name, Operand, ScenarioClause, ScenarioDeed, Section, SectionKind,
};
use std::collections::BTreeSet;

impl Resolver<'_> {
    /// The scenarios, in the order of the text. A line with a fault is left out; it has been reported then.
    pub(super) fn scenarios(&mut self, sections: &[Section], files: &[Loaded]) -> Vec<Scenario> {
        let mut found = Vec::new();
        let nowhere = BTreeSet::new();
        let lost = files.first().map_or(&nowhere, |f| &f.lost);
        for section in sections {
            let SectionKind::Scenario(name, clauses) = &section.kind else { continue };
            self.elsewhere = false;
            let mut lines = Vec::new();
            let mut end = section.head;
            for clause in clauses {
                // What may have been a 转看: the names of what follows may be those of another procedure.
                let between = lost.range(end..clause.span);
                self.elsewhere |= between.copied().any(|span| self.may_turn(span));
                end = clause.span;
                lines.extend(self.line(&clause.node).map(|say| Line { say, span: clause.span }));
            }
            found.push(Scenario { name: name.node.clone(), span: section.head, lines });
        }
        found
    }

    fn line(&mut self, clause: &ScenarioClause) -> Option<Say> {
        match clause {
            ScenarioClause::Do { at, late, actor, place, deeds } => {
                let at = self.instant(at);
                let late_entry = late.as_ref().and_then(|l| self.late(l));
                if late.is_some() && late_entry.is_none() {
                    return None;
                }
                self.present_at_opening(deeds);
                let actor = self.actor(&actor.node);
                let written = place.as_ref().map(|place| self.without_number(place));
                if let Some(place) = &written {
                    self.mentioned(Kind::Place, place);
                }
                let mut resolved = Vec::new();
                for deed in deeds {
                    self.scenario_deed(&deed.node, written.as_ref().map(|p| p.node.as_str()), &mut resolved);
                }
                let place = place.as_ref().map(|place| place.node.clone());
                Some(Say::Do { at: at?, late: late_entry, actor, place, deeds: resolved })
            }
            ScenarioClause::Directory { at, deed } => {
                let (at, deed) = (self.instant(at), self.directory(&deed.node));
                Some(Say::Directory { at: at?, deed: deed? })
            }
            ScenarioClause::Turn(link) => Some(Say::Turn(self.turn(link.as_ref()))),
            ScenarioClause::Until(at) => self.instant(at).map(Say::Until),
            ScenarioClause::Expect(expected) => self.expected(expected).map(Say::Expect),
        }
    }

    fn actor(&mut self, actor: &tree::Actor) -> Actor {
        match actor {
            tree::Actor::Applicant => Actor::Applicant,
            tree::Actor::Officer { person, post } => {
                self.mentioned(Kind::Post, post);
                Actor::Officer { person: person.node.clone(), post: post.node.clone() }
            }
        }
    }

    fn scenario_deed(&mut self, deed: &ScenarioDeed, place: Option<&str>, out: &mut Vec<Deed>) {
        if self.foreign_deed(deed, out) {
            return;
        }
        out.push(match deed {
            ScenarioDeed::Submit => Deed::Submit,
            ScenarioDeed::Supplement => Deed::Supplement,
            ScenarioDeed::Withdraw => Deed::Withdraw,
            ScenarioDeed::Complete => Deed::Complete,
            ScenarioDeed::GiveReasons => Deed::GiveReasons,
            ScenarioDeed::Serve => Deed::Serve,
            ScenarioDeed::Attach(names) => Deed::Attach(self.attached(names)),
            ScenarioDeed::Notify(names) => Deed::Notify(self.materials_named(names)),
            ScenarioDeed::Fill(field, value) => match self.filled(field, value) {
                Some(value) => Deed::Fill(field.node.clone(), value),
                None => return,
            },
            ScenarioDeed::Correct(field, value) => match self.filled(field, value) {
                Some(value) => Deed::Correct(field.node.clone(), value),
                None => return,
            },
            ScenarioDeed::Check(marks) => Deed::Check(self.marks(marks)),
            ScenarioDeed::Conclude(values) => {
                Deed::Conclude(values.iter().filter_map(|v| self.concluded(v, place)).collect())
            }
            ScenarioDeed::Event(name) => {
                if built_in(&name.node).is_none() {
                    self.mentioned(Kind::Event, name);
                }
                Deed::Event(event(&name.node))
            }
            ScenarioDeed::Extend(clock, period) => {
                self.mentioned(Kind::Clock, clock);
                Deed::Extend(clock.node.clone(), self.period(period))
            }
            ScenarioDeed::Verify(name, found) => Deed::Verify(name.node.clone(), *found),
            ScenarioDeed::Return(to) => {
                self.mentioned(Kind::Place, to);
                Deed::Return(to.node.clone())
            }
            ScenarioDeed::Received(member) => {
                let (party, number) = self.member(member);
                Deed::Received(party, number)
            }
            ScenarioDeed::Answered(member, consents) => {
                let (party, number) = self.member(member);
                Deed::Answered(party, number, *consents)
            }
            ScenarioDeed::Transfer(person) => Deed::Transfer(person.node.clone()),
            ScenarioDeed::Present(_)
            | ScenarioDeed::Offer(..)
            | ScenarioDeed::Receive(_)
            | ScenarioDeed::TurnDown(_)
            | ScenarioDeed::Refer(_)
            | ScenarioDeed::Assign(..)
            | ScenarioDeed::Draw(_)
            | ScenarioDeed::HandOn(..)
            | ScenarioDeed::OpenLinked(..) => match self.slot_deed(deed) {
                Some(deed) => deed,
                None => return,
            },
        });
    }

    /// One of a party; the first, if no number is given.
    fn member(&mut self, member: &tree::Member) -> (String, u32) {
        self.mentioned(Kind::Party, &member.party);
        (member.party.node.clone(), member.number.as_ref().map_or(1, |number| number.node))
    }

    fn materials_named(&mut self, names: &[Name]) -> Vec<String> {
        names.iter().for_each(|n| {
            self.mentioned(Kind::Material, n);
        });
        names.iter().map(|n| n.node.clone()).collect()
    }

    fn marks(&mut self, marks: &[(Name, Located<tree::CheckMark>)]) -> Vec<(String, CheckMark)> {
        let mark = |m: tree::CheckMark| match m {
            tree::CheckMark::Promised => CheckMark::Promised,
            tree::CheckMark::Missing => CheckMark::Missing,
            tree::CheckMark::Conforming => CheckMark::Conforming,
            tree::CheckMark::Nonconforming => CheckMark::Nonconforming,
        };
        marks.iter().for_each(|(n, _)| {
            self.mentioned(Kind::Material, n);
        });
        marks.iter().map(|(n, m)| (n.node.clone(), mark(m.node))).collect()
    }

    fn filled(&mut self, field: &Name, value: &Operand) -> Option<Value> {
        if self.is_no_field(field, value) || !self.mentioned(Kind::Field, field) {
            return None;
        }
        let ty = self.fields.get(&field.node)?.clone();
        self.value(&field.node, value, &ty)
    }

    /// A scenario says only the value: the conclusion is the one of that place that has it. Without a place any will
    /// do, as long as it is the only one.
    fn concluded(&mut self, value: &Name, place: Option<&str>) -> Option<(String, String)> {
        let placed = place.into_iter().flat_map(|place| self.conclusions.of(place));
        let anywhere = if place.is_none() { self.conclusions.all() } else { &[] };
        let here = placed.chain(anywhere);
        let having: Vec<_> =
            here.clone().filter(|c| c.values.contains(&value.node)).take(MAX_CANDIDATES).collect();
        match having.as_slice() {
            [one] => Some((one.name.clone(), value.node.clone())),
            [] => {
                let words = here.flat_map(|c| &c.values);
                // A place that is not there has been reported itself.
                if place.is_none_or(|p| self.names.has(Kind::Place, p)) {
                    self.names.want_value(place.unwrap_or_default(), words, value);
                }
                None
            }
            many => {
                let spans: Vec<_> = many.iter().map(|c| c.span).collect();
                self.names.ambiguous(value, &spans);
                None
            }
        }
    }

    fn directory(&mut self, deed: &tree::DirectoryDeed) -> Option<DirectoryDeed> {
        Some(match deed {
            tree::DirectoryDeed::Appoint { person, post, stand_in } => {
                self.mentioned(Kind::Post, post);
                DirectoryDeed::Appoint {
                    person: person.node.clone(),
                    post: post.node.clone(),
                    stand_in: *stand_in,
                }
            }
            tree::DirectoryDeed::Relieve { person, post } => {
                self.mentioned(Kind::Post, post);
                DirectoryDeed::Relieve { person: person.node.clone(), post: post.node.clone() }
            }
            tree::DirectoryDeed::Delegate { from, to, post, until } => {
                self.mentioned(Kind::Post, post);
                DirectoryDeed::Delegate {
                    from: from.node.clone(),
                    to: to.node.clone(),
                    post: post.node.clone(),
                    until: self.date(until.node, until.span)?,
                }
            }
            tree::DirectoryDeed::Recuse(person) => DirectoryDeed::Recuse { person: person.node.clone() },
            tree::DirectoryDeed::Absent { person, until } => {
                let until = self.date(until.node, until.span)?;
                DirectoryDeed::Absent { person: person.node.clone(), until }
            }
        })
    }

    fn expected(&mut self, expected: &tree::Expected) -> Option<Expected> {
        Some(match expected {
            tree::Expected::At(place) => {
                let written = self.without_number(place);
                self.mentioned(Kind::Place, &written);
                Expected::At(place.node.clone())
            }
            tree::Expected::Closed(outcome) => {
                self.mentioned(Kind::Outcome, outcome);
                Expected::Closed(outcome.node.clone())
            }
            tree::Expected::Value(name, value) => self.expected_of(name, value)?,
            tree::Expected::Breach { name, by, with } => {
                let name = self.breach(name);
                if let Some((_, post)) = by {
                    self.mentioned(Kind::Post, post);
                }
                let by = by
                    .as_ref()
                    .map(|(person, post)| (person.as_ref().map(|p| p.node.clone()), post.node.clone()));
                Expected::Breach { name, by, with: with.as_ref().map(|with| self.measure(&with.node)) }
            }
            tree::Expected::NoBreach(name) => Expected::NoBreach(self.breach(name)),
            tree::Expected::Due { clock, of, at } => {
                self.due_of(clock);
                Expected::Due {
                    clock: clock.node.clone(),
                    of: of.as_ref().map(|o| limit_name(o.node)),
                    at: self.instant(at)?,
                }
            }
            tree::Expected::PartyDue { party, number, at } => {
                self.mentioned(Kind::Party, party);
                Expected::PartyDue { party: party.node.clone(), number: number.node, at: self.instant(at)? }
            }
            tree::Expected::Refused(refusal) => Expected::Refused {
                on_record: refusal.on_record,
                code: refusal.code.as_ref().map(|c| c.node.clone()),
            },
            tree::Expected::Held(slot, whom) => Expected::Held(self.slot(slot), self.person(whom)),
            tree::Expected::Opened(link) => {
                self.mentioned(Kind::Link, link);
                Expected::Opened(link.node.clone())
            }
            tree::Expected::Conflict(name) => {
                self.conflicting(name);
                Expected::Conflict(name.node.clone())
            }
            tree::Expected::Issued(document) => {
                self.mentioned(Kind::Document, document);
                Expected::Issued(document.node.clone())
            }
            tree::Expected::Sent(how, whom) => {
                let how = match how {
                    tree::Sending::Copied => Sending::Copied,
                    tree::Sending::Reported => Sending::Reported,
                    tree::Sending::Told => Sending::Told,
                    tree::Sending::Served => Sending::Served,
                };
                Expected::Sent(how, whom.as_ref().map(|name| name.node.clone()))
            }
            tree::Expected::Listed(register) => Expected::Listed(register.node.clone()),
            tree::Expected::Served(yes) => Expected::Served(*yes),
        })
    }

    /// A key date or a value that is expected. In a part that speaks of a linked case the type is not known here.
    fn expected_of(&mut self, name: &Name, value: &Operand) -> Option<Expected> {
        let own = self.fields.contains_key(&name.node) || self.names.has(Kind::Computed, &name.node);
        if own && !self.elsewhere && !self.names.has(Kind::Date, &name.node) {
            return Some(Expected::Value(name.node.clone(), self.expected_value(name, value)?));
        }
        if self.elsewhere && !matches!(value, Operand::Literal(l) if matches!(l.node, tree::Literal::Date(_)))
        {
            return Some(Expected::ValueText(name.node.clone(), super::elsewhere::written(self, value)));
        }
        self.mentioned(Kind::Date, name);
        let Value::Date { v } = self.value(&name.node, value, &Type::Date)? else { return None };
        Some(Expected::Date(name.node.clone(), v))
    }

    /// The kernel has breaches of its own, which no text declares; a scenario names them by code or by their words.
    fn breach(&mut self, name: &Name) -> String {
        let own = KERNEL_BREACHES.iter().find(|(code, zh, en)| [code, zh, en].contains(&&name.node.as_str()));
        match own {
            Some((code, ..)) => (*code).to_owned(),
            None => {
                self.mentioned(Kind::Breach, name);
                name.node.clone()
            }
        }
    }

    /// A place's own clock has the name of its place.
    pub(super) fn due_of(&mut self, clock: &Name) {
        if !self.names.has(Kind::Place, &self.without_number(clock).node) {
            self.mentioned(Kind::Clock, clock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_at_the_end_of_a_day_is_the_next_day() {
        let sources = shouwen_syntax::SourceMap::default();
        let mut resolver = Resolver::new(&sources, &[]);
        let date = tree::Date { year: 2024, month: 2, day: 27 };
        let at =
            |hour, minute| Located::new(tree::Time { date, hour, minute }, shouwen_syntax::Span::default());
        let end = resolver.instant(&at(24, 0)).unwrap();
        assert_eq!(end.to_string(), "2024-02-28T00:00:00.000+08:00");
        assert_eq!(resolver.instant(&at(24, 1)), None);
        assert_eq!(resolver.out.len(), 1);
    }
}
