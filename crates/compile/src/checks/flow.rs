//! Which named clocks may be running where, and which places a case can reach at all.
//!
//! Both depend on each other, since the expiry of a clock may lead somewhere: they grow together until nothing is
//! added. A clock runs from the recording of its date to its end; what is computed is "on some way", never less.

use super::Model;
use shouwen_model::form::{
    Act, ActItem, AwaitedEvent, Clause, ClockClause, ClockEnd, Deemed, Direction, EndingAct, Trigger,
};
use std::collections::{BTreeMap, BTreeSet};

/// Clocks by their number.
pub(super) type Running = BTreeSet<usize>;

/// What may run in each place; a place that no case reaches has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    inside: BTreeMap<usize, Running>,
    /// What may have begun during an interruption and run on after it, anywhere.
    meanwhile: Running,
}

impl Flow {
    /// The clocks that may run in a place; `None` if no case reaches it.
    pub(super) fn running(&self, place: usize) -> Option<&Running> {
        self.inside.get(&place)
    }

    pub(super) fn of(model: &Model<'_>) -> Self {
        let mut flow = Self::default();
        let mut open = Vec::new();
        flow.enter(model, 0, &Running::new(), &mut open);
        while let Some(place) = open.pop() {
            flow.leave(model, place, &mut open);
        }
        flow
    }

    /// A case comes to a place.
    fn enter(&mut self, model: &Model<'_>, place: usize, running: &Running, open: &mut Vec<usize>) {
        let Some(source) = model.form.places.get(place) else { return };
        let mut running = running.clone();
        for clause in &source.clauses {
            if let Clause::OnEntry { acts, .. } = clause {
                apply(model, acts, &mut running);
            }
        }
        self.fork(model, place, &running, open);
        self.grow(place, running, open);
    }

    /// The branches of a block begin: in each of them also runs what another may have begun.
    fn fork(&mut self, model: &Model<'_>, block: usize, running: &Running, open: &mut Vec<usize>) {
        let Some(block) = model.regions.block(block) else { return };
        let begun: Vec<Running> = block.branches.iter().map(|b| begun_in(model, &b.places)).collect();
        for (number, branch) in block.branches.iter().enumerate() {
            let Some(start) = branch.start.filter(|start| model.regions.block(*start).is_none()) else {
                continue;
            };
            let others = begun.iter().enumerate().filter(|(other, _)| *other != number);
            let mut running = running.clone();
            running.extend(others.flat_map(|(_, clocks)| clocks));
            self.enter(model, start, &running, open);
        }
    }

    /// A case goes back to wherever it was interrupted: what ran there runs on, and so do the clocks that began
    /// meanwhile.
    fn back(&mut self, model: &Model<'_>, running: &Running, open: &mut Vec<usize>) {
        let begun = begun_meanwhile(model);
        self.meanwhile.extend(running.intersection(&begun));
        for place in self.inside.keys().copied().collect::<Vec<_>>() {
            self.grow(place, Running::new(), open);
        }
    }

    fn grow(&mut self, place: usize, mut running: Running, open: &mut Vec<usize>) {
        running.extend(&self.meanwhile);
        match self.inside.get_mut(&place) {
            Some(known) if running.is_subset(known) => {}
            Some(known) => {
                known.extend(running);
                open.push(place);
            }
            None => {
                self.inside.insert(place, running);
                open.push(place);
            }
        }
    }

    /// Everything that may happen in a place.
    fn leave(&mut self, model: &Model<'_>, place: usize, open: &mut Vec<usize>) {
        let Some(source) = model.form.places.get(place) else { return };
        let running = self.inside.get(&place).cloned().unwrap_or_default();
        for clause in &source.clauses {
            if let Clause::Direct { when, acts, to, .. } = clause
                && !matches!(when, Trigger::Left { .. })
            {
                let begun = with(&running, begun_by(model, event_of(when)));
                self.step(model, place, &begun, acts, to.as_ref(), open);
            }
        }
        for (acts, to) in source.clauses.iter().flat_map(Clause::asides) {
            self.step(model, place, &running, acts, to, open);
        }
        for anytime in model.form.anytime.iter().filter(|a| a.possible_in(&source.name)) {
            let begun = with(&running, begun_by(model, Some(&anytime.event)));
            self.step(model, place, &begun, &anytime.acts, Some(&anytime.to), open);
        }
        for clock in &running {
            let Some(clock) = model.form.clocks.get(*clock) else { continue };
            for clause in &clock.clauses {
                if let ClockClause::Expired(expiry) = clause {
                    self.step(model, place, &running, &expiry.acts, expiry.to.as_ref(), open);
                }
            }
        }
    }

    fn step(
        &mut self,
        model: &Model<'_>,
        place: usize,
        running: &Running,
        acts: &[ActItem],
        to: Option<&Direction>,
        open: &mut Vec<usize>,
    ) {
        let mut running = running.clone();
        apply(model, acts, &mut running);
        match to {
            Some(
                Direction::GoTo { place: name }
                | Direction::Return { place: name, .. }
                | Direction::Interrupt { place: name },
            ) => {
                if let Some(next) = model.index.number(name) {
                    self.enter(model, next, &running, open);
                }
            }
            Some(Direction::Abort { place: name }) => {
                if let Some(next) = model.index.number(name) {
                    self.enter(model, next, &running, open);
                }
            }
            // What ran at the end of a branch runs on in the block.
            Some(Direction::FinishBranch) => {
                if let Some((block, _)) = model.regions.within(place) {
                    self.grow(block, running, open);
                }
            }
            Some(Direction::Close { .. }) => {}
            Some(Direction::Back) => self.back(model, &running, open),
            _ => self.grow(place, running, open),
        }
    }
}

/// The clocks that may begin in some places.
fn begun_in(model: &Model<'_>, places: &BTreeSet<usize>) -> Running {
    let mut begun = Running::new();
    for clause in places.iter().filter_map(|p| model.form.places.get(*p)).flat_map(|p| &p.clauses) {
        if let Clause::Direct { when, .. } = clause {
            begun.extend(begun_by(model, event_of(when)));
        }
        if let Clause::Direct { acts, .. } | Clause::OnEntry { acts, .. } = clause {
            apply(model, acts, &mut begun);
        }
        for (acts, _) in clause.asides() {
            apply(model, acts, &mut begun);
        }
    }
    begun
}

/// The event that a clause waits for.
fn event_of(when: &Trigger) -> Option<&AwaitedEvent> {
    match when {
        Trigger::Event { event } => Some(event),
        _ => None,
    }
}

/// The clocks that begin at the instant of an event.
pub(super) fn begun_by<'a>(
    model: &Model<'a>,
    event: Option<&'a AwaitedEvent>,
) -> impl Iterator<Item = usize> + use<'a> {
    let clocks = model.form.clocks.iter().enumerate();
    let starts = move |clause: &ClockClause| matches!(clause, ClockClause::Budget { on: Some(on), .. } if Some(on) == event);
    clocks.filter(move |(_, clock)| clock.clauses.iter().any(starts)).map(|(number, _)| number)
}

fn with(running: &Running, begun: impl Iterator<Item = usize>) -> Running {
    running.iter().copied().chain(begun).collect()
}

/// The clocks that may begin in the places of an interruption.
fn begun_meanwhile(model: &Model<'_>) -> Running {
    let number = |to: &Direction| match to {
        Direction::GoTo { place } | Direction::Return { place, .. } | Direction::Interrupt { place } => {
            model.index.number(place)
        }
        Direction::Abort { place } => model.index.number(place),
        Direction::Close { .. }
        | Direction::KeepWaiting { .. }
        | Direction::FinishBranch
        | Direction::Back => None,
    };
    let interrupts = |to: &Direction| matches!(to, Direction::Interrupt { .. });
    let clauses = model.form.places.iter().flat_map(|p| &p.clauses);
    let directed = clauses.filter_map(|c| match c {
        Clause::Direct { to, .. } => to.as_ref(),
        _ => None,
    });
    let starts = model.form.anytime.iter().map(|a| &a.to).chain(directed).filter(|to| interrupts(to));
    let mut open: Vec<usize> = starts.filter_map(number).collect();
    let (mut seen, mut begun) = (BTreeSet::new(), Running::new());
    while let Some(place) = open.pop() {
        if !seen.insert(place) {
            continue;
        }
        for clause in model.form.places.get(place).map_or(&[][..], |p| &p.clauses) {
            if let Clause::Direct { when, acts, to, .. } = clause {
                begun.extend(begun_by(model, event_of(when)));
                apply(model, acts, &mut begun);
                open.extend(to.as_ref().and_then(number));
            } else if let Clause::OnEntry { acts, .. } = clause {
                apply(model, acts, &mut begun);
            }
            for (acts, to) in clause.asides() {
                apply(model, acts, &mut begun);
                open.extend(to.and_then(number));
            }
        }
    }
    begun
}

/// What acts do to the clocks, in their order.
fn apply(model: &Model<'_>, acts: &[ActItem], running: &mut Running) {
    for item in acts {
        for (number, clock) in model.form.clocks.iter().enumerate() {
            for clause in &clock.clauses {
                match clause {
                    ClockClause::Budget { from: Some(from), .. } if recorded(&item.act) == Some(from) => {
                        running.insert(number);
                    }
                    ClockClause::Ends { at } if ends(at, &item.act) => {
                        running.remove(&number);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The key date that an act gives a value.
pub(super) fn recorded(act: &Act) -> Option<&String> {
    match act {
        Act::RecordDate { date } | Act::SetDate { date, .. } | Act::MoveDate { date, .. } => Some(date),
        _ => None,
    }
}

/// Whether an act is what a clock ends with.
pub(super) fn ends(end: &ClockEnd, act: &Act) -> bool {
    match end {
        ClockEnd::Date { name } => recorded(act) == Some(name),
        ClockEnd::Documents { of } => matches!(act, Act::Issue { document } if of.contains(document)),
        ClockEnd::Acts { of } => of.iter().any(|e| match e {
            EndingAct::Accept => matches!(act, Act::Accept | Act::Deem { what: Deemed::Accepted }),
            EndingAct::Decline => matches!(act, Act::Decline),
            EndingAct::NotifyOnce => matches!(act, Act::NotifyOnce { .. }),
            EndingAct::Convert => matches!(act, Act::Convert { .. }),
        }),
    }
}
