//! Section heads.

use super::Class::Section;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("use", Section, &["引用"], &["use"]),
    word("organisation", Section, &["机构"], &["organisation"]),
    word("procedure", Section, &["事项"], &["procedure"]),
    word("rule", Section, &["制度"], &["rule"]),
    word("data", Section, &["登记信息"], &["data"]),
    word("condition", Section, &["条件"], &["condition"]),
    word("table", Section, &["认定标准"], &["decision table"]),
    word("party", Section, &["当事人"], &["party"]),
    word("post", Section, &["岗位"], &["post"]),
    word("assign", Section, &["指定"], &["appointment", "assign"]),
    word("custody", Section, &["责任"], &["custody", "answered by"]),
    word("accountability", Section, &["责任追究"], &["accountability"]),
    word("commitment", Section, &["公开承诺"], &["commitment"]),
    word("migration", Section, &["新旧衔接"], &["migration"]),
    word("schedule", Section, &["日程"], &["schedule"]),
    word("material", Section, &["材料"], &["material"]),
    word("outcome", Section, &["结果"], &["outcome"]),
    word("clock", Section, &["时限"], &["clock"]),
    word("step", Section, &["环节"], &["step"]),
    word("wait", Section, &["等候"], &["wait"]),
    word("meeting", Section, &["会议"], &["meeting"]),
    word("posting", Section, &["公示"], &["posting"]),
    word("parallel", Section, &["并行"], &["parallel"]),
    word("after_closing", Section, &["办结后"], &["after closing"]),
    word("any_time", Section, &["随时"], &["at any time"]),
    word("scenario", Section, &["案例"], &["scenario"]),
];
