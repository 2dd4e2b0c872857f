//! Parallel blocks: which branch a command is about, how branches begin, end and are joined.

use super::draft::{Draft, Halt};
use super::{appointing, malformed, parties, perform, session, travel};
use crate::command::{Act, LimitWord};
use crate::effect::Effect;
use crate::names;
use crate::parties::of_clock;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Definition, Elements, Event, MAX_ELEMENTS, Place, PlaceId, Target, Trigger};
use std::ops::Range;

/// Turns to the branch that the command is about, if it is about one.
pub(super) fn turn(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let open = open(draft);
    if open.is_empty() {
        return Ok(());
    }
    let definition = draft.definition();
    let named =
        |name: &str| open.iter().copied().find(|id| definition.place(*id).is_some_and(|p| p.name == name));
    let found = match &draft.command.body.act {
        Act::Check { place, .. }
        | Act::Fill { place, .. }
        | Act::Complete { place, .. }
        | Act::Attach { place, .. }
        | Act::Return { place, .. } => named(place),
        Act::Supplement { .. } => awaiting(draft, &open, &Event::Supplemented),
        Act::Withdraw {} => awaiting(draft, &open, &Event::Withdrawn),
        Act::Event { place: Some(place), .. } => named(place),
        Act::Event { event, place: None } => {
            let event = Event::Named(event.clone());
            told_apart(draft, &open, &event)?;
            awaiting(draft, &open, &event)
        }
        Act::Linked { link, outcome, .. } => {
            let link = link.clone();
            let event =
                if outcome.is_some() { Event::LinkedDecided(link) } else { Event::LinkedNotOpened(link) };
            awaiting(draft, &open, &event)
        }
        Act::Raised { schedule, .. } => {
            let event = session::happens(definition, schedule);
            let event = event.filter(|event| told_apart(draft, &open, event).is_ok());
            event.and_then(|event| awaiting(draft, &open, &event))
        }
        Act::Receipt { party, .. } => awaiting_party(draft, &open, party).or_else(|| open.first().copied()),
        Act::Answer { party, .. } => awaiting_party(draft, &open, party),
        Act::Assign { slot, .. } | Act::Draw { slot } => appointing::branch(draft, slot, &open),
        Act::Time { clock, limit: LimitWord::Party, .. } => {
            of_clock(clock).and_then(|(party, _)| awaiting_party(draft, &open, party))
        }
        Act::Time { clock, .. } => {
            let decl = names::clock(definition, clock).ok().and_then(|id| definition.clock(id));
            decl.and_then(|decl| decl.place).filter(|place| open.contains(place))
        }
        _ => None,
    };
    found.map_or(Ok(()), |place| turn_to(draft, place))
}

/// The places of the branches that are not done, where the case as a whole stands in a block.
fn open(draft: &Draft<'_>) -> Vec<PlaceId> {
    let Some(block) = draft.case.place() else { return Vec::new() };
    draft.case.open_branches(block).filter_map(|branch| branch.thread.place).collect()
}

/// The place of the first branch that awaits an event, as what a place awaits goes before what may happen at any time.
fn awaiting(draft: &Draft<'_>, open: &[PlaceId], event: &Event) -> Option<PlaceId> {
    all_awaiting(draft, open, event).next()
}

fn all_awaiting<'a>(
    draft: &Draft<'a>,
    open: &[PlaceId],
    event: &Event,
) -> impl Iterator<Item = PlaceId> + use<'a> {
    let definition = draft.definition();
    let awaits = |place: &PlaceId| {
        let mut edges = definition.machine.edges_from(*place);
        edges.any(|edge| matches!(&edge.trigger, Trigger::Event(awaited) if awaited == event))
    };
    open.iter().copied().filter(awaits).collect::<Vec<_>>().into_iter()
}

/// An event that a session says has happened is that of one branch at most.
pub(super) fn of_one(draft: &Draft<'_>, event: &Event) -> Result<(), Halt> {
    told_apart(draft, &open(draft), event)
}

/// Of which branch an event is entered that several await would be a guess: whoever enters it says so.
fn told_apart(draft: &Draft<'_>, open: &[PlaceId], event: &Event) -> Result<(), Halt> {
    let places = all_awaiting(draft, open, event).filter_map(|id| draft.definition().place(id));
    let places: Vec<&Place> = places.collect();
    let [first, _, ..] = places.as_slice() else { return Ok(()) };
    let event = names::event(draft.definition(), event);
    Err(Refusal::new(
        RefusalCode::PlaceNeeded,
        format!("有 {} 处都在等「{event}」，须写明是哪一处的", places.len()),
        format!("{} places await `{event}`: say of which of them it is", places.len()),
    )
    .by(names::text(&first.section))
    .allow_each(places.iter().map(|place| &place.name))
    .into())
}

/// The place of the branch that awaits something of a party.
fn awaiting_party(draft: &Draft<'_>, open: &[PlaceId], party: &str) -> Option<PlaceId> {
    let definition = draft.definition();
    let party = names::party(definition, party).ok()?;
    let awaits = |id: &PlaceId| definition.place(*id).is_some_and(|place| parties::awaits(place, party));
    open.iter().copied().find(awaits)
}

/// Turns to the branch that stands in a place.
pub(super) fn turn_to(draft: &mut Draft<'_>, place: PlaceId) -> Result<(), Halt> {
    let branch = draft.case.branches.iter().find(|b| b.thread.place == Some(place));
    let Some((block, number)) = branch.map(|b| (b.block, b.number)) else { return Ok(()) };
    emit(draft, block, Some(number))
}

/// Turns back to the case as a whole.
pub(super) fn turn_back(draft: &mut Draft<'_>) -> Result<(), Halt> {
    match draft.case.turned.and_then(|at| draft.case.branches.get(at)).map(|branch| branch.block) {
        Some(block) => emit(draft, block, None),
        None => Ok(()),
    }
}

fn emit(draft: &mut Draft<'_>, block: PlaceId, number: Option<u32>) -> Result<(), Halt> {
    let block = of(draft, block)?;
    let branch = number.and_then(|n| name(block, n)).map(ToOwned::to_owned);
    draft.emit(Effect::Branch { branch, place: block.name.clone() })
}

fn of<'a>(draft: &Draft<'a>, block: PlaceId) -> Result<&'a Place, Halt> {
    draft.definition().place(block).ok_or_else(|| malformed("the definition has no such place").into())
}

fn name(block: &Place, number: u32) -> Option<&str> {
    usize::try_from(number).ok().and_then(|n| block.branches.get(n)).map(String::as_str)
}

/// A block was entered: all its branches begin, of those for the elements of a list as many as there are. Where none
/// begins, the case goes on as the text says.
pub(super) fn begin(draft: &mut Draft<'_>, id: PlaceId, block: &Place) -> Result<(), Halt> {
    if block.branches.is_empty() {
        return Ok(());
    }
    let missing = beyond(draft, block)?;
    // What came of the elements of an earlier list says nothing of those of this one.
    let definition = draft.definition();
    travel::forget(draft, 0, |place| of_each(definition, place, id, block))?;
    let edges = draft.definition().machine.edges_from(id);
    let starts: Vec<(u32, PlaceId)> = edges
        .filter_map(|edge| match (&edge.trigger, &edge.target) {
            (Trigger::Forked(number), Target::Place(start)) => Some((*number, *start)),
            _ => None,
        })
        .filter(|(number, _)| missing.iter().all(|none| !none.contains(number)))
        .collect();
    if starts.is_empty() {
        return without(draft, id);
    }
    // An interruption of the block that was never gone back to leaves its branches behind.
    if draft.case.branches.iter().any(|branch| branch.block == id) {
        draft.emit(Effect::Join { place: block.name.clone() })?;
    }
    for (number, start) in starts {
        emit(draft, id, Some(number))?;
        travel::enter(draft, start)?;
    }
    emit(draft, id, None)
}

/// A list was filled in anew outside of its branches: what those came to whose elements it no longer has does not count.
pub(super) fn listed_anew(draft: &mut Draft<'_>, list: &str) -> Result<(), Halt> {
    let definition = draft.definition();
    let of_list = |of: &Elements| definition.field(of.field).is_some_and(|field| field.name == list);
    for (number, block) in definition.places.iter().enumerate() {
        let Some(id) = PlaceId::new(number).filter(|_| block.elements.iter().any(of_list)) else { continue };
        let runs = draft.case.branches.iter().any(|branch| branch.block == id);
        // How long the list is becomes a fact, so that it is not asked for nothing.
        if runs || travel::counting(draft, 0, |place| of_each(definition, place, id, block)).is_empty() {
            continue;
        }
        let gone = beyond(draft, block)?;
        let of_gone = |(at, number)| at == id && gone.iter().any(|gone| gone.contains(&number));
        travel::forget(draft, 0, |place| within(definition, place).is_some_and(of_gone))?;
    }
    Ok(())
}

/// The block in which a place lies, and the number of its branch.
fn within(definition: &Definition, place: PlaceId) -> Option<(PlaceId, u32)> {
    definition.place(place).and_then(|place| place.within)
}

/// Whether a place lies in a branch of a block that begins for an element of a list.
fn of_each(definition: &Definition, place: PlaceId, id: PlaceId, block: &Place) -> bool {
    let of_each = |number| block.elements.iter().any(|of| numbers(of.first, 0).contains(&number));
    within(definition, place).is_some_and(|(at, number)| at == id && of_each(number))
}

/// The numbers of the branches that a list may have, from that of an element on.
fn numbers(first: u32, from: u32) -> Range<u32> {
    let most = u32::try_from(MAX_ELEMENTS).unwrap_or(u32::MAX);
    first.saturating_add(from.min(most))..first.saturating_add(most)
}

/// The numbers of the branches that have no element to begin for.
fn beyond(draft: &mut Draft<'_>, block: &Place) -> Result<Vec<Range<u32>>, Halt> {
    let of_each = |elements: &Elements| {
        let count = parties::listed(draft, elements.field, &block.section)?;
        Ok(numbers(elements.first, count))
    };
    block.elements.iter().map(of_each).collect()
}

/// 没有分支的: nothing begins, so the case goes on at once.
fn without(draft: &mut Draft<'_>, block: PlaceId) -> Result<(), Halt> {
    let mut edges = draft.definition().machine.edges_from(block);
    let Some(edge) = edges.find(|edge| edge.trigger == Trigger::NoBranch) else {
        return Err(malformed("no branch begins, and the block does not say how it goes on").into());
    };
    perform::all(draft, &edge.effects)?;
    travel::go(draft, &edge.target, &edge.clause)
}

/// 本分支办结: the branch is done; where enough are, the case goes on from the block.
pub(super) fn end(draft: &mut Draft<'_>, block: PlaceId) -> Result<(), Halt> {
    let place = of(draft, block)?;
    let number = draft.case.turned.and_then(|at| draft.case.branches.get(at)).map(|branch| branch.number);
    let Some(branch) = number.and_then(|n| name(place, n)) else {
        return Err(malformed("no branch of the block is at work").into());
    };
    travel::leave(draft)?;
    draft.emit(Effect::Finish { branch: branch.to_owned(), place: place.name.clone() })?;
    let open = draft.case.open_branches(block).count();
    let begun = draft.case.branches.iter().filter(|branch| branch.block == block).count();
    let done = begun.saturating_sub(open);
    let joined = draft.definition().machine.edges_from(block).find(|edge| match edge.trigger {
        Trigger::Joined(enough) => usize::try_from(enough).is_ok_and(|enough| done >= enough.min(begun)),
        _ => false,
    });
    let Some(edge) = joined else { return Ok(()) };
    travel::completed(draft)?;
    perform::all(draft, &edge.effects)?;
    travel::go(draft, &edge.target, &edge.clause)
}

/// Does something in the place of each branch that is not done, where the case stands in a block.
pub(super) fn each(
    draft: &mut Draft<'_>,
    mut act: impl FnMut(&mut Draft<'_>, &Place) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let Some(block) = draft.case.place() else { return Ok(()) };
    let open: Vec<(u32, PlaceId)> = draft
        .case
        .open_branches(block)
        .filter_map(|branch| branch.thread.place.map(|place| (branch.number, place)))
        .collect();
    let any = !open.is_empty();
    for (number, place) in open {
        emit(draft, block, Some(number))?;
        let place = of(draft, place)?;
        act(draft, place)?;
    }
    if any { emit(draft, block, None) } else { Ok(()) }
}

/// The places of the branches that are not done, where the case stands in a block.
pub(super) fn places<'a>(draft: &Draft<'a>) -> Vec<&'a Place> {
    let Some(block) = draft.case.place() else { return Vec::new() };
    let open = draft.case.open_branches(block).filter_map(|branch| branch.thread.place);
    open.filter_map(|id| draft.definition().place(id)).collect()
}

/// The places where the branches stand that the case is not turned to.
pub(super) fn others<'a>(draft: &Draft<'a>) -> Vec<&'a Place> {
    let turned = draft.case.turned;
    let Some(here) = draft.case.place() else { return Vec::new() };
    let block = turned.and_then(|at| draft.case.branches.get(at)).map_or(here, |branch| branch.block);
    let others = draft.case.branches.iter().enumerate();
    let others = others.filter(|(at, branch)| branch.block == block && Some(*at) != turned);
    others.filter_map(|(_, b)| b.thread.place.and_then(|id| draft.definition().place(id))).collect()
}
