//! 办结后, resolved.

use super::{ActItem, Basis, DateSource, Expr, Period, Role};
use serde::{Deserialize, Serialize};

/// 办结后: one thing owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// For which cases.
    pub when: Expr,
    /// 自 … 起.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateSource>,
    /// Within this period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Period>,
    /// 至 … 止: instead of a period, up to a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateSource>,
    /// 由 …: who owes it.
    pub by: Role,
    /// What is owed: 送达 申请人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serve: Option<Role>,
    /// What is owed instead of serving somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<AfterWhat>,
    /// 取得 …: the proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// 不合格的，…: what a verification that failed brings about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<ActItem>,
    /// 届满的，…: what is added to the finding against whoever owes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<ActItem>,
}

/// What is owed after the decision, other than to serve somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum AfterWhat {
    /// 事后核查: it is looked at again, and found to conform or not.
    Verify {
        /// What.
        name: String,
    },
    /// An act.
    Act {
        /// Which.
        item: ActItem,
    },
}
