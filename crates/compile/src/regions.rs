//! Which places belong to which branch of which parallel block.
//!
//! A branch holds the place it begins in and all that its directing clauses lead to, up to 本分支办结. Events at any
//! time and named clocks speak of the case as a whole, so that what they lead to is no part of it.

use shouwen_model::form::{Clause, Direction, Form, Place, PlaceKind, Trigger};
use std::collections::{BTreeMap, BTreeSet};

/// A parallel block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The number of its place.
    pub(crate) place: usize,
    /// Its branches, in the order of the text.
    pub(crate) branches: Vec<Region>,
}

/// A branch: numbers of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Region {
    /// The number of its clause in the block, from 0.
    pub(crate) clause: usize,
    /// There is one of it for each element of a list.
    pub(crate) each: bool,
    /// Where it begins; absent if the place is not declared.
    pub(crate) start: Option<usize>,
    /// All its places.
    pub(crate) places: BTreeSet<usize>,
    /// Those of them in which it may end.
    pub(crate) ends: BTreeSet<usize>,
}

/// The blocks of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Regions {
    pub(crate) blocks: Vec<Block>,
    within: BTreeMap<usize, (usize, u32)>,
}

impl Regions {
    pub(crate) fn of(form: &Form) -> Self {
        let numbers: BTreeMap<&str, usize> =
            form.places.iter().enumerate().rev().map(|(n, p)| (p.name.as_str(), n)).collect();
        let mut found = Self::default();
        for (number, place) in form.places.iter().enumerate().filter(|(_, p)| p.kind == PlaceKind::Parallel) {
            let mut block = Block { place: number, branches: Vec::new() };
            for (clause, part) in place.clauses.iter().enumerate() {
                let Clause::Branch { from, each, .. } = part else { continue };
                let start = numbers.get(from.as_str()).copied();
                let region = Region { each: *each, ..region(form, &numbers, clause, start) };
                let branch = u32::try_from(block.branches.len()).unwrap_or(u32::MAX);
                // Where a branch begins is its own, whoever else leads there.
                if let Some(start) = start {
                    found.within.entry(start).or_insert((number, branch));
                }
                block.branches.push(region);
            }
            found.blocks.push(block);
        }
        for block in &found.blocks {
            for (branch, region) in (0..).zip(&block.branches) {
                for place in &region.places {
                    found.within.entry(*place).or_insert((block.place, branch));
                }
            }
        }
        found
    }

    /// The block in which a place lies, by its number, and the number of the branch, from 0.
    pub(crate) fn within(&self, place: usize) -> Option<(usize, u32)> {
        self.within.get(&place).copied()
    }

    /// The block whose place has this number.
    pub(crate) fn block(&self, place: usize) -> Option<&Block> {
        self.blocks.iter().find(|block| block.place == place)
    }
}

/// What is wrong about a block, in a clause of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// The place, by its number.
    pub(crate) place: usize,
    /// Its clause, from 0; absent: the section as a whole.
    pub(crate) clause: Option<usize>,
    pub(crate) kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FaultKind {
    /// A branch leads into a place of another one.
    Shared,
    /// A branch leads into a parallel block.
    Nested,
    /// A clause outside leads into a branch.
    Into,
    /// 本分支办结 outside of every branch.
    NoBranch,
    /// 中止并行 where no block is.
    NoBlock,
    /// The branch ends elsewhere than its clause says.
    EndsElsewhere,
    /// A branch closes the case over the heads of the others.
    Closes,
    /// A branch, by the number of its clause, never comes to its end.
    NeverEnds,
    /// More branches are asked for than can be done, or none.
    TooMany,
    /// A block of which no branch begins leads into another block, or nowhere.
    Without,
    /// The block goes on before all are done and does not say that the others end.
    LeavesOthers,
}

impl FaultKind {
    /// What it is, for a form that no text stands behind.
    pub(crate) const fn words(&self) -> &'static str {
        match self {
            Self::Shared => "two branches share a place",
            Self::Nested => "a parallel block lies in a branch",
            Self::Into => "a clause outside leads into a branch",
            Self::NoBranch => "a branch is finished where none is at work",
            Self::NoBlock => "a parallel block is aborted where none is",
            Self::EndsElsewhere => "a branch ends elsewhere than it says",
            Self::Closes => "a branch closes the case while others are at work",
            Self::NeverEnds => "a branch never comes to its end",
            Self::TooMany => "more branches are asked for than can be done",
            Self::Without => "a block without branches leads to a block or nowhere",
            Self::LeavesOthers => "the block goes on and does not end the other branches",
        }
    }
}

impl Regions {
    /// Everything that is wrong about the blocks of a form, in the order of its places.
    pub(crate) fn faults(&self, form: &Form) -> Vec<Fault> {
        let mut found = BTreeSet::new();
        for block in &self.blocks {
            self.of_block(form, block, &mut found);
        }
        let numbers: BTreeMap<&str, usize> =
            form.places.iter().enumerate().rev().map(|(n, p)| (p.name.as_str(), n)).collect();
        for (place, source) in form.places.iter().enumerate() {
            for (clause, part) in source.clauses.iter().enumerate() {
                let direct = match part {
                    Clause::Direct { to: Some(to), when, .. } if !matches!(when, Trigger::Left { .. }) => {
                        Some(to)
                    }
                    _ => None,
                };
                for to in direct.into_iter().chain(part.asides().filter_map(|(_, to)| to)) {
                    if let Some(kind) = self.of_direction(&numbers, place, source, to) {
                        found.insert(Fault { place, clause: Some(clause), kind });
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// What is wrong about where a clause leads.
    fn of_direction(
        &self,
        numbers: &BTreeMap<&str, usize>,
        place: usize,
        source: &Place,
        to: &Direction,
    ) -> Option<FaultKind> {
        let inside = self.within(place);
        match to {
            Direction::FinishBranch if inside.is_none() => Some(FaultKind::NoBranch),
            Direction::Abort { .. } if inside.is_none() && source.kind != PlaceKind::Parallel => {
                Some(FaultKind::NoBlock)
            }
            Direction::Close { .. } if inside.is_some() => Some(FaultKind::Closes),
            Direction::GoTo { place: to }
            | Direction::Return { place: to, .. }
            | Direction::Abort { place: to } => {
                // What leads from one branch into another makes the two share the place, which is told as that.
                let there = numbers.get(to.as_str()).and_then(|to| self.within(*to));
                (there.is_some() && inside.is_none()).then_some(FaultKind::Into)
            }
            _ => None,
        }
    }

    fn of_block(&self, form: &Form, block: &Block, found: &mut BTreeSet<Fault>) {
        let clauses = form.places.get(block.place).map_or(&[][..], |p| &p.clauses);
        let mut fault = |clause: Option<usize>, kind| {
            found.insert(Fault { place: block.place, clause, kind });
        };
        for (number, branch) in block.branches.iter().enumerate() {
            let own = u32::try_from(number).ok().map(|n| (block.place, n));
            let kinds = branch.places.iter().filter_map(|p| form.places.get(*p)).map(|p| p.kind);
            if kinds.clone().any(|kind| kind == PlaceKind::Parallel) {
                fault(Some(branch.clause), FaultKind::Nested);
            } else if branch.places.iter().any(|place| self.within(*place) != own) {
                fault(Some(branch.clause), FaultKind::Shared);
            } else if branch.places.contains(&0) {
                fault(Some(branch.clause), FaultKind::Into);
            }
            if let Some(Clause::Branch { to: Some(to), .. }) = clauses.get(branch.clause) {
                let named = |place: &usize| form.places.get(*place).is_some_and(|p| p.name == *to);
                if !branch.ends.is_empty() && !branch.ends.iter().all(named) {
                    fault(Some(branch.clause), FaultKind::EndsElsewhere);
                }
            }
        }
        for (clause, part) in clauses.iter().enumerate() {
            let Clause::Direct { when: Trigger::NoBranch, to: Some(to), .. } = part else { continue };
            let onward = match to {
                Direction::GoTo { place } => {
                    !form.places.iter().any(|p| p.name == *place && p.kind == PlaceKind::Parallel)
                }
                Direction::Close { .. } => true,
                _ => false,
            };
            if !onward {
                fault(Some(clause), FaultKind::Without);
            }
        }
        let all = block.branches.len();
        let each = block.branches.iter().any(|branch| branch.each);
        let ending = block.branches.iter().filter(|b| b.start.is_none() || !b.ends.is_empty()).count();
        for (clause, part) in clauses.iter().enumerate() {
            let Clause::Direct { when: Trigger::Joined { at_least }, to, .. } = part else { continue };
            let wanted = at_least.map_or(all, |n| usize::try_from(n).unwrap_or(usize::MAX));
            // How many begin for a list is known only then: so many, or all of fewer.
            if wanted == 0 || wanted > all && !each {
                fault(Some(clause), FaultKind::TooMany);
            } else if wanted > ending || each && ending < all {
                let never = block.branches.iter().filter(|b| b.start.is_some() && b.ends.is_empty());
                never.for_each(|branch| fault(Some(branch.clause), FaultKind::NeverEnds));
            } else if (wanted < all || each && at_least.is_some())
                && !matches!(to, Some(Direction::Abort { .. }) | None)
            {
                fault(Some(clause), FaultKind::LeavesOthers);
            }
        }
    }
}

fn region(form: &Form, numbers: &BTreeMap<&str, usize>, clause: usize, start: Option<usize>) -> Region {
    let mut region = Region { clause, start, ..Region::default() };
    let mut open: Vec<usize> = start.into_iter().collect();
    while let Some(number) = open.pop() {
        if !region.places.insert(number) {
            continue;
        }
        for to in form.places.get(number).into_iter().flat_map(directions) {
            match to {
                Direction::GoTo { place } | Direction::Return { place, .. } => {
                    open.extend(numbers.get(place.as_str()));
                }
                Direction::FinishBranch => {
                    region.ends.insert(number);
                }
                Direction::Interrupt { .. }
                | Direction::Back
                | Direction::Abort { .. }
                | Direction::Close { .. }
                | Direction::KeepWaiting { .. } => {}
            }
        }
    }
    region
}

/// Where the clauses of a place lead.
pub(crate) fn directions(place: &Place) -> impl Iterator<Item = &Direction> {
    place.clauses.iter().flat_map(|clause| {
        let direct = match clause {
            Clause::Direct { to, .. } => to.as_ref(),
            _ => None,
        };
        direct.into_iter().chain(clause.asides().filter_map(|(_, to)| to))
    })
}
