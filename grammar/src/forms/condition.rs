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
    form(Condition, "缴费年限 加 视同年限 不少于 十五年", "contributed plus deemed at least 15 years"),
    form(Condition, "年缴费 除以 12 少于 500元", "paid_yearly divided by 12 less than 500 yuan"),
    form(Condition, "出生日期 满 五十五周岁", "birth reaches 55 years of age"),
    form(Condition, "出生日期 至 收件日 满 五十五周岁", "birth reaches 55 years of age by received"),
    form(
        Condition,
        "失业起始 不早于 失业日 的 次月",
        "unemployed_since not earlier than month after dismissed",
    ),
    form(Condition, "比对结果 任一项 为 不符", "comparison any item is unequal"),
    form(Condition, "比对结果 没有一项 为 不符", "comparison no item is unequal"),
    form(Condition, "已经过 听证", "has passed hearing"),
    form(Condition, "听证 已完成", "hearing is completed"),
    form(Condition, "容缺材料 未补齐", "deferred materials have not come in"),
    form(Condition, "办理 结论为 支持", "handling concluded support"),
    form(
        Condition,
        "符合下列 之一：（一）类别 为 甲；（二）类别 为 乙 且 从业人数 超过 5",
        "any of the following: (1) class is a; (2) class is b and staff more than 5",
    ),
    form(
        Condition,
        "符合下列 全部：（一）类别 为 甲；（二）材料齐全",
        "all of the following: (1) class is a; (2) materials complete",
    ),
];
