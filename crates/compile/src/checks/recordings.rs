//! D209: a key date that may be recorded a second time.
//!
//! What may have been recorded is followed through the places until nothing is added, on some way, never less. A clock
//! expires only while it runs, and 首次进入时 happens only at a place where no case has been: so beside what may be
//! recorded at all stands what may be recorded while each of these marks holds.

use super::Model;
use super::flow::{ends, recorded};
use shouwen_model::form::{Act, ActItem, Anytime, Clause, ClockClause, Direction, ReturnMode, Trigger};
use shouwen_syntax::tree::{self, Deed, Located, PlaceClause};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Severity, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Key dates with the acts that may have recorded them: two of them are enough to know of another than oneself.
type Recorded<'a> = BTreeMap<&'a str, BTreeSet<Span>>;

/// What holds of some cases in a place only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// A clock runs.
    Runs(usize),
    /// A place has not been entered.
    Fresh(usize),
}

/// What may be recorded, at all and while a mark holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State<'a> {
    any: Recorded<'a>,
    during: BTreeMap<Mark, Recorded<'a>>,
}

impl<'a> State<'a> {
    /// Only the cases in which a mark holds.
    fn only(&self, mark: Mark) -> Option<Self> {
        let any = self.during.get(&mark)?.clone();
        let mut during = self.during.clone();
        for dates in during.values_mut() {
            dates.retain(|date, _| any.contains_key(date));
        }
        Some(Self { any, during })
    }

    /// Only the cases in which a date is not recorded.
    fn without(mut self, date: &str) -> Self {
        self.any.remove(date);
        self.during.values_mut().for_each(|dates| {
            dates.remove(date);
        });
        self
    }

    fn record(&mut self, date: &'a str, site: Span) {
        for dates in std::iter::once(&mut self.any).chain(self.during.values_mut()) {
            insert(dates, date, site);
        }
    }

    /// Whether anything new came of it.
    fn join(&mut self, other: &Self) -> bool {
        let mut grown = merge(&mut self.any, &other.any);
        for (mark, dates) in &other.during {
            grown |= !self.during.contains_key(mark);
            grown |= merge(self.during.entry(*mark).or_default(), dates);
        }
        grown
    }
}

fn insert<'a>(dates: &mut Recorded<'a>, date: &'a str, site: Span) -> bool {
    let sites = dates.entry(date).or_default();
    sites.len() < 2 && sites.insert(site)
}

fn merge<'a>(into: &mut Recorded<'a>, from: &Recorded<'a>) -> bool {
    let mut grown = false;
    for (date, sites) in from {
        for site in sites {
            grown |= insert(into, date, *site);
        }
    }
    grown
}

/// The acts of one clause and where it leads.
#[derive(Clone, Debug)]
struct Fire<'a> {
    acts: Vec<(Span, &'a Act)>,
    to: Option<&'a Direction>,
    /// It never happens twice by itself.
    once: bool,
}

fn fire<'a>(deeds: &[Located<Deed>], acts: &'a [ActItem], to: Option<&'a Direction>, once: bool) -> Fire<'a> {
    let spans = deeds.iter().filter(|d| matches!(d.node, Deed::Act(_))).map(|d| d.span);
    Fire { acts: spans.zip(acts.iter().map(|item| &item.act)).collect(), to, once }
}

/// An act that may record what another has recorded, by its place: the date, and the other.
type Hits<'a> = BTreeMap<Span, (&'a str, Span)>;

#[derive(Debug)]
struct Walk<'a> {
    model: &'a Model<'a>,
    numbers: BTreeMap<&'a str, usize>,
    entries: Vec<Vec<Fire<'a>>>,
    directs: Vec<Vec<Fire<'a>>>,
    expiries: Vec<(usize, Fire<'a>)>,
    anytime: Vec<(&'a Anytime, Fire<'a>)>,
    /// From a place to those that returned a case to it and get it back.
    back: BTreeSet<(usize, usize)>,
    inside: BTreeMap<usize, State<'a>>,
    open: BTreeSet<usize>,
    hits: Hits<'a>,
}

/// The most work: clocks, places and key dates multiplied. Beyond it the question is left open, aloud; the licence has
/// about sixty, and this much takes well under a second.
pub(super) const MAX_RECORDINGS: usize = 4_000;

fn work(model: &Model<'_>) -> usize {
    let form = model.form;
    let clocks = form.clocks.len().saturating_add(1);
    clocks.saturating_mul(form.places.len()).saturating_mul(form.item.dates.len())
}

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    if work(model) > MAX_RECORDINGS {
        if let Some(head) = model.head {
            out.push(undecided(&head.node, head.span));
        }
        return;
    }
    for (span, (date, other)) in hits(model) {
        out.push(twice(date, span, other));
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

fn hits<'a>(model: &'a Model<'a>) -> Hits<'a> {
    let mut walk = Walk::new(model);
    let mut start = State::default();
    for (place, entries) in walk.entries.iter().enumerate() {
        if entries.iter().any(|e| e.once) {
            start.during.insert(Mark::Fresh(place), Recorded::new());
        }
    }
    walk.enter(0, &start);
    while let Some(place) = walk.open.pop_first() {
        walk.leave(place);
    }
    walk.hits
}

impl<'a> Walk<'a> {
    fn new(model: &'a Model<'a>) -> Self {
        let form = model.form;
        let mut walk = Self {
            model,
            numbers: form.places.iter().enumerate().map(|(n, p)| (p.name.as_str(), n)).collect(),
            entries: Vec::new(),
            directs: Vec::new(),
            expiries: expiries(model),
            anytime: Vec::new(),
            back: BTreeSet::new(),
            inside: BTreeMap::new(),
            open: BTreeSet::new(),
            hits: Hits::new(),
        };
        for (text, place) in model.texts.places.iter().zip(&form.places) {
            walk.place(text.clauses, &place.clauses);
        }
        for (text, clause) in model.texts.anytime.iter().zip(&form.anytime) {
            let acts = fire(&text.clause.node.deeds, &clause.acts, Some(&clause.to), false);
            walk.anytime.push((clause, acts));
        }
        walk
    }

    fn place(&mut self, trees: &[Located<PlaceClause>], clauses: &'a [Clause]) {
        let (mut entries, mut directs) = (Vec::new(), Vec::new());
        for (tree, clause) in trees.iter().zip(clauses) {
            match (&tree.node, clause) {
                (PlaceClause::OnEntry { deeds, .. }, Clause::OnEntry { first, acts }) => {
                    entries.push(fire(deeds, acts, None, *first));
                }
                (PlaceClause::Direct { deeds, .. }, Clause::Direct { when, acts, to, .. })
                    if !matches!(when, Trigger::Left { .. }) =>
                {
                    self.jumps_back(to.as_ref());
                    directs.push(fire(deeds, acts, to.as_ref(), false));
                }
                (PlaceClause::Owe { deeds, .. }, Clause::Owed { acts, .. }) => {
                    directs.push(fire(deeds, acts, None, false));
                }
                (PlaceClause::AllowReturn { cap: used, .. }, Clause::AllowReturn { to, cap }) => {
                    self.jumps_back(Some(to));
                    directs.push(fire(&[], &[], Some(to), false));
                    if let (Some(used), Some(cap)) = (used, cap) {
                        directs.push(fire(&used.deeds, &cap.acts, Some(&cap.to), false));
                    }
                }
                _ => {}
            }
        }
        self.entries.push(entries);
        self.directs.push(directs);
    }

    /// Where a place returns a case to be sent back, what leads on from there is that place again.
    fn jumps_back(&mut self, to: Option<&Direction>) {
        if let Some(Direction::Return { place, mode: ReturnMode::Resume }) = to
            && let Some(number) = self.numbers.get(place.as_str())
        {
            self.back.insert((*number, self.directs.len()));
        }
    }

    /// A case comes to a place: for the first time, or again.
    fn enter(&mut self, place: usize, state: &State<'a>) {
        let Some(entries) = self.entries.get(place).cloned() else { return };
        let mark = Mark::Fresh(place);
        let mut again = state.clone();
        again.during.remove(&mark);
        for entry in entries.iter().filter(|e| !e.once) {
            self.apply(entry, &mut again);
        }
        if let Some(mut first) = state.only(mark) {
            first.during.remove(&mark);
            for entry in &entries {
                self.apply(entry, &mut first);
            }
            again.join(&first);
        }
        if let Some(block) = self.model.regions.block(place) {
            let starts = block.branches.iter().filter_map(|b| b.start);
            let starts = starts.filter(|start| self.model.regions.block(*start).is_none());
            starts.collect::<Vec<_>>().into_iter().for_each(|start| self.enter(start, &again));
        }
        self.grow(place, &again);
    }

    fn grow(&mut self, place: usize, state: &State<'a>) {
        let new = !self.inside.contains_key(&place);
        if self.inside.entry(place).or_default().join(state) || new {
            self.open.insert(place);
        }
    }

    /// Everything that may happen in a place.
    fn leave(&mut self, place: usize) {
        let state = self.inside.get(&place).cloned().unwrap_or_default();
        for direct in self.directs.get(place).cloned().unwrap_or_default() {
            self.step(place, state.clone(), &direct);
        }
        let name = self.model.form.places.get(place).map_or("", |place| place.name.as_str());
        for (clause, acts) in self.anytime.clone().into_iter().filter(|(a, _)| a.possible_in(name)) {
            let before = clause.before.as_deref();
            let state = before.iter().fold(state.clone(), |state, date| state.without(date));
            self.step(place, state, &acts);
        }
        for (clock, expiry) in self.expiries.clone() {
            if let Some(running) = state.only(Mark::Runs(clock)) {
                self.step(place, running, &expiry);
            }
        }
        let returners: Vec<usize> =
            self.back.range((place, 0)..=(place, usize::MAX)).map(|(_, to)| *to).collect();
        for returner in returners {
            self.enter(returner, &state);
        }
    }

    fn step(&mut self, place: usize, mut state: State<'a>, fire: &Fire<'a>) {
        self.apply(fire, &mut state);
        match fire.to {
            Some(
                Direction::GoTo { place: name }
                | Direction::Return { place: name, .. }
                | Direction::Abort { place: name }
                | Direction::Interrupt { place: name },
            ) => {
                if let Some(next) = self.numbers.get(name.as_str()).copied() {
                    self.enter(next, &state);
                }
            }
            // What two branches of one block record is told apart from this.
            Some(Direction::FinishBranch) => {
                if let Some((block, _)) = self.model.regions.within(place) {
                    self.grow(block, &state);
                }
            }
            // What an interruption records twice, the executor finds: it may come from anywhere.
            Some(Direction::Close { .. } | Direction::Back) => {}
            _ => self.grow(place, &state),
        }
    }

    /// What the acts of one clause do, in their order.
    fn apply(&mut self, fire: &Fire<'a>, state: &mut State<'a>) {
        let mut now: BTreeMap<&str, Span> = BTreeMap::new();
        for (site, act) in &fire.acts {
            if let Some(date) = recorded(act) {
                let other = match (act, now.get(date.as_str())) {
                    (Act::MoveDate { .. }, _) | (Act::SetDate { .. }, Some(_)) => None,
                    (_, Some(before)) => Some(*before),
                    (_, None) => {
                        let sites = state.any.get(date.as_str()).into_iter().flatten();
                        sites.copied().find(|s| !fire.once || s != site)
                    }
                };
                if let Some(other) = other {
                    self.hits.entry(*site).or_insert((date, other));
                }
                now.insert(date, *site);
                state.record(date, *site);
            }
            self.clocks(act, state);
        }
    }

    /// What an act does to the clocks.
    fn clocks(&self, act: &Act, state: &mut State<'a>) {
        for (number, clock) in self.model.form.clocks.iter().enumerate() {
            for clause in &clock.clauses {
                match clause {
                    ClockClause::Budget { from: Some(from), .. } if recorded(act) == Some(from) => {
                        state.during.insert(Mark::Runs(number), state.any.clone());
                    }
                    ClockClause::Ends { at } if ends(at, act) => {
                        state.during.remove(&Mark::Runs(number));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What follows when a named clock expires; each limit does so once.
fn expiries<'a>(model: &'a Model<'a>) -> Vec<(usize, Fire<'a>)> {
    let mut found = Vec::new();
    for (number, (text, clock)) in model.texts.clocks.iter().zip(&model.form.clocks).enumerate() {
        for (tree, clause) in text.clauses.iter().zip(&clock.clauses) {
            if let (tree::ClockClause::Expired { deeds, .. }, ClockClause::Expired(expiry)) =
                (&tree.node, clause)
            {
                found.push((number, fire(deeds, &expiry.acts, expiry.to.as_ref(), true)));
            }
        }
    }
    found
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
