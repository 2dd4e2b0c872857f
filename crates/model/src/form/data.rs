//! 登记信息, resolved.

use super::Role;
use crate::value::Type;
use serde::{Deserialize, Serialize};

/// 登记信息: one typed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The author's name for it.
    pub name: String,
    /// Its type.
    #[serde(rename = "as")]
    pub ty: Type,
    /// 必填: without it the case cannot open, or the step that fills it cannot complete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// 个人信息: kept as a salted digest in the record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// 由 … 填写.
    pub by: Role,
}
