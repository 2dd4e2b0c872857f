//! 指定.

use super::{Form, form};
use crate::parse::Entry::{Appointment, Place, Scenario};

pub(super) const FORMS: &[Form] = &[
    form(Appointment, "从 领导岗 一人", "one holder of leaders"),
    form(Appointment, "从 领导岗 一人，可随机", "one holder of leaders, or by lot"),
    form(Appointment, "从 仲裁员岗 随机 一人", "one holder of arbitrators, by lot"),
    form(Place, "指定 包案领导", "assign case_leader"),
    form(
        Scenario,
        "2024-03-01 10:00，周正（局长）指定 包案领导 归 郑凯（领导岗）",
        "2024-03-01 10:00, Zhou (head) assign case_leader to Zheng (leaders)",
    ),
    form(
        Scenario,
        "2024-03-01 10:00，周正（局长）随机 指定 包案领导",
        "2024-03-01 10:00, Zhou (head) by lot assign case_leader",
    ),
];
