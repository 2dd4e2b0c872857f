//! 登记信息.

use super::{Form, form};
use crate::parse::Entry::Data;

pub(super) const FORMS: &[Form] = &[
    form(Data, "注册资本 金额，必填，由 申请人 填写", "capital money, compulsory, by applicant"),
    form(Data, "联系电话 文本，个人信息", "phone text, personal data"),
    form(Data, "难易 选项（一般、简易）", "weight choice (ordinary, simple)"),
    form(Data, "涉及他人重大利益 是否，由 审查岗 填写", "affects_others yes or no, by reviewer"),
    form(Data, "从业人数 整数", "staff integer"),
    form(Data, "开业日 日期", "opened date"),
    form(Data, "从业人数 整数，范围 1 至 5000", "staff integer, range 1 to 5000"),
    form(Data, "开业日 日期，不晚于 当日", "opened date, not later than that day"),
    form(Data, "费率 小数", "rate decimal"),
    form(Data, "参保起始 年月", "insured_since year and month"),
    form(Data, "缴费年限 年，必填", "contributed years, compulsory"),
    form(Data, "最长领取 月", "longest months"),
    form(Data, "停工天数 自然日", "stopped calendar days"),
    form(Data, "核验时长 办公分钟", "checked office minutes"),
    form(Data, "法定代表人 人员", "director a person"),
    form(Data, "原案 案件", "earlier case"),
    form(Data, "涉及工种 名单", "trades list"),
    form(Data, "共同申请人 名单（人员）", "co_applicants list (persons)"),
    form(Data, "比对结果 名单（选项（相符、不符））", "comparison list (choice (equal, unequal))"),
    form(
        Data,
        "核定月数 为 最长领取月数 加 前次未领，不超过 二十四个月",
        "granted is longest plus unclaimed, at most 24 months",
    ),
    form(Data, "发放起始 为 失业登记日 的 次月", "paid_from is month after registered"),
];
