//! Section heads.

use super::{Form, form};
use crate::parse::Entry::Head;

pub(super) const FORMS: &[Form] = &[
    form(Head, "引用 机构", "use bureau"),
    form(Head, "机构 某省人力资源和社会保障厅", "organisation bureau"),
    form(Head, "事项 劳务派遣经营许可", "procedure dispatch_licence"),
    form(Head, "制度 首问首办", "rule first_inquiry"),
    form(Head, "登记信息", "data"),
    form(Head, "条件 资本达标", "condition enough_capital"),
    form(Head, "认定标准 特殊工种", "decision table standing"),
    form(Head, "当事人 用人单位", "party employer"),
    form(Head, "岗位 窗口岗", "post counter"),
    form(Head, "指定 包案领导", "appointment case_leader"),
    form(Head, "责任 首问责任", "custody inquiry"),
    form(Head, "责任追究 效能问责", "accountability conduct"),
    form(Head, "公开承诺", "commitment"),
    form(Head, "新旧衔接 劳务派遣经营许可2020", "migration licence_2020"),
    form(Head, "日程 每周调度", "schedule weekly"),
    form(Head, "材料 营业执照", "material business_licence"),
    form(Head, "结果 准予许可", "outcome granted"),
    form(Head, "时限 办理期限", "clock handling"),
    form(Head, "环节 收件", "step intake"),
    form(Head, "等候 待补正", "wait supplement_due"),
    form(Head, "会议 集体审核", "meeting panel_review"),
    form(Head, "公示 单位公示", "posting notice_board"),
    form(Head, "并行 受理后事务", "parallel after_acceptance"),
    form(Head, "随时", "at any time"),
    form(Head, "随时，决定日 之前", "at any time before decided"),
    form(Head, "随时，在 审查、决定 环节", "at any time in review, decision"),
    form(
        Head,
        "随时，决定日 之前，在 审查、待补正 环节",
        "at any time before decided, in review, supplement_due",
    ),
    form(Head, "办结后", "after closing"),
    form(Head, "案例 春节前缺件", "scenario short_of_papers"),
];
