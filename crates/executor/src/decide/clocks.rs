//! Clocks: starting, pausing, resuming, extending, stopping, and when their limits end.

use super::draft::{Draft, Halt};
use super::{branches, office, perform};
use crate::case::{ClockState, PauseState};
use crate::command::{Act, LimitWord};
use crate::effect::{DueAt, Effect, Pause};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_calendar::{
    Anchor, CalendarError, Direction, Due, Limit, MAX_AMOUNT, ReceivedRule, Suspension, Unit,
};
use shouwen_canon::{Date, Instant};
use shouwen_model::form::{Period, Remainder};
use shouwen_model::kernel::{
    Beginning, ClockDecl, ClockId, ClockStop, DateFrom, DateId, Deadline, Event, Exclusion, FieldDecl,
    FieldId, LimitDecl, Place,
};

/// What a clock is counted from, and what has happened to it.
struct Count<'a> {
    from: Date,
    instant: Option<Instant>,
    amount: Option<u32>,
    extension: u32,
    pauses: &'a [PauseState],
}

impl<'a> From<&'a ClockState> for Count<'a> {
    fn from(state: &'a ClockState) -> Self {
        Self {
            from: state.from,
            instant: state.instant,
            amount: state.amount,
            extension: state.extension,
            pauses: &state.pauses,
        }
    }
}

pub(super) fn calendar(error: &CalendarError) -> Halt {
    Refusal::new(
        RefusalCode::Calendar,
        format!("算不出到期日：{error}"),
        format!("there is no due date: {error}"),
    )
    .into()
}

pub(super) fn counts_instants(unit: Unit) -> bool {
    matches!(unit, Unit::Hour | Unit::OfficeMinute)
}

/// What a limit of that unit counts from: of a date that is not today's nothing but the date is known.
fn anchor(draft: &Draft<'_>, unit: Unit, from: Date) -> Anchor {
    if counts_instants(unit) && from == draft.day() { Anchor::At(draft.instant()) } else { Anchor::On(from) }
}

/// When a limit that is no clock's ends: it counts from a day, or from this instant.
pub(super) fn ends(draft: &Draft<'_>, limit: &Limit, from: Date, word: LimitWord) -> Result<DueAt, Halt> {
    let anchor = anchor(draft, limit.unit, from);
    let due = draft.world.calendar.due(limit, anchor, 0, &[], draft.world.mode);
    let due = due.map_err(|e| calendar(&e))?;
    Ok(DueAt {
        deadline: due.deadline_at,
        last_day: due.last_day,
        limit: word,
        provisional: due.provisional,
        warnings: Vec::new(),
    })
}

/// When each limit of a clock ends; one that stands still without an end is left out.
fn dues(draft: &Draft<'_>, decl: &ClockDecl, count: &Count<'_>) -> Result<Vec<DueAt>, Halt> {
    let mut all = Vec::new();
    for limit in &decl.limits {
        if let Some(due) = due(draft, limit, count).map_err(|e| calendar(&e))? {
            all.push(due);
        }
    }
    Ok(all)
}

fn due(draft: &Draft<'_>, decl: &LimitDecl, count: &Count<'_>) -> Result<Option<DueAt>, CalendarError> {
    let word = names::word(decl.kind);
    // Only the one limit of a place has a number of its own.
    let own = matches!(decl.kind, Deadline::Internal | Deadline::Wait);
    let amount = count.amount.filter(|_| own).unwrap_or(decl.limit.amount);
    let limit = Limit { amount, ..decl.limit };
    let anchor = match (decl.until, count.instant) {
        // Up to a date that nobody has entered yet there is no end.
        (Some(field), _) => match perform::date_of(draft, DateFrom::Field(field)).1 {
            Some(date) => Anchor::On(date),
            None => return Ok(None),
        },
        (None, Some(instant)) if counts_instants(limit.unit) => Anchor::At(instant),
        (None, _) => Anchor::On(count.from),
    };
    let mut closed = Vec::new();
    let mut open = None;
    // What is due before a day is due before it, whatever stands still meanwhile.
    let fixed = limit.direction == Direction::Backward || decl.until.is_some();
    let pauses = if fixed { &[] } else { count.pauses };
    for state in pauses.iter().filter(|p| p.pause.only.is_none_or(|only| only == word)) {
        let end = match (state.ended, state.pause.until) {
            (Some(ended), Some(until)) => Some(ended.min(until)),
            (ended, until) => ended.or(until),
        };
        match end {
            Some(to) => closed.push(Suspension { from: state.pause.from, to: to.max(state.pause.from) }),
            None => open = Some(state.pause.from),
        }
    }
    let (calendar, mode) = (draft.world.calendar, draft.world.mode);
    let found: Option<Due> = match open {
        Some(since) => calendar.due_suspended_since(&limit, anchor, count.extension, &closed, since, mode)?,
        None => Some(calendar.due(&limit, anchor, count.extension, &closed, mode)?),
    };
    let Some(found) = found else { return Ok(None) };
    let whole = amount.saturating_add(count.extension);
    let warnings = decl.warnings.iter().map(|(left, _)| {
        let Period { n, unit } = remainder(*left, whole, limit.unit);
        calendar.when_left(&found, n, unit, &closed)
    });
    Ok(Some(DueAt {
        deadline: found.deadline_at,
        last_day: found.last_day,
        limit: word,
        provisional: found.provisional,
        warnings: warnings.collect::<Result<_, _>>()?,
    }))
}

/// How much is left, in a unit; of a share, a part of a unit counts as one.
fn remainder(left: Remainder, whole: u32, unit: Unit) -> Period {
    match left {
        Remainder::Period(period) => period,
        Remainder::Share { percent } => {
            let hundredths = u64::from(whole).saturating_mul(percent.into());
            Period { n: u32::try_from(hundredths.div_ceil(100)).unwrap_or(u32::MAX), unit }
        }
    }
}

fn decl<'a>(draft: &Draft<'a>, id: ClockId) -> Result<&'a ClockDecl, Halt> {
    draft.definition().clock(id).ok_or_else(|| super::malformed("the definition has no such clock").into())
}

/// The day from which a clock counts what happens now: what comes after hours may count as coming on the next working
/// day. Time itself keeps no hours.
fn received(draft: &Draft<'_>, decl: &ClockDecl) -> Result<Date, Halt> {
    if !decl.after_hours || draft.by_time() {
        return Ok(draft.day());
    }
    let (rule, mode) = (ReceivedRule::NextWorkdayIfClosed, draft.world.mode);
    let found = draft.world.calendar.event_date(draft.instant(), rule, mode);
    found.map(|(date, _)| date).map_err(|e| calendar(&e))
}

/// Starts a clock from a date, or anew if it ran before.
fn start(draft: &mut Draft<'_>, id: ClockId, from: Date, amount: Option<u32>) -> Result<(), Halt> {
    let decl = decl(draft, id)?;
    let today = from == draft.day();
    let from = if today { received(draft, decl)? } else { from };
    let instant = decl.limits.iter().any(|l| counts_instants(l.limit.unit) && today).then(|| draft.instant());
    let due = dues(draft, decl, &Count { from, instant, amount, extension: 0, pauses: &[] })?;
    draft.emit(Effect::Start { clock: decl.name.clone(), from, instant, amount, kept: None, due })
}

/// The place's own clock counts anew, with another number of its units.
pub(super) fn again(draft: &mut Draft<'_>, place: &Place, amount: u32) -> Result<(), Halt> {
    let day = draft.day();
    place.clock.map_or(Ok(()), |id| start(draft, id, day, Some(amount)))
}

/// An event after which running clocks count from zero.
pub(super) fn restart(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    let running = |draft: &Draft<'_>, id| draft.case.clocks.get(&id).filter(|c| !c.stopped).cloned();
    for (index, clock) in draft.definition().clocks.iter().enumerate() {
        let Some(restart) = clock.restarts.iter().find(|r| r.event == *event) else { continue };
        let Some(id) = ClockId::new(index) else { continue };
        let Some(state) = running(draft, id) else { continue };
        let from = received(draft, clock)?;
        let instant = state.instant.map(|_| draft.instant());
        let kept = restart.keeps_extension.then_some((state.extended, state.extension));
        let kept = kept.filter(|(times, _)| *times > 0);
        let extension = kept.map_or(0, |(_, units)| units);
        let amount = state.amount;
        let due = dues(draft, clock, &Count { from, instant, amount, extension, pauses: &[] })?;
        draft.emit(Effect::Start { clock: clock.name.clone(), from, instant, amount, kept, due })?;
        stands_still(draft, id)?;
    }
    Ok(())
}

/// Clocks that count from the instant of an event begin with it, unless they run already.
pub(super) fn begin(draft: &mut Draft<'_>, event: &Event) -> Result<(), Halt> {
    for (index, clock) in draft.definition().clocks.iter().enumerate() {
        let Some(id) = ClockId::new(index) else { continue };
        if clock.anchor.as_ref().is_some_and(|a| matches!(a, Beginning::Event(e) if e == event))
            && !runs(draft, id)
        {
            let day = draft.day();
            start(draft, id, day, None)?;
            stands_still(draft, id)?;
        }
    }
    Ok(())
}

/// A field has another value: limits up to that date end with it.
pub(super) fn moved(draft: &mut Draft<'_>, field: &FieldDecl) -> Result<(), Halt> {
    let definition = draft.definition();
    let is = |id: FieldId| definition.field(id).is_some_and(|decl| decl.name == field.name);
    for (index, clock) in definition.clocks.iter().enumerate() {
        let Some(id) = ClockId::new(index).filter(|id| runs(draft, *id)) else { continue };
        let Some(state) =
            draft.case.clocks.get(&id).filter(|_| clock.limits.iter().any(|l| l.until.is_some_and(is)))
        else {
            continue;
        };
        let due = dues(draft, clock, &Count::from(state))?;
        draft.emit(Effect::Moved { clock: clock.name.clone(), due })?;
    }
    Ok(())
}

/// Whether a wait has lasted as long as it has to before what it awaits may happen. What stands still in its own limit
/// does not count for it either.
pub(super) fn long_enough(draft: &Draft<'_>, event: &Event) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    let Some((least, state)) =
        place.least.as_ref().zip(place.clock.and_then(|id| draft.case.clocks.get(&id)))
    else {
        return Ok(());
    };
    let limit = LimitDecl {
        kind: Deadline::Wait,
        limit: least.limit,
        stated_in: None,
        until: None,
        basis: None,
        warnings: Vec::new(),
        expiry: None,
    };
    let count = Count { amount: None, extension: 0, ..Count::from(state) };
    let due = due(draft, &limit, &count).map_err(|e| calendar(&e))?;
    let Some(due) = due.filter(|due| draft.instant() < due.deadline) else { return Ok(()) };
    let name = names::event(draft.definition(), event);
    Err(Refusal::new(
        RefusalCode::TooEarly,
        format!(
            "「{}」不少于 {}，到 {} 为止，这时还不能「{name}」",
            place.name,
            least.limit.zh(),
            due.last_day
        ),
        format!(
            "`{}` lasts at least {}, up to {}: `{name}` is not possible yet",
            place.name, least.limit, due.last_day
        ),
    )
    .by(names::text(&least.clause))
    .allow(format!("{} 以后", due.last_day), format!("after {}", due.last_day))
    .into())
}

/// A document is issued: clocks that end with it stop.
pub(super) fn issued(draft: &mut Draft<'_>, document: &str) -> Result<(), Halt> {
    for (index, clock) in draft.definition().clocks.iter().enumerate() {
        if matches!(&clock.stop, ClockStop::Documents(of) if of.iter().any(|d| d == document))
            && let Some(id) = ClockId::new(index)
        {
            stop(draft, id)?;
        }
    }
    Ok(())
}

/// Whether a clock has started and not stopped.
pub(super) fn runs(draft: &Draft<'_>, id: ClockId) -> bool {
    draft.case.clocks.get(&id).is_some_and(|state| !state.stopped)
}

pub(super) fn stop(draft: &mut Draft<'_>, id: ClockId) -> Result<(), Halt> {
    if !runs(draft, id) {
        return Ok(());
    }
    let clock = decl(draft, id)?.name.clone();
    draft.emit(Effect::Stop { clock })
}

/// A key date has its value: clocks that end with it stop, clocks that count from it start.
pub(super) fn dated(draft: &mut Draft<'_>, date: DateId, value: Date) -> Result<(), Halt> {
    for (index, clock) in draft.definition().clocks.iter().enumerate() {
        let Some(id) = ClockId::new(index) else { continue };
        if clock.stop == ClockStop::Date(date) {
            stop(draft, id)?;
        }
        if clock.anchor == Some(Beginning::Date(date)) {
            start(draft, id, value, None)?;
            stands_still(draft, id)?;
        }
    }
    Ok(())
}

/// An act is done: clocks that end with it stop.
pub(super) fn acted(draft: &mut Draft<'_>, act: shouwen_model::kernel::ActId) -> Result<(), Halt> {
    for (index, clock) in draft.definition().clocks.iter().enumerate() {
        if matches!(&clock.stop, ClockStop::Acts(acts) if acts.contains(&act))
            && let Some(id) = ClockId::new(index)
        {
            stop(draft, id)?;
        }
    }
    Ok(())
}

/// The clock of a place starts, and what stands still here stands still.
pub(super) fn enter(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    if let Some(id) = place.clock {
        if place.runs_on && runs(draft, id) {
            resume(draft, id)?;
        } else {
            let day = draft.day();
            // Of a limit that has passed nothing is left but the day on which the place is entered again.
            let over = place.runs_on && has_passed(draft, id);
            let amount = if over { Some(0) } else { stated(draft, id)? };
            start(draft, id, day, amount)?;
        }
    }
    still(draft, place, None)
}

/// A clock that has just begun stands still if a place where the case stands, in whatever branch, excludes it.
fn stands_still(draft: &mut Draft<'_>, id: ClockId) -> Result<(), Halt> {
    if let Ok((_, place)) = draft.here() {
        still(draft, place, Some(id))?;
    }
    branches::others(draft).into_iter().try_for_each(|place| still(draft, place, Some(id)))
}

/// What a place excludes stands still, one clock or all of them, unless it does already.
fn still(draft: &mut Draft<'_>, place: &Place, only: Option<ClockId>) -> Result<(), Halt> {
    for exclusion in place.excluded.iter().filter(|e| only.is_none_or(|id| e.clock == id)) {
        let word = exclusion.only.map(names::word);
        let state = draft.case.clocks.get(&exclusion.clock).filter(|state| !state.stopped);
        let running =
            state.is_some_and(|s| !s.pauses.iter().any(|p| p.ended.is_none() && p.pause.only == word));
        if running {
            pause(draft, exclusion)?;
        }
    }
    Ok(())
}

/// The period that the notice stated for a wait; it was weighed when the notice was issued.
fn stated(draft: &Draft<'_>, id: ClockId) -> Result<Option<u32>, Halt> {
    let documents = decl(draft, id)?.limits.iter().filter_map(|limit| limit.stated_in.as_ref());
    Ok(documents.filter_map(|document| draft.case.documents.get(document).copied().flatten()).next())
}

/// The applicant's period that a document states, if some wait takes it from there: as the command gives it, and never
/// less than the text's own.
pub(super) fn period_of(draft: &Draft<'_>, document: &str) -> Result<Option<u32>, Halt> {
    let Act::Complete { period: Some(period), .. } = &draft.command.body.act else { return Ok(None) };
    let mut stated = None;
    for clock in &draft.definition().clocks {
        for limit in clock.limits.iter().filter(|l| l.stated_in.as_deref() == Some(document)) {
            let least = limit.limit.amount;
            if *period < least || *period > MAX_AMOUNT {
                return Err(Refusal::new(
                    RefusalCode::NoticePeriod,
                    format!("「{document}」载明的期限 {period} 少于 {}，或者过长", limit.limit.zh()),
                    format!(
                        "the period of {period} stated in `{document}` is less than {}, or too long",
                        limit.limit
                    ),
                )
                .by(names::text(&clock.clause))
                .allow(format!("{least} 至 {MAX_AMOUNT}"), format!("{least} to {MAX_AMOUNT}"))
                .into());
            }
            stated = Some(*period);
        }
    }
    Ok(stated)
}

fn pause(draft: &mut Draft<'_>, exclusion: &Exclusion) -> Result<(), Halt> {
    let (from, day) = (moment(draft), draft.day());
    let until = match exclusion.at_most {
        None => None,
        Some(most) => {
            let limit = Limit { roll: shouwen_calendar::Roll::None, ..Limit::new(most.n, most.unit) };
            let anchor = if counts_instants(most.unit) { Anchor::At(from) } else { Anchor::On(day) };
            let due = draft.world.calendar.due(&limit, anchor, 0, &[], draft.world.mode);
            let due = due.map_err(|e| calendar(&e))?;
            Some(due.deadline_at.checked_add_millis(-1).unwrap_or(due.deadline_at))
        }
    };
    let pause = Pause { from, only: exclusion.only.map(names::word), until };
    hold(draft, exclusion.clock, pause, &exclusion.cause)?;
    if let Some(who) = exclusion.tell {
        let whom = office::whom(draft, who);
        draft.emit(Effect::Tell { what: Some(exclusion.cause.clone()), whom })?;
    }
    Ok(())
}

/// The place is interrupted: its own clock stands still.
pub(super) fn hold_own(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    match place.clock.filter(|id| runs(draft, *id)) {
        Some(id) => {
            let from = moment(draft);
            hold(draft, id, Pause { from, only: None, until: None }, "中断")
        }
        None => Ok(()),
    }
}

/// The place is gone back to: its clock runs on, and what stands still here stands still.
pub(super) fn back(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    if place.anew {
        return enter(draft, place);
    }
    if let Some(id) = place.clock.filter(|id| runs(draft, *id)) {
        resume(draft, id)?;
    }
    still(draft, place, None)
}

/// The place is left: its clock stops, and what stood still here runs on.
pub(super) fn leave(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    finish(draft, place)?;
    let others = branches::others(draft);
    // What another branch excludes stands still until that one goes on as well.
    let held = |id: ClockId| others.iter().flat_map(|p| &p.excluded).any(|e| e.clock == id);
    let free = place.excluded.iter().filter(|exclusion| !held(exclusion.clock));
    free.map(|exclusion| exclusion.clock).try_for_each(|id| run_on(draft, id))
}

/// The clock of the place stops, or stands still until the place is entered again.
pub(super) fn finish(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    let Some(id) = place.clock else { return Ok(()) };
    let state = draft.case.clocks.get(&id).filter(|state| !state.stopped);
    let Some(state) = state.filter(|state| place.runs_on && state.limits.iter().all(|l| !l.expired)) else {
        return stop(draft, id);
    };
    if state.pauses.iter().any(|p| p.ended.is_none()) {
        return Ok(());
    }
    let from = moment(draft);
    hold(draft, id, Pause { from, only: None, until: None }, "已转出")
}

/// Whether the limit of a place has passed in an earlier visit. The clock itself says so: of the limits that passed the
/// case remembers the last ones only.
fn has_passed(draft: &Draft<'_>, id: ClockId) -> bool {
    draft.case.clocks.get(&id).is_some_and(ClockState::is_over)
}

/// What stood still here runs on, whatever another branch says.
pub(super) fn release(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    place.excluded.iter().try_for_each(|exclusion| run_on(draft, exclusion.clock))
}

fn run_on(draft: &mut Draft<'_>, id: ClockId) -> Result<(), Halt> {
    if runs(draft, id) { resume(draft, id) } else { Ok(()) }
}

/// When a clock is stopped or runs on: what happens at 24:00 belongs to the day that ends then.
fn moment(draft: &Draft<'_>) -> Instant {
    let at = draft.instant();
    if at.date() == draft.day() { at } else { at.checked_add_millis(-1).unwrap_or(at) }
}

/// A clock stands still.
fn hold(draft: &mut Draft<'_>, id: ClockId, pause: Pause, cause: &str) -> Result<(), Halt> {
    let decl = decl(draft, id)?;
    let Some(state) = draft.case.clocks.get(&id) else { return Ok(()) };
    let mut pauses = state.pauses.clone();
    pauses.push(PauseState { ended: None, pause: pause.clone() });
    let due = dues(draft, decl, &Count { pauses: &pauses, ..Count::from(state) })?;
    draft.emit(Effect::Pause { clock: decl.name.clone(), pause, due, cause: cause.to_owned() })
}

fn resume(draft: &mut Draft<'_>, id: ClockId) -> Result<(), Halt> {
    let decl = decl(draft, id)?;
    let Some(state) = draft.case.clocks.get(&id) else { return Ok(()) };
    if state.pauses.iter().all(|p| p.ended.is_some()) {
        return Ok(());
    }
    let ended = moment(draft);
    let mut pauses = state.pauses.clone();
    for pause in pauses.iter_mut().filter(|p| p.ended.is_none()) {
        pause.ended = Some(ended);
    }
    let due = dues(draft, decl, &Count { pauses: &pauses, ..Count::from(state) })?;
    draft.emit(Effect::Resume { clock: decl.name.clone(), ended, due })
}

/// Stops everything that still runs, when the case is decided.
pub(super) fn stop_all(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let running: Vec<ClockId> =
        draft.case.clocks.iter().filter(|(_, state)| !state.stopped).map(|(id, _)| *id).collect();
    running.into_iter().try_for_each(|id| stop(draft, id))
}

/// 延长: the named power lengthens a clock once, before it expires, for told reasons.
pub(super) fn extend(draft: &mut Draft<'_>, name: &str, amount: u32) -> Result<(), Halt> {
    let all = &draft.definition().clocks;
    let Ok(id) = names::clock(draft.definition(), name) else {
        return Err(super::input::unknown("时限", "clock", name, all.iter().map(|c| &c.name)));
    };
    if let Act::Extend { reasons, .. } = &draft.command.body.act {
        super::guard::reasons_fit(reasons)?;
    }
    let decl = decl(draft, id)?;
    let Some(extension) = &decl.extension else {
        let others = all.iter().filter(|c| c.extension.is_some()).map(|c| &c.name);
        let refusal = Refusal::new(
            RefusalCode::NoExtension,
            format!("「{name}」不可延长"),
            format!("`{name}` cannot be extended"),
        )
        .by(names::text(&decl.clause));
        return Err(refusal.allow_each(others).into());
    };
    office::holder_of(draft, extension.by, &extension.clause)?;
    let by = names::text(&extension.clause);
    let no =
        |zh: String, en: String| Halt::from(Refusal::new(RefusalCode::NoExtension, zh, en).by(by.clone()));
    let Some(state) = draft.case.clocks.get(&id).filter(|state| !state.stopped) else {
        return Err(Refusal::new(
            RefusalCode::ClockNotRunning,
            format!("「{name}」没有在走"),
            format!("`{name}` does not run"),
        )
        .by(by)
        .into());
    };
    if state.extended >= extension.times {
        let times = extension.times;
        return Err(no(
            format!("「{name}」最多延长{times}次"),
            format!("`{name}` is extended {times} times at most"),
        ));
    }
    // Beside a statutory limit the promised one does not count; alone it does.
    let by_law = state.limits.iter().any(|l| l.limit == LimitWord::Statutory);
    if state.limits.iter().any(|l| l.expired && (!by_law || l.limit == LimitWord::Statutory)) {
        return Err(no(format!("「{name}」已经届满"), format!("`{name}` has expired")));
    }
    if amount == 0 || amount > extension.at_most.n {
        let most = Limit::new(extension.at_most.n, extension.at_most.unit);
        return Err(Refusal::new(
            RefusalCode::NoExtension,
            format!("延长应为 1 至 {}", most.zh()),
            format!("an extension has 1 to {most}"),
        )
        .by(by)
        .allow(format!("1 至 {}", extension.at_most.n), format!("1 to {}", extension.at_most.n))
        .into());
    }
    let count = Count { extension: state.extension.saturating_add(amount), ..Count::from(state) };
    let due = dues(draft, decl, &count)?;
    draft.emit(Effect::Extend { clock: decl.name.clone(), amount, due })?;
    if let Some(who) = extension.tell {
        let whom = office::whom(draft, who);
        draft.emit(Effect::Tell { what: Some("理由".to_owned()), whom })?;
    }
    Ok(())
}

/// The limit of a clock that a word names.
pub(super) fn limit_of(decl: &ClockDecl, word: LimitWord) -> Option<&LimitDecl> {
    let kind = match word {
        LimitWord::Statutory => Deadline::Statutory,
        LimitWord::Promised => Deadline::Promised,
        LimitWord::Internal => Deadline::Internal,
        LimitWord::Wait => Deadline::Wait,
        LimitWord::Duty | LimitWord::Offer | LimitWord::Deferred | LimitWord::Party => return None,
    };
    decl.limits.iter().find(|l| l.kind == kind)
}
