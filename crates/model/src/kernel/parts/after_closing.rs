//! What is owed after the decision.

use super::super::DateId;
use super::{Clause, DateFrom, Effect, Expr, Who};
use crate::form::Basis;
use shouwen_calendar::Limit;

/// Something owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterDuty {
    /// For which cases.
    pub when: Expr,
    /// How long it may take.
    pub term: DutyTerm,
    /// Who owes it.
    pub by: Who,
    /// What is owed.
    pub what: Owes,
    /// The proof to obtain.
    pub proof: Option<String>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// What a verification that failed brings about.
    pub failed: Vec<Effect>,
    /// What is added to the finding once the time has passed.
    pub lapsed: Vec<Effect>,
    /// Where the text says so.
    pub clause: Clause,
}

/// How long a duty may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DutyTerm {
    /// A period.
    Within {
        /// The key date it counts from; `None` for the day of the decision.
        from: Option<DateId>,
        /// The counting rule.
        limit: Limit,
    },
    /// Up to a date, this day included.
    Until(DateFrom),
}

/// What is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owes {
    /// Somebody is served.
    Serve(Who),
    /// Something is looked at again, and found to conform or not.
    Verify(String),
    /// An act.
    Act(Effect),
}
