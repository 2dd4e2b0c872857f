//! 登记信息, resolved.

use super::{Comparison, Role};
use crate::value::{Type, Value};
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
    /// 范围, 不早于, 不晚于 …: what a value that is entered has to keep to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<Bound>,
}

/// One limit of the values that may be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// How a value has to stand to it.
    pub op: Comparison,
    /// What it is compared with.
    pub to: BoundTo,
}

/// What the values that may be entered are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum BoundTo {
    /// A value of the field's type.
    Value {
        /// It.
        value: Value,
    },
    /// 当日: the day on which it is entered.
    Today,
}
