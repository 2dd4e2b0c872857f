//! 岗位: its clauses, as written.

use super::{Located, Name};

/// A clause of 岗位.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostClause {
    /// 由 陈岚、吴静: who holds it (seed of the directory).
    Holders(Vec<Name>),
    /// B岗 冯雪.
    StandIns(Vec<Name>),
    /// 上级.
    Superior(Name),
    /// 首问负责.
    FirstInquiry,
    /// 首办负责.
    FirstHandling,
    /// 风险 高.
    Risk(Located<RiskGrade>),
}

/// 风险.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskGrade {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}
