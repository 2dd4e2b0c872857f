//! Parties other than the applicant.

use super::super::FieldId;
use super::Clause;
use shouwen_calendar::Limit;

/// A party: one person or body, or as many as a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyDecl {
    /// Name.
    pub name: String,
    /// As many as the list of names holds.
    pub several: bool,
    /// Another organ or organisation.
    pub outside: bool,
    /// The field that names it.
    pub field: Option<FieldId>,
    /// Where the text says so.
    pub clause: Clause,
}

/// The period of each party that a wait awaits, from the own receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyPeriod {
    /// How long.
    pub limit: Limit,
    /// Where the text says so.
    pub clause: Clause,
}
