//! 材料, resolved.

use super::{Basis, Period};
use serde::{Deserialize, Serialize};

/// 材料: one thing an applicant hands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name.
    pub name: String,
    /// 必要: it must be there for the materials to be complete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// 限: it is only needed where this condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
    /// 可容缺: it may still be missing on acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferrable: Option<Deferrable>,
    /// 以承诺代替: a promise may stand in its place, on this basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Basis>,
    /// 份数: how many copies; absent if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
    /// 共享自: the source it is shared from, so that it is not demanded again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_from: Option<String>,
    /// 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// 可容缺: the case may be accepted while the material is missing, which then is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deferrable {
    /// How long it may still be handed in, from the day of acceptance on.
    pub within: Period,
    /// 依据.
    pub basis: Basis,
}
