//! Moving a case: events, entering and leaving places, closing, and what is owed after.

use super::draft::{Draft, Halt};
use super::{clocks, malformed, office, perform};
use crate::command::LimitWord;
use crate::effect::{DueAt, Effect};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_calendar::Anchor;
use shouwen_model::form::ReturnMode;
use shouwen_model::kernel::{Clause, Edge, Event, OutcomeId, PlaceId, Target, Trigger};

/// An event from outside happens: the edge that awaits it is taken.
pub(super) fn happen(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    let edge = awaited(draft, event)?;
    entitled(draft, event)?;
    perform::all(draft, &edge.effects)?;
    go(draft, &edge.target, &edge.clause)
}

/// The edge that awaits an event here and now.
pub(super) fn awaited<'a>(draft: &Draft<'a>, event: &Event) -> Result<&'a Edge, Halt> {
    let (id, place) = draft.here()?;
    let edges = || draft.definition().machine.edges_from(id);
    let found = edges().find(|edge| match &edge.trigger {
        Trigger::Event(awaited) => awaited == event,
        Trigger::Anytime(awaited, before) => {
            awaited == event && before.is_none_or(|date| draft.case.dates.get(&date).is_none())
        }
        _ => false,
    });
    found.ok_or_else(|| {
        let name = event_name(event);
        let refusal = Refusal::new(
            RefusalCode::NotAwaited,
            format!("办件在「{}」，这时不能「{name}」", place.name),
            format!("the case stands in `{}`, where `{name}` is not possible now", place.name),
        );
        refusal.allow_each(place.awaits.iter().map(event_name)).into()
    })
}

fn event_name(event: &Event) -> String {
    match event {
        Event::Supplemented => "申请人补齐".to_owned(),
        Event::Withdrawn => "申请人撤回".to_owned(),
        Event::Named(name) => name.clone(),
    }
}

/// The applicant's own acts are the applicant's, or taken down by an officer in charge; other events are entered by
/// whoever follows the place.
fn entitled(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    if matches!(event, Event::Named(_)) || !draft.command.by_applicant() {
        let (id, place) = draft.here()?;
        return office::acts(draft, id, place).map(|_| ());
    }
    let shouwen_audit::PersonRef::Sealed(sealed) = &draft.command.actor.person else {
        return Err(malformed("an applicant's name is sealed").into());
    };
    match (sealed.value(), &draft.case.applicant.name) {
        (Some(asks), Some(applied)) if asks != applied => Err(Refusal::new(
            RefusalCode::NotApplicant,
            "不是本件的申请人",
            "this is not the applicant of the case",
        )
        .into()),
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
                ReturnMode::Restart => void(draft, *place)?,
                ReturnMode::Resume => {
                    let name = draft.definition().place(here).map(|p| p.name.clone()).unwrap_or_default();
                    draft.emit(Effect::Owe { place: name })?;
                }
            }
            leave(draft)?;
            enter(draft, *place)
        }
        Target::Close(outcome) => close(draft, *outcome, clause),
    }
}

/// 重新办理: what was concluded since a place was last entered no longer counts.
fn void(draft: &mut Draft<'_>, back_to: PlaceId) -> Result<(), Halt> {
    let since = draft.case.visits.get(&back_to).map_or(0, |v| v.since);
    let definition = draft.definition();
    let mut places: Vec<PlaceId> = draft
        .case
        .conclusions
        .iter()
        .filter(|(_, concluded)| concluded.number >= since)
        .filter_map(|(id, _)| definition.conclusion(*id).map(|decl| decl.place))
        .collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        let place = definition.place(place).map(|p| p.name.clone()).unwrap_or_default();
        draft.emit(Effect::Void { place })?;
    }
    Ok(())
}

fn leave(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
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
    clocks::enter(draft, place)
}

/// 办结: everything that runs stops, and what outlives the decision begins.
fn close(draft: &mut Draft<'_>, outcome: OutcomeId, clause: &Clause) -> Result<(), Halt> {
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
    let day = draft.day();
    if let Some(document) = &decl.document {
        draft.emit(Effect::Issue { document: document.clone(), period: None })?;
    }
    draft.emit(Effect::Close { outcome: decl.name.clone(), day })?;
    for (duty, number) in draft.definition().after.iter().zip(1_u32..) {
        if draft.truth(&duty.when, &duty.clause)? {
            let from = match duty.from {
                Some(date) => draft.case.dates.get(&date).copied().unwrap_or(day),
                None => day,
            };
            let (calendar, mode) = (draft.world.calendar, draft.world.mode);
            let due = calendar.due(&duty.limit, Anchor::On(from), 0, &[], mode).map_err(|e| {
                Refusal::new(
                    RefusalCode::Calendar,
                    format!("算不出送达期限：{e}"),
                    format!("there is no due date: {e}"),
                )
            })?;
            let due = DueAt {
                deadline: due.deadline_at,
                last_day: due.last_day,
                limit: LimitWord::Duty,
                provisional: due.provisional,
                warnings: Vec::new(),
            };
            draft.emit(Effect::Duty { from, number, due })?;
        }
    }
    settle(draft)
}

/// The case is settled once nothing is owed.
fn settle(draft: &mut Draft<'_>) -> Result<(), Halt> {
    if draft.case.duties.is_empty() { draft.emit(Effect::Settle {}) } else { Ok(()) }
}

/// 送达: a duty that outlives the decision is done, late or not.
pub(super) fn serve(draft: &mut Draft<'_>, number: u32, proof: Option<&str>) -> Result<(), Halt> {
    if draft.case.outcome().is_none() {
        return Err(
            Refusal::new(RefusalCode::CaseOpen, "该办件还没有办结", "the case is not decided yet").into()
        );
    }
    let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let decl = index.and_then(|i| draft.definition().after.get(i));
    let Some(decl) = decl.filter(|_| draft.case.duties.get(&number).is_some()) else {
        let open: Vec<String> = draft.case.duties.iter().map(|(n, _)| n.to_string()).collect();
        return Err(Refusal::new(
            RefusalCode::NoDuty,
            format!("没有第 {number} 项待办的送达"),
            format!("no duty {number} is open"),
        )
        .allow_each(&open)
        .into());
    };
    let shouwen_model::kernel::Who::Post(post) = decl.by else {
        return Err(malformed("a duty is owed by a post").into());
    };
    office::holder_of(draft, post)?;
    if let Some(owed) = &decl.proof
        && proof != Some(owed.as_str())
    {
        return Err(Refusal::new(
            RefusalCode::ProofOwed,
            format!("送达须取得「{owed}」"),
            format!("the proof `{owed}` is owed"),
        )
        .by(names::text(&decl.clause))
        .allow_each([owed])
        .into());
    }
    draft.emit(Effect::Done { number })?;
    settle(draft)
}
