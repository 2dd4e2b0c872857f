//! Places, and what stands in them.
//!
//! The expiry of a named clock is no edge: it may strike in any place where the clock runs, and stands with the clock.

use super::acts::{effects, who};
use super::clocks::limit_kind;
use super::edges::{anytime, edges, event};
use super::elements::{Expanded, branches, numbers};
use super::expr::asks_done;
use super::names::Names;
use super::own_clock::own_clock;
use super::{LowerError, clause, limit};
use crate::elements::numbered;
use crate::regions::Regions;
use shouwen_model::form;
use shouwen_model::form::Clause as C;
use shouwen_model::form::{Form, Permit, PlaceKind, Signing};
use shouwen_model::kernel::{
    Action, Clause, ClockDecl, ClockId, Edge, Effect, Elements, Event, Exclusion, FieldId, Forbidden, Least,
    Owed, Paper, PartyPeriod, Place, PlaceId, PostId, Who,
};

/// What the places of a form become.
pub(super) struct Lowered {
    pub(super) places: Vec<Place>,
    pub(super) edges: Vec<Edge>,
}

/// Lowers all places; the clocks of places are put behind the named ones.
pub(super) fn all(
    (expanded, regions): (&Expanded, &Regions),
    names: &Names,
    clocks: &mut Vec<ClockDecl>,
) -> Result<Lowered, LowerError> {
    let form = &expanded.form;
    let mut lowered = Lowered { places: Vec::new(), edges: Vec::new() };
    let remembered = remembered(form);
    for (number, (source, origin)) in form.places.iter().zip(&expanded.origins).enumerate() {
        let id = names.place(&source.name)?;
        let mut place = shape(source, names)?;
        place.within = within(form, regions, *origin);
        let within = place.within.map(|(block, _)| block);
        let written = form.places.get(origin.0).map_or("", |place| place.name.as_str());
        place.excluded.extend(left_out(form, written, names)?);
        place.remembers = remembered.contains(&source.name.as_str());
        if let Some(mut clock) = own_clock(source, id, within, names)? {
            // Records name clocks: where a named one has the name of the place, the place's own says what it is.
            if clocks.iter().any(|c| c.name == clock.name) {
                clock.name = format!("{} {}", word(source.kind), source.name);
            }
            place.clock = ClockId::new(clocks.len());
            clocks.push(clock);
        }
        edges(source, (id, within), place.clock, names, &mut lowered.edges)?;
        anytimes(form, (number, id), within.is_some(), names, &mut lowered.edges)?;
        lowered.places.push(place);
    }
    Ok(lowered)
}

/// The block in which a place lies, and the number of the branch among those of the kernel.
fn within(form: &Form, regions: &Regions, (place, element): (usize, u32)) -> Option<(PlaceId, u32)> {
    let (block, branch) = regions.within(place)?;
    let before = form.places.get(block)?.clauses.iter().filter(|c| matches!(c, C::Branch { .. }));
    let before: usize = before.take(usize::try_from(branch).ok()?).map(branches).sum();
    let number = u32::try_from(before).ok()?.saturating_add(element.saturating_sub(1));
    Some((PlaceId::new(block)?, number))
}

/// What may happen at any time happens to the case as a whole: of a parallel block, to the block.
fn anytimes(
    form: &Form,
    (number, id): (usize, PlaceId),
    within: bool,
    names: &Names,
    edges: &mut Vec<Edge>,
) -> Result<(), LowerError> {
    let name = form.places.get(number).map_or("", |place| place.name.as_str());
    for (index, event) in form.anytime.iter().enumerate() {
        if !within && event.possible_in(name) {
            edges.push(anytime(event, index, id, names)?);
        } else if within && event.places.iter().any(|place| place == name) {
            let words = "what happens at any time is limited to a place in a branch";
            return Err(LowerError::incomplete(&clause("any time", "", index), words));
        }
    }
    Ok(())
}

/// A form whose branches run into one another cannot be stepped.
pub(super) fn whole(form: &Form, regions: &Regions) -> Result<(), LowerError> {
    let Some(fault) = regions.faults(form).into_iter().next() else { return Ok(()) };
    let name = form.places.get(fault.place).map_or("", |place| place.name.as_str());
    let kind = form.places.get(fault.place).map_or("step", |place| word(place.kind));
    Err(LowerError::incomplete(&clause(kind, name, fault.clause.unwrap_or_default()), fault.kind.words()))
}

/// The places of which something asks whether they were completed.
fn remembered(form: &Form) -> Vec<&str> {
    let mut found = Vec::new();
    for clause in form.places.iter().flat_map(|p| &p.clauses) {
        if let form::Clause::Direct {
            when: form::Trigger::If { is } | form::Trigger::Overriding { is },
            ..
        }
        | form::Clause::Owed { when: is, .. }
        | form::Clause::Duty { when: is, .. }
        | form::Clause::OnlyWhen { when: is }
        | form::Clause::Forbid { when: is, .. } = clause
        {
            asks_done(is, &mut found);
        }
    }
    form.conditions.iter().for_each(|c| asks_done(&c.is, &mut found));
    form.after.iter().for_each(|a| asks_done(&a.when, &mut found));
    for clause in form.schedules.iter().flat_map(|s| &s.clauses) {
        if let form::ScheduleClause::Object { of } = clause {
            asks_done(of, &mut found);
        }
    }
    found
}

pub(super) fn word(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Step => "step",
        PlaceKind::Wait => "wait",
        PlaceKind::Posting => "posting",
        PlaceKind::Meeting => "meeting",
        PlaceKind::Parallel => "parallel",
    }
}

/// Everything of a place but its clock and its edges.
fn shape(source: &form::Place, names: &Names) -> Result<Place, LowerError> {
    let section = Clause { section: format!("{} {}", word(source.kind), source.name), number: 0 };
    let mut place =
        Place { name: source.name.clone(), in_charge: section.clone(), section, ..Place::default() };
    for (index, part) in source.clauses.iter().enumerate() {
        let at = clause(word(source.kind), &source.name, index);
        match part {
            C::HandledBy { post, persons } => {
                place.post = Some(names.post(post)?);
                (place.persons, place.in_charge) = (persons.unwrap_or(1), at);
            }
            C::FollowedBy { role } => {
                let follower = who(role, names)?;
                if let Who::Post(post) = follower {
                    place.post = Some(post);
                }
                place.follower = Some(follower);
                place.in_charge = at;
            }
            C::SignedBy { how, posts } => signed_by(&mut place, *how, posts, at, names)?,
            C::Differ { conclusion, value } => {
                place.differ.push((names.conclusion(&source.name, conclusion)?, value.clone()));
            }
            C::PostedBy { post } => {
                let post = names.post(post)?;
                (place.post, place.follower, place.in_charge) = (Some(post), Some(Who::Post(post)), at);
            }
            C::Disclose { fields } => place.entry.push(disclosed(fields, at, names)?),
            C::Resuming { anew } => place.anew = *anew,
            C::EnteredAgain { anew } => place.runs_on = !anew,
            C::EachParty { period, .. } => place.each_party = Some(each_party(*period, at)),
            C::AtLeast { period } => place.least = least(source, *period, at),
            // A posting awaits what its clauses name.
            C::Direct { when: form::Trigger::Event { event: awaited }, .. }
                if source.kind == PlaceKind::Posting =>
            {
                place.awaits.push(event(awaited, names)?);
            }
            C::OnEntry { first, acts } => {
                let entry = if *first { &mut place.first_entry } else { &mut place.entry };
                entry.extend(effects(acts, &at, names)?);
            }
            C::Conclude { name, .. } => place.conclusions.push(names.conclusion(&source.name, name)?),
            C::FillIn { fields } => place.fields.extend(filled_in(fields, names)?),
            C::Appoint { posts } => place.appoints.extend(appointed(posts, &at, names)?),
            C::MustAttach { papers } => {
                place.papers.extend(papers.iter().map(|name| paper(name, at.clone(), names)));
            }
            C::Await { events } => place.awaits.extend(awaited(events, names)?),
            C::Owed { when, acts } => place.owed.push(owed(when, acts, at, names)?),
            C::Duty { when, .. } => place.reasons.push((names.expr(when)?, at)),
            C::OnlyWhen { when } => place.only_when.push((names.expr(when)?, at)),
            C::Forbid { when, conclusion, value } => {
                let conclusion = names.conclusion(&source.name, conclusion)?;
                let (when, value) = (names.expr(when)?, value.clone());
                place.forbidden.push(Forbidden { when, conclusion, value, clause: at });
            }
            C::Track { clock, kind } => place.excluded.extend(exclusion(clock, kind, at, names)?),
            C::NotSamePerson { place: other } => place.not_same.push((names.place(other)?, at)),
            C::Branch { name, each, .. } => branch(&mut place, name, *each, names)?,
            C::Allow { of } => {
                place.correct_on_spot |= of.contains(&Permit::CorrectOnSpot);
                place.transfer |= of.contains(&Permit::Transfer);
            }
            // Limits become the place's clock, directing clauses and permitted returns its edges.
            C::Direct { .. }
            | C::AllowReturn { .. }
            | C::InternalLimit { .. }
            | C::Longest { .. }
            | C::Meeting { .. }
            | C::StatedIn { .. }
            | C::Counts => {}
        }
    }
    super::meeting::presided(source, &mut place, names)?;
    if source.kind == PlaceKind::Wait && place.follower.is_none() {
        place.follower = Some(Who::FirstHandler);
    }
    Ok(place)
}

/// A branch of a block, or one for each element that a list may have.
fn branch(place: &mut Place, name: &str, each: bool, names: &Names) -> Result<(), LowerError> {
    if each {
        let first = u32::try_from(place.branches.len()).unwrap_or(u32::MAX);
        place.elements.push(Elements { field: names.field(name)?, first });
        place.branches.extend(numbers().map(|number| numbered(name, number)));
    } else {
        place.branches.push(name.to_owned());
    }
    Ok(())
}

fn filled_in(fields: &[String], names: &Names) -> Result<Vec<FieldId>, LowerError> {
    fields.iter().map(|f| names.field(f)).collect()
}

/// The posts to which somebody is appointed.
fn appointed(posts: &[String], at: &Clause, names: &Names) -> Result<Vec<(PostId, Clause)>, LowerError> {
    posts.iter().map(|post| Ok((names.post(post)?, at.clone()))).collect()
}

/// The posts that sign; where any one person of a post signs, it is a step like every other.
fn signed_by(
    place: &mut Place,
    how: Signing,
    posts: &[String],
    at: Clause,
    names: &Names,
) -> Result<(), LowerError> {
    place.in_charge = at;
    let signers = posts.iter().map(|p| names.post(p)).collect::<Result<Vec<_>, _>>()?;
    (place.post, place.persons, place.in_turn) = (signers.first().copied(), 1, how == Signing::InTurn);
    if how != Signing::AnyOne {
        place.signers = signers;
    }
    Ok(())
}

/// A paper that has to be on file.
fn paper(name: &str, clause: Clause, names: &Names) -> Paper {
    Paper { name: name.to_owned(), material: names.material(name).ok(), clause }
}

/// What is done on completion while a condition holds.
fn owed(when: &form::Expr, acts: &[form::ActItem], at: Clause, names: &Names) -> Result<Owed, LowerError> {
    Ok(Owed { when: names.expr(when)?, effects: effects(acts, &at, names)?, clause: at })
}

/// How long a wait lasts at least; a posting lasts exactly so long, which is its clock.
fn least(source: &form::Place, period: form::Period, clause: Clause) -> Option<Least> {
    (source.kind != PlaceKind::Posting).then(|| Least { limit: limit(period), clause })
}

/// How long each party that is awaited has.
fn each_party(period: form::Period, clause: Clause) -> PartyPeriod {
    PartyPeriod { limit: limit(period), clause }
}

fn awaited(events: &[form::AwaitedEvent], names: &Names) -> Result<Vec<Event>, LowerError> {
    events.iter().map(|awaited| event(awaited, names)).collect()
}

/// What a posting does on entry.
fn disclosed(fields: &[String], clause: Clause, names: &Names) -> Result<Effect, LowerError> {
    let fields = fields.iter().map(|f| names.field(f)).collect::<Result<_, _>>()?;
    Ok(Effect { action: Action::Disclose { fields }, basis: None, clause })
}

/// The clocks that say of themselves that they stand still in a place.
fn left_out(form: &Form, place: &str, names: &Names) -> Result<Vec<Exclusion>, LowerError> {
    let mut all = Vec::new();
    for clock in &form.clocks {
        for (index, part) in clock.clauses.iter().enumerate() {
            if let form::ClockClause::LeftOut { places, only, at_most, cause, tell, basis } = part
                && places.iter().any(|name| name == place)
            {
                all.push(Exclusion {
                    clock: names.clock(&clock.name)?,
                    only: only.map(limit_kind),
                    at_most: *at_most,
                    cause: cause.clone().unwrap_or_else(|| place.to_owned()),
                    tell: tell.as_ref().map(|t| who(t, names)).transpose()?,
                    basis: basis.clone(),
                    clause: clause("clock", &clock.name, index),
                });
            }
        }
    }
    Ok(all)
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
        only: only.map(limit_kind),
        at_most: *at_most,
        cause: cause.clone(),
        tell: tell.as_ref().map(|t| who(t, names)).transpose()?,
        basis: basis.clone(),
        clause: at,
    }))
}
