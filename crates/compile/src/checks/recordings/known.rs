//! What may have been recorded on the way to a point, at all and while a mark holds.
//!
//! Every act that records a date is one bit; a row of bits is what may have happened. The first row speaks of all
//! cases, each further one of those for which a mark holds, if there are any.

use super::machine::Machine;

/// Rows of bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    words: usize,
    rows: Vec<u64>,
    /// Whether the mark of a row may hold.
    holds: Vec<bool>,
}

/// For each date, the bits of the acts that record it.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    words: usize,
    masks: Vec<Vec<u64>>,
}

impl Dates {
    pub(super) fn of(machine: &Machine) -> Self {
        let words = machine.sites.len().div_ceil(64);
        let mut masks = vec![vec![0; words]; machine.dates];
        for (site, date) in machine.sites.iter().enumerate() {
            if let Some(mask) = masks.get_mut(*date) {
                set(mask, site);
            }
        }
        Self { words, masks }
    }

    fn mask(&self, date: usize) -> &[u64] {
        self.masks.get(date).map_or(&[], Vec::as_slice)
    }
}

fn set(row: &mut [u64], site: usize) {
    if let Some(word) = row.get_mut(site / 64) {
        *word |= 1 << (site % 64);
    }
}

impl Known {
    /// Nothing is recorded and no mark holds.
    pub(super) fn nothing(dates: &Dates, marks: usize) -> Self {
        let rows = marks.saturating_add(1);
        let words = dates.words;
        Self { words, rows: vec![0; rows.saturating_mul(words)], holds: vec![false; marks] }
    }

    /// How many words a look at all of it takes.
    pub(super) fn size(&self) -> usize {
        self.rows.len().saturating_add(self.holds.len())
    }

    fn row(&self, row: usize) -> &[u64] {
        let from = row.saturating_mul(self.words);
        self.rows.get(from..from.saturating_add(self.words)).unwrap_or_default()
    }

    fn row_mut(&mut self, row: usize) -> &mut [u64] {
        let from = row.saturating_mul(self.words);
        self.rows.get_mut(from..from.saturating_add(self.words)).unwrap_or_default()
    }

    fn each(&mut self, mut change: impl FnMut(&mut u64, u64), with: &[u64]) {
        if self.words > 0 {
            for row in self.rows.chunks_mut(self.words) {
                row.iter_mut().zip(with).for_each(|(a, b)| change(a, *b));
            }
        }
    }

    /// Only the cases in which a mark holds, if there may be any. What is recorded in those of them in which another one
    /// holds as well, is recorded in both kinds: so every row stays within the first.
    pub(super) fn only(&self, mark: usize) -> Option<Self> {
        if !self.holds.get(mark).copied().unwrap_or_default() {
            return None;
        }
        let mut only = self.clone();
        let any = self.row(mark.saturating_add(1));
        only.each(|a, b| *a &= b, any);
        only.row_mut(0).copy_from_slice(any);
        Some(only)
    }

    /// Only the cases in which a date is not recorded.
    pub(super) fn without(&mut self, date: usize, dates: &Dates) {
        self.each(|a, b| *a &= !b, dates.mask(date));
    }

    /// An act records its date.
    pub(super) fn record(&mut self, site: usize) {
        let held: Vec<usize> = self.holds.iter().enumerate().filter(|(_, h)| **h).map(|(m, _)| m).collect();
        for row in std::iter::once(0).chain(held.into_iter().map(|mark| mark.saturating_add(1))) {
            set(self.row_mut(row), site);
        }
    }

    /// A mark begins to hold.
    pub(super) fn begin(&mut self, mark: usize) {
        let any = self.row(0).to_vec();
        self.row_mut(mark.saturating_add(1)).copy_from_slice(&any);
        self.hold(mark, true);
    }

    /// A mark no longer holds.
    pub(super) fn end(&mut self, mark: usize) {
        self.row_mut(mark.saturating_add(1)).fill(0);
        self.hold(mark, false);
    }

    fn hold(&mut self, mark: usize, now: bool) {
        if let Some(holds) = self.holds.get_mut(mark) {
            *holds = now;
        }
    }

    /// The first act, other than one, that may have recorded a date.
    pub(super) fn recorded(&self, date: usize, but: Option<usize>, dates: &Dates) -> Option<usize> {
        for (number, (word, mask)) in self.row(0).iter().zip(dates.mask(date)).enumerate() {
            let mut found = word & mask;
            if let Some(but) = but.filter(|but| but / 64 == number) {
                found &= !(1 << (but % 64));
            }
            if found != 0 {
                let bit = usize::try_from(found.trailing_zeros()).unwrap_or_default();
                return Some(number.saturating_mul(64).saturating_add(bit));
            }
        }
        None
    }

    /// Takes in what may have been recorded on another way; whether anything new came of it.
    pub(super) fn join(&mut self, other: &Self) -> bool {
        let mut grown = false;
        for (a, b) in self.rows.iter_mut().zip(&other.rows) {
            grown |= b & !*a != 0;
            *a |= b;
        }
        for (a, b) in self.holds.iter_mut().zip(&other.holds) {
            grown |= *b && !*a;
            *a |= b;
        }
        grown
    }
}
