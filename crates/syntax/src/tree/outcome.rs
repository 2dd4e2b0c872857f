//! 结果: its clauses, as written.

use super::{Name, Period};

/// A clause of 结果.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeClause {
    /// 不利于申请人.
    Adverse,
    /// 文书.
    Document(Name),
    /// 救济 行政复议 六十个自然日、行政诉讼 六个月.
    Remedies(Vec<Remedy>),
}

/// One remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The way.
    pub way: Name,
    /// Within.
    pub within: Period,
}
