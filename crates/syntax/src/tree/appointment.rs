//! 指定: its clauses, as written.

use super::Name;

/// A clause of 指定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppointmentClause {
    /// 从 领导岗 一人: of which post one holder is appointed, and how.
    OutOf(Name, Lot),
}

/// Whether somebody is appointed by lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lot {
    /// Never: whoever appoints names the person.
    Never,
    /// 可随机: named or drawn.
    May,
    /// 随机: always drawn.
    Always,
}
