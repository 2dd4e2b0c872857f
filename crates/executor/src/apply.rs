//! Applying effects: what a record says happened, put into the case. No rule lives here, and nothing is computed.

use crate::case::{
    Applicant, Case, ClockState, Concluded, DeferredState, DutyState, HandOver, Held, Holder, LimitState,
    Link, MAX_PASSED, MaterialState, Offer, PauseState, Round, SNAPSHOT, Signature, Stands, Visit,
};
use crate::command::{Act, LimitWord, Mark};
use crate::effect::{DueAt, Effect, Slot};
use crate::found::Found;
use crate::names;
use crate::parties;
use crate::record::CaseRecord;
use crate::table::Table;
use shouwen_audit::PersonRef;
use shouwen_canon::{Hash, Instant};
use shouwen_model::kernel::{Definition, LimitDecl, PlaceId};
use thiserror::Error;

/// A record that does not belong to the case or names what its definition does not have. Decided records never do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// The definition declares no such name.
    #[error("{kind} `{name}` is not declared by the definition")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// The record is not the next of this case.
    #[error("record {number} does not follow record {version} of the case")]
    OutOfTurn {
        /// The record's number.
        number: u64,
        /// The case's last record.
        version: u64,
    },
    /// The first record opens no case.
    #[error("the first record of a case opens it")]
    NotOpening,
}

/// Puts one record into a case; `None` for the first, which opens it. `leaf` is the record's own leaf hash.
///
/// # Errors
/// [`ApplyError`] for a record that was not decided for this case.
pub fn apply(
    definition: &Definition,
    case: Option<Case>,
    record: &CaseRecord,
    leaf: Hash,
) -> Result<Case, ApplyError> {
    let mut case = match case {
        Some(case) if case.version.checked_add(1) == Some(record.number) => case,
        None if record.number == 1 => opened(definition, record)?,
        other => {
            let version = other.map_or(0, |c| c.version);
            return Err(ApplyError::OutOfTurn { number: record.number, version });
        }
    };
    for effect in &record.effects {
        effect_on(definition, &mut case, (record.number, record.business), effect)?;
    }
    stamp(&mut case, record, leaf);
    Ok(case)
}

/// What every record leaves on its case besides its effects. Business time never goes back, not even for what is
/// entered late.
pub(crate) fn stamp(case: &mut Case, record: &CaseRecord, leaf: Hash) {
    case.version = record.number;
    case.tip = leaf;
    case.business = case.business.max(record.business);
    case.recorded = record.recorded;
    case.turn(None);
}

/// The case before the effects of its opening.
pub(crate) fn opened(definition: &Definition, record: &CaseRecord) -> Result<Case, ApplyError> {
    let start = definition.machine.start().or_else(|| PlaceId::new(0)).ok_or(ApplyError::NotOpening)?;
    let (Some(hash), Some(calendar)) = (record.definition, record.calendar) else {
        return Err(ApplyError::NotOpening);
    };
    let (applicant, ordered) = match &record.command.act {
        Act::Open { applicant, ordered, .. } => (applicant.as_ref(), ordered.clone()),
        Act::Convene { .. } => (None, None),
        _ => return Err(ApplyError::NotOpening),
    };
    let applicant = match (applicant, &record.actor.person) {
        (Some(sealed), _) | (None, PersonRef::Sealed(sealed)) => {
            Applicant { digest: Some(sealed.digest()), name: sealed.value().cloned() }
        }
        // An officer, or another case, opens it for nobody who is named.
        (None, PersonRef::Id(_)) => Applicant { digest: None, name: None },
    };
    Ok(Case {
        acts: Vec::new(),
        agenda: Table::default(),
        appointed: Vec::new(),
        business: record.business,
        id: record.case,
        definition: hash,
        findings: Vec::new(),
        documents: Table::default(),
        dates: Table::default(),
        deferred: Table::default(),
        duties: Table::default(),
        fields: Table::default(),
        custody: Table::default(),
        hand_overs: Table::default(),
        links: Table::default(),
        opened: record.business,
        entered: record.business,
        ordered,
        passed: Vec::new(),
        rights: Vec::new(),
        barred: Vec::new(),
        applicant,
        clocks: Table::default(),
        version: 0,
        conclusions: Table::default(),
        stands: Stands::At { p: start },
        tip: Hash::from_bytes([0; 32]),
        recorded: record.recorded,
        materials: Table::default(),
        round: Round { checked: false, number: 1, on_file: false, noticed: None },
        visits: Table::default(),
        shape: SNAPSHOT,
        refused: 0,
        calendar,
        returner: None,
        interrupted: Vec::new(),
        parties: Table::default(),
        branches: Vec::new(),
        turned: None,
    })
}

/// Puts one effect into the case, of the record of that number and business time.
pub(crate) fn effect_on(
    definition: &Definition,
    case: &mut Case,
    (number, at): (u64, Instant),
    effect: &Effect,
) -> Result<(), ApplyError> {
    if matches!(effect, Effect::Enter { .. } | Effect::Close { .. }) {
        case.entered = at;
    }
    match effect {
        Effect::Branch { .. } | Effect::Finish { .. } | Effect::Join { .. } => {
            branching(definition, case, effect)
        }
        Effect::Enter { .. }
        | Effect::Owe { .. }
        | Effect::Returned { .. }
        | Effect::Attached { .. }
        | Effect::Interrupt { .. }
        | Effect::Close { .. }
        | Effect::Settle {}
        | Effect::Completed { .. }
        | Effect::Signed { .. }
        | Effect::Vote { .. }
        | Effect::Adjourned { .. }
        | Effect::Acted { .. } => movement(definition, case, number, effect),
        Effect::Sent { .. }
        | Effect::Receipt { .. }
        | Effect::Period { .. }
        | Effect::Answer { .. }
        | Effect::Lapse { .. } => parties::applied(definition, case, effect),
        Effect::Custody { .. }
        | Effect::Offered { .. }
        | Effect::Declined { .. }
        | Effect::Referred { .. } => responsibility(definition, case, at, effect),
        Effect::Start { .. }
        | Effect::Stop { .. }
        | Effect::Pause { .. }
        | Effect::Resume { .. }
        | Effect::Extend { .. }
        | Effect::Moved { .. }
        | Effect::Warned { .. }
        | Effect::Expired { .. } => clock(definition, case, effect),
        _ => knowledge(definition, case, number, effect),
    }
}

fn movement(
    definition: &Definition,
    case: &mut Case,
    number: u64,
    effect: &Effect,
) -> Result<(), ApplyError> {
    match effect {
        Effect::Completed { place } => {
            let place = names::place(definition, place)?;
            if let Some(visit) = case.visits.get_mut(&place) {
                visit.done = Some(number);
            }
        }
        Effect::Enter { place } => entered(case, number, names::place(definition, place)?),
        Effect::Attached { papers, place } => {
            let place = names::place(definition, place)?;
            if let Some(visit) = case.visits.get_mut(&place) {
                papers.iter().for_each(|paper| visit.papers.set(paper.clone(), number));
            }
        }
        Effect::Returned { place, to } => {
            let (place, to) = (names::place(definition, place)?, names::place(definition, to)?);
            if let Some(visit) = case.visits.get_mut(&place) {
                let times = visit.returned.get(&to).copied().unwrap_or_default();
                visit.returned.set(to, times.saturating_add(1));
            }
        }
        Effect::Interrupt { place } => {
            case.interrupted.push((names::place(definition, place)?, case.returner));
        }
        Effect::Owe { place } => case.returner = Some(names::place(definition, place)?),
        Effect::Close { outcome, day } => {
            // Whoever holds a slot at the end keeps it: nothing is left to hand over.
            case.hand_overs = Table::default();
            case.deferred = Table::default();
            case.interrupted = Vec::new();
            case.branches = Vec::new();
            case.turned = None;
            case.stands = Stands::Decided { d: *day, o: names::outcome(definition, outcome)? };
        }
        Effect::Settle {} => {
            if let Stands::Decided { d, o } = case.stands {
                case.stands = Stands::Settled { d, o };
            }
        }
        Effect::Vote { person, place, post, value } => {
            let (id, post) = (names::place(definition, place)?, names::post(definition, post)?);
            if let Some(visit) = case.visits.get_mut(&id) {
                let given = value.iter().map(|v| (String::new(), v.clone())).collect();
                visit.signed.push(Signature { person: person.clone(), post, given });
            }
        }
        Effect::Adjourned { place, .. } => {
            let place = names::place(definition, place)?;
            if let Some(visit) = case.visits.get_mut(&place) {
                visit.signed = Vec::new();
                visit.adjourned = visit.adjourned.saturating_add(1);
            }
        }
        Effect::Signed { person, place, post, given } => {
            let (place, post) = (names::place(definition, place)?, names::post(definition, post)?);
            if let Some(visit) = case.visits.get_mut(&place) {
                visit.signed.push(Signature { person: person.clone(), post, given: given.clone() });
            }
        }
        Effect::Acted { person, place, stead } => {
            let place = names::place(definition, place)?;
            let mut visit = case.visits.get(&place).cloned().unwrap_or(Visit::default());
            visit.acts(person);
            if let Some(holder) = stead.as_ref().filter(|holder| !visit.steads.contains(holder)) {
                visit.steads.push(holder.clone());
            }
            case.visits.set(place, visit);
        }
        _ => {}
    }
    Ok(())
}

/// The case comes to a place.
fn entered(case: &mut Case, number: u64, place: PlaceId) {
    let mut visit = case.visits.get(&place).cloned().unwrap_or_default();
    visit.times = visit.times.saturating_add(1);
    visit.since = number;
    // Whoever signed or acted before an interruption has done so.
    if case.interrupted.iter().all(|(interrupted, _)| *interrupted != place) {
        visit.signed = Vec::new();
        visit.adjourned = 0;
        visit.before = u32::try_from(visit.persons.len()).unwrap_or(u32::MAX);
    }
    case.visits.set(place, visit);
    case.stands = Stands::At { p: place };
    case.returner = None;
    if let Some(at) = case.interrupted.iter().position(|(interrupted, _)| *interrupted == place) {
        case.interrupted.truncate(at);
    }
}

/// Branches of a parallel block: begun, turned to, done, and over.
fn branching(definition: &Definition, case: &mut Case, effect: &Effect) -> Result<(), ApplyError> {
    match effect {
        Effect::Branch { place, branch: Some(branch) } => {
            let block = names::place(definition, place)?;
            let number = names::branch(definition, block, branch)?;
            case.turn_to(block, number);
        }
        Effect::Branch { branch: None, .. } => case.turn(None),
        Effect::Finish { .. } => case.finish(),
        Effect::Join { place } => {
            let block = names::place(definition, place)?;
            case.turn(None);
            case.branches.retain(|branch| branch.block != block);
        }
        _ => {}
    }
    Ok(())
}

/// Slots and how they are handed over.
fn responsibility(
    definition: &Definition,
    case: &mut Case,
    at: Instant,
    effect: &Effect,
) -> Result<(), ApplyError> {
    match effect {
        Effect::Custody { person, post, slot } => {
            let post = names::post(definition, post)?;
            // Whatever moves a slot ends the offer of it. How often it was declined is forgotten once a superior has
            // said who holds it, and not before: passing it round begins no new count.
            let before = case.hand_overs.get(slot).filter(|state| state.referred.is_none());
            let declined = before.map_or(0, |state| state.declined);
            case.hand_overs.remove(slot);
            if declined > 0 {
                hand_over(case, slot, |state| state.declined = declined);
            }
            // The slot of an appointed post's own name says who is appointed.
            if let (Slot::Named(name), Some(person), Some(decl)) = (slot, person, definition.post(post))
                && decl.appointed.is_some()
                && decl.name == *name
            {
                case.appointed.push((at, post, person.clone()));
            }
            case.custody.set(slot.clone(), Holder { person: person.clone(), post });
        }
        Effect::Offered { decline, person, post, slot, due } => {
            let post = names::post(definition, post)?;
            let offer = Offer { decline: *decline, person: person.clone(), post, due: due.clone() };
            hand_over(case, slot, |state| state.offer = Some(offer));
        }
        Effect::Declined { slot } => hand_over(case, slot, |state| {
            state.offer = None;
            state.declined = state.declined.saturating_add(1);
        }),
        Effect::Referred { post, slot } => {
            let post = names::post(definition, post)?;
            hand_over(case, slot, |state| {
                state.offer = None;
                state.referred = Some(post);
            });
        }
        _ => {}
    }
    Ok(())
}

fn hand_over(case: &mut Case, slot: &Slot, change: impl FnOnce(&mut HandOver)) {
    let mut state = case.hand_overs.get(slot).cloned().unwrap_or_default();
    change(&mut state);
    case.hand_overs.set(slot.clone(), state);
}

fn knowledge(
    definition: &Definition,
    case: &mut Case,
    number: u64,
    effect: &Effect,
) -> Result<(), ApplyError> {
    match effect {
        Effect::Finding { breach, day: Some(day), person, post, .. } => {
            let (breach, person, post) = (breach.clone(), person.clone(), post.clone());
            Found { breach, day: *day, person, post }.remember(&mut case.findings);
        }
        Effect::Set { field, value } => {
            case.fields.set(names::field(definition, field)?, Held::from(value));
        }
        Effect::Hand { .. } | Effect::Checked { .. } | Effect::Deferred { .. } => {
            materials(definition, case, effect)?;
        }
        Effect::Round {} => {
            case.round.number = case.round.number.saturating_add(1);
            case.round.checked = false;
        }
        Effect::OnFile { .. } => {
            case.round.on_file = true;
            case.deferred = Table::default();
        }
        Effect::Listed { .. } => case.round.noticed = Some(case.round.number),
        Effect::Concluded { conclusion, place, value } => {
            let conclusion = names::conclusion(definition, place, conclusion)?;
            case.conclusions.set(conclusion, Concluded { number, value: value.clone() });
        }
        Effect::Void { place } => {
            let place = names::place(definition, place)?;
            if let Some(visit) = case.visits.get_mut(&place) {
                visit.done = None;
                visit.papers = Table::default();
            }
            case.conclusions
                .retain(|(id, _)| definition.conclusion(*id).is_none_or(|decl| decl.place != place));
        }
        Effect::Act { act, .. } if !case.acts.contains(act) => case.acts.push(act.clone()),
        Effect::Right { whom, what, .. } => {
            let right = (whom.clone(), what.clone());
            if !case.rights.contains(&right) {
                case.rights.push(right);
            }
        }
        Effect::Bar { event, clause, .. } if case.barred.iter().all(|(e, _)| e != event) => {
            case.barred.push((event.clone(), clause.clone()));
        }
        Effect::Issue { document, period } => case.documents.set(document.clone(), *period),
        Effect::Date { date, value } => case.dates.set(names::date(definition, date)?, *value),
        Effect::Duty { number, due, .. } => {
            case.duties.set(*number, DutyState { due: due.clone(), expired: false });
        }
        Effect::Done { number, .. } => case.duties.remove(number),
        Effect::Link { case: linked, link, .. } => {
            case.links.set(link.clone(), Link { case: *linked, outcome: None, refused: None });
        }
        Effect::Linked { link, outcome, refused } => {
            let unknown = || ApplyError::Unknown { kind: "link", name: link.clone() };
            let state = case.links.get_mut(link).ok_or_else(unknown)?;
            state.outcome.clone_from(outcome);
            state.refused.clone_from(refused);
        }
        Effect::Agenda { cases, .. } => {
            for id in cases {
                case.agenda.set(*id, None);
            }
        }
        Effect::Entered { case: spoken, .. } => case.agenda.set(*spoken, Some(number)),
        Effect::Refused { .. } => case.refused = case.refused.saturating_add(1),
        _ => {}
    }
    Ok(())
}

/// What was handed in, what the check found, and what is owed.
fn materials(definition: &Definition, case: &mut Case, effect: &Effect) -> Result<(), ApplyError> {
    match effect {
        Effect::Hand { materials } => {
            let handed = Some(case.round.number);
            for name in materials {
                let material = names::material(definition, name)?;
                case.materials.set(material, MaterialState { found: None, handed });
                if let Some(owed) = case.deferred.get_mut(&material) {
                    owed.handed = true;
                }
            }
            case.round.checked = false;
        }
        Effect::Checked { conforming, missing, nonconforming, promised } => {
            case.round.checked = true;
            found(definition, case, conforming, Mark::Conforming)?;
            found(definition, case, missing, Mark::Missing)?;
            found(definition, case, nonconforming, Mark::Nonconforming)?;
            found(definition, case, promised, Mark::Promised)?;
        }
        Effect::Deferred { material, due } => {
            let owed = DeferredState { due: due.clone(), handed: false, expired: false };
            case.deferred.set(names::material(definition, material)?, owed);
        }
        _ => {}
    }
    Ok(())
}

/// Clocks, and the limits of duties and offers.
fn clock(definition: &Definition, case: &mut Case, effect: &Effect) -> Result<(), ApplyError> {
    let name = match effect {
        Effect::Expired { clock, limit: limit @ LimitWord::Party, .. } => {
            let at = parties::passed(definition, case, clock)?;
            passed(case, clock, *limit, at);
            return Ok(());
        }
        Effect::Expired {
            clock,
            limit: limit @ (LimitWord::Offer | LimitWord::Duty | LimitWord::Deferred),
            ..
        } => {
            return expired(definition, case, clock, *limit);
        }
        Effect::Start { clock, .. }
        | Effect::Stop { clock }
        | Effect::Pause { clock, .. }
        | Effect::Resume { clock, .. }
        | Effect::Extend { clock, .. }
        | Effect::Moved { clock, .. }
        | Effect::Warned { clock, .. }
        | Effect::Expired { clock, .. } => clock,
        _ => return Ok(()),
    };
    let id = names::clock(definition, name)?;
    if let Effect::Start { from, instant, amount, kept, due, .. } = effect {
        let (extended, extension) = kept.unwrap_or_default();
        let limits = definition.clock(id).map_or(&[][..], |decl| &decl.limits);
        let state = ClockState { extended, extension, ..started(limits, *from, *instant, *amount, due) };
        case.clocks.set(id, state);
        return Ok(());
    }
    // The clock of a place measures one visit; what became of it stands in the records. Only where the next visit gets
    // what is left of it is it kept, if nothing is.
    let place = definition.clock(id).and_then(|decl| definition.places.get(decl.place?.index()));
    let over = case.clocks.get(&id).is_some_and(ClockState::is_over);
    if matches!(effect, Effect::Stop { .. }) && place.is_some_and(|place| !(place.runs_on && over)) {
        case.clocks.remove(&id);
        return Ok(());
    }
    let unknown = || ApplyError::Unknown { kind: "running clock", name: name.clone() };
    if let Some((limit, at)) = running(case.clocks.get_mut(&id).ok_or_else(unknown)?, effect) {
        passed(case, name, limit, at);
    }
    Ok(())
}

/// An offer that nobody answered, or what was not done or handed in in time.
fn expired(
    definition: &Definition,
    case: &mut Case,
    clock: &str,
    limit: LimitWord,
) -> Result<(), ApplyError> {
    let unknown = |kind| ApplyError::Unknown { kind, name: clock.to_owned() };
    let at = if limit == LimitWord::Offer {
        let state = case.hand_overs.get_mut(&Slot::from(clock.to_owned()));
        let offer = state.and_then(|state| state.offer.take());
        offer.ok_or_else(|| unknown("offer"))?.due.deadline
    } else if limit == LimitWord::Deferred {
        let owed = case.deferred.get_mut(&names::material(definition, clock)?);
        let owed = owed.ok_or_else(|| unknown("deferred material"))?;
        owed.expired = true;
        owed.due.deadline
    } else {
        let duty = clock.parse().ok().and_then(|number: u32| case.duties.get_mut(&number));
        let duty = duty.ok_or_else(|| unknown("duty"))?;
        duty.expired = true;
        duty.due.deadline
    };
    passed(case, clock, limit, at);
    Ok(())
}

/// What happens to a clock that has started; gives the limit that passes with it for the first time, and when.
fn running(state: &mut ClockState, effect: &Effect) -> Option<(LimitWord, Instant)> {
    match effect {
        Effect::Stop { .. } => state.stopped = true,
        Effect::Pause { pause, due, .. } => {
            state.pauses.push(PauseState { ended: None, pause: pause.clone() });
            renew(state, due);
        }
        Effect::Resume { ended, due, .. } => {
            for pause in state.pauses.iter_mut().filter(|p| p.ended.is_none()) {
                pause.ended = Some(*ended);
            }
            renew(state, due);
        }
        Effect::Extend { amount, due, .. } => {
            state.extension = state.extension.saturating_add(*amount);
            state.extended = state.extended.saturating_add(1);
            renew(state, due);
            for limit in state.limits.iter_mut().filter(|l| !l.expired) {
                limit.warned = 0;
            }
        }
        Effect::Moved { due, .. } => renew(state, due),
        Effect::Warned { limit, .. } => {
            for state in state.limits.iter_mut().filter(|l| l.limit == *limit) {
                state.warned = state.warned.saturating_add(1);
            }
        }
        Effect::Expired { limit, repeat, .. } => {
            let mut passed = None;
            for state in state.limits.iter_mut().filter(|l| l.limit == *limit) {
                let again = state.expired;
                state.expired = true;
                state.repeat = *repeat;
                passed = state.due.as_ref().map(|due| (*limit, due.deadline)).filter(|_| !again);
            }
            return passed;
        }
        _ => {}
    }
    None
}

/// Remembers that a limit passed; the oldest of too many is forgotten.
fn passed(case: &mut Case, clock: &str, limit: LimitWord, at: Instant) {
    if case.passed.len() >= MAX_PASSED {
        case.passed.remove(0);
    }
    case.passed.push((clock.to_owned(), limit, at));
}

fn started(
    limits: &[LimitDecl],
    from: shouwen_canon::Date,
    instant: Option<Instant>,
    amount: Option<u32>,
    due: &[DueAt],
) -> ClockState {
    let limit = |decl: &LimitDecl| {
        let limit = names::word(decl.kind);
        // A limit up to a date that nobody has entered yet has no end.
        let due = due.iter().find(|due| due.limit == limit).cloned();
        LimitState { due, limit, repeat: None, warned: 0, expired: false }
    };
    ClockState {
        extension: 0,
        extended: 0,
        from,
        instant,
        limits: limits.iter().map(limit).collect(),
        amount,
        pauses: Vec::new(),
        stopped: false,
    }
}

/// Gives every limit that has not passed its new end, or none while it stands still.
fn renew(state: &mut ClockState, due: &[DueAt]) {
    for limit in state.limits.iter_mut().filter(|l| !l.expired) {
        limit.due = due.iter().find(|d| d.limit == limit.limit).cloned();
    }
}

/// Materials found so.
fn found(definition: &Definition, case: &mut Case, names: &[String], mark: Mark) -> Result<(), ApplyError> {
    for name in names {
        let material = names::material(definition, name)?;
        let handed = case.materials.get(&material).and_then(|m| m.handed);
        case.materials.set(material, MaterialState { found: Some(mark), handed });
        match mark {
            Mark::Conforming | Mark::Promised => case.deferred.remove(&material),
            // What does not do has not come in: it is owed until the same day.
            Mark::Missing | Mark::Nonconforming => {
                if let Some(owed) = case.deferred.get_mut(&material) {
                    owed.handed = false;
                }
            }
        }
    }
    Ok(())
}
