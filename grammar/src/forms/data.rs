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
];
