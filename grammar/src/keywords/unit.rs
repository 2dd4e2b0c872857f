//! Units.

use super::Class::Unit;
use super::{Keyword, glued};

pub(super) const WORDS: &[Keyword] = &[
    glued("workday", Unit, &["个工作日", "工作日"], &["working days", "working day"]),
    glued("day", Unit, &["个自然日", "自然日"], &["calendar days", "calendar day"]),
    glued("hour", Unit, &["小时", "个小时"], &["hours", "hour"]),
    glued("office_minute", Unit, &["个办公分钟", "办公分钟"], &["office minutes", "office minute"]),
    glued("month", Unit, &["个月", "月"], &["months", "month"]),
    glued("year", Unit, &["年"], &["years", "year"]),
    glued("percent", Unit, &["百分之"], &["percent"]),
    glued("year_of_age", Unit, &["周岁"], &["years of age", "year of age"]),
    glued("bare_day", Unit, &["日", "天"], &["days", "day"]),
    glued("yuan", Unit, &["元"], &["yuan"]),
    glued("times", Unit, &["次"], &["times", "time"]),
    glued("branches", Unit, &["个分支"], &["branches"]),
    glued("persons", Unit, &["人"], &["persons", "person"]),
];
