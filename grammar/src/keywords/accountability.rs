//! 责任追究.

use super::Class::{BuiltIn, Clause, Unit};
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("calendar_year", BuiltIn, &["年度"], &["calendar year"]),
    word("calendar_quarter", BuiltIn, &["季度"], &["calendar quarter"]),
    word("calendar_month", BuiltIn, &["月度"], &["calendar month"]),
    word("whoever_answers", BuiltIn, &["责任人"], &["whoever answers"]),
    word("tally", Clause, &["计次"], &["counted"]),
    word("any_breach", BuiltIn, &["任何违规"], &["any breach"]),
    word("second_notice", BuiltIn, &["再次告知"], &["second notice"]),
    word("internal_overdue", BuiltIn, &["内部时限逾期"], &["internal limit overdue"]),
    word("duty_overdue", BuiltIn, &["逾期未履行"], &["not done in time"]),
    word("deduct", Clause, &["扣"], &["deduct"]),
    glued("points", Unit, &["分"], &["points", "point"]),
    word("send_on", Clause, &["移送"], &["send on to"]),
    word("against", Clause, &["对"], &["against"]),
    word("consequence", Clause, &["予以"], &["with the consequence"]),
];
