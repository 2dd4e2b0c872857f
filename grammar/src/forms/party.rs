//! 当事人.

use super::{Form, form};
use crate::parse::Entry::{Party, Place, Scenario};

pub(super) const FORMS: &[Form] = &[
    form(Party, "一人", "one person or body"),
    form(Party, "多人", "several persons or bodies"),
    form(Party, "外单位", "outside body"),
    form(Party, "名称为 第三方名单", "named in third_parties"),
    form(
        Place,
        "完成时，征求 第三方 意见，送达 用人单位，书面告知 用人单位，转入 待第三方意见",
        "on completion: ask for the views of third_party, serve employer, tell in writing employer, go to views_due",
    ),
    form(Place, "待 第三方 作出答复", "awaiting third_party gives an answer"),
    form(Place, "待 用人单位 收到送达", "awaiting employer receives service"),
    form(
        Place,
        "各方 自其收到之日起 十五个工作日，依据 《政府信息公开条例》第三十二条",
        "each party from its own receipt 15 working days, under 《政府信息公开条例》第三十二条",
    ),
    form(Place, "第三方 作出答复的，转入 审查", "when third_party gives an answer: go to review"),
    form(
        Place,
        "第三方 逾期未答复的，视为同意，依据 《政府信息公开条例》第三十四条，转入 审查",
        "when third_party gives no answer in time: deem consented, under 《政府信息公开条例》第三十四条, go to review",
    ),
    form(Place, "用人单位 收到送达的，转入 待举证", "when employer receives service: go to proof_due"),
    form(
        Place,
        "用人单位 期限届满的，办结，结果为 准予许可",
        "when employer has its period run out: close, result granted",
    ),
    form(
        Place,
        "第三方 均已同意 且 各方 均已收到 的，转入 决定",
        "when third_party have all consented and the parties have all received service: go to decision",
    ),
    form(
        Place,
        "第三方 均已答复 或 第三方 均已期满 的，转入 审查",
        "when third_party have all answered or third_party have all run out of time: go to review",
    ),
    form(
        Scenario,
        "2024-02-08 09:00，郑凯（审查岗）登记 第三方 2 收到送达",
        "2024-02-08 09:00, Zheng (reviewer) enter third_party 2 receives service",
    ),
    form(
        Scenario,
        "2024-02-09 09:00，郑凯（审查岗）登记 第三方 2 作出答复 表示不同意",
        "2024-02-09 09:00, Zheng (reviewer) enter third_party 2 gives an answer objecting",
    ),
    form(
        Scenario,
        "2024-02-09 09:00，郑凯（审查岗）登记 用人单位 作出答复 表示同意",
        "2024-02-09 09:00, Zheng (reviewer) enter employer gives an answer consenting",
    ),
    form(Scenario, "第三方 2 应届满于 2024-03-01 24:00", "third_party 2 must fall due at 2024-03-01 24:00"),
];
