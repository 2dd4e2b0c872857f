//! Places and ends with everything that leads from one to another, for the two searches.

use super::Model;
use super::flow::Flow;
use shouwen_model::form::{AwaitedEvent, Clause, ClockClause, Direction, ReturnMode, Trigger};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The places by number, and what leads where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    /// How many places.
    pub(super) places: usize,
    /// From place to place.
    pub(super) edges: BTreeSet<(usize, usize)>,
    /// Places from which a case may close at once, or go where nobody knows: a name that is not declared.
    pub(super) closing: BTreeSet<usize>,
    /// Whether any clause closes a case.
    pub(super) closes: bool,
    /// The edges that a place can be left by without being completed: events, expiries.
    unfinished: BTreeSet<(usize, usize)>,
    /// Where a return makes a case begin again, with later conclusions void.
    restarts: BTreeSet<usize>,
    /// How the branches of each parallel block come together.
    joins: Vec<Join>,
    /// From the end of a branch to its block, and from the block on once enough are done.
    returned: BTreeSet<(usize, usize)>,
    onward: BTreeSet<(usize, usize)>,
    /// Where each place leads, and where it leads without being completed: the same edges, for many searches.
    ways: OnceCell<[Vec<Vec<usize>>; 2]>,
    /// All edges, those of the joining of branches included.
    all: OnceCell<BTreeSet<(usize, usize)>>,
}

/// How the branches of a parallel block come together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Join {
    /// The block.
    block: usize,
    /// The places of each branch in which it may end.
    ends: Vec<BTreeSet<usize>>,
    /// How many branches have to be done.
    needed: usize,
    /// Where the case then goes.
    to: Option<usize>,
}

impl Graph {
    pub(super) fn of(model: &Model<'_>, flow: &Flow) -> Self {
        let form = model.form;
        let mut graph = Self { places: form.places.len(), ..Self::default() };
        for (number, place) in form.places.iter().enumerate() {
            for clause in &place.clauses {
                if let Clause::Direct { when, to: Some(to), .. } = clause
                    && !matches!(when, Trigger::Left { .. })
                {
                    let completing = matches!(
                        when,
                        Trigger::Completed
                            | Trigger::If { .. }
                            | Trigger::Overriding { .. }
                            | Trigger::Otherwise
                    );
                    if matches!(when, Trigger::Joined { .. }) {
                        graph.join(model, number, when, to);
                    } else {
                        graph.add(model, number, to, completing);
                    }
                }
            }
            for to in place.clauses.iter().flat_map(Clause::asides).filter_map(|(_, to)| to) {
                graph.add(model, number, to, false);
            }
            let block = model.regions.block(number);
            for start in block.iter().flat_map(|b| &b.branches).filter_map(|b| b.start) {
                graph.edges.insert((number, start));
                graph.unfinished.insert((number, start));
            }
            for anytime in form.anytime.iter().filter(|a| a.possible_in(&place.name)) {
                // A case must be able to close without waiting for the applicant to give it up.
                if anytime.event == AwaitedEvent::Withdrawn && matches!(anytime.to, Direction::Close { .. }) {
                    graph.closes = true;
                } else {
                    graph.add(model, number, &anytime.to, false);
                }
            }
            for clock in flow.running(number).into_iter().flatten() {
                let Some(clock) = form.clocks.get(*clock) else { continue };
                for clause in &clock.clauses {
                    if let ClockClause::Expired(expiry) = clause
                        && let Some(to) = &expiry.to
                    {
                        graph.add(model, number, to, false);
                    }
                }
            }
        }
        graph
    }

    fn add(&mut self, model: &Model<'_>, from: usize, to: &Direction, completing: bool) {
        match to {
            Direction::GoTo { place } | Direction::Return { place, .. } | Direction::Interrupt { place } => {
                let restart = matches!(to, Direction::Return { mode: ReturnMode::Restart, .. });
                match model.index.number(place) {
                    Some(to) => {
                        self.edges.insert((from, to));
                        if !completing {
                            self.unfinished.insert((from, to));
                        }
                        if restart {
                            self.restarts.insert(to);
                        }
                    }
                    None => {
                        self.closing.insert(from);
                    }
                }
            }
            Direction::Abort { place } => match model.index.number(place) {
                Some(to) => {
                    self.edges.insert((from, to));
                    if !completing {
                        self.unfinished.insert((from, to));
                    }
                }
                None => {
                    self.closing.insert(from);
                }
            },
            // Where it goes back to it can go on, as far as it could before.
            Direction::Back => {
                self.closing.insert(from);
            }
            Direction::Close { .. } => {
                self.closes = true;
                self.closing.insert(from);
            }
            _ => {}
        }
    }

    /// How a block goes on: its branches lead back to it, and it leads on.
    fn join(&mut self, model: &Model<'_>, number: usize, when: &Trigger, to: &Direction) {
        let Some(block) = model.regions.block(number) else { return };
        let ends: Vec<BTreeSet<usize>> = block.branches.iter().map(|b| b.ends.clone()).collect();
        self.returned.extend(ends.iter().flatten().map(|end| (*end, number)));
        let needed = match when {
            // Of a list there may be fewer branches than are asked for, and those are then enough.
            Trigger::Joined { at_least: Some(n) } if block.branches.iter().any(|b| b.each) => {
                usize::try_from(*n).unwrap_or(usize::MAX).min(ends.len())
            }
            Trigger::Joined { at_least: Some(n) } => usize::try_from(*n).unwrap_or(usize::MAX),
            _ => ends.len(),
        };
        let to = match to {
            Direction::GoTo { place } | Direction::Return { place, .. } | Direction::Abort { place } => {
                model.index.number(place)
            }
            _ => None,
        };
        match to {
            Some(to) => {
                self.onward.insert((number, to));
            }
            None => {
                self.closes = true;
                self.closing.insert(number);
            }
        }
        self.joins.push(Join { block: number, ends, needed, to });
    }

    /// Every edge, those to and from the joining of branches included.
    fn all(&self) -> &BTreeSet<(usize, usize)> {
        self.all
            .get_or_init(|| self.edges.iter().chain(&self.returned).chain(&self.onward).copied().collect())
    }

    /// Everything that can be reached from some places, they included.
    pub(super) fn forward(&self, from: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let edges = self.all();
        closure(from, |place| edges.range((place, 0)..=(place, usize::MAX)).map(|(_, to)| *to).collect())
    }

    /// Everything from which some places can be reached, they included.
    pub(super) fn backward(&self, to: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, to) in self.all() {
            before.entry(*to).or_default().push(*from);
        }
        closure(to, |place| before.get(&place).cloned().unwrap_or_default())
    }

    /// Whether a case may come to a place without having completed another: from its beginning, or since a return
    /// that made it begin again.
    pub(super) fn may_skip(&self, other: usize, place: usize) -> bool {
        self.comes_without(&[other], place, &self.restarts)
    }

    /// Whether a case may come to a place without ever having completed one of some others.
    pub(super) fn may_come_without(&self, others: &[usize], place: usize) -> bool {
        self.comes_without(others, place, &BTreeSet::new())
    }

    /// Whether a place is reached from the beginning, or from where a case begins again, by a way on which none of the
    /// others is completed.
    fn comes_without(&self, others: &[usize], place: usize, again: &BTreeSet<usize>) -> bool {
        let [all, unfinished] =
            self.ways.get_or_init(|| [&self.edges, &self.unfinished].map(|edges| lists(self.places, edges)));
        let mut found = vec![false; self.places];
        let mut open: Vec<usize> = again.iter().copied().chain((self.places > 0).then_some(0)).collect();
        let mut joins: Vec<(&Join, BTreeSet<usize>)> =
            self.joins.iter().map(|join| (join, BTreeSet::new())).collect();
        while let Some(from) = open.pop() {
            if from == place {
                return true;
            }
            if let Some(new @ false) = found.get_mut(from) {
                *new = true;
                for (join, done) in joins
                    .iter_mut()
                    .filter(|(join, _)| !others.contains(&from) && !others.contains(&join.block))
                {
                    // A block goes on only after enough of its branches, each by an end of its own.
                    let ended = join.ends.iter().enumerate().filter(|(_, ends)| ends.contains(&from));
                    done.extend(ended.map(|(branch, _)| branch));
                    open.extend(join.to.filter(|_| done.len() >= join.needed));
                }
                let ways = if others.contains(&from) { unfinished } else { all };
                open.extend(ways.get(from).into_iter().flatten());
            }
        }
        false
    }

    /// Places that no case reaches, one for each group that hangs together: first those that nothing leads to, then
    /// of each circle the first.
    pub(super) fn unreached(&self) -> Vec<usize> {
        let reached = self.forward((self.places > 0).then_some(0));
        let mut left: BTreeSet<usize> = (0..self.places).filter(|p| !reached.contains(p)).collect();
        let edges = self.all();
        let led = edges.iter().filter(|(from, to)| from != to && left.contains(from));
        let led: BTreeSet<usize> = led.map(|(_, to)| *to).collect();
        let heads: Vec<usize> = left.difference(&led).copied().collect();
        let mut found = heads.clone();
        for place in self.forward(heads) {
            left.remove(&place);
        }
        while let Some(first) = left.pop_first() {
            found.push(first);
            for place in self.forward([first]) {
                left.remove(&place);
            }
        }
        found.sort_unstable();
        found
    }

    /// Places that a case reaches and from which it never closes, in groups that hang together.
    pub(super) fn trapped(&self) -> Vec<Vec<usize>> {
        let reached = self.forward((self.places > 0).then_some(0));
        let good = self.backward(self.closing.iter().copied());
        let mut left: BTreeSet<usize> = reached.difference(&good).copied().collect();
        let mut groups = Vec::new();
        while let Some(first) = left.first().copied() {
            let mut group = BTreeSet::from([first]);
            loop {
                let mut wider = self.forward(group.iter().copied());
                wider.extend(self.backward(group.iter().copied()));
                wider.retain(|p| left.contains(p));
                if wider.len() == group.len() {
                    break;
                }
                group = wider;
            }
            left.retain(|p| !group.contains(p));
            groups.push(group.into_iter().collect());
        }
        groups
    }
}

/// The edges as a list of targets for each place.
fn lists(places: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); places];
    for (from, to) in edges {
        if let Some(list) = lists.get_mut(*from) {
            list.push(*to);
        }
    }
    lists
}

fn closure(from: impl IntoIterator<Item = usize>, next: impl Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
    let mut open: Vec<usize> = from.into_iter().collect();
    let mut found: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(place) = open.pop() {
        open.extend(next(place).into_iter().filter(|p| found.insert(*p)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The twin: the relation "some way leads from a to b", closed step by step over all pairs.
    fn ways(graph: &Graph) -> Vec<Vec<bool>> {
        let n = graph.places;
        let mut way = vec![vec![false; n]; n];
        for (i, row) in way.iter_mut().enumerate() {
            row[i] = true;
        }
        for (from, to) in &graph.edges {
            way[*from][*to] = true;
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    way[i][j] = way[i][j] || (way[i][k] && way[k][j]);
                }
            }
        }
        way
    }

    prop_compose! {
        fn graphs()(places in 1..7usize)(
            edges in proptest::collection::btree_set((0..places, 0..places), 0..10),
            closing in proptest::collection::btree_set(0..places, 0..3),
            places in Just(places),
        ) -> Graph {
            Graph { places, edges, closing, closes: true, ..Graph::default() }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_may_be_skipped_agrees_with_a_search_over_sets(
            graph in graphs(),
            unfinished in proptest::collection::btree_set((0..7usize, 0..7usize), 0..6),
            restarts in proptest::collection::btree_set(0..7usize, 0..2),
        ) {
            let unfinished = unfinished.intersection(&graph.edges).copied().collect();
            let restarts = restarts.into_iter().filter(|p| *p < graph.places).collect();
            let graph = Graph { unfinished, restarts, ..graph };
            for (other, place) in (0..graph.places).flat_map(|o| (0..graph.places).map(move |p| (o, p))) {
                let next = |from: usize| {
                    let edges = if from == other { &graph.unfinished } else { &graph.edges };
                    edges.range((from, 0)..=(from, usize::MAX)).map(|(_, to)| *to).collect()
                };
                let reached = closure(graph.restarts.iter().copied().chain([0]), next);
                prop_assert_eq!(graph.may_skip(other, place), reached.contains(&place));
            }
        }

        #[test]
        fn the_searches_agree_with_the_closed_relation(graph in graphs()) {
            let way = ways(&graph);
            let unreached: BTreeSet<usize> = (0..graph.places).filter(|p| !way[0][*p]).collect();
            // Every unreached place hangs on a reported one, and every reported one is unreached.
            let reported = graph.unreached();
            prop_assert!(reported.iter().all(|p| unreached.contains(p)));
            prop_assert!(unreached.iter().all(|p| reported.iter().any(|r| way[*r][*p])));
            prop_assert_eq!(reported.is_empty(), unreached.is_empty());
            let stuck: BTreeSet<usize> = (0..graph.places)
                .filter(|p| way[0][*p] && !graph.closing.iter().any(|c| way[*p][*c]))
                .collect();
            let groups: Vec<usize> = graph.trapped().into_iter().flatten().collect();
            prop_assert_eq!(groups.iter().copied().collect::<BTreeSet<_>>(), stuck);
            prop_assert_eq!(groups.len(), graph.trapped().into_iter().flatten().collect::<BTreeSet<_>>().len());
        }
    }
}
