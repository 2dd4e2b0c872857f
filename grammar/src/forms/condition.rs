//! 条件.

use super::{Form, form};
use crate::parse::Entry::Condition;

pub(super) const FORMS: &[Form] = &[
    form(Condition, "注册资本 不少于 二百万元", "capital at least 2000000 yuan"),
    form(Condition, "类别 为 甲、乙 之一", "class is one of a, b"),
    form(
        Condition,
        "开业日 早于 2020-01-01 且 从业人数 超过 5",
        "opened earlier than 2020-01-01 and staff more than 5",
    ),
    form(Condition, "注册资本 已填 或 符合 免审", "capital is filled or meets exempt"),
];
