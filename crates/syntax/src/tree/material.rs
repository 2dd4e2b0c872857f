//! 材料: its clauses, as written.

use super::{Basis, Located, Name};

/// A clause of 材料.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MaterialClause {
    /// 必要.
    Needed,
    /// 共享自 X.
    SharedFrom(Name),
    /// 依据.
    Basis(Vec<Located<Basis>>),
}
