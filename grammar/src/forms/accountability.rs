//! 责任追究.

use super::{Form, form};
use crate::parse::Entry::Accountability;

pub(super) const FORMS: &[Form] = &[
    form(Accountability, "依据 《某县效能问责办法》第十四条", "under 《某县效能问责办法》第十四条"),
    form(Accountability, "每 年度 按 责任人 计次", "counted every calendar year by whoever answers"),
    form(Accountability, "超期、违诺的，提醒", "when overdue, broken_promise: reminder"),
    form(
        Accountability,
        "内部时限逾期 满 三次的，约谈，扣 二分，依据 本机关规定（某人社规〔2020〕3号）",
        "when internal limit overdue reaches 3 times: talk, deduct 2 points, under own rule (某人社规〔2020〕3号)",
    ),
    form(
        Accountability,
        "任何违规 满 五次的，移送 监察室，对 其上级 约谈",
        "when any breach reaches 5 times: send on to supervision, talk against own superior",
    ),
];
