//! 机构: its clauses, as written.

use super::Name;

/// A clause of 机构.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitClause {
    /// 处室 劳动关系处、就业促进处.
    Divisions(Vec<Name>),
}
