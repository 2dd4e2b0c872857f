//! Events that waits await, and guards that name one.

use super::declare::built_in;
use super::directing::nothing;
use super::{Here, Resolver};
use crate::names::Kind;
use shouwen_model::form::{AwaitedEvent, PartyDoes, Trigger};
use shouwen_syntax::tree::{Awaited, ExprKind, LinkedIs, Located, Name, PlaceClause};
use shouwen_syntax::{Span, Text, tree};

/// The event of that name.
pub(super) fn event(name: &str) -> AwaitedEvent {
    match built_in(name) {
        Some("supplemented") => AwaitedEvent::Supplemented,
        Some(_) => AwaitedEvent::Withdrawn,
        None => AwaitedEvent::Named { name: name.to_owned() },
    }
}

/// What becomes of a linked case, as an event.
pub(super) fn linked(link: &str, is: LinkedIs) -> AwaitedEvent {
    let link = link.to_owned();
    match is {
        LinkedIs::Decided => AwaitedEvent::LinkedDecided { link },
        LinkedIs::NotOpened => AwaitedEvent::LinkedNotOpened { link },
    }
}

/// What a party does, as an event.
pub(super) fn by_party(party: &str, does: tree::PartyDoes) -> AwaitedEvent {
    let does = match does {
        tree::PartyDoes::Receives => PartyDoes::Receives,
        tree::PartyDoes::Answers => PartyDoes::Answers,
        tree::PartyDoes::Silent => PartyDoes::Silent,
        tree::PartyDoes::RunsOut => PartyDoes::RunsOut,
    };
    AwaitedEvent::Party { party: party.to_owned(), does }
}

pub(super) fn awaited(event_of: &Awaited) -> AwaitedEvent {
    match event_of {
        Awaited::Event(name) => event(&name.node),
        Awaited::Linked(link, is) => linked(&link.node, *is),
        Awaited::Party(party, does) => by_party(&party.node, *does),
    }
}

/// Whether the wait with these clauses awaits an event.
pub(super) fn awaits(clauses: &[Located<PlaceClause>], wanted: &AwaitedEvent) -> bool {
    let among = |events: &[Located<Awaited>]| events.iter().any(|e| awaited(&e.node) == *wanted);
    clauses.iter().any(|c| matches!(&c.node, PlaceClause::Await(events) if among(events)))
}

impl Resolver<'_> {
    /// A guard: an awaited event by its name alone, or a condition.
    pub(super) fn guard(&mut self, kind: tree::PlaceKind, expr: &tree::Expr, here: Here<'_>) -> Trigger {
        if let ExprKind::Linked(link, is) = &expr.kind
            && kind == tree::PlaceKind::Wait
        {
            let event = linked(&link.node, *is);
            if self.names.refer(Kind::Link, link) && !awaits(here.clauses, &event) {
                self.unawaited(&link.node, expr.span, here);
            }
            return Trigger::Event { event };
        }
        if let ExprKind::ByParty(party, does) = &expr.kind
            && kind == tree::PlaceKind::Wait
        {
            // Silence is what an awaited answer may come to.
            let wanted = if *does == tree::PartyDoes::Silent { tree::PartyDoes::Answers } else { *does };
            if self.names.refer(Kind::Party, party) && !awaits(here.clauses, &by_party(&party.node, wanted)) {
                self.unawaited(&party.node, expr.span, here);
            }
            return Trigger::Event { event: by_party(&party.node, *does) };
        }
        if let ExprKind::Bare(name) = &expr.kind {
            if kind == tree::PlaceKind::Posting && !self.names.has(Kind::Condition, &name.node) {
                return Trigger::Event { event: event(&name.node) };
            }
            if awaits(here.clauses, &event(&name.node)) {
                return Trigger::Event { event: event(&name.node) };
            }
            if kind == tree::PlaceKind::Wait && !self.names.has(Kind::Condition, &name.node) {
                self.not_awaited(name, here);
                return Trigger::Event { event: event(&name.node) };
            }
        }
        Trigger::If { is: self.expr(expr, here).unwrap_or_else(nothing) }
    }

    /// An event that this wait does not await, though another may.
    fn not_awaited(&mut self, name: &Name, here: Here<'_>) {
        if awaits_nothing(here) {
            self.names.mention(Kind::Event, name);
            return;
        }
        if built_in(&name.node).is_none() && !self.names.has(Kind::Event, &name.node) {
            self.names.want(Kind::Event, name);
            return;
        }
        self.unawaited(&name.node, name.span, here);
    }

    fn unawaited(&mut self, event: &str, span: Span, here: Here<'_>) {
        if awaits_nothing(here) {
            return;
        }
        let place = here.place.unwrap_or_default();
        self.misplaced(
            span,
            Text::new(
                format!("「{place}」没有写等待「{event}」"),
                format!("`{place}` does not await `{event}`"),
            ),
            Text::new("补进“待 下列之一：……”", "add it to what the wait awaits"),
        );
    }
}

/// Whether a wait does not say at all what it awaits, or says it where it could not be read: it is told that, and
/// what follows on its events is no further fault.
fn awaits_nothing(here: Here<'_>) -> bool {
    !here.clauses.iter().any(|c| matches!(c.node, PlaceClause::Await(_)))
}
