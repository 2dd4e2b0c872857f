//! Sessions over open cases: time opens one each period, with an agenda; what it says of a case goes to that case, which
//! has a record of its own of it. Nothing is atomic across the two.

use super::draft::{Draft, Halt};
use super::{World, branches, input, malformed, office, perform, travel};
use crate::case::Case;
use crate::command::{Act, Body, Command, LINK};
use crate::effect::Effect;
use crate::fact::Fact;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_audit::{Actor, PersonRef};
use shouwen_canon::{CaseId, Date, Hash, Instant};
use shouwen_model::form::Sessions;
use shouwen_model::kernel::{
    Clause, DateId, Definition, Event, OutcomeId, Place, PlaceId, ScheduleDecl, Trigger,
};

/// The most cases of one agenda. Those that were opened first come first; how many are left out stands in the record.
pub const MAX_AGENDA: usize = 500;

/// The key under which the session that comes round on a day opens.
#[must_use]
pub fn session_key(alias: &str, day: Date) -> String {
    // The short name may be long; what tells two schedules apart is its digest.
    format!("link/{}/{day}", Hash::sha256(alias.as_bytes()))
}

/// The key under which a case is told what a session said of it.
#[must_use]
pub fn raised_key(session: CaseId, number: u64) -> String {
    format!("link/{session}/{number}")
}

/// Whether a case comes before a session of a schedule that is held at an instant. The version of the case's own
/// procedure says so; where that cannot be told, it does not.
#[must_use]
pub fn comes_before(world: &World<'_>, case: &Case, schedule: &str, at: Instant) -> bool {
    let Some(decl) = named(world.definition, schedule) else { return false };
    if case.outcome().is_some() || case.opened > at {
        return false;
    }
    let Some(of) = &decl.of else { return true };
    let actor = Actor { person: PersonRef::Id(LINK.to_owned()), capacity: None, post: None };
    let command = Command { actor, at, body: Body::new("link/agenda", Act::Withdraw {}) };
    let draft = Draft::new(*world, case.clone(), &command, case.version);
    matches!(draft.eval(of), Ok(Some(true)))
}

fn named<'a>(definition: &'a Definition, schedule: &str) -> Option<&'a ScheduleDecl> {
    definition.schedules.iter().find(|decl| decl.name == schedule)
}

/// What happens in a case by being spoken of.
pub(super) fn happens(definition: &Definition, schedule: &str) -> Option<Event> {
    named(definition, schedule)?.event.clone().map(Event::Named)
}

/// A session comes round.
pub(super) fn convene(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Convene { alias, day, agenda, left_out } = &draft.command.body.act else {
        return Err(malformed("no session comes round").into());
    };
    input::in_force(draft, alias)?;
    let definition = draft.definition();
    let sessions = definition.sessions.as_ref().ok_or_else(|| malformed("the procedure has no sessions"))?;
    let comes = sessions.when.is_on(*day)
        && sessions.when.held_at(*day, draft.world.calendar) == Some(draft.command.at);
    if !comes || draft.command.body.key != session_key(alias, *day) {
        return Err(malformed("no session comes round at this instant").into());
    }
    let full = agenda.len() == MAX_AGENDA;
    if agenda.len() > MAX_AGENDA || *left_out > 0 && !full || !agenda.is_sorted_by(|a, b| a < b) {
        return Err(malformed("an agenda is sorted and leaves nobody out before it is full").into());
    }
    for case in agenda {
        let found = draft.world.outside.linked(*case);
        let (number, source) = found.ok_or_else(|| malformed("a case of the agenda has no records"))?;
        draft.used(Fact::Linked { case: *case, number: Some(number), source: Some(source) });
    }
    draft.emit(Effect::Agenda { cases: agenda.clone(), left_out: *left_out })?;
    let start = definition.machine.start().ok_or_else(|| malformed("the definition has no place"))?;
    let place = definition.place(start).ok_or_else(|| malformed("the definition has no place"))?;
    let at = &place.section;
    dated(draft, sessions, *day, at)?;
    match &sessions.no_case {
        Some(outcome) if agenda.is_empty() => travel::close(draft, outcome_of(definition, outcome)?, at),
        _ => travel::enter(draft, start),
    }
}

/// The day of the session, and the last on which it may be held.
fn dated(draft: &mut Draft<'_>, sessions: &Sessions, day: Date, at: &Clause) -> Result<(), Halt> {
    let definition = draft.definition();
    let date = |name: &String| {
        let found = definition.dates.iter().position(|date| date == name).and_then(DateId::new);
        found.ok_or_else(|| malformed("the definition has no such date"))
    };
    let last = sessions.when.last_day(day, draft.world.calendar);
    let last = last.ok_or_else(|| malformed("no later session comes round"))?;
    perform::set_date(draft, date(&sessions.day)?, draft.command.at.date(), false, at)?;
    perform::set_date(draft, date(&sessions.last)?, last, false, at)
}

fn outcome_of(definition: &Definition, name: &str) -> Result<OutcomeId, Halt> {
    let found = definition.outcomes.iter().position(|outcome| outcome.name == name).and_then(OutcomeId::new);
    found.ok_or_else(|| malformed("the definition has no such outcome").into())
}

/// 逐案: what is said of one case of the agenda, once.
pub(super) fn enter(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Enter { case, data, place, absent } = &draft.command.body.act else {
        return Err(malformed("no case of an agenda is entered").into());
    };
    let (id, here) = draft.here_in(place)?;
    let text = || names::text(&here.section);
    if draft.definition().sessions.is_none() || draft.definition().machine.start() != Some(id) {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」不逐案登记", here.name),
            format!("no case of an agenda is entered in `{}`", here.name),
        )
        .by(text())
        .into());
    }
    office::acts(draft, id, here)?;
    match draft.case.agenda.get(case) {
        Some(None) => {}
        Some(Some(_)) => {
            return Err(Refusal::new(
                RefusalCode::NothingToDo,
                format!("{case} 本期已经登记，每案每期一次"),
                format!("{case} is entered already: once for each case and session"),
            )
            .by(text())
            .allow_each(left(draft))
            .into());
        }
        None => {
            return Err(Refusal::new(
                RefusalCode::UnknownName,
                format!("{case} 不在本期议程上"),
                format!("{case} is not on the agenda of this session"),
            )
            .by(text())
            .allow_each(left(draft))
            .into());
        }
    }
    input::fields_once(data)?;
    for (name, datum) in data {
        let (_, decl) = input::field(draft, name)?;
        input::fits(draft, decl, datum)?;
    }
    // Of a case whose holder is not there nothing need be said.
    let missing = |name: &&String| !*absent && data.iter().all(|(given, _)| given != *name);
    if let Some(name) = draft.definition().fields.iter().map(|decl| &decl.name).find(missing) {
        return Err(input::field_missing(name, Some(here)));
    }
    draft.emit(Effect::Entered { case: *case, absent: *absent, decided: false })
}

/// The cases of the agenda that are not spoken of yet.
fn left(draft: &Draft<'_>) -> Vec<String> {
    unspoken(&draft.case).map(|case| case.to_string()).collect()
}

/// The cases of the agenda of a session that are not spoken of yet.
pub fn unspoken(session: &Case) -> impl Iterator<Item = CaseId> {
    session.agenda.iter().filter(|(_, entered)| entered.is_none()).map(|(case, _)| *case)
}

/// Whoever convenes is done when every case of the agenda is entered; one that was decided since has nothing to be
/// entered of it.
pub(super) fn all_entered(draft: &mut Draft<'_>, id: PlaceId, here: &Place) -> Result<(), Halt> {
    if draft.definition().machine.start() != Some(id) {
        return Ok(());
    }
    for case in unspoken(&draft.case).collect::<Vec<_>>() {
        let Some((number, source)) = draft.world.outside.linked(case) else { continue };
        draft.used(Fact::Linked { case, number: Some(number), source: Some(source) });
        draft.emit(Effect::Entered { case, absent: false, decided: true })?;
    }
    let left = left(draft);
    if left.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotReady,
        format!("议程上还有 {} 件没有登记", left.len()),
        format!("{} case(s) of the agenda are not entered yet", left.len()),
    )
    .by(names::text(&here.section))
    .allow_each(&left)
    .into())
}

/// A session has spoken of this case.
pub(super) fn raised(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Raised { case, data, number, schedule, absent, .. } = &draft.command.body.act else {
        return Err(malformed("no session has spoken of this case").into());
    };
    let found = draft.world.outside.linked(*case).filter(|(known, _)| known == number);
    let source =
        found.map(|(_, source)| source).ok_or_else(|| malformed("no record of a session says so"))?;
    if draft.command.body.key != raised_key(*case, *number) {
        return Err(malformed("what a session says is carried by the log itself").into());
    }
    draft.used(Fact::Linked { case: *case, number: Some(*number), source: Some(source) });
    if named(draft.definition(), schedule).is_none() {
        return Err(malformed("the procedure has no such schedule").into());
    }
    draft.emit(Effect::Raised { case: *case, schedule: schedule.clone(), absent: *absent })?;
    if let Err(halt) = admitted(draft) {
        return noted(draft, halt);
    }
    as_far_as_possible(draft, missed)?;
    as_far_as_possible(draft, |draft| {
        data.iter().try_for_each(|(name, datum)| {
            let (_, field) = input::field(draft, name)?;
            input::set(draft, field, datum)
        })
    })?;
    as_far_as_possible(draft, led)
}

/// Whether what a session has to say of a case is to be entered by the one who would: refused is only what somebody
/// else may enter, or what need not be entered any more. The command is the one that would be carried to the case.
///
/// # Errors
/// The refusal.
pub fn may_enter(world: &World<'_>, case: &Case, command: &Command) -> Result<(), Refusal> {
    let mut draft = Draft::new(*world, case.clone(), command, case.version.saturating_add(1));
    branches::turn(&mut draft).and_then(|()| admitted(&draft)).map_err(Halt::into_refusal)?;
    // Whatever else does not fit is that of the case, whoever enters it: it is noted there.
    let by_another = |halt: Halt| Some(halt.into_refusal()).filter(|r| r.code == RefusalCode::SamePerson);
    let refused = missed(&mut draft).err().and_then(by_another);
    match refused.or_else(|| led(&mut draft).err().and_then(by_another)) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// Who entered what a session says, and for which post.
fn recorder<'a>(draft: &Draft<'a>) -> (&'a str, &'a str) {
    match &draft.command.body.act {
        Act::Raised { person, post, .. } => (person, post),
        _ => ("", ""),
    }
}

/// Of a case that is decided nothing more is entered, and nobody enters anything of a case in which that person has no
/// part.
fn admitted(draft: &Draft<'_>) -> Result<(), Halt> {
    if draft.case.outcome().is_some() {
        return Err(Refusal::new(
            RefusalCode::CaseClosed,
            "该案件已经办结，不再登记",
            "the case is decided, so that nothing more is entered of it",
        )
        .allow("登记其余各件，然后完成", "enter the others, and complete")
        .into());
    }
    let (person, post) = recorder(draft);
    if draft.recused(person) { Err(office::no_part(person, post).into()) } else { Ok(()) }
}

/// 缺席: whoever holds the case was not there.
fn missed(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Raised { schedule, absent: true, .. } = &draft.command.body.act else { return Ok(()) };
    let decl = named(draft.definition(), schedule);
    let Some((decl, breach)) = decl.and_then(|decl| Some((decl, decl.absent?))) else { return Ok(()) };
    let finding = perform::finding(draft, breach, &decl.clause, None);
    draft.emit(finding)?;
    of_others(draft, &decl.clause)
}

/// It leads where the text of the case says, if it is awaited there.
fn led(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Raised { schedule, .. } = &draft.command.body.act else { return Ok(()) };
    let Some(event) = happens(draft.definition(), schedule) else { return Ok(()) };
    branches::of_one(draft, &event)?;
    if !travel::awaits(draft, &event) {
        return Ok(());
    }
    let edge = travel::awaited(draft, &event)?;
    if let Trigger::Anytime(_, _, Some(reserved)) = &edge.trigger {
        let (person, post) = recorder(draft);
        if draft.post_name(*reserved) != post {
            return Err(office::not_holder(draft, *reserved, &edge.clause));
        }
        office::apart(draft, *reserved, person, &edge.clause)?;
    }
    travel::follow(draft, &event)?;
    of_others(draft, &edge.clause)
}

/// Nobody finds anything about themselves.
fn of_others(draft: &Draft<'_>, clause: &Clause) -> Result<(), Halt> {
    let (by, post) = recorder(draft);
    let own =
        |effect: &Effect| matches!(effect, Effect::Finding { person: Some(person), .. } if person == by);
    if !draft.effects().iter().any(own) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::SamePerson,
        format!("{by} 不能登记自己的违规"),
        format!("{by} may not enter a breach of their own"),
    )
    .by(names::text(clause))
    .allow(format!("由「{post}」的其他在岗人员登记"), format!("another holder of `{post}`"))
    .into())
}

/// The session is over, and what it said is on record: where the case does not take a part of it, that part changes
/// nothing, and the record says why.
fn as_far_as_possible<'a>(
    draft: &mut Draft<'a>,
    part: impl FnOnce(&mut Draft<'a>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut further = draft.clone();
    match part(&mut further) {
        Ok(()) => {
            *draft = further;
            Ok(())
        }
        Err(halt) => noted(draft, halt),
    }
}

fn noted(draft: &mut Draft<'_>, halt: Halt) -> Result<(), Halt> {
    draft.emit(Effect::Noted { code: halt.into_refusal().code.as_str().to_owned() })
}
