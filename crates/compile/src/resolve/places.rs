//! 环节, 等候, 随时, 办结后: their clauses, one to one with those of the text.

use super::clocks::limit_name;
use super::declare::built_in;
use super::deeds::Leads;
use super::{AfterText, AnytimeText, Here, PlaceText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{
    After, Anytime, AwaitedEvent, Clause, DateSource, DutyText, Expr, Permit, Place, PlaceKind, TrackKind,
    Trigger,
};
use shouwen_syntax::tree::{
    self, Awaited, ExprKind, LinkedIs, Located, Name, PlaceClause, Section, SectionKind,
};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

/// The event of that name.
pub(super) fn event(name: &str) -> AwaitedEvent {
    match built_in(name) {
        Some("supplemented") => AwaitedEvent::Supplemented,
        Some(_) => AwaitedEvent::Withdrawn,
        None => AwaitedEvent::Named { name: name.to_owned() },
    }
}

/// What becomes of a linked case, as an event.
fn linked(link: &str, is: LinkedIs) -> AwaitedEvent {
    let link = link.to_owned();
    match is {
        LinkedIs::Decided => AwaitedEvent::LinkedDecided { link },
        LinkedIs::NotOpened => AwaitedEvent::LinkedNotOpened { link },
    }
}

fn awaited(event_of: &Awaited) -> AwaitedEvent {
    match event_of {
        Awaited::Event(name) => event(&name.node),
        Awaited::Linked(link, is) => linked(&link.node, *is),
    }
}

/// Whether the wait with these clauses awaits an event.
fn awaits(clauses: &[Located<PlaceClause>], wanted: &AwaitedEvent) -> bool {
    clauses.iter().any(|c| match &c.node {
        PlaceClause::Await(events) => events.iter().any(|e| awaited(&e.node) == *wanted),
        _ => false,
    })
}

/// A truth in place of one that could not be resolved; its section is broken, and nobody asks for its value.
const fn nothing() -> Expr {
    Expr::All { of: Vec::new() }
}

impl Resolver<'_> {
    /// The places, in the order of the text.
    pub(super) fn places<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Place> {
        let mut places = Vec::new();
        let Some(file) = files.first() else { return places };
        for section in &file.tree.sections {
            let SectionKind::Place(kind, name, clauses) = &section.kind else { continue };
            let before = self.failures();
            let here = Here { place: Some(&name.node), clauses, closed: false };
            let mut seen = Seen::new();
            let resolved: Vec<Clause> =
                clauses.iter().map(|c| self.place_clause(*kind, c, here, &mut seen)).collect();
            self.place_is_whole(&seen, clauses, *kind, section);
            let broken = file.is_faulty(section.head) || self.failures() > before;
            let kind_of = match kind {
                tree::PlaceKind::Step => PlaceKind::Step,
                tree::PlaceKind::Wait => PlaceKind::Wait,
            };
            places.push(Place { kind: kind_of, name: name.node.clone(), clauses: resolved });
            texts.places.push(PlaceText { kind: *kind, name, head: section.head, clauses, broken });
        }
        places
    }

    fn place_clause(
        &mut self,
        kind: tree::PlaceKind,
        clause: &Located<PlaceClause>,
        here: Here<'_>,
        seen: &mut Seen,
    ) -> Clause {
        let span = clause.span;
        self.belongs(kind, clause);
        match &clause.node {
            PlaceClause::HandledBy(post) => {
                self.once(seen, ("由……办理", "handled by"), span);
                self.names.refer(Kind::Post, post);
                Clause::HandledBy { post: post.node.clone(), persons: None }
            }
            PlaceClause::FollowedBy(role) => {
                self.once(seen, ("由……跟踪", "followed by"), span);
                Clause::FollowedBy { role: self.role(&role.node) }
            }
            PlaceClause::OnEntry { first, deeds } => {
                Clause::OnEntry { first: *first, acts: self.deeds(deeds, span, Leads::Never).acts }
            }
            PlaceClause::Conclude { name, values, for_record } => Clause::Conclude {
                name: name.node.clone(),
                of: values.iter().map(|v| v.node.clone()).collect(),
                for_record: *for_record,
            },
            PlaceClause::FillIn(fields) => {
                fields.iter().for_each(|f| {
                    self.names.refer(Kind::Field, f);
                });
                Clause::FillIn { fields: fields.iter().map(|f| f.node.clone()).collect() }
            }
            PlaceClause::Await(events) => {
                self.once(seen, ("待", "awaiting"), span);
                for event in events {
                    if let Awaited::Linked(link, _) = &event.node {
                        self.names.refer(Kind::Link, link);
                    }
                }
                Clause::Await { events: events.iter().map(|e| awaited(&e.node)).collect() }
            }
            PlaceClause::Direct { when, deeds } => self.direct(kind, span, when, deeds, here),
            PlaceClause::GiveReasons(when) => Clause::Duty {
                when: self.expr(when, here).unwrap_or_else(nothing),
                duty: DutyText::GiveReasons,
            },
            PlaceClause::Forbid { when, value } => self.forbid(when, value, here),
            PlaceClause::Allow(permits) => {
                Clause::Allow { of: permits.iter().map(|p| permit(p.node)).collect() }
            }
            PlaceClause::NotSamePerson(place) => {
                self.names.refer(Kind::Place, place);
                Clause::NotSamePerson { place: place.node.clone() }
            }
            _ => self.timing(clause, seen),
        }
    }

    /// The clauses about time.
    fn timing(&mut self, clause: &Located<PlaceClause>, seen: &mut Seen) -> Clause {
        let span = clause.span;
        match &clause.node {
            PlaceClause::InternalLimit(period) => {
                self.once(seen, ("内部时限", "internal limit"), span);
                Clause::InternalLimit { period: self.period(period) }
            }
            PlaceClause::Longest(period) => {
                self.once(seen, ("最长", "no longer than"), span);
                Clause::Longest { period: self.period(period) }
            }
            PlaceClause::StatedIn { document, at_least } => {
                self.once(seen, ("最长", "no longer than"), span);
                self.names.refer(Kind::Document, document);
                Clause::StatedIn { document: document.node.clone(), at_least: self.period(at_least) }
            }
            PlaceClause::Excluded { clock, only, at_most, cause, tell, basis } => {
                self.names.refer(Kind::Clock, clock);
                if cause.is_none() {
                    self.incomplete(
                        span,
                        Text::new("不计入期限没有写事由", "nothing says why this time is not counted"),
                        Text::new("补上“事由 ……”，例如“事由 听证”", "add `because of …`"),
                    );
                }
                Clause::Track {
                    clock: clock.node.clone(),
                    kind: TrackKind::Excluded {
                        only: only.as_ref().map(|o| limit_name(o.node)),
                        at_most: at_most.as_ref().map(|p| self.period(p)),
                        cause: cause.as_ref().map(|c| c.node.clone()).unwrap_or_default(),
                        tell: tell.as_ref().map(|t| self.role(&t.node)),
                        basis: self.basis(basis),
                    },
                }
            }
            _ => Clause::Counts,
        }
    }

    fn direct(
        &mut self,
        kind: tree::PlaceKind,
        span: Span,
        when: &Located<tree::Trigger>,
        deeds: &[Located<tree::Deed>],
        here: Here<'_>,
    ) -> Clause {
        let (trigger, leads) = match &when.node {
            tree::Trigger::Completed => (Trigger::Completed, Leads::Always),
            tree::Trigger::Otherwise => (Trigger::Otherwise, Leads::Always),
            tree::Trigger::If(expr) => (self.guard(kind, expr, here), Leads::Always),
            tree::Trigger::Left(period) => (Trigger::Left { period: self.period(period) }, Leads::Never),
            // In a step the case stays on the desk, whatever the internal limit adds.
            tree::Trigger::Expired if kind == tree::PlaceKind::Step => (Trigger::Expired, Leads::Perhaps),
            tree::Trigger::Expired => (Trigger::Expired, Leads::Always),
        };
        if kind == tree::PlaceKind::Wait
            && matches!(trigger, Trigger::Completed | Trigger::Otherwise | Trigger::If { .. })
        {
            self.misplaced(
                when.span,
                Text::new(
                    "等候里没有人办理，也就没有“完成”",
                    "nobody works in a wait, so nothing is completed",
                ),
                Text::new(
                    "写等候的事件：“……的，”，或者“届满的，”",
                    "name an awaited event, or say `when expired`",
                ),
            );
        }
        let deeds = self.deeds(deeds, span, leads);
        Clause::Direct { when: trigger, acts: deeds.acts, to: deeds.to, basis: deeds.basis }
    }

    /// A guard: an awaited event by its name alone, or a condition.
    fn guard(&mut self, kind: tree::PlaceKind, expr: &tree::Expr, here: Here<'_>) -> Trigger {
        if let ExprKind::Linked(link, is) = &expr.kind
            && kind == tree::PlaceKind::Wait
        {
            let event = linked(&link.node, *is);
            if self.names.refer(Kind::Link, link) && !awaits(here.clauses, &event) {
                self.unawaited(&link.node, expr.span, here);
            }
            return Trigger::Event { event };
        }
        if let ExprKind::Bare(name) = &expr.kind {
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
        if built_in(&name.node).is_none() && !self.names.has(Kind::Event, &name.node) {
            self.names.want(Kind::Event, name);
            return;
        }
        self.unawaited(&name.node, name.span, here);
    }

    fn unawaited(&mut self, event: &str, span: Span, here: Here<'_>) {
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

    fn forbid(&mut self, when: &tree::Expr, value: &Name, here: Here<'_>) -> Clause {
        let is = self.expr(when, here).unwrap_or_else(nothing);
        let own = self.conclusions.of(here.place.unwrap_or_default());
        let having: Vec<_> = own.clone().filter(|c| c.values.contains(&value.node)).collect();
        let found = match having.as_slice() {
            [one] => one.name.clone(),
            [] => {
                let words = own.flat_map(|c| &c.values);
                self.names.want_value(here.place.unwrap_or_default(), words, value);
                String::new()
            }
            many => {
                let spans: Vec<Span> = many.iter().map(|c| c.span).collect();
                self.names.ambiguous(value, &spans);
                String::new()
            }
        };
        Clause::Forbid { when: is, conclusion: found, value: value.node.clone() }
    }

    /// What an officer does belongs to a step, what is waited for to a wait.
    fn belongs(&mut self, kind: tree::PlaceKind, clause: &Located<PlaceClause>) {
        let (zh, en, only) = match &clause.node {
            PlaceClause::HandledBy(_) => ("由……办理", "handled by", tree::PlaceKind::Step),
            PlaceClause::Conclude { .. } => ("结论", "conclude", tree::PlaceKind::Step),
            PlaceClause::FillIn(_) => ("填写", "fill in", tree::PlaceKind::Step),
            PlaceClause::InternalLimit(_) => ("内部时限", "internal limit", tree::PlaceKind::Step),
            PlaceClause::FollowedBy(_) => ("由……跟踪", "followed by", tree::PlaceKind::Wait),
            PlaceClause::Await(_) => ("待", "awaiting", tree::PlaceKind::Wait),
            PlaceClause::Longest(_) => ("最长", "no longer than", tree::PlaceKind::Wait),
            PlaceClause::StatedIn { .. } => ("期限由……载明", "period stated in", tree::PlaceKind::Wait),
            _ => return,
        };
        if only != kind {
            let ((here_zh, here_en), (there_zh, there_en)) = (words(kind), words(only));
            self.misplaced(
                clause.span,
                Text::new(
                    format!("“{zh}”不能写在{here_zh}里"),
                    format!("`{en}` does not belong in a {here_en}"),
                ),
                Text::new(
                    format!("“{zh}”写在{there_zh}里；把这一节改成{there_zh}，或者改写这一句"),
                    format!("it belongs in a {there_en}: make this section one, or write another clause"),
                ),
            );
        }
    }

    fn place_is_whole(
        &mut self,
        seen: &Seen,
        clauses: &[Located<PlaceClause>],
        kind: tree::PlaceKind,
        section: &Section,
    ) {
        if self.faulty(section.head) {
            return;
        }
        let wait = kind == tree::PlaceKind::Wait;
        if wait && !seen.contains_key("awaiting") {
            self.incomplete(
                section.head,
                Text::new("等候没有写等什么", "the wait does not say what it awaits"),
                Text::new("补一句“待 ……；”", "add `awaiting …;`"),
            );
        }
        let limit = if wait { ("最长", "no longer than") } else { ("内部时限", "internal limit") };
        if seen.contains_key(limit.1) {
            return;
        }
        for clause in clauses {
            let PlaceClause::Direct { when, .. } = &clause.node else { continue };
            if matches!(when.node, tree::Trigger::Expired | tree::Trigger::Left(_)) {
                self.incomplete(
                    when.span,
                    Text::new(
                        format!("这里没有写“{}”，没有什么会届满", limit.0),
                        format!("nothing here can expire: there is no `{}`", limit.1),
                    ),
                    Text::new(
                        format!("补一句“{} ……；”；说的是某个“时限”的，写到那一节里", limit.0),
                        format!("add `{} …;`, or move this clause to the clock it speaks of", limit.1),
                    ),
                );
            }
        }
    }

    /// 随时.
    pub(super) fn anytime<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Anytime> {
        let mut found = Vec::new();
        let Some(file) = files.first() else { return found };
        for section in &file.tree.sections {
            let SectionKind::Anytime(before, clauses) = &section.kind else { continue };
            if let Some(before) = before {
                self.names.refer(Kind::Date, before);
            }
            for clause in clauses {
                let deeds = self.deeds(&clause.node.deeds, clause.span, Leads::Always);
                // Without a direction it has been reported, and leads nowhere.
                let Some(to) = deeds.to else { continue };
                found.push(Anytime {
                    before: before.as_ref().map(|b| b.node.clone()),
                    event: event(&clause.node.event.node),
                    acts: deeds.acts,
                    to,
                    basis: deeds.basis,
                });
                texts.anytime.push(AnytimeText { before: before.as_ref(), clause });
            }
        }
        found
    }

    /// 办结后.
    pub(super) fn after<'t>(&mut self, sections: &'t [Section], texts: &mut Texts<'t>) -> Vec<After> {
        let mut found = Vec::new();
        for section in sections {
            let SectionKind::After(clauses) = &section.kind else { continue };
            for clause in clauses {
                let duty = &clause.node;
                let here = Here { closed: true, ..Here::default() };
                let from = self.date_source(&duty.from.node);
                if from == DateSource::Received {
                    self.misplaced(
                        duty.from.span,
                        Text::new(
                            "办结后的义务不能自收到之日起算",
                            "a duty after closing cannot count from receipt",
                        ),
                        Text::new(
                            "写“自 作出之日 起”或“自 某期日 起”",
                            "count from the day of decision or from a key date",
                        ),
                    );
                }
                found.push(After {
                    when: self.expr(&duty.when, here).unwrap_or_else(nothing),
                    from,
                    within: self.period(&duty.within),
                    by: self.role(&duty.by.node),
                    serve: self.role(&duty.serve.node),
                    proof: duty.proof.as_ref().map(|p| p.node.clone()),
                    basis: self.basis(&duty.basis),
                });
                texts.after.push(AfterText { clause });
            }
        }
        found
    }
}

const fn words(kind: tree::PlaceKind) -> (&'static str, &'static str) {
    match kind {
        tree::PlaceKind::Step => ("环节", "step"),
        tree::PlaceKind::Wait => ("等候", "wait"),
    }
}

const fn permit(permit: tree::Permit) -> Permit {
    match permit {
        tree::Permit::CorrectOnSpot => Permit::CorrectOnSpot,
        tree::Permit::Transfer => Permit::Transfer,
    }
}
