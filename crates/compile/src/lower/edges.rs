//! What leads from place to place.

use super::acts::effects;
use super::elements::{branches, numbers};
use super::names::Names;
use super::own_clock::own_kind;
use super::places::word;
use super::{LowerError, clause, parties};
use crate::elements::numbered;
use shouwen_model::form;
use shouwen_model::form::Trigger as When;
use shouwen_model::form::{Anytime, AwaitedEvent, Direction, PartyDoes};
use shouwen_model::kernel::{Clause, ClockId, Edge, Event, Expr, PlaceId, Target, Trigger};

/// Where a direction leads, from a place in a branch of a parallel block or from elsewhere.
pub(super) fn target(
    direction: &Direction,
    within: Option<PlaceId>,
    names: &Names,
) -> Result<Target, LowerError> {
    Ok(match direction {
        Direction::FinishBranch => match within {
            Some(block) => Target::EndBranch(block),
            None => return Err(LowerError::Branch),
        },
        Direction::Abort { place } => Target::Abort(names.place(place)?),
        Direction::GoTo { place } => Target::Place(names.place(place)?),
        Direction::Return { place, mode } => Target::Return(names.place(place)?, *mode),
        Direction::Interrupt { place } => Target::Interrupt(names.place(place)?),
        Direction::Back => Target::Back,
        Direction::Close { outcome } => Target::Close(names.outcome(outcome)?),
        Direction::KeepWaiting { every } => Target::Stay { every: *every },
    })
}

pub(super) fn event(event: &AwaitedEvent, names: &Names) -> Result<Event, LowerError> {
    Ok(match event {
        AwaitedEvent::Supplemented => Event::Supplemented,
        AwaitedEvent::Withdrawn => Event::Withdrawn,
        AwaitedEvent::LinkedDecided { link } => Event::LinkedDecided(link.clone()),
        AwaitedEvent::LinkedNotOpened { link } => Event::LinkedNotOpened(link.clone()),
        AwaitedEvent::Party { party, does } => Event::Party(names.party(party)?, *does),
        AwaitedEvent::Named { name } => Event::Named(name.clone()),
    })
}

/// The edges of one place, in the order of its clauses.
pub(super) fn edges(
    source: &form::Place,
    (id, within): (PlaceId, Option<PlaceId>),
    clock: Option<ClockId>,
    names: &Names,
    edges: &mut Vec<Edge>,
) -> Result<(), LowerError> {
    let rest = otherwise(source, names)?;
    let branches = forks(source, id, names, edges)?;
    for (index, part) in source.clauses.iter().enumerate() {
        let at = clause(word(source.kind), &source.name, index);
        if let form::Clause::AllowReturn { to, cap } = part {
            edges.extend(returns((id, within), to, cap.as_ref(), &at, names)?);
        }
        let form::Clause::Direct { when, acts, to, .. } = part else { continue };
        let trigger = match when {
            When::Joined { at_least } => Trigger::Joined(at_least.unwrap_or(branches)),
            When::Completed | When::If { .. } | When::Overriding { .. } => {
                Trigger::Completed(source.fires(when).map(|is| names.expr(&is)).transpose()?)
            }
            When::NoBranch => Trigger::NoBranch,
            When::Otherwise => Trigger::Completed(rest.clone()),
            When::Event { event: awaited } => Trigger::Event(event(awaited, names)?),
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
        let mut effects = effects(acts, &at, names)?;
        if let Trigger::Event(Event::Party(party, PartyDoes::Silent)) = &trigger {
            parties::each_consents(*party, acts, &mut effects);
        }
        edges.push(Edge { from: id, trigger, effects, target: target(to, within, names)?, clause: at });
    }
    Ok(())
}

/// A permitted return, and what happens instead once it is used up.
fn returns(
    (from, within): (PlaceId, Option<PlaceId>),
    to: &Direction,
    cap: Option<&form::Cap>,
    at: &Clause,
    names: &Names,
) -> Result<Vec<Edge>, LowerError> {
    let back = target(to, within, names)?;
    let Target::Return(place, _) = back else {
        return Err(LowerError::incomplete(at, "a permitted return returns"));
    };
    let edge = |trigger, effects, target| Edge { from, trigger, effects, target, clause: at.clone() };
    let at_most = cap.map(|cap| cap.times);
    let mut edges = vec![edge(Trigger::Returned { to: place, at_most }, Vec::new(), back)];
    if let Some(cap) = cap {
        let instead = target(&cap.to, within, names)?;
        edges.push(edge(Trigger::UsedUp(place), effects(&cap.acts, at, names)?, instead));
    }
    Ok(edges)
}

/// The edges on which the branches of a parallel block begin; how many there are.
fn forks(
    source: &form::Place,
    from: PlaceId,
    names: &Names,
    edges: &mut Vec<Edge>,
) -> Result<u32, LowerError> {
    let mut number = 0;
    for (index, part) in source.clauses.iter().enumerate() {
        let form::Clause::Branch { from: start, .. } = part else { continue };
        // What was written is the branch of the first element; the copies have their numbers.
        for element in numbers().take(branches(part)) {
            let start = if element == 1 { start.clone() } else { numbered(start, element) };
            edges.push(Edge {
                from,
                trigger: Trigger::Forked(number),
                effects: Vec::new(),
                target: Target::Place(names.place(&start)?),
                clause: clause(word(source.kind), &source.name, index),
            });
            number = number.saturating_add(1);
        }
    }
    Ok(number)
}

/// 其他情形: exactly what no other condition of the place covers; nothing to say if there is none.
fn otherwise(source: &form::Place, names: &Names) -> Result<Option<Expr>, LowerError> {
    let mut others = Vec::new();
    for part in &source.clauses {
        if let form::Clause::Direct { when: When::If { is } | When::Overriding { is }, .. } = part {
            others.push(names.expr(is)?);
        }
    }
    Ok(if others.is_empty() { None } else { Some(Expr::Not(Box::new(Expr::Any(others)))) })
}

pub(super) fn anytime(
    source: &Anytime,
    index: usize,
    from: PlaceId,
    names: &Names,
) -> Result<Edge, LowerError> {
    let at = clause("any time", "", index);
    let before = source.before.as_ref().map(|d| names.date(d)).transpose()?;
    let by = source.by.as_ref().map(|post| names.post(post)).transpose()?;
    Ok(Edge {
        from,
        trigger: Trigger::Anytime(event(&source.event, names)?, before, by),
        effects: effects(&source.acts, &at, names)?,
        target: target(&source.to, None, names)?,
        clause: at,
    })
}
