//! The sealer's logic: which committed records go into the tree next, and in which order. Who runs it, and how its
//! outcome is stored by compare-and-swap on the size, is not known here.

use crate::merkle::{Frontier, TreeFull};
use shouwen_canon::{CaseId, Hash};
use std::collections::BTreeMap;
use thiserror::Error;

/// A committed record: its case, its number there, its leaf hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The case.
    pub case: CaseId,
    /// Number in the case, from 1.
    pub number: u64,
    /// Leaf hash of the record.
    pub leaf: Hash,
}

/// Why nothing can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// Two committed records of one case have one number and different hashes.
    #[error("case {case} has two records {number}")]
    Conflict {
        /// The case.
        case: CaseId,
        /// The number.
        number: u64,
    },
    /// The tree takes no more.
    #[error(transparent)]
    Full(#[from] TreeFull),
}

/// What a sealer appends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The records in the order of their positions; the first stands at the old size.
    pub append: Vec<Committed>,
    /// The frontier after them.
    pub frontier: Frontier,
    /// How many records must wait because an earlier one of their case has not arrived.
    pub waiting: usize,
}

/// Orders committed records for the tree: as they arrived, but never record *n* + 1 of a case before *n*; a record that
/// came too early follows directly after the one it waited for. `last` tells the number of each case's last sealed
/// record (0 or absent if none); records at or below it are sealed already and skipped, so a repeated call is harmless.
///
/// # Errors
/// [`SealError`]; nothing is sealed then.
///
/// ```
/// use shouwen_audit::{leaf_hash, merkle::Frontier, seal::{Committed, plan}};
/// use shouwen_canon::CaseId;
/// use std::collections::BTreeMap;
///
/// let record = |number: u64| Committed {
///     case: CaseId::from_bytes([1; 16]),
///     number,
///     leaf: leaf_hash(&number.to_be_bytes()),
/// };
/// let plan = plan(&Frontier::default(), &BTreeMap::new(), &[record(2), record(1), record(4)])?;
/// assert_eq!(plan.append, [record(1), record(2)]);
/// assert_eq!((plan.frontier.size(), plan.waiting), (2, 1));
/// # Ok::<(), shouwen_audit::seal::SealError>(())
/// ```
pub fn plan(
    frontier: &Frontier,
    last: &BTreeMap<CaseId, u64>,
    arrived: &[Committed],
) -> Result<Plan, SealError> {
    let mut plan = Plan { append: Vec::with_capacity(arrived.len()), frontier: frontier.clone(), waiting: 0 };
    let mut sealed: BTreeMap<CaseId, u64> = BTreeMap::new();
    let mut early: BTreeMap<(CaseId, u64), Hash> = BTreeMap::new();
    let mut taken: BTreeMap<(CaseId, u64), Hash> = BTreeMap::new();
    for &record in arrived {
        let before = last.get(&record.case).copied().unwrap_or(0);
        if record.number <= before {
            continue;
        }
        let other = taken.insert((record.case, record.number), record.leaf);
        if other.is_some_and(|leaf| leaf != record.leaf) {
            return Err(SealError::Conflict { case: record.case, number: record.number });
        }
        if other.is_some() {
            continue;
        }
        let tip = sealed.entry(record.case).or_insert(before);
        if tip.checked_add(1) != Some(record.number) {
            early.insert((record.case, record.number), record.leaf);
            continue;
        }
        let mut next = Some(record);
        while let Some(record) = next {
            plan.frontier.append(record.leaf)?;
            plan.append.push(record);
            *tip = record.number;
            let number = record.number.saturating_add(1);
            next = early.remove(&(record.case, number)).map(|leaf| Committed { number, leaf, ..record });
        }
    }
    plan.waiting = early.len();
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::root;
    use proptest::prelude::*;

    fn record(case: u8, number: u64) -> Committed {
        let leaf = Hash::sha256(&[&[case][..], &number.to_be_bytes()].concat());
        Committed { case: CaseId::from_bytes([case; 16]), number, leaf }
    }

    proptest! {
        #[test]
        fn all_that_can_be_sealed_is_and_in_order(
            counts in prop::collection::vec(0u64..6, 1..5),
            seed in any::<u64>(),
            cut in 0usize..40,
        ) {
            let mut arrived: Vec<_> = counts.iter().enumerate()
                .flat_map(|(case, &count)| (1..=count).map(move |number| record(case as u8, number))).collect();
            // A shuffle that depends on the seed only.
            arrived.sort_by_key(|r| Hash::sha256(&[&seed.to_be_bytes()[..], r.leaf.as_bytes()].concat()));
            let whole = plan(&Frontier::default(), &BTreeMap::new(), &arrived).unwrap();
            prop_assert_eq!(whole.waiting, 0);
            prop_assert_eq!(whole.append.len(), arrived.len());
            let mut tips: BTreeMap<CaseId, u64> = BTreeMap::new();
            for sealed in &whole.append {
                let tip = tips.entry(sealed.case).or_default();
                prop_assert_eq!(sealed.number, *tip + 1);
                *tip = sealed.number;
            }
            let leaves: Vec<_> = whole.append.iter().map(|r| r.leaf).collect();
            prop_assert_eq!(whole.frontier.root(), root(&leaves));

            // In two runs, the second seeing everything again: nothing is lost, nothing is sealed twice.
            let first = plan(&Frontier::default(), &BTreeMap::new(), &arrived[..cut.min(arrived.len())]).unwrap();
            let last: BTreeMap<_, _> = first.append.iter().map(|r| (r.case, r.number)).collect();
            let second = plan(&first.frontier, &last, &arrived).unwrap();
            prop_assert_eq!(first.append.len() + second.append.len(), arrived.len());
            prop_assert_eq!(second.waiting, 0);
        }
    }

    #[test]
    fn ties_keep_the_order_of_arrival() {
        let arrived = [record(2, 1), record(1, 1), record(2, 2)];
        assert_eq!(plan(&Frontier::default(), &BTreeMap::new(), &arrived).unwrap().append, arrived);
    }

    #[test]
    fn repeats_are_skipped_and_conflicts_refused() {
        let twice = [record(1, 1), record(1, 1)];
        assert_eq!(plan(&Frontier::default(), &BTreeMap::new(), &twice).unwrap().append.len(), 1);
        let other = Committed { leaf: Hash::sha256(b"other"), ..record(1, 1) };
        let conflict = plan(&Frontier::default(), &BTreeMap::new(), &[record(1, 1), other]);
        assert_eq!(conflict, Err(SealError::Conflict { case: other.case, number: 1 }));
    }
}
