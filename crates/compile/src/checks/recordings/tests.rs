//! The recordings found by bits, against a slow twin.

use super::machine::{Anytime, Effect};
use super::*;
use proptest::prelude::*;

/// The twin: the same walk over maps of sets, without bits, and over everything that has a mark.
#[derive(Debug)]
struct Slow<'a> {
    machine: &'a Machine,
    inside: BTreeMap<usize, State>,
    open: BTreeSet<usize>,
    hits: BTreeSet<usize>,
}

type Recorded = BTreeMap<usize, BTreeSet<usize>>;

#[derive(Clone, Debug, Default)]
struct State {
    any: Recorded,
    during: BTreeMap<usize, Recorded>,
}

fn insert(dates: &mut Recorded, date: usize, site: usize) -> bool {
    dates.entry(date).or_default().insert(site)
}

fn merge(into: &mut Recorded, from: &Recorded) -> bool {
    let all = from.iter().flat_map(|(date, sites)| sites.iter().map(move |site| (*date, *site)));
    all.fold(false, |grown, (date, site)| insert(into, date, site) || grown)
}

impl State {
    fn only(&self, mark: usize) -> Option<Self> {
        let any = self.during.get(&mark)?.clone();
        let mut during = self.during.clone();
        for dates in during.values_mut() {
            for (date, sites) in dates.iter_mut() {
                sites.retain(|site| any.get(date).is_some_and(|both| both.contains(site)));
            }
            dates.retain(|_, sites| !sites.is_empty());
        }
        Some(Self { any, during })
    }

    fn without(mut self, date: usize) -> Self {
        self.any.remove(&date);
        self.during.values_mut().for_each(|dates| drop(dates.remove(&date)));
        self
    }

    fn record(&mut self, date: usize, site: usize) {
        for dates in std::iter::once(&mut self.any).chain(self.during.values_mut()) {
            insert(dates, date, site);
        }
    }

    fn join(&mut self, other: &Self) -> bool {
        let mut grown = merge(&mut self.any, &other.any);
        for (mark, dates) in &other.during {
            grown |= !self.during.contains_key(mark);
            grown |= merge(self.during.entry(*mark).or_default(), dates);
        }
        grown
    }
}

impl Slow<'_> {
    fn hits(machine: &Machine) -> BTreeSet<usize> {
        let (inside, open) = (BTreeMap::new(), BTreeSet::new());
        let mut slow = Slow { machine, inside, open, hits: BTreeSet::new() };
        let mut start = State::default();
        for (place, it) in machine.places.iter().enumerate() {
            if it.entries.iter().any(|e| e.once) {
                start.during.insert(CLOCKS + place, Recorded::new());
            }
        }
        slow.enter(0, &start);
        while let Some(place) = slow.open.pop_first() {
            slow.leave(place);
        }
        slow.hits
    }

    fn enter(&mut self, place: usize, state: &State) {
        let it = &self.machine.places[place];
        let mark = CLOCKS + place;
        let mut again = state.clone();
        again.during.remove(&mark);
        for entry in it.entries.iter().filter(|e| !e.once) {
            self.apply(entry, &mut again);
        }
        if let Some(mut first) = state.only(mark) {
            first.during.remove(&mark);
            for entry in &it.entries {
                self.apply(entry, &mut first);
            }
            again.join(&first);
        }
        for start in &it.starts {
            self.enter(*start, &again);
        }
        self.grow(place, &again);
    }

    fn grow(&mut self, place: usize, state: &State) {
        let new = !self.inside.contains_key(&place);
        if self.inside.entry(place).or_default().join(state) || new {
            self.open.insert(place);
        }
    }

    fn leave(&mut self, place: usize) {
        let state = self.inside[&place].clone();
        for direct in &self.machine.places[place].directs {
            self.step(place, state.clone(), direct);
        }
        for Anytime { before, fire, .. } in self.machine.anytime.iter().filter(|a| a.places.contains(&place))
        {
            self.step(place, before.iter().fold(state.clone(), |s, date| s.without(*date)), fire);
        }
        for (clock, expiry) in &self.machine.expiries {
            if let Some(running) = state.only(*clock) {
                self.step(place, running, expiry);
            }
        }
        for (_, returner) in self.machine.back.iter().filter(|(from, _)| *from == place) {
            self.enter(*returner, &state);
        }
    }

    fn step(&mut self, place: usize, mut state: State, fire: &Fire) {
        self.apply(fire, &mut state);
        match fire.to {
            Target::Place(next) => self.enter(next, &state),
            Target::Block(block) => self.grow(block, &state),
            Target::Here => self.grow(place, &state),
            Target::Gone => {}
        }
    }

    fn apply(&mut self, fire: &Fire, state: &mut State) {
        let mut now: BTreeSet<usize> = BTreeSet::new();
        for act in &fire.acts {
            if let Some(Recording { site, date, how }) = act.records {
                let before = state.any.get(&date).into_iter().flatten().any(|s| !fire.once || *s != site);
                let twice = match how {
                    How::Moves => false,
                    How::Sets => !now.contains(&date) && before,
                    How::Records => now.contains(&date) || before,
                };
                if twice {
                    self.hits.insert(site);
                }
                now.insert(date);
                state.record(date, site);
            }
            for (clock, begins) in &act.clocks {
                if *begins {
                    state.during.insert(*clock, state.any.clone());
                } else {
                    state.during.remove(clock);
                }
            }
        }
    }
}

const PLACES: usize = 5;
const CLOCKS: usize = 3;
const DATES: usize = 4;

fn effects() -> impl Strategy<Value = Effect> {
    let how = prop_oneof![4 => Just(How::Records), 1 => Just(How::Sets), 1 => Just(How::Moves)];
    let records = proptest::option::weighted(0.7, (0..DATES, how));
    let clocks = proptest::collection::vec((0..CLOCKS, any::<bool>()), 0..3);
    (records, clocks).prop_map(|(records, clocks)| Effect {
        // Acts are numbered when all of them are there.
        records: records.map(|(date, how)| Recording { site: 0, date, how }),
        clocks,
    })
}

fn fires(
    to: impl Strategy<Value = Target>,
    once: impl Strategy<Value = bool>,
) -> impl Strategy<Value = Fire> {
    (proptest::collection::vec(effects(), 0..4), to, once).prop_map(|(acts, to, once)| Fire {
        acts,
        to,
        once,
    })
}

fn targets() -> impl Strategy<Value = Target> {
    prop_oneof![
        4 => (0..PLACES).prop_map(Target::Place),
        1 => (0..PLACES).prop_map(Target::Block),
        2 => Just(Target::Here),
        1 => Just(Target::Gone),
    ]
}

fn places() -> impl Strategy<Value = Place> {
    let entries = proptest::collection::vec(fires(Just(Target::Here), any::<bool>()), 0..3);
    let directs = proptest::collection::vec(fires(targets(), Just(false)), 1..6);
    (entries, directs).prop_map(|(entries, directs)| Place { entries, directs, ..Place::default() })
}

prop_compose! {
    fn machines()(
        places in proptest::collection::vec(places(), PLACES),
        expiries in proptest::collection::vec((0..CLOCKS, fires(targets(), Just(true))), 0..3),
        anytime in proptest::collection::vec(anytimes(), 0..3),
        back in proptest::collection::btree_set((0..PLACES, 0..PLACES), 0..2),
        // Branches begin at the last places, which are no blocks.
        block in proptest::option::of(0..PLACES - 2),
    ) -> Machine {
        let mut machine =
            Machine { places, expiries, anytime, back, dates: DATES, ..Machine::default() };
        if let Some(block) = block {
            machine.places[block].starts = vec![PLACES - 2, PLACES - 1];
        }
        number(&mut machine);
        machine
    }
}

fn number(machine: &mut Machine) {
    let inner = machine.places.iter_mut().flat_map(|p| p.entries.iter_mut().chain(&mut p.directs));
    let outer = machine.expiries.iter_mut().map(|(_, fire)| fire);
    let fires = inner.chain(outer).chain(machine.anytime.iter_mut().map(|a| &mut a.fire));
    for recording in fires.flat_map(|fire| &mut fire.acts).filter_map(|act| act.records.as_mut()) {
        recording.site = machine.sites.len();
        machine.sites.push(recording.date);
    }
}

fn anytimes() -> impl Strategy<Value = Anytime> {
    let places = proptest::collection::btree_set(0..PLACES, 1..=PLACES);
    (proptest::option::of(0..DATES), places, fires(targets(), Just(false)))
        .prop_map(|(before, places, fire)| Anytime { before, places, fire })
}

fn pruned(machine: &Machine) -> Machine {
    let mut pruned = machine.clone();
    pruned.prune();
    pruned
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn bits_find_what_maps_of_sets_find(machine in machines()) {
        let found: BTreeSet<usize> = hits(&pruned(&machine), usize::MAX).unwrap().into_keys().collect();
        prop_assert_eq!(found, Slow::hits(&machine));
    }

    #[test]
    fn what_is_named_as_earlier_is_another_act_of_the_date(machine in machines()) {
        for (site, other) in hits(&pruned(&machine), usize::MAX).unwrap() {
            prop_assert_eq!(machine.sites[site], machine.sites[other]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn work_is_done_to_the_limit_and_given_up_one_past_it(machine in machines()) {
        let machine = pruned(&machine);
        let (mut enough, mut short) = (1usize << 24, 0);
        while enough - short > 1 {
            let half = short + (enough - short) / 2;
            if hits(&machine, half).is_some() { enough = half } else { short = half }
        }
        prop_assert_eq!(hits(&machine, enough), hits(&machine, usize::MAX));
        prop_assert_eq!(hits(&machine, enough - 1), None);
    }
}

/// Places in a row with ways onward, back and across; each clause records a date and begins or ends a clock, four of which
/// lead somewhere when they expire; something happens at the first entry only to every eighth place.
fn large(size: usize) -> Machine {
    let records = |date: usize| Some(Recording { site: 0, date: date % (size / 2), how: How::Records });
    let act = |n: usize| Effect { records: records(n), clocks: vec![(n % (size / 2), n.is_multiple_of(2))] };
    let fire = |n: usize, to: usize, once| Fire { acts: vec![act(n)], to: Target::Place(to % size), once };
    let place = |n: usize| Place {
        entries: vec![Fire { to: Target::Here, ..fire(n, n, n.is_multiple_of(8)) }],
        directs: vec![fire(n, n + 1, false), fire(n + 1, n / 2, false), fire(n + 2, n * 7 + 3, false)],
        ..Place::default()
    };
    let anywhere = |before, fire| Anytime { before, places: (0..size).collect(), fire };
    let mut machine = Machine {
        places: (0..size).map(place).collect(),
        expiries: (0..4).map(|n| (n, fire(n, n * 5 + 2, true))).collect(),
        anytime: vec![anywhere(Some(0), fire(1, 1, false)), anywhere(None, fire(2, 2, false))],
        back: BTreeSet::from([(0, size - 1)]),
        dates: size / 2,
        ..Machine::default()
    };
    number(&mut machine);
    machine.prune();
    machine
}

#[test]
fn twice_the_largest_of_the_library_is_decided() {
    // That one has twenty-eight places, thirteen clocks and fourteen dates.
    assert!(hits(&large(56), MAX_RECORDINGS / 4).is_some());
}

/// Found by the twin: the second place has an entry of its own that does nothing. While it had a mark, a case in which
/// the last clock runs was thought to have recorded the date on a way on which that clock never began.
#[test]
fn a_mark_that_nothing_depends_on_changes_nothing() {
    let does = |records: Option<usize>, clocks: &[(usize, bool)]| Effect {
        records: records.map(|date| Recording { site: 0, date, how: How::Records }),
        clocks: clocks.to_vec(),
    };
    let fire = |acts: Vec<Effect>, to: usize| Fire { acts, to: Target::Place(to), once: false };
    let place = |directs: Vec<Fire>| Place { directs, ..Place::default() };
    let first = Fire { acts: Vec::new(), to: Target::Here, once: true };
    let second = place(vec![fire(vec![], 3), fire(vec![does(None, &[(1, true)])], 1)]);
    let expiry = |acts: Vec<Effect>| Fire { once: true, ..fire(acts, 1) };
    let mut machine = Machine {
        places: vec![
            place(vec![fire(vec![does(None, &[(0, true)])], 2)]),
            Place { entries: vec![first], ..second },
            place(vec![fire(vec![does(Some(0), &[(0, false)])], 3)]),
            place(Vec::new()),
        ],
        expiries: vec![(1, expiry(vec![does(Some(0), &[])])), (0, expiry(Vec::new()))],
        dates: 1,
        ..Machine::default()
    };
    number(&mut machine);
    assert_eq!(Slow::hits(&machine), BTreeSet::new());
    assert_eq!(hits(&pruned(&machine), usize::MAX), Some(Hits::new()));
}
