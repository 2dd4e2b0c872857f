//! 办结后, resolved.

use super::{Basis, DateSource, Expr, Period, Role};
use serde::{Deserialize, Serialize};

/// 办结后: one thing owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// For which cases.
    pub when: Expr,
    /// 自 … 起.
    pub from: DateSource,
    /// Within this period.
    pub within: Period,
    /// 由 …: who owes it.
    pub by: Role,
    /// What is owed: 送达 申请人.
    pub serve: Role,
    /// 取得 …: the proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}
