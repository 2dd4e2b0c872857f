//! 随时: its clauses, as written.

use super::{Deed, Located, Name};

/// A clause of 随时: 申请人撤回的，办结，结果为 已撤回.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnytimeClause {
    /// The event.
    pub event: Name,
    /// 由 X 登记: the post that enters it; the post in charge of the place where nothing is said.
    pub by: Option<Name>,
    /// What happens and where it leads.
    pub deeds: Vec<Located<Deed>>,
}
