//! 登记信息: fields and their types, as written.

use super::{Comparison, Located, Name, Operand, PeriodUnit, Role};

/// A clause of 登记信息.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataLine {
    /// A field.
    Field(DataClause),
    /// A value that follows from others.
    Computed(Computed),
}

/// 核定月数 为 最长领取月数 加 前次未领，不超过 二十四个月.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub is: Operand,
    /// 不超过 (`true`) / 不少于 the value behind it, in order.
    pub bounds: Vec<(bool, Operand)>,
}

/// One field: 注册资本 金额，必填，由 申请人 填写.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataClause {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Located<TypeName>,
    /// What else is said of it, in order.
    pub words: Vec<Located<FieldWord>>,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// 金额.
    Money,
    /// 整数.
    Integer,
    /// 是否.
    Flag,
    /// 日期.
    Date,
    /// 文本.
    Text,
    /// 选项（甲、乙）.
    Choice(Vec<Name>),
    /// 小数.
    Decimal,
    /// 年月.
    Month,
    /// 工作日, 月, 年 …
    Period(PeriodUnit),
    /// 人员.
    Person,
    /// 案件.
    Case,
    /// 名单, 名单（人员）.
    List(Box<TypeName>),
}

/// What is said of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldWord {
    /// 必填.
    Required,
    /// 个人信息.
    Personal,
    /// 由 X 填写.
    By(Role),
    /// 范围 1 至 60.
    Range(Operand, Operand),
    /// 不晚于 当日 (`None`), 不超过 100万元.
    Bound(Located<Comparison>, Option<Operand>),
}
