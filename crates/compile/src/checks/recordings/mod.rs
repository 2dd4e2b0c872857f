//! D209: a key date that may be recorded a second time.
//!
//! What may have been recorded is followed through the places until nothing is added, on some way, never less. A clock
//! expires only while it runs, and 首次进入时 happens only at a place where no case has been: so beside what may be
//! recorded at all stands what may be recorded while each of these marks holds.

mod known;
mod machine;

use super::Model;
use known::{Dates, Known};
use machine::{Fire, How, Machine, Place, Recording, Target, draw};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Severity, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The acts that may record what another has recorded, each with the first such other.
type Hits = BTreeMap<usize, usize>;

/// The most work: words of sixty-four recordings that are looked at. Beyond it the question is left open, aloud. The
/// largest procedure of the library needs less than a thousand; this much takes a fraction of a second.
const MAX_RECORDINGS: usize = 20_000_000;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    let drawn = draw(model);
    let Some(hits) = hits(&drawn.machine, MAX_RECORDINGS) else {
        if let Some(head) = model.head {
            out.push(undecided(&head.node, head.span));
        }
        return;
    };
    for (site, other) in hits {
        let date = drawn.machine.sites.get(site).and_then(|date| drawn.names.get(*date));
        let (span, other) = (drawn.spans.get(site), drawn.spans.get(other));
        if let (Some(date), Some(span), Some(other)) = (date, span, other) {
            out.push(twice(date, *span, *other));
        }
    }
}

/// Nothing if it takes more work than that.
fn hits(machine: &Machine, work: usize) -> Option<Hits> {
    let dates = Dates::of(machine);
    let mut start = Known::nothing(&dates, machine.marks);
    machine.places.iter().filter_map(|p| p.fresh).for_each(|mark| start.begin(mark));
    let inside = vec![None; machine.places.len()];
    let mut walk = Walk { machine, dates, inside, open: BTreeSet::new(), work, hits: Hits::new() };
    walk.enter(0, &start)?;
    while let Some(place) = walk.open.pop_first() {
        walk.leave(place)?;
    }
    Some(walk.hits)
}

#[derive(Debug)]
struct Walk<'a> {
    machine: &'a Machine,
    dates: Dates,
    inside: Vec<Option<Known>>,
    open: BTreeSet<usize>,
    /// What may still be done.
    work: usize,
    hits: Hits,
}

impl Walk<'_> {
    /// A case comes to a place: for the first time, or again.
    fn enter(&mut self, place: usize, known: &Known) -> Option<()> {
        let machine = self.machine;
        let Some(Place { entries, starts, fresh, .. }) = machine.places.get(place) else { return Some(()) };
        let mut again = known.clone();
        fresh.iter().for_each(|mark| again.end(*mark));
        for entry in entries.iter().filter(|e| !e.once) {
            self.apply(entry, &mut again)?;
        }
        if let Some((mark, mut first)) = fresh.and_then(|mark| Some((mark, known.only(mark)?))) {
            first.end(mark);
            for entry in entries {
                self.apply(entry, &mut first)?;
            }
            again.join(&first);
        }
        for start in starts {
            self.enter(*start, &again)?;
        }
        self.grow(place, again)
    }

    fn grow(&mut self, place: usize, known: Known) -> Option<()> {
        self.work = self.work.checked_sub(known.size())?;
        let grown = match self.inside.get_mut(place) {
            Some(Some(inside)) => inside.join(&known),
            Some(inside) => {
                *inside = Some(known);
                true
            }
            None => false,
        };
        if grown {
            self.open.insert(place);
        }
        Some(())
    }

    /// Everything that may happen in a place.
    fn leave(&mut self, place: usize) -> Option<()> {
        let machine = self.machine;
        let Some(known) = self.inside.get(place).cloned().flatten() else { return Some(()) };
        for direct in machine.places.get(place).into_iter().flat_map(|p| &p.directs) {
            self.step(place, known.clone(), direct)?;
        }
        for anytime in machine.anytime.iter().filter(|a| a.places.contains(&place)) {
            let mut known = known.clone();
            anytime.before.iter().for_each(|date| known.without(*date, &self.dates));
            self.step(place, known, &anytime.fire)?;
        }
        for (clock, expiry) in &machine.expiries {
            if let Some(running) = known.only(*clock) {
                self.step(place, running, expiry)?;
            }
        }
        for (_, returner) in machine.back.range((place, 0)..=(place, usize::MAX)) {
            self.enter(*returner, &known)?;
        }
        Some(())
    }

    fn step(&mut self, place: usize, mut known: Known, fire: &Fire) -> Option<()> {
        self.apply(fire, &mut known)?;
        match fire.to {
            Target::Place(next) => self.enter(next, &known),
            Target::Block(block) => self.grow(block, known),
            Target::Here => self.grow(place, known),
            Target::Gone => Some(()),
        }
    }

    /// What the acts of one clause do, in their order.
    fn apply(&mut self, fire: &Fire, known: &mut Known) -> Option<()> {
        let mut now: BTreeMap<usize, usize> = BTreeMap::new();
        for act in &fire.acts {
            self.work = self.work.checked_sub(known.size())?;
            if let Some(Recording { site, date, how }) = act.records {
                let other = match (how, now.get(&date)) {
                    (How::Moves, _) | (How::Sets, Some(_)) => None,
                    (How::Records, Some(before)) => Some(*before),
                    (_, None) => known.recorded(date, fire.once.then_some(site), &self.dates),
                };
                if let Some(other) = other {
                    let first = self.hits.entry(site).or_insert(other);
                    *first = other.min(*first);
                }
                now.insert(date, site);
                known.record(site);
            }
            for (clock, begins) in &act.clocks {
                if *begins { known.begin(*clock) } else { known.end(*clock) }
            }
        }
        Some(())
    }
}

fn undecided(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::D209,
        span,
        Text::new(
            format!("没有判定「{name}」的期日会不会记两次：时限、环节和期日太多"),
            format!("whether a key date of `{name}` may be recorded twice was not decided: too many clocks, places and dates"),
        ),
    )
    .severity(Severity::Note)
    .help(Text::new("把事项分成几个，每个小一些", "divide the procedure into smaller ones"))
}

fn twice(date: &str, span: Span, other: Span) -> Diagnostic {
    let before = if span == other {
        Text::new(
            "案件再到这里时，这一句已经记过一次",
            "when a case comes here again, this very act has recorded it",
        )
    } else {
        Text::new("在这里可能已经记过", "it may have been recorded here")
    };
    Diagnostic::new(
        Code::D209,
        span,
        Text::new(
            format!("「{date}」可能已经记过，这里又记一次"),
            format!("`{date}` may be recorded already when it is recorded here"),
        ),
    )
    .related(other, before)
    .note(Text::new(
        "期日只记一次；真到那时，这一句会被拒绝，案件就停在那里",
        "a key date is recorded once; the clause would be refused, and the case could not go on",
    ))
    .help(Text::new(
        "只在第一次记的，写在“首次进入时”；确实要换一天的，写“改为”",
        "record it `on first entry`; where the day really changes, write `moved to`",
    ))
}

#[cfg(test)]
mod tests;
