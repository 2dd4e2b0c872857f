//! 办结后: its clauses, as written.

use super::{Act, Basis, DateSource, Deed, Expr, Located, Name, Period, Role};

/// A clause of 办结后: C 的，应当 自 X 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，依据 ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterClause {
    /// For which cases.
    pub when: Expr,
    /// How long.
    pub term: AfterTerm,
    /// Who owes it.
    pub by: Located<Role>,
    /// What is owed.
    pub what: AfterWhat,
    /// 取得 X.
    pub proof: Option<Name>,
    /// 依据.
    pub basis: Vec<Located<Basis>>,
    /// 不合格的，…: what follows a verification that failed.
    pub failed: Vec<Located<Deed>>,
    /// 届满的，….
    pub lapsed: Vec<Located<Deed>>,
}

/// How long something may take after closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterTerm {
    /// 自 X 起 十个工作日内.
    Within(Located<DateSource>, Period),
    /// 至 X 止.
    Until(Name),
}

/// What is owed after closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterWhat {
    /// 送达 X.
    Serve(Located<Role>),
    /// 事后核查 X.
    Verify(Name),
    /// Another act.
    Act(Located<Act>),
}
