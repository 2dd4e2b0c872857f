//! What comes round for open cases.

use super::super::{BreachId, FieldId};
use super::{Clause, Expr};

/// What a procedure says of the sessions over its cases.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleDecl {
    /// Name.
    pub name: String,
    /// 简称 of the procedure whose cases are the sessions.
    pub alias: String,
    /// Which open cases come before a session; all, if nothing is said.
    pub of: Option<Expr>,
    /// What is filled in for each.
    pub fields: Vec<FieldId>,
    /// The event that happens in each case that was spoken of.
    pub event: Option<String>,
    /// The breach of whoever holds a case and is absent.
    pub absent: Option<BreachId>,
    /// Where the text says who is absent; otherwise its head.
    pub clause: Clause,
}
