//! Parties: sending to them, their receipts and answers, their periods, and where the case goes once all are done.

use super::draft::{Draft, Halt};
use super::{branches, clocks, input, malformed, office, travel};
use crate::case::Person;
use crate::command::LimitWord;
use crate::effect::Effect;
use crate::fact::Fact;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::Date;
use shouwen_model::form::{PartiesAre, PartyDoes};
use shouwen_model::kernel::{Clause, Event, FieldId, PartyDecl, PartyId, Place, PlaceId};
use shouwen_model::value::Value;

/// How many waits one command may pass because what they await of parties has come about already.
pub(super) const MAX_FOLLOWED: usize = 8;

fn decl<'a>(draft: &Draft<'a>, id: PartyId) -> Result<&'a PartyDecl, Halt> {
    draft.definition().party(id).ok_or_else(|| malformed("the definition has no such party").into())
}

/// 送达, 征求意见: something goes out to each person of a party, and what came back before no longer counts.
pub(super) fn send(draft: &mut Draft<'_>, id: PartyId, consults: bool, clause: &Clause) -> Result<(), Halt> {
    let decl = decl(draft, id)?;
    match count(draft, decl, clause) {
        // Time goes on: where nobody is named, nothing goes out.
        Err(_) if draft.by_time() => Ok(()),
        Err(halt) => Err(halt),
        Ok(count) => {
            let day = draft.day();
            draft.emit(Effect::Sent { count, party: decl.name.clone(), day, consults })
        }
    }
}

/// How many persons a party is.
fn count(draft: &mut Draft<'_>, decl: &PartyDecl, clause: &Clause) -> Result<u32, Halt> {
    let Some(field) = decl.field.filter(|_| decl.several) else { return Ok(1) };
    let name = draft.definition().field(field).map(|f| f.name.clone()).unwrap_or_default();
    let found = length(draft, field, &decl.name, clause)?;
    if found == 0 {
        return Err(input::field_missing(&name, None));
    }
    draft.used(Fact::Persons { count: found, party: decl.name.clone() });
    Ok(found)
}

/// How many elements a list has of which each is to have a branch.
pub(super) fn listed(draft: &mut Draft<'_>, field: FieldId, clause: &Clause) -> Result<u32, Halt> {
    let name = draft.definition().field(field).map(|f| f.name.clone()).unwrap_or_default();
    let found = length(draft, field, &name, clause)?;
    draft.used(Fact::Persons { count: found, party: name });
    Ok(found)
}

/// How long a list is; of one that is erased it is on record under a name.
fn length(draft: &Draft<'_>, field: FieldId, recorded: &str, clause: &Clause) -> Result<u32, Halt> {
    Ok(match draft.case.fields.get(&field).map(|held| held.value.as_ref()) {
        None => 0,
        Some(Some(Value::List { v })) => u32::try_from(v.len()).unwrap_or(u32::MAX),
        Some(_) => draft.world.outside.persons(recorded).ok_or_else(|| {
            Refusal::new(RefusalCode::Erased, "这份名单已经删除", "this list is erased")
                .by(names::text(clause))
        })?,
    })
}

/// 收到: one of a party has received what was sent.
pub(super) fn received(draft: &mut Draft<'_>, party: &str, number: u32) -> Result<(), Halt> {
    let id = known(draft, party)?;
    let (here, place) = draft.here()?;
    office::acts(draft, here, place)?;
    let person = person(draft, id, party, number)?;
    if person.received.is_some() {
        return Err(done(party, number, "收到", "has received it"));
    }
    let day = draft.day();
    if let Some(sent) = person.sent.filter(|sent| day < *sent) {
        return Err(Refusal::new(
            RefusalCode::TimeBackward,
            format!("「{party}」第 {number} 人是 {sent} 送达的，不能在此以前收到"),
            format!("`{party}` {number} was served on {sent} and cannot have received it before"),
        )
        .allow(format!("不早于 {sent}"), format!("{sent} at the earliest"))
        .into());
    }
    draft.emit(Effect::Receipt { number, party: party.to_owned(), day })?;
    begin(draft, place)
}

/// 答复: one of a party has answered, in time or late, as long as the wait lasts.
pub(super) fn answered(
    draft: &mut Draft<'_>,
    party: &str,
    number: u32,
    consents: Option<bool>,
) -> Result<(), Halt> {
    let id = known(draft, party)?;
    let (here, place) = draft.here()?;
    if !place.awaits.contains(&Event::Party(id, PartyDoes::Answers)) {
        return Err(Refusal::new(
            RefusalCode::NotAwaited,
            format!("办件在「{}」，这时不等「{party}」答复", place.name),
            format!("the case stands in `{}`, where no answer of `{party}` is awaited", place.name),
        )
        .by(names::text(&place.section))
        .allow_each(travel::possible(draft, here))
        .into());
    }
    office::acts(draft, here, place)?;
    let person = person(draft, id, party, number)?;
    if person.answered {
        return Err(done(party, number, "答复", "has answered"));
    }
    if person.received.is_none() {
        return Err(Refusal::new(
            RefusalCode::NotAwaited,
            format!("「{party}」第 {number} 人还没有收到送达"),
            format!("`{party}` {number} has not received what was sent"),
        )
        .by(names::text(&place.section))
        .allow("先登记收到", "enter the receipt first")
        .into());
    }
    draft.emit(Effect::Answer { number, party: party.to_owned(), consents, deemed: false })
}

/// The period of one of a party has passed.
pub(super) fn expired(draft: &mut Draft<'_>, clock: &str) -> Result<(), Halt> {
    draft.emit(Effect::Expired { clock: clock.to_owned(), limit: LimitWord::Party, repeat: None })
}

/// 视为同意: whoever has not answered has consented by law.
pub(super) fn consent(draft: &mut Draft<'_>, id: PartyId) -> Result<(), Halt> {
    let party = decl(draft, id)?.name.clone();
    let silent: Vec<u32> =
        (1_u32..).zip(draft.case.persons(id)).filter(|(_, p)| !p.answered).map(|(n, _)| n).collect();
    silent.into_iter().try_for_each(|number| {
        let party = party.clone();
        draft.emit(Effect::Answer { number, party, consents: Some(true), deemed: true })
    })
}

/// The periods of whoever is awaited in a place begin with the own receipt, as far as there is one.
pub(super) fn begin(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    let Some(period) = &place.each_party else { return Ok(()) };
    for id in timed(place) {
        let party = decl(draft, id)?.name.clone();
        let open: Vec<(u32, Date)> = (1_u32..)
            .zip(draft.case.persons(id))
            .filter(|(_, p)| !p.answered && !p.expired && p.due.is_none())
            .filter_map(|(number, p)| Some((number, p.received?)))
            .collect();
        for (number, from) in open {
            let due = clocks::ends(draft, &period.limit, from, LimitWord::Party)?;
            draft.emit(Effect::Period { number, party: party.clone(), due })?;
        }
    }
    Ok(())
}

/// The periods of whoever is awaited in a place run no longer.
pub(super) fn lapse(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    timed(place).into_iter().try_for_each(|id| lapse_of(draft, id))
}

/// No period runs on once the case is decided.
pub(super) fn lapse_all(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let ids: Vec<PartyId> = draft.case.parties.iter().map(|(id, _)| *id).collect();
    ids.into_iter().try_for_each(|id| lapse_of(draft, id))
}

fn lapse_of(draft: &mut Draft<'_>, id: PartyId) -> Result<(), Halt> {
    if draft.case.persons(id).iter().all(|person| person.due.is_none()) {
        return Ok(());
    }
    let party = decl(draft, id)?.name.clone();
    draft.emit(Effect::Lapse { party })
}

/// The parties that have a period in a place.
fn timed(place: &Place) -> Vec<PartyId> {
    let party = |event: &Event| match event {
        Event::Party(id, PartyDoes::Answers | PartyDoes::RunsOut) => Some(*id),
        _ => None,
    };
    let mut found: Vec<PartyId> = place.awaits.iter().filter_map(party).collect();
    found.dedup();
    found
}

/// Whether a place awaits anything of a party.
pub(super) fn awaits(place: &Place, party: PartyId) -> bool {
    place.awaits.iter().any(|event| matches!(event, Event::Party(id, _) if *id == party))
}

/// Goes on from every wait for which all of a party are done.
pub(super) fn settle(draft: &mut Draft<'_>) -> Result<(), Halt> {
    if draft.definition().parties.is_empty() {
        return Ok(());
    }
    for _ in 0..MAX_FOLLOWED {
        let Some((place, event)) = come_about(draft) else { return Ok(()) };
        branches::turn_to(draft, place)?;
        travel::follow(draft, &event)?;
    }
    Ok(())
}

/// What a place where the case stands awaits of a party and has come about.
fn come_about(draft: &Draft<'_>) -> Option<(PlaceId, Event)> {
    let here = draft.case.place()?;
    let standing = if draft.case.turned.is_some() { vec![here] } else { draft.case.standing() };
    standing.into_iter().find_map(|id| {
        let place = draft.definition().place(id)?;
        place.awaits.iter().find_map(|event| Some((id, happened(draft, event)?)))
    })
}

/// The event to which something awaited has come; `None` while it has not.
fn happened(draft: &Draft<'_>, event: &Event) -> Option<Event> {
    let Event::Party(id, does) = event else { return None };
    let persons = draft.case.persons(*id);
    let all = |is: fn(&Person) -> bool| !persons.is_empty() && persons.iter().all(is);
    match does {
        PartyDoes::Receives => all(|p| p.is(PartiesAre::Received)).then(|| event.clone()),
        PartyDoes::RunsOut => all(|p| p.is(PartiesAre::RunOut)).then(|| event.clone()),
        PartyDoes::Answers | PartyDoes::Silent if all(|p| p.answered) => {
            Some(Event::Party(*id, PartyDoes::Answers))
        }
        PartyDoes::Answers | PartyDoes::Silent => {
            all(|p| p.answered || p.expired).then_some(Event::Party(*id, PartyDoes::Silent))
        }
    }
}

fn known(draft: &Draft<'_>, party: &str) -> Result<PartyId, Halt> {
    let all = &draft.definition().parties;
    names::party(draft.definition(), party)
        .map_err(|_| input::unknown("当事人", "party", party, all.iter().map(|p| &p.name)))
}

fn person<'d>(draft: &'d Draft<'_>, id: PartyId, party: &str, number: u32) -> Result<&'d Person, Halt> {
    let persons = draft.case.persons(id);
    let found = usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).and_then(|at| persons.get(at));
    found.ok_or_else(|| {
        let count = persons.len();
        let refusal = Refusal::new(
            RefusalCode::NotAwaited,
            format!("没有向「{party}」第 {number} 人送达过"),
            format!("nothing was sent to `{party}` {number}"),
        );
        match count {
            0 => refusal.allow("先送达或者征求意见", "serve it, or ask for its views, first"),
            _ => refusal.allow(format!("第 1 至 {count} 人"), format!("1 to {count}")),
        }
        .into()
    })
}

fn done(party: &str, number: u32, zh: &str, en: &str) -> Halt {
    Refusal::new(
        RefusalCode::NothingToDo,
        format!("「{party}」第 {number} 人已经登记{zh}"),
        format!("it is entered already that `{party}` {number} {en}"),
    )
    .into()
}
