//! 日程.

use super::Class::{BuiltIn, Clause};
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("every_month_on", Clause, &["每月"], &["every month on day"]),
    word("monday", BuiltIn, &["周一"], &["monday"]),
    word("tuesday", BuiltIn, &["周二"], &["tuesday"]),
    word("wednesday", BuiltIn, &["周三"], &["wednesday"]),
    word("thursday", BuiltIn, &["周四"], &["thursday"]),
    word("friday", BuiltIn, &["周五"], &["friday"]),
    word("saturday", BuiltIn, &["周六"], &["saturday"]),
    word("sunday", BuiltIn, &["周日"], &["sunday"]),
    word("days_off_as_usual", Clause, &["休息日照常"], &["days off as usual"]),
    word("days_off_move_on", Clause, &["休息日顺延"], &["days off move it on"]),
    word("days_off_move_back", Clause, &["休息日提前"], &["days off move it back"]),
    word("object", Clause, &["对象"], &["over cases where"]),
    word("convene", Clause, &["召集"], &["convened by"]),
    word("each_case", Clause, &["逐案"], &["for each case"]),
    word("absentee", Clause, &["缺席"], &["a post is absent"]),
    word("no_case", Clause, &["无案件"], &["there is no case"]),
    word("note_down", Clause, &["记明"], &["note it down"]),
    word("not_held", Clause, &["未召开"], &["it is not held"]),
];
