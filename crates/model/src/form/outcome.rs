//! 结果, resolved.

use super::Period;
use serde::{Deserialize, Serialize};

/// 结果: one way a case may end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// 不利于申请人: owes reasons, law and remedies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adverse: bool,
    /// 文书: the document that carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// 救济.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
}

/// 救济: where the applicant may turn, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// 行政复议, 行政诉讼 …
    pub way: String,
    /// Within this period.
    pub within: Period,
}
