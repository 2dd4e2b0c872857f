//! 随时.

use super::{Form, form};
use crate::parse::Entry::AnyTime;

pub(super) const FORMS: &[Form] = &[
    form(AnyTime, "申请人死亡的，中断，转入 待继承人", "when applicant_died: interrupt, go to heir_due"),
    form(AnyTime, "申请人撤回的，办结，结果为 已撤回", "when applicant withdraws: close, result withdrawn"),
    form(
        AnyTime,
        "态度生硬属实的，由 窗口负责人 登记，记为违规 态度生硬，责任 接待 经办人，书面告知 申请人，案件继续",
        "when rudeness_confirmed: entered by supervisor, record breach rudeness, answered by officer in reception, tell in writing applicant, the case goes on",
    ),
    form(
        AnyTime,
        "核实逾期的，由 厅领导 登记，记为违规 核实逾期，责任 窗口负责人，转入 请示",
        "when findings_late: entered by head, record breach late_findings, answered by supervisor, go to ruling",
    ),
];
