//! 办结后: its clauses, as written.

use super::{Basis, DateSource, Expr, Located, Name, Period, Role};

/// A clause of 办结后: C 的，应当 自 X 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，依据 ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterClause {
    /// For which cases.
    pub when: Expr,
    /// 自 X 起.
    pub from: Located<DateSource>,
    /// Within.
    pub within: Period,
    /// Who owes it.
    pub by: Located<Role>,
    /// Who is served.
    pub serve: Located<Role>,
    /// 取得 X.
    pub proof: Option<Name>,
    /// 依据.
    pub basis: Vec<Located<Basis>>,
}
