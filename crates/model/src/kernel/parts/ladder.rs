//! What follows a breach, by how often it happened.

use super::Clause;
use crate::form::{Basis, CountedBy, Measure, Window};

/// A table of consequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderDecl {
    /// Name.
    pub name: String,
    /// In which time and for whom breaches count together over all cases; `None`: each case for itself.
    pub counting: Option<(Window, CountedBy)>,
    /// Its rungs, in the order of the text.
    pub rungs: Vec<RungDecl>,
}

/// A rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungDecl {
    /// Which breaches, as findings name them; `None` for any.
    pub of: Option<Vec<String>>,
    /// From which time on.
    pub times: u32,
    /// What follows.
    pub measures: Vec<Measure>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}

impl RungDecl {
    /// Whether a breach counts here.
    #[must_use]
    pub fn names(&self, breach: &str) -> bool {
        self.of.as_ref().is_none_or(|of| of.iter().any(|name| name == breach))
    }
}

impl LadderDecl {
    /// The rung that a breach has come to, with how often it is by now: the highest that is reached, and of two alike the
    /// one that names the breach. `count` says how often what counts on a rung has happened, this time included.
    pub fn rung(&self, breach: &str, count: impl Fn(&RungDecl) -> u32) -> Option<(&RungDecl, u32)> {
        let named = self.rungs.iter().filter(|rung| rung.names(breach));
        let counted = named.map(|rung| (rung, count(rung))).filter(|(rung, n)| *n >= rung.times);
        counted.max_by_key(|(rung, _)| (rung.times, rung.of.is_some()))
    }
}
