//! The resolved source form: what a procedure *says*, clause by clause, without a trace of how it was typed.
//!
//! The hash of its canonical bytes is the identity of the procedure (see [`Form::hash`]), so the rules for changing
//! these types are strict: a member that is absent is omitted, a new clause is a new variant, and no existing key or
//! tag ever changes its meaning while [`FORM_VERSION`] stays the same. Left out on purpose: scenarios, explanatory
//! paragraphs, telephone numbers, people, calendars, spans, and everything that the lowering makes of it.

mod clause;
mod custody;
mod expr;

pub use clause::{
    Act, ActItem, After, Anytime, AwaitedEvent, Basis, Clause, ClockClause, ClockEnd, ClockName, DateSource,
    Deemed, Direction, DutyText, EndingAct, Expiry, Notified, Period, Permit, Place, PlaceKind, PostClause,
    ReturnMode, RiskGrade, Role, TrackKind, Trigger,
};
pub use custody::{Custody, CustodyClause, FirstHolder, Scope};
pub use expr::{Comparison, Expr, MaterialsAre, Term};

use crate::value::Type;
use serde::{Deserialize, Serialize};
use shouwen_canon::{CanonError, Date, Hash, tags};

/// The version of the form's own shape. Zero is before the first release.
pub const FORM_VERSION: u32 = 0;

/// A whole procedure in resolved source form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Shape of the form, [`FORM_VERSION`].
    pub v: u32,
    /// 事项: the item's own particulars.
    pub item: Item,
    /// 登记信息: typed fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Field>,
    /// 条件: named truths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// 岗位: the posts that the procedure reaches, its own first, then those of imported files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// 责任: slots of responsibility with a hand-over of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<Custody>,
    /// 材料: what an applicant hands in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// 结果: each way a case may end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// 时限: named clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Clock>,
    /// 环节, 等候 …: the places, the first of them the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// 随时: what may happen at any time in a range.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anytime: Vec<Anytime>,
    /// 办结后: what is owed after the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<After>,
}

impl Form {
    /// The definition hash: the identity under which cases open on this procedure.
    ///
    /// # Errors
    /// [`CanonError`] if a text or number of the form has no canonical bytes.
    pub fn hash(&self) -> Result<Hash, CanonError> {
        Ok(Hash::tagged(tags::DEFINITION, &shouwen_canon::to_bytes(self)?))
    }
}

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
}

/// 服务对象: who the item serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

/// 条件: a named truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// What has to hold.
    pub is: Expr,
}

/// 岗位: a post; the people in it belong to the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its name.
    pub name: String,
    /// What is said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<PostClause>,
}

/// 材料: one thing an applicant hands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name.
    pub name: String,
    /// 必要: it must be there for the materials to be complete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// 共享自: the source it is shared from, so that it is not demanded again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_from: Option<String>,
    /// 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

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

/// 时限: a named clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Its name.
    pub name: String,
    /// One clause for each effect.
    pub clauses: Vec<ClockClause>,
}
