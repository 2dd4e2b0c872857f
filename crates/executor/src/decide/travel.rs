//! Moving a case: events, entering and leaving places, closing, and what is owed after.

use super::draft::{Draft, Halt};
use super::{after, branches, clocks, malformed, office, parties, perform};
use crate::case::MAX_INTERRUPTIONS;
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::form::ReturnMode;
use shouwen_model::kernel::{Clause, DateId, Edge, Event, OutcomeId, PlaceId, Target, Trigger};

/// An event from outside happens: the edge that awaits it is taken.
pub(super) fn happen(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    entitled(draft, event)?;
    follow(draft, event)
}

/// Whether an event is awaited here and now.
pub(super) fn awaits(draft: &Draft<'_>, event: &Event) -> bool {
    draft.case.place().is_some() && awaited(draft, event).is_ok()
}

/// Takes the edge that awaits an event.
pub(super) fn follow(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    let edge = awaited(draft, event)?;
    if matches!(edge.trigger, Trigger::Event(_)) {
        clocks::long_enough(draft, event)?;
    }
    // What interrupts a place completes nothing.
    if matches!(edge.trigger, Trigger::Event(_)) && !matches!(edge.target, Target::Interrupt(_)) {
        completed(draft)?;
    }
    perform::all(draft, &edge.effects)?;
    clocks::restart(draft, event)?;
    clocks::begin(draft, event)?;
    go(draft, &edge.target, &edge.clause)
}

/// What is done in the place is completed; on record only where something asks for it.
pub(super) fn completed(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    if !place.remembers {
        return Ok(());
    }
    let place = place.name.clone();
    draft.emit(Effect::Completed { place })
}

/// The edge that awaits an event here and now.
pub(super) fn awaited<'a>(draft: &Draft<'a>, event: &Event) -> Result<&'a Edge, Halt> {
    let (id, place) = draft.here()?;
    if let Some((name, clause)) = draft.case.barred(draft.definition(), event) {
        return Err(Refusal::new(
            RefusalCode::Barred,
            format!("提出「{name}」的期限已经届满，不得再提出"),
            format!("the limit for `{name}` has passed, so that it is no longer admitted"),
        )
        .by(clause)
        .allow_each(possible(draft, id))
        .into());
    }
    let edges = || draft.definition().machine.edges_from(id);
    let found = edges().find(|edge| match &edge.trigger {
        Trigger::Event(awaited) => awaited == event,
        Trigger::Anytime(awaited, before, _) => {
            awaited == event && before.is_none_or(|date| draft.case.dates.get(&date).is_none())
        }
        _ => false,
    });
    found.ok_or_else(|| {
        if let Some(date) = edges().find_map(|edge| before(edge, event)) {
            return over(draft, id, event, date);
        }
        let name = names::event(draft.definition(), event);
        let refusal = Refusal::new(
            RefusalCode::NotAwaited,
            format!("办件在「{}」，这时不能「{name}」", place.name),
            format!("the case stands in `{}`, where `{name}` is not possible now", place.name),
        )
        .by(names::text(&place.section));
        refusal.allow_each(possible(draft, id)).into()
    })
}

/// The events that are possible in a place now.
pub(super) fn possible(draft: &Draft<'_>, id: PlaceId) -> Vec<String> {
    let mut names = Vec::new();
    for edge in draft.definition().machine.edges_from(id) {
        match &edge.trigger {
            Trigger::Event(event) => names.push(names::event(draft.definition(), event)),
            Trigger::Anytime(event, before, _)
                if before.is_none_or(|date| draft.case.dates.get(&date).is_none()) =>
            {
                names.push(names::event(draft.definition(), event));
            }
            _ => {}
        }
    }
    names.retain(|name| draft.case.barred.iter().all(|(barred, _)| barred != name));
    names.dedup();
    names
}

/// The applicant's own acts are the applicant's, or taken down by an officer in charge; other events are entered by
/// whoever follows the place, or by the post that the text names.
pub(super) fn entitled(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    if !matches!(event, Event::Named(_)) && draft.command.by_applicant() {
        return is_applicant(draft);
    }
    // Who only enters what the text has entered by another post does not take the case up.
    if let Ok(Edge { trigger: Trigger::Anytime(_, _, Some(post)), clause, .. }) = awaited(draft, event) {
        let (person, capacity) = office::holder_of(draft, *post, clause)?;
        office::apart(draft, *post, &person, clause)?;
        return capacity.stead().map_or(Ok(()), |holder| office::apart(draft, *post, holder, clause));
    }
    let (id, place) = draft.here()?;
    // Who may enter what is too late for anybody is not the question.
    if draft.definition().machine.edges_from(id).any(|edge| before(edge, event).is_some()) {
        awaited(draft, event)?;
    }
    office::acts(draft, id, place).map(|_| ())
}

/// The date before which an event is possible at any time.
fn before(edge: &Edge, event: &Event) -> Option<DateId> {
    match &edge.trigger {
        Trigger::Anytime(possible, before, _) if possible == event => *before,
        _ => None,
    }
}

/// What was possible at any time before a date that is recorded by now.
fn over(draft: &Draft<'_>, id: PlaceId, event: &Event, date: DateId) -> Halt {
    let name = names::event(draft.definition(), event);
    let date = draft.definition().date(date).cloned().unwrap_or_default();
    Refusal::new(
        RefusalCode::NotAwaited,
        format!("「{name}」只在「{date}」之前，而「{date}」已经记录"),
        format!("`{name}` is possible only before `{date}`, which is recorded already"),
    )
    .allow_each(possible(draft, id))
    .into()
}

/// Whether an applicant who asks is the one who applied.
pub(super) fn is_applicant(draft: &Draft<'_>) -> Result<(), Halt> {
    let shouwen_audit::PersonRef::Sealed(sealed) = &draft.command.actor.person else {
        return Err(malformed("an applicant's name is sealed").into());
    };
    match (sealed.value(), &draft.case.applicant.name) {
        // Of a case that was opened for nobody who is named nobody is the applicant.
        (Some(asks), applied)
            if applied.as_ref().is_some_and(|applied| asks != applied)
                || applied.is_none() && draft.case.applicant.digest.is_none() =>
        {
            Err(Refusal::new(
                RefusalCode::NotApplicant,
                "不是本件的申请人",
                "this is not the applicant of the case",
            )
            .allow(
                "由申请人本人，或者由经办人代为登记",
                "the applicant, or the officer in charge on the applicant's behalf",
            )
            .into())
        }
        _ => Ok(()),
    }
}

/// Goes where a clause leads.
pub(super) fn go(draft: &mut Draft<'_>, target: &Target, clause: &Clause) -> Result<(), Halt> {
    match target {
        Target::Stay { .. } => Ok(()),
        Target::Place(place) => {
            leave(draft)?;
            enter(draft, *place)
        }
        Target::Return(place, mode) => {
            let (here, _) = draft.here()?;
            match mode {
                ReturnMode::Restart => {
                    void(draft, *place)?;
                    leave(draft)?;
                    enter(draft, *place)
                }
                ReturnMode::Resume => {
                    let name = draft.definition().place(here).map(|p| p.name.clone()).unwrap_or_default();
                    leave(draft)?;
                    enter(draft, *place)?;
                    // After entering: whatever enters a place forgets an earlier jump back.
                    draft.emit(Effect::Owe { place: name })
                }
            }
        }
        Target::Interrupt(place) => interrupt(draft, *place, clause),
        Target::Back => back(draft, clause),
        Target::EndBranch(block) => branches::end(draft, *block),
        Target::Abort(place) => {
            branches::turn_back(draft)?;
            leave(draft)?;
            enter(draft, *place)
        }
        Target::Close(outcome) => close(draft, *outcome, clause),
    }
}

/// 中断: the place is left as it stands.
fn interrupt(draft: &mut Draft<'_>, to: PlaceId, clause: &Clause) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    if draft.case.interrupted.len() >= MAX_INTERRUPTIONS {
        return Err(Refusal::new(
            RefusalCode::Limit,
            format!("中断套中断最多 {MAX_INTERRUPTIONS} 层"),
            format!("at most {MAX_INTERRUPTIONS} interruptions stand in one another"),
        )
        .by(names::text(clause))
        .into());
    }
    let open = branches::places(draft);
    branches::each(draft, clocks::hold_own)?;
    for place in open.iter().copied().chain([place]) {
        parties::lapse(draft, place)?;
    }
    open.into_iter().try_for_each(|place| clocks::release(draft, place))?;
    clocks::hold_own(draft, place)?;
    clocks::release(draft, place)?;
    draft.emit(Effect::Interrupt { place: place.name.clone() })?;
    enter(draft, to)
}

/// 回到 中断前环节: what happens on entry has happened, and its clock runs on.
fn back(draft: &mut Draft<'_>, clause: &Clause) -> Result<(), Halt> {
    let Some((to, returner)) = draft.case.interrupted.last().copied() else {
        // Time is never refused by its own acts.
        if draft.by_time() {
            return Ok(());
        }
        return Err(Refusal::new(
            RefusalCode::NoDirection,
            "没有中断过的环节可以回到",
            "no step was interrupted that the case could go back to",
        )
        .by(names::text(clause))
        .into());
    };
    let definition = draft.definition();
    let place = definition.place(to).ok_or_else(|| malformed("the definition has no such place"))?;
    leave(draft)?;
    draft.emit(Effect::Enter { place: place.name.clone() })?;
    if let Some(returner) = returner.and_then(|id| definition.place(id)) {
        draft.emit(Effect::Owe { place: returner.name.clone() })?;
    }
    office::arrive(draft, place)?;
    clocks::back(draft, place)?;
    parties::begin(draft, place)?;
    branches::each(draft, |draft, place| {
        clocks::back(draft, place)?;
        parties::begin(draft, place)
    })
}

/// 重新办理: what was concluded since a place was last entered no longer counts. What was concluded in the very record
/// that entered it came before.
fn void(draft: &mut Draft<'_>, back_to: PlaceId) -> Result<(), Halt> {
    let since = draft.case.visits.get(&back_to).map_or(0, |v| v.since);
    let definition = draft.definition();
    // Of a parallel block only the branch in which it happens begins again.
    let within = |id: PlaceId| definition.place(id).and_then(|place| place.within);
    let branch = within(back_to);
    forget(draft, since, |id| branch.is_none() || within(id) == branch)
}

/// What was concluded, completed or put on file in some places after a record no longer counts.
pub(super) fn forget(draft: &mut Draft<'_>, since: u64, among: impl Fn(PlaceId) -> bool) -> Result<(), Halt> {
    for place in counting(draft, since, among) {
        let place = draft.definition().place(place).map(|p| p.name.clone()).unwrap_or_default();
        draft.emit(Effect::Void { place })?;
    }
    Ok(())
}

/// The places among some of which something counts that was concluded, completed or put on file after a record.
pub(super) fn counting(draft: &Draft<'_>, since: u64, among: impl Fn(PlaceId) -> bool) -> Vec<PlaceId> {
    let definition = draft.definition();
    let mut places: Vec<PlaceId> = draft
        .case
        .conclusions
        .iter()
        .filter(|(_, concluded)| concluded.number > since)
        .filter_map(|(id, _)| definition.conclusion(*id).map(|decl| decl.place))
        .collect();
    let done = draft.case.visits.iter().filter(|(_, visit)| visit.done.is_some_and(|number| number > since));
    places.extend(done.map(|(id, _)| *id));
    let filed = draft.case.visits.iter().filter(|(_, v)| v.papers.iter().any(|(_, number)| *number > since));
    places.extend(filed.map(|(id, _)| *id));
    places.retain(|id| among(*id));
    places.sort_unstable();
    places.dedup();
    places
}

/// Leaves the place: its clock stops, and the branches of a parallel block end where they stand.
pub(super) fn leave(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    let open = branches::places(draft);
    for place in open.iter().copied().chain([place]) {
        parties::lapse(draft, place)?;
    }
    if !open.is_empty() {
        branches::each(draft, clocks::finish)?;
        draft.emit(Effect::Join { place: place.name.clone() })?;
        open.into_iter().try_for_each(|place| clocks::release(draft, place))?;
    } else if !place.branches.is_empty() {
        draft.emit(Effect::Join { place: place.name.clone() })?;
    }
    clocks::leave(draft, place)
}

/// Enters a place: custody, what happens on entry, its clock, and what stands still in it.
pub(super) fn enter(draft: &mut Draft<'_>, id: PlaceId) -> Result<(), Halt> {
    let place = draft.definition().place(id).ok_or_else(|| malformed("the definition has no such place"))?;
    let first = draft.case.visits.get(&id).is_none_or(|v| v.times == 0);
    draft.emit(Effect::Enter { place: place.name.clone() })?;
    office::arrive(draft, place)?;
    if first {
        perform::all(draft, &place.first_entry)?;
    }
    perform::all(draft, &place.entry)?;
    clocks::enter(draft, place)?;
    parties::begin(draft, place)?;
    branches::begin(draft, id, place)
}

/// 办结: everything that runs stops, and what outlives the decision begins.
pub(super) fn close(draft: &mut Draft<'_>, outcome: OutcomeId, clause: &Clause) -> Result<(), Halt> {
    let Some(decl) = draft.definition().outcome(outcome) else {
        return Err(malformed("the definition has no such outcome").into());
    };
    if decl.adverse && !super::guard::has_reasons(draft) {
        return Err(Refusal::new(
            RefusalCode::ReasonsOwed,
            format!("「{}」不利于申请人，须说明理由", decl.name),
            format!("`{}` is adverse to the applicant, so reasons are owed", decl.name),
        )
        .by(names::text(clause))
        .allow("附上理由", "give reasons")
        .into());
    }
    clocks::stop_all(draft)?;
    parties::lapse_all(draft)?;
    let day = draft.day();
    if let Some(document) = &decl.document {
        draft.emit(Effect::Issue { document: document.clone(), period: None })?;
    }
    draft.emit(Effect::Close { outcome: decl.name.clone(), day })?;
    for (duty, number) in draft.definition().after.iter().zip(1_u32..) {
        if draft.truth(&duty.when, &duty.clause)? {
            after::owe(draft, duty, number, day)?;
        }
    }
    after::settle(draft)
}
