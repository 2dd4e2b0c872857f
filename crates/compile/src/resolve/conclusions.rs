//! The conclusions of all places, found by place and by name without looking at all of them.

use super::Concluded;
use std::collections::BTreeMap;

/// The conclusions in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Conclusions {
    all: Vec<Concluded>,
    named: BTreeMap<String, Vec<usize>>,
    placed: BTreeMap<String, Vec<usize>>,
}

impl Conclusions {
    /// Adds one; no other has its place and its name.
    pub(crate) fn push(&mut self, conclusion: Concluded) {
        let at = self.all.len();
        self.named.entry(conclusion.name.clone()).or_default().push(at);
        self.placed.entry(conclusion.place.clone()).or_default().push(at);
        self.all.push(conclusion);
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Concluded] {
        &self.all
    }

    /// Those of a name.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Concluded> + Clone {
        self.named.get(name).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// Those of a place.
    pub(crate) fn of(&self, place: &str) -> impl Iterator<Item = &Concluded> + Clone {
        self.placed.get(place).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// The one of a place and a name.
    pub(crate) fn get(&self, place: &str, name: &str) -> Option<&Concluded> {
        self.at(place, name).and_then(|at| self.all.get(at))
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, place: &str, name: &str) -> Option<&mut Concluded> {
        self.at(place, name).and_then(|at| self.all.get_mut(at))
    }

    /// Its position. A name may be that of many places, and a place may have many names: the shorter list is searched.
    fn at(&self, place: &str, name: &str) -> Option<usize> {
        let (of, named) = (self.placed.get(place)?, self.named.get(name)?);
        let shorter = if of.len() < named.len() { of } else { named };
        let wanted = |at: &&usize| self.all.get(**at).is_some_and(|c| c.place == place && c.name == name);
        shorter.iter().find(wanted).copied()
    }
}
