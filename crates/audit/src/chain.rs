//! The chain of one case, checked record by record, and how the check finds its feet again after a fault. What a fault
//! is called to a reader, and what else a log holds, is not known here.

use shouwen_canon::{CaseId, Hash, Instant};
use std::collections::BTreeMap;

/// Where a record stands in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Position among the records, from 0.
    pub record: u64,
    /// Line of the file, from 1.
    pub line: u64,
}

/// What the chain needs of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The case.
    pub case: CaseId,
    /// Number in the case.
    pub number: u64,
    /// Leaf hash of the previous record, as this record names it.
    pub previous: Option<Hash>,
    /// Leaf hash of this record.
    pub leaf: Hash,
    /// Recorded time, where it can be read.
    pub recorded: Option<Instant>,
    /// Where it stands.
    pub place: Place,
    /// A fault of this record is reported already: that its successor does not match it is no news.
    pub tainted: bool,
}

/// What is wrong in a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The record was changed after its successor was linked to it. `other` is the successor that tells, or none if
    /// record and successor accuse each other and no third one decides.
    LinkBroken,
    /// The number is not the next one, although the link is right. `other` is the number that the chain gives.
    WrongNumber,
    /// Records are missing before this one. `other` is the first missing number.
    Gap,
    /// The number has been there already.
    Duplicate,
    /// The record stands after one of a higher number.
    Order,
    /// Recorded time is before that of the previous record.
    Clock,
}

/// A fault, at the record that is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
    /// Number in the case.
    pub number: u64,
    /// See [`FaultKind`].
    pub other: Option<u64>,
}

/// Missing numbers, until the records turn up late or the log ends.
#[derive(Debug, Clone, Copy)]
struct Gap {
    /// The last missing number; the first is the gap's key.
    to: u64,
    /// The record before the gap.
    before: Option<Link>,
    /// The record after it.
    after: Link,
    /// Whether `before` and `after` still stand directly at the ends: a late record may have split the gap.
    joined: (bool, bool),
}

/// The chain of one case as far as it has been read.
#[derive(Debug, Clone, Default)]
pub struct CaseChain {
    last: Option<Link>,
    /// The last two records do not match, and the next one decides which of them was changed.
    accused: Option<Link>,
    /// By the first missing number.
    gaps: BTreeMap<u64, Gap>,
}

impl CaseChain {
    /// Leaf hash of the last record.
    #[must_use]
    pub fn tip(&self) -> Option<Hash> {
        self.last.map(|last| last.leaf)
    }

    /// The last record.
    #[must_use]
    pub const fn last(&self) -> Option<&Link> {
        self.last.as_ref()
    }

    /// Takes the next record of the case as it stands in the log; faults go to `faults`.
    ///
    /// ```
    /// use shouwen_audit::chain::{CaseChain, FaultKind, Link, Place};
    /// use shouwen_canon::{CaseId, Hash};
    ///
    /// let link = |number: u64, previous: Option<Hash>| Link {
    ///     case: CaseId::from_bytes([0; 16]),
    ///     number,
    ///     previous,
    ///     leaf: Hash::sha256(&number.to_be_bytes()),
    ///     recorded: None,
    ///     place: Place { record: number, line: number },
    ///     tainted: false,
    /// };
    /// let (mut chain, mut faults) = (CaseChain::default(), Vec::new());
    /// let first = link(1, None);
    /// chain.push(first, &mut faults);
    /// chain.push(link(2, Some(first.leaf)), &mut faults);
    /// assert_eq!(faults, []);
    /// chain.push(link(4, Some(Hash::sha256(b"three"))), &mut faults);
    /// chain.finish(&mut faults);
    /// assert_eq!((faults[0].kind, faults[0].number, faults[0].other), (FaultKind::Gap, 4, Some(3)));
    /// ```
    pub fn push(&mut self, link: Link, faults: &mut Vec<Fault>) {
        let Some(last) = self.last else {
            self.begin(link, faults);
            return;
        };
        let expected = last.number.saturating_add(1);
        if link.previous == Some(last.leaf) {
            self.linked(last, expected, link, faults);
        } else if link.number == expected {
            self.unlinked(last, link, faults);
        } else if link.number > expected {
            self.settle_accused(faults);
            self.open_gap(expected, Some(last), link);
            self.last = Some(link);
        } else {
            self.late(link, faults);
        }
    }

    /// Reports what only the end of the log decides.
    pub fn finish(&mut self, faults: &mut Vec<Fault>) {
        self.settle_accused(faults);
        for (from, gap) in std::mem::take(&mut self.gaps) {
            faults.push(fault(FaultKind::Gap, &gap.after, Some(from)));
        }
    }

    /// The gaps that are still open, as (first missing number, how many, record before, record after).
    pub(crate) fn open_gaps(&self) -> impl Iterator<Item = (u64, u64, Option<Place>, Place)> + '_ {
        self.gaps.iter().map(|(&from, gap)| {
            let count = gap.to.saturating_sub(from).saturating_add(1);
            (from, count, gap.before.map(|before| before.place), gap.after.place)
        })
    }

    /// Takes a gap away whose records are accounted for otherwise.
    pub(crate) fn close_gap(&mut self, from: u64) {
        self.gaps.remove(&from);
    }

    fn begin(&mut self, mut link: Link, faults: &mut Vec<Fault>) {
        if link.number != 1 && link.previous.is_none() {
            // Without a link it is the first one, whatever number it bears.
            if !link.tainted {
                faults.push(fault(FaultKind::WrongNumber, &link, Some(1)));
            }
            (link.number, link.tainted) = (1, true);
        } else if link.number > 1 {
            self.open_gap(1, None, link);
        }
        self.last = Some(link);
    }

    fn linked(&mut self, last: Link, expected: u64, mut link: Link, faults: &mut Vec<Fault>) {
        if let Some(accused) = self.accused.take() {
            // The last record is vouched for, and it named another predecessor than the one that stands there.
            faults.push(fault(FaultKind::LinkBroken, &accused, Some(last.number)));
        }
        if link.number != expected {
            faults.push(fault(FaultKind::WrongNumber, &link, Some(expected)));
            link.number = expected;
            link.tainted = true;
        }
        if matches!((last.recorded, link.recorded), (Some(before), Some(now)) if now < before) {
            faults.push(fault(FaultKind::Clock, &link, None));
        }
        self.last = Some(link);
    }

    fn unlinked(&mut self, last: Link, link: Link, faults: &mut Vec<Fault>) {
        if self.accused.take().is_some() {
            // It matches neither its predecessor nor its successor, so it is the one that was changed.
            faults.push(fault(FaultKind::LinkBroken, &last, Some(link.number)));
        } else if !last.tainted && !link.tainted {
            self.accused = Some(last);
        }
        self.last = Some(link);
    }

    fn settle_accused(&mut self, faults: &mut Vec<Fault>) {
        if let Some(accused) = self.accused.take() {
            faults.push(fault(FaultKind::LinkBroken, &accused, None));
        }
    }

    fn open_gap(&mut self, from: u64, before: Option<Link>, after: Link) {
        let to = after.number.saturating_sub(1);
        self.gaps.insert(from, Gap { to, before, after, joined: (before.is_some(), true) });
    }

    /// A record whose number is not above the last one: late if it was missed, otherwise there twice.
    fn late(&mut self, link: Link, faults: &mut Vec<Fault>) {
        let found = self.gaps.range(..=link.number).next_back().map(|(&from, &gap)| (from, gap));
        let Some((from, gap)) = found.filter(|(_, gap)| link.number <= gap.to) else {
            faults.push(fault(FaultKind::Duplicate, &link, None));
            return;
        };
        self.gaps.remove(&from);
        faults.push(fault(FaultKind::Order, &link, None));
        let at_start = link.number == from && gap.joined.0;
        let at_end = link.number == gap.to && gap.joined.1;
        let wrong_start = at_start && link.previous != gap.before.map(|before| before.leaf);
        let wrong_end = at_end && gap.after.previous != Some(link.leaf);
        let excused = link.tainted || gap.before.is_some_and(|before| before.tainted) || gap.after.tainted;
        if (wrong_start || wrong_end) && !excused {
            faults.push(fault(FaultKind::LinkBroken, &link, None));
        }
        if link.number > from {
            let to = link.number.saturating_sub(1);
            self.gaps.insert(from, Gap { to, joined: (gap.joined.0, false), ..gap });
        }
        if link.number < gap.to {
            let from = link.number.saturating_add(1);
            self.gaps.insert(from, Gap { joined: (false, gap.joined.1), ..gap });
        }
    }
}

const fn fault(kind: FaultKind, link: &Link, other: Option<u64>) -> Fault {
    Fault { kind, place: link.place, number: link.number, other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(seed: u64) -> Hash {
        Hash::sha256(&seed.to_be_bytes())
    }

    /// An intact chain; the leaf of record n is `hash(n)`.
    fn links(count: u64) -> Vec<Link> {
        (1..=count)
            .map(|number| Link {
                case: CaseId::from_bytes([1; 16]),
                number,
                previous: (number > 1).then(|| hash(number - 1)),
                leaf: hash(number),
                recorded: Instant::from_millis(i64::try_from(number).unwrap() * 1000),
                place: Place { record: number - 1, line: number + 1 },
                tainted: false,
            })
            .collect()
    }

    fn check(links: &[Link]) -> Vec<(FaultKind, u64, Option<u64>)> {
        let (mut chain, mut faults) = (CaseChain::default(), Vec::new());
        for link in links {
            chain.push(*link, &mut faults);
        }
        chain.finish(&mut faults);
        faults.iter().map(|fault| (fault.kind, fault.number, fault.other)).collect()
    }

    #[test]
    fn an_intact_chain_is_silent() {
        assert_eq!(check(&links(6)), []);
        assert_eq!(check(&links(1)), []);
    }

    #[test]
    fn a_changed_record_is_blamed_itself() {
        for at in 0..5 {
            let mut all = links(6);
            all[at].leaf = hash(99);
            let number = at as u64 + 1;
            let told_by = if at < 4 { Some(number + 1) } else { None };
            assert_eq!(check(&all), [(FaultKind::LinkBroken, number, told_by)]);
        }
    }

    #[test]
    fn a_changed_link_blames_the_record_that_holds_it() {
        for at in 1..5 {
            let mut all = links(6);
            all[at].previous = Some(hash(98));
            all[at].leaf = hash(99);
            assert_eq!(check(&all), [(FaultKind::LinkBroken, at as u64 + 1, Some(at as u64 + 2))]);
        }
    }

    #[test]
    fn a_missing_record_is_told_by_the_next() {
        for at in 0..5 {
            let mut all = links(6);
            all.remove(at);
            let number = at as u64 + 1;
            assert_eq!(check(&all), [(FaultKind::Gap, number + 1, Some(number))]);
        }
        assert_eq!(check(&links(6)[3..]), [(FaultKind::Gap, 4, Some(1))]);
    }

    #[test]
    fn swapped_and_repeated_records_are_one_fault_each() {
        for at in 0..5 {
            let mut all = links(6);
            all.swap(at, at + 1);
            assert_eq!(check(&all), [(FaultKind::Order, at as u64 + 1, None)]);
            let mut all = links(6);
            all.insert(at + 1, all[at]);
            assert_eq!(check(&all), [(FaultKind::Duplicate, at as u64 + 1, None)]);
        }
        let mut all = links(6);
        all.reverse();
        let numbers: Vec<_> = check(&all).iter().map(|fault| (fault.0, fault.1)).collect();
        assert_eq!(numbers, [5, 4, 3, 2, 1].map(|number| (FaultKind::Order, number)));
    }

    #[test]
    fn a_wrong_number_on_a_right_link_is_one_fault() {
        for number in [1, 2, 4, 5, 9] {
            let mut all = links(6);
            all[2].number = number;
            all[2].leaf = hash(99);
            assert_eq!(check(&all), [(FaultKind::WrongNumber, number, Some(3))]);
        }
    }

    #[test]
    fn a_record_without_a_link_is_the_first_one() {
        let mut all = links(6);
        (all[0].number, all[0].leaf) = (5, hash(99));
        assert_eq!(check(&all), [(FaultKind::WrongNumber, 5, Some(1))]);
        all[0].tainted = true;
        assert_eq!(check(&all), []);
    }

    #[test]
    fn what_is_reported_already_brings_nothing_after_it() {
        let mut all = links(6);
        (all[2].leaf, all[2].tainted) = (hash(99), true);
        assert_eq!(check(&all), []);
    }

    #[test]
    fn many_gaps_that_are_filled_late_cost_no_more_than_their_number() {
        // Odd numbers first, then the even ones from the end: a search through the gaps would take minutes.
        let all = links(200_000);
        let (odd, even): (Vec<Link>, Vec<Link>) = all.into_iter().partition(|link| link.number % 2 == 1);
        let shuffled: Vec<Link> = odd.into_iter().chain(even.into_iter().rev()).collect();
        let faults = check(&shuffled);
        assert!(faults.iter().all(|fault| fault.0 == FaultKind::Order));
        assert_eq!(faults.len(), 99_999);
    }

    #[test]
    fn a_clock_set_back_is_told_once() {
        let mut all = links(6);
        for link in &mut all[3..] {
            link.recorded = link.recorded.unwrap().checked_add_millis(-60_000);
        }
        assert_eq!(check(&all), [(FaultKind::Clock, 4, None)]);
        let mut all = links(6);
        all[3].recorded = all[2].recorded;
        assert_eq!(check(&all), []);
    }
}
