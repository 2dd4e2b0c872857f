//! 日程.

use super::{Form, form};
use crate::parse::Entry::Schedule;

pub(super) const FORMS: &[Form] = &[
    form(
        Schedule,
        "每 周六 9:00，自 2012-04-01 至 2012-06-30，休息日照常",
        "every saturday 9:00, from 2012-04-01 until 2012-06-30, days off as usual",
    ),
    form(Schedule, "每月 5日 14:30，休息日顺延", "every month on day 5 14:30, days off move it on"),
    form(Schedule, "每月 20日 9:00，休息日提前", "every month on day 20 9:00, days off move it back"),
    form(Schedule, "对象 符合 应调度", "over cases where meets overdue_case"),
    form(Schedule, "由 调解仲裁处岗 召集，主要负责人 主持", "convened by mediation, chaired by head"),
    form(Schedule, "逐案 填写 问题、措施", "for each case fill in problem, measure"),
    form(
        Schedule,
        "逐案 填写 问题、措施，登记 本周已调度",
        "for each case fill in problem, measure, enter dispatched",
    ),
    form(Schedule, "缺席的，记为违规 缺席调度", "when a post is absent: record breach absence"),
    form(Schedule, "无案件的，记明", "when there is no case: note it down"),
    form(Schedule, "未召开的，记为违规 未按期调度", "when it is not held: record breach session_missed"),
];
