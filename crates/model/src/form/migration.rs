//! 新旧衔接: where open cases of an older version go on in this one.

use serde::{Deserialize, Serialize};
use shouwen_canon::Date;

/// 新旧衔接. What keeps its name keeps its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migration {
    /// 旧版 生效: the first day of the older version; with the short name it says which one is meant.
    pub older: Date,
    /// 环节: old names and new ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Moved>,
    /// 时限.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Moved>,
    /// 登记信息.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Moved>,
}

/// What becomes of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// In the older version.
    pub old: String,
    /// In this one; absent for a place where cases stay under the older version, and for a field used no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}
