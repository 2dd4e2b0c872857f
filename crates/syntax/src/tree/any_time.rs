//! 随时: its clauses, as written.

use super::{Deed, Located, Name};

/// How the head of 随时 limits what may happen: 随时，决定日 之前，在 审查、决定 环节.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnytimeLimits {
    /// 决定日 之前: only while this key date is not recorded.
    pub before: Option<Name>,
    /// 在 审查、决定 环节: only while the case stands in one of these places; everywhere where none is named.
    pub places: Vec<Name>,
}

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
