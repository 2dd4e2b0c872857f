//! Places, their own clocks, and the edges between them.
//!
//! The expiry of a named clock is no edge: it may strike in any place where the clock runs, and stands with the clock.

use super::acts::{effects, who};
use super::{LowerError, about_minutes, clause, limit, names::Names};
use shouwen_model::form::{
    self, Anytime, AwaitedEvent, DateSource, Direction, Form, Permit, PlaceKind, Trigger as When,
};
use shouwen_model::kernel::{
    Action, AfterDuty, Clause, ClockDecl, ClockId, ClockStop, Deadline, Edge, Effect, Event, Exclusion,
    ExpiryDecl, Expr, Forbidden, INTERNAL_OVERDUE, LimitDecl, Place, PlaceId, Target, Trigger, Who,
};

/// What the places of a form become.
pub(super) struct Lowered {
    pub(super) places: Vec<Place>,
    pub(super) edges: Vec<Edge>,
}

/// Lowers all places; the clocks of places are put behind the named ones.
pub(super) fn all(form: &Form, names: &Names, clocks: &mut Vec<ClockDecl>) -> Result<Lowered, LowerError> {
    let mut lowered = Lowered { places: Vec::new(), edges: Vec::new() };
    for source in &form.places {
        let id = names.place(&source.name)?;
        let mut place = shape(source, names)?;
        if let Some(mut clock) = own_clock(source, id, names)? {
            // Records name clocks: where a named one has the name of the place, the place's own says what it is.
            if clocks.iter().any(|c| c.name == clock.name) {
                clock.name = format!("{} {}", word(source.kind), source.name);
            }
            place.clock = ClockId::new(clocks.len());
            clocks.push(clock);
        }
        edges(source, id, place.clock, names, &mut lowered.edges)?;
        for (event, number) in form.anytime.iter().zip(0..) {
            lowered.edges.push(anytime(event, number, id, names)?);
        }
        lowered.places.push(place);
    }
    Ok(lowered)
}

pub(super) fn word(kind: PlaceKind) -> &'static str {
    if kind == PlaceKind::Step { "step" } else { "wait" }
}

/// Where a direction leads.
pub(super) fn target(direction: &Direction, names: &Names) -> Result<Target, LowerError> {
    Ok(match direction {
        Direction::GoTo { place } => Target::Place(names.place(place)?),
        Direction::Return { place, mode } => Target::Return(names.place(place)?, *mode),
        Direction::Close { outcome } => Target::Close(names.outcome(outcome)?),
        Direction::KeepWaiting { every } => Target::Stay { every: *every },
        _ => return Err(LowerError::Unknown { kind: "direction", name: format!("{direction:?}") }),
    })
}

fn event(event: &AwaitedEvent) -> Event {
    match event {
        AwaitedEvent::Supplemented => Event::Supplemented,
        AwaitedEvent::Withdrawn => Event::Withdrawn,
        AwaitedEvent::LinkedDecided { link } => Event::LinkedDecided(link.clone()),
        AwaitedEvent::LinkedNotOpened { link } => Event::LinkedNotOpened(link.clone()),
        AwaitedEvent::Named { name } => Event::Named(name.clone()),
        other => Event::Named(format!("{other:?}")),
    }
}

/// Everything of a place but its clock and its edges.
fn shape(source: &form::Place, names: &Names) -> Result<Place, LowerError> {
    use form::Clause as C;
    let section = Clause { section: format!("{} {}", word(source.kind), source.name), number: 0 };
    let mut place =
        Place { name: source.name.clone(), in_charge: section.clone(), section, ..Place::default() };
    for (index, part) in source.clauses.iter().enumerate() {
        let at = clause(word(source.kind), &source.name, index);
        match part {
            C::HandledBy { post, persons } => {
                place.post = Some(names.post(post)?);
                place.persons = persons.unwrap_or(1);
                place.in_charge = at;
            }
            C::FollowedBy { role } => {
                let follower = who(role, names)?;
                if let Who::Post(post) = follower {
                    place.post = Some(post);
                }
                place.follower = Some(follower);
                place.in_charge = at;
            }
            C::OnEntry { first: true, acts } => place.first_entry.extend(effects(acts, &at, names)?),
            C::OnEntry { first: false, acts } => place.entry.extend(effects(acts, &at, names)?),
            C::Conclude { name, .. } => place.conclusions.push(names.conclusion(&source.name, name)?),
            C::FillIn { fields } => {
                for field in fields {
                    place.fields.push(names.field(field)?);
                }
            }
            C::Await { events } => place.awaits.extend(events.iter().map(event)),
            C::Duty { when, .. } => place.reasons.push((names.expr(when)?, at)),
            C::Forbid { when, conclusion, value } => place.forbidden.push(Forbidden {
                when: names.expr(when)?,
                conclusion: names.conclusion(&source.name, conclusion)?,
                value: value.clone(),
                clause: at,
            }),
            C::Track { clock, kind } => place.excluded.extend(exclusion(clock, kind, at, names)?),
            C::NotSamePerson { place: other } => place.not_same.push((names.place(other)?, at)),
            C::Allow { of } => {
                place.correct_on_spot |= of.contains(&Permit::CorrectOnSpot);
                place.transfer |= of.contains(&Permit::Transfer);
            }
            // Limits become the place's clock, directing clauses its edges.
            _ => {}
        }
    }
    if source.kind == PlaceKind::Wait && place.follower.is_none() {
        place.follower = Some(Who::FirstHandler);
    }
    Ok(place)
}

fn exclusion(
    clock: &str,
    kind: &form::TrackKind,
    at: Clause,
    names: &Names,
) -> Result<Option<Exclusion>, LowerError> {
    let form::TrackKind::Excluded { only, at_most, cause, tell, basis } = kind else { return Ok(None) };
    Ok(Some(Exclusion {
        clock: names.clock(clock)?,
        only: only.map(|o| match o {
            form::ClockName::Statutory => Deadline::Statutory,
            form::ClockName::Promised => Deadline::Promised,
        }),
        at_most: *at_most,
        cause: cause.clone(),
        tell: tell.as_ref().map(|t| who(t, names)).transpose()?,
        basis: basis.clone(),
        clause: at,
    }))
}

/// The clock of a place: its internal limit, or how long a wait may last. An internal limit that passes is always a
/// finding against its post and an urge, whatever the text adds.
fn own_clock(source: &form::Place, id: PlaceId, names: &Names) -> Result<Option<ClockDecl>, LowerError> {
    use form::Clause as C;
    let mut found = None;
    for (index, part) in source.clauses.iter().enumerate() {
        let (kind, period) = match part {
            C::InternalLimit { period } => (Deadline::Internal, *period),
            C::Longest { period } | C::StatedIn { at_least: period, .. } => (Deadline::Wait, *period),
            _ => continue,
        };
        let stated_in = match part {
            C::StatedIn { document, .. } => Some(document.clone()),
            _ => None,
        };
        found = Some((kind, period, stated_in, clause(word(source.kind), &source.name, index)));
    }
    let Some((kind, period, stated_in, at)) = found else { return Ok(None) };
    let mut own =
        LimitDecl { kind, limit: limit(period), stated_in, basis: None, warnings: Vec::new(), expiry: None };
    if kind == Deadline::Internal {
        let effect = |action| Effect { action, basis: None, clause: at.clone() };
        let effects = vec![
            effect(Action::Breach(names.breach(INTERNAL_OVERDUE)?)),
            effect(Action::Urge(Who::CurrentHandler)),
        ];
        own.expiry = Some(ExpiryDecl { effects, target: Target::Stay { every: None }, clause: at.clone() });
    }
    for (index, part) in source.clauses.iter().enumerate() {
        let C::Direct { when, acts, to, .. } = part else { continue };
        let here = clause(word(source.kind), &source.name, index);
        match when {
            When::Left { period } => own.warnings.push((*period, effects(acts, &here, names)?)),
            When::Expired => {
                let to = to
                    .as_ref()
                    .map(|t| target(t, names))
                    .transpose()?
                    .unwrap_or(Target::Stay { every: None });
                let mut all = own.expiry.take().map(|e| e.effects).unwrap_or_default();
                all.extend(effects(acts, &here, names)?);
                own.expiry = Some(ExpiryDecl { effects: all, target: to, clause: here });
            }
            _ => {}
        }
    }
    own.warnings.sort_by_key(|(left, _)| std::cmp::Reverse(about_minutes(*left)));
    Ok(Some(ClockDecl {
        name: source.name.clone(),
        place: Some(id),
        anchor: None,
        limits: vec![own],
        stop: ClockStop::Leave,
        extension: None,
        clause: at,
    }))
}

/// The edges of one place, in the order of its clauses.
fn edges(
    source: &form::Place,
    id: PlaceId,
    clock: Option<ClockId>,
    names: &Names,
    edges: &mut Vec<Edge>,
) -> Result<(), LowerError> {
    let rest = otherwise(source, names)?;
    for (index, part) in source.clauses.iter().enumerate() {
        let form::Clause::Direct { when, acts, to, .. } = part else { continue };
        let at = clause(word(source.kind), &source.name, index);
        let trigger = match when {
            When::Completed => Trigger::Completed(None),
            When::If { is } => Trigger::Completed(Some(names.expr(is)?)),
            When::Otherwise => Trigger::Completed(rest.clone()),
            When::Event { event: awaited } => Trigger::Event(event(awaited)),
            When::Expired => match clock {
                Some(clock) => Trigger::Expired(clock, own_kind(source)),
                None => {
                    return Err(LowerError::incomplete(
                        &at,
                        "nothing here can expire: the place has no limit",
                    ));
                }
            },
            _ => continue,
        };
        let Some(to) = to else {
            // An expiry that only does something stands with the clock and leads nowhere.
            if *when == When::Expired {
                continue;
            }
            return Err(LowerError::incomplete(&at, "the clause leads nowhere"));
        };
        edges.push(Edge {
            from: id,
            trigger,
            effects: effects(acts, &at, names)?,
            target: target(to, names)?,
            clause: at,
        });
    }
    Ok(())
}

fn own_kind(source: &form::Place) -> Deadline {
    let internal = source.clauses.iter().any(|c| matches!(c, form::Clause::InternalLimit { .. }));
    if internal { Deadline::Internal } else { Deadline::Wait }
}

/// 其他情形: exactly what no other condition of the place covers; nothing to say if there is none.
fn otherwise(source: &form::Place, names: &Names) -> Result<Option<Expr>, LowerError> {
    let mut others = Vec::new();
    for part in &source.clauses {
        if let form::Clause::Direct { when: When::If { is }, .. } = part {
            others.push(names.expr(is)?);
        }
    }
    Ok(if others.is_empty() { None } else { Some(Expr::Not(Box::new(Expr::Any(others)))) })
}

fn anytime(source: &Anytime, index: usize, from: PlaceId, names: &Names) -> Result<Edge, LowerError> {
    let at = clause("any time", "", index);
    let before = source.before.as_ref().map(|d| names.date(d)).transpose()?;
    Ok(Edge {
        from,
        trigger: Trigger::Anytime(event(&source.event), before),
        effects: effects(&source.acts, &at, names)?,
        target: target(&source.to, names)?,
        clause: at,
    })
}

/// What is owed after the decision.
pub(super) fn after(source: &form::After, number: u16, names: &Names) -> Result<AfterDuty, LowerError> {
    let clause = Clause { section: "after closing".to_owned(), number };
    let from = match &source.from {
        DateSource::Date { name } => Some(names.date(name)?),
        DateSource::Decided => None,
        _ => {
            return Err(LowerError::incomplete(
                &clause,
                "a duty counts from a key date or from the decision",
            ));
        }
    };
    Ok(AfterDuty {
        when: names.expr(&source.when)?,
        from,
        limit: limit(source.within),
        by: who(&source.by, names)?,
        serve: who(&source.serve, names)?,
        proof: source.proof.clone(),
        basis: source.basis.clone(),
        clause,
    })
}
