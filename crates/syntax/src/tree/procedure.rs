//! 事项 and 制度: their clauses, as written.

use super::{Applies, Basis, Date, Located, Name};

/// A clause of 事项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemClause {
    /// 简称.
    Alias(Name),
    /// 依据.
    Basis(Vec<Located<Basis>>),
    /// 责任单位.
    Unit(Name),
    /// 服务对象.
    Serves(Vec<Located<Serves>>),
    /// 办件类型.
    Kind(Located<ItemKind>),
    /// 期日.
    Dates(Vec<Name>),
    /// 咨询电话.
    EnquiryPhone(String),
    /// 投诉电话.
    ComplaintPhone(String),
    /// 不收费.
    Free,
    /// 生效.
    InForce(Located<Date>),
    /// 适用于 全部事项[，在 首个环节 之前]: of a 制度.
    Applies {
        /// Where it holds.
        to: Located<Applies>,
        /// 在 首个环节 之前.
        before_first: bool,
    },
    /// 说明：…, one paragraph.
    Explanation(String),
}

/// 服务对象.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    /// 自然人.
    Person,
    /// 法人.
    LegalPerson,
    /// 其他组织.
    OtherOrganisation,
}

/// 办件类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// 即办件.
    Immediate,
    /// 承诺件.
    Timed,
}
