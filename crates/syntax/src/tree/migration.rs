//! 新旧衔接: where open cases of an older version go on in this one. As written.

use super::{Date, Located, Name};

/// A clause of 新旧衔接.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationClause {
    /// 旧版 生效 2020-01-01: which version is meant.
    Older(Located<Date>),
    /// 环节 收件 改为 窗口受理.
    Place(Name, Name),
    /// 环节 专家评审 按旧版办结: a case that stands there goes on under the older version.
    PlaceStays(Name),
    /// 时限 办理期限 改为 许可期限.
    Clock(Name, Name),
    /// 登记信息 注册资本 改为 注册资金.
    Data(Name, Name),
    /// 登记信息 传真 不再使用.
    DataDropped(Name),
}
