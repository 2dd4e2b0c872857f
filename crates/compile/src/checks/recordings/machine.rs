//! What of a procedure bears on the recording of dates, all of it by number.

use super::super::Model;
use super::super::flow::{begun_by, ends, recorded};
use shouwen_model::form::{Act, ActItem, AwaitedEvent, Clause, ClockClause, Direction, ReturnMode, Trigger};
use shouwen_syntax::Span;
use shouwen_syntax::tree::{self, Deed, Located, PlaceClause};
use std::collections::{BTreeMap, BTreeSet};

/// Places, clocks and what happens in and to them. Marks are what holds of some cases only: first the clocks, each
/// running; then the places, each not yet entered. Only those are numbered on which anything depends.
#[derive(Clone, Debug, Default)]
pub(super) struct Machine {
    pub(super) places: Vec<Place>,
    /// How many clocks and places have a mark.
    pub(super) marks: usize,
    /// What follows when a named clock expires; each limit does so once.
    pub(super) expiries: Vec<(usize, Fire)>,
    pub(super) anytime: Vec<Anytime>,
    /// From a place to those that returned a case to it and get it back.
    pub(super) back: BTreeSet<(usize, usize)>,
    /// How many dates.
    pub(super) dates: usize,
    /// The acts that record one, each with its date.
    pub(super) sites: Vec<usize>,
}

/// A place.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) entries: Vec<Fire>,
    pub(super) directs: Vec<Fire>,
    /// The mark that no case has entered it, if something happens at the first time only.
    pub(super) fresh: Option<usize>,
    /// Where the branches begin, if it is a block.
    pub(super) starts: Vec<usize>,
}

/// What may happen at any time.
#[derive(Clone, Debug)]
pub(super) struct Anytime {
    /// As long as this date is not recorded.
    pub(super) before: Option<usize>,
    /// The places in which it may.
    pub(super) places: BTreeSet<usize>,
    pub(super) fire: Fire,
}

/// The acts of one clause and where it leads.
#[derive(Clone, Debug)]
pub(super) struct Fire {
    pub(super) acts: Vec<Effect>,
    pub(super) to: Target,
    /// It never happens twice by itself.
    pub(super) once: bool,
}

/// Where a case is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// In the same place.
    Here,
    /// It comes to a place.
    Place(usize),
    /// A branch is over: in the block that it is of.
    Block(usize),
    /// It is closed, or nobody can say.
    Gone,
}

/// What one act does.
#[derive(Clone, Debug, Default)]
pub(super) struct Effect {
    pub(super) records: Option<Recording>,
    /// The clocks that begin, and those that end.
    pub(super) clocks: Vec<(usize, bool)>,
}

/// An act that gives a date its day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recording {
    pub(super) site: usize,
    pub(super) date: usize,
    pub(super) how: How,
}

/// How a date gets its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is recorded.
    Records,
    /// It is given a day: the same clause may have recorded it.
    Sets,
    /// It is moved, which is no second recording.
    Moves,
}

impl Fire {
    /// Whether it changes nothing that is asked about here.
    fn is_idle(&self) -> bool {
        self.acts.is_empty() && self.to == Target::Here
    }
}

impl Machine {
    /// Leaves out what changes nothing, and with it most clocks: few of them lead anywhere or record anything when they
    /// expire. What is found stays the same.
    pub(super) fn prune(&mut self) {
        let mut marks: BTreeMap<usize, usize> = BTreeMap::new();
        self.each(&mut |fire| fire.acts.retain(|act| act.records.is_some() || !act.clocks.is_empty()));
        self.expiries.retain(|(_, expiry)| !expiry.is_idle());
        for (clock, _) in &mut self.expiries {
            let next = marks.len();
            *clock = *marks.entry(*clock).or_insert(next);
        }
        self.each(&mut |fire| {
            for act in &mut fire.acts {
                let kept = act.clocks.iter().filter_map(|(c, begins)| Some((*marks.get(c)?, *begins)));
                act.clocks = kept.collect();
            }
            fire.acts.retain(|act| act.records.is_some() || !act.clocks.is_empty());
        });
        self.anytime.retain(|anytime| !anytime.fire.is_idle());
        self.marks = marks.len();
        for place in &mut self.places {
            place.entries.retain(|entry| !entry.is_idle());
            place.directs.retain(|direct| !direct.is_idle());
            place.fresh = place.entries.iter().any(|e| e.once).then_some(self.marks);
            self.marks = self.marks.saturating_add(usize::from(place.fresh.is_some()));
        }
    }

    fn each(&mut self, change: &mut impl FnMut(&mut Fire)) {
        let inner = self.places.iter_mut().flat_map(|p| p.entries.iter_mut().chain(&mut p.directs));
        let expiries = self.expiries.iter_mut().map(|(_, fire)| fire);
        inner.chain(expiries).chain(self.anytime.iter_mut().map(|a| &mut a.fire)).for_each(change);
    }
}

/// A machine with what its numbers stand for.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    pub(super) machine: Machine,
    /// The acts that record a date.
    pub(super) spans: Vec<Span>,
    /// The dates.
    pub(super) names: Vec<&'a str>,
}

#[derive(Debug)]
struct Draw<'a> {
    model: &'a Model<'a>,
    dates: BTreeMap<&'a str, usize>,
    places: BTreeMap<&'a str, usize>,
    drawn: Drawn<'a>,
}

pub(super) fn draw<'a>(model: &'a Model<'a>) -> Drawn<'a> {
    let form = model.form;
    let drawn = Drawn { machine: Machine::default(), spans: Vec::new(), names: Vec::new() };
    let places = form.places.iter().enumerate().map(|(n, p)| (p.name.as_str(), n)).collect();
    let mut draw = Draw { model, dates: BTreeMap::new(), places, drawn };
    for (number, (text, place)) in model.texts.places.iter().zip(&form.places).enumerate() {
        draw.place(number, text.clauses, &place.clauses);
    }
    for (text, clause) in model.texts.anytime.iter().zip(&form.anytime) {
        let before = clause.before.as_deref().map(|date| draw.date(date));
        let to = draw.target(Some(&clause.to));
        let fire = draw.fire(&text.clause.node.deeds, &clause.acts, to, false);
        let fire = draw.beginning(fire, Some(&clause.event));
        let places = form.places.iter().enumerate().filter(|(_, place)| clause.possible_in(&place.name));
        let places = places.map(|(number, _)| number).collect();
        draw.drawn.machine.anytime.push(Anytime { before, places, fire });
    }
    draw.expiries();
    draw.drawn.machine.dates = draw.drawn.names.len();
    draw.drawn.machine.prune();
    draw.drawn
}

impl<'a> Draw<'a> {
    fn date(&mut self, name: &'a str) -> usize {
        let next = self.drawn.names.len();
        let number = *self.dates.entry(name).or_insert(next);
        if number == next {
            self.drawn.names.push(name);
        }
        number
    }

    fn place(&mut self, number: usize, trees: &[Located<PlaceClause>], clauses: &'a [Clause]) {
        let mut place = Place::default();
        for (tree, clause) in trees.iter().zip(clauses) {
            match (&tree.node, clause) {
                (PlaceClause::OnEntry { deeds, .. }, Clause::OnEntry { first, acts }) => {
                    place.entries.push(self.fire(deeds, acts, Target::Here, *first));
                }
                (PlaceClause::Direct { deeds, .. }, Clause::Direct { when, acts, to, .. })
                    if !matches!(when, Trigger::Left { .. }) =>
                {
                    self.jumps_back(number, to.as_ref());
                    let target = self.within(number, to.as_ref());
                    let fire = self.fire(deeds, acts, target, false);
                    let event = if let Trigger::Event { event } = when { Some(event) } else { None };
                    place.directs.push(self.beginning(fire, event));
                }
                (PlaceClause::Owe { deeds, .. }, Clause::Owed { acts, .. }) => {
                    place.directs.push(self.fire(deeds, acts, Target::Here, false));
                }
                (PlaceClause::AllowReturn { cap: used, .. }, Clause::AllowReturn { to, cap }) => {
                    self.jumps_back(number, Some(to));
                    let target = self.within(number, Some(to));
                    place.directs.push(self.fire(&[], &[], target, false));
                    if let (Some(used), Some(cap)) = (used, cap) {
                        let target = self.within(number, Some(&cap.to));
                        place.directs.push(self.fire(&used.deeds, &cap.acts, target, false));
                    }
                }
                _ => {}
            }
        }
        if let Some(block) = self.model.regions.block(number) {
            let starts = block.branches.iter().filter_map(|b| b.start);
            place.starts = starts.filter(|start| self.model.regions.block(*start).is_none()).collect();
        }
        self.drawn.machine.places.push(place);
    }

    /// Where a place returns a case to be sent back, what leads on from there is that place again.
    fn jumps_back(&mut self, from: usize, to: Option<&Direction>) {
        if let Some(Direction::Return { place, mode: ReturnMode::Resume }) = to
            && let Some(number) = self.places.get(place.as_str())
        {
            self.drawn.machine.back.insert((*number, from));
        }
    }

    /// Where a clause of a place leads.
    fn within(&self, place: usize, to: Option<&Direction>) -> Target {
        match to {
            // What two branches of one block record is told apart from this.
            Some(Direction::FinishBranch) => {
                self.model.regions.within(place).map_or(Target::Gone, |(block, _)| Target::Block(block))
            }
            _ => self.target(to),
        }
    }

    fn target(&self, to: Option<&Direction>) -> Target {
        match to {
            Some(
                Direction::GoTo { place }
                | Direction::Return { place, .. }
                | Direction::Abort { place }
                | Direction::Interrupt { place },
            ) => self.places.get(place.as_str()).map_or(Target::Gone, |place| Target::Place(*place)),
            // What an interruption records twice, the executor finds: it may come from anywhere.
            Some(Direction::Close { .. } | Direction::Back | Direction::FinishBranch) => Target::Gone,
            Some(Direction::KeepWaiting { .. }) | None => Target::Here,
        }
    }

    fn expiries(&mut self) {
        let model = self.model;
        for (number, (text, clock)) in model.texts.clocks.iter().zip(&model.form.clocks).enumerate() {
            for (tree, clause) in text.clauses.iter().zip(&clock.clauses) {
                if let (tree::ClockClause::Expired { deeds, .. }, ClockClause::Expired(expiry)) =
                    (&tree.node, clause)
                {
                    let to = self.target(expiry.to.as_ref());
                    let fire = self.fire(deeds, &expiry.acts, to, true);
                    self.drawn.machine.expiries.push((number, fire));
                }
            }
        }
    }

    fn fire(&mut self, deeds: &[Located<Deed>], acts: &'a [ActItem], to: Target, once: bool) -> Fire {
        let spans = deeds.iter().filter(|d| matches!(d.node, Deed::Act(_))).map(|d| d.span);
        let acts = spans.zip(acts).map(|(span, item)| self.effect(span, &item.act)).collect();
        Fire { acts, to, once }
    }

    /// What happens begins the clocks that count from its instant.
    fn beginning(&self, mut fire: Fire, event: Option<&'a AwaitedEvent>) -> Fire {
        let clocks: Vec<_> = begun_by(self.model, event).map(|clock| (clock, true)).collect();
        if !clocks.is_empty() {
            fire.acts.insert(0, Effect { records: None, clocks });
        }
        fire
    }

    fn effect(&mut self, span: Span, act: &'a Act) -> Effect {
        let how = match act {
            Act::MoveDate { .. } => How::Moves,
            Act::SetDate { .. } => How::Sets,
            _ => How::Records,
        };
        let records = recorded(act).map(|name| {
            let date = self.date(name);
            let site = self.drawn.spans.len();
            self.drawn.spans.push(span);
            self.drawn.machine.sites.push(date);
            Recording { site, date, how }
        });
        Effect { records, clocks: self.clocks(act) }
    }

    /// What an act does to the clocks.
    fn clocks(&self, act: &Act) -> Vec<(usize, bool)> {
        let clocks = self.model.form.clocks.iter().enumerate();
        let clauses = clocks.flat_map(|(number, clock)| clock.clauses.iter().map(move |c| (number, c)));
        clauses
            .filter_map(|(number, clause)| match clause {
                ClockClause::Budget { from: Some(from), .. } if recorded(act) == Some(from) => {
                    Some((number, true))
                }
                ClockClause::Ends { at } if ends(at, act) => Some((number, false)),
                _ => None,
            })
            .collect()
    }
}
