//! 事项, 制度: the particulars of an item, resolved.

use super::{Basis, Scope, Sessions};
use serde::{Deserialize, Serialize};
use shouwen_canon::Date;

/// 事项: the particulars of a service item that may affect decisions or what was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Full name.
    pub name: String,
    /// 简称: the short ASCII name, unique in a log.
    pub alias: String,
    /// 依据: the legal bases of the item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// 责任单位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// 服务对象.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<Serves>,
    /// 办件类型.
    pub kind: ItemKind,
    /// 期日: the key dates that the procedure records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    /// 收费: whether a fee is taken.
    pub fee: bool,
    /// 生效: the first day on which cases may open.
    pub in_force_from: Date,
    /// 制度, 适用于 …: this is a rule over other procedures; absent for a service item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Scope>,
    /// The sessions of a schedule: time opens the cases, one each period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Sessions>,
}

/// 服务对象: who the item serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Serves {
    /// 自然人.
    Person,
    /// 法人.
    LegalPerson,
    /// 其他组织.
    OtherOrganisation,
    /// 自然人 and 法人.
    PersonOrLegalPerson,
    /// 自然人 and 其他组织.
    PersonOrOther,
    /// 法人 and 其他组织.
    LegalPersonOrOther,
    /// 自然人、法人 and 其他组织 alike.
    Anyone,
}

/// 办件类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 即办件: completed in one visit.
    Immediate,
    /// 承诺件: completed within a promised limit.
    Timed,
}
