//! What is owed after the decision.

use super::super::DateId;
use super::{Clause, Expr, Who};
use crate::form::Basis;
use shouwen_calendar::Limit;

/// Something owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterDuty {
    /// For which cases.
    pub when: Expr,
    /// The key date it counts from; `None` for the day of the decision.
    pub from: Option<DateId>,
    /// The counting rule.
    pub limit: Limit,
    /// Who owes it.
    pub by: Who,
    /// Who is served.
    pub serve: Who,
    /// The proof to obtain.
    pub proof: Option<String>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}
