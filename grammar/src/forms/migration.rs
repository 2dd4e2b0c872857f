//! 新旧衔接.

use super::{Form, form};
use crate::parse::Entry::Migration;

pub(super) const FORMS: &[Form] = &[
    form(Migration, "旧版 生效 2020-01-01", "older version in force from 2020-01-01"),
    form(Migration, "环节 收件 改为 窗口受理", "step intake moved to desk"),
    form(Migration, "环节 专家评审 按旧版办结", "step panel is closed under the older version"),
    form(Migration, "时限 办理期限 改为 许可期限", "clock handling moved to licensing"),
    form(Migration, "登记信息 注册资本 改为 注册资金", "data capital moved to registered_capital"),
    form(Migration, "登记信息 传真 不再使用", "data fax is used no longer"),
];
