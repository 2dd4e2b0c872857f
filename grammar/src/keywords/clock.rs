//! 时限.

use super::Class::Clause;
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("statutory", Clause, &["法定"], &["statutory"]),
    word("promised", Clause, &["承诺"], &["promised"]),
    word("from", Clause, &["自"], &["from"]),
    glued("onward", Clause, &["起"], &["on"]),
    glued("instant_on", Clause, &["时起"], &["the instant of"]),
    word("until", Clause, &["至"], &["until"]),
    glued("ends", Clause, &["止"], &["is done"]),
    word("doing", Clause, &["作出"], &["doing"]),
    word("one_of", Clause, &["之一"], &["one of"]),
    word("extendable", Clause, &["可延长"], &["extendable"]),
    word("at_most", Clause, &["不超过", "最多"], &["at most"]),
    word("before_expiry_by", Clause, &["届满前由"], &["approved before expiry by"]),
    word("approve", Clause, &["批准"], &["approves"]),
    word("left", Clause, &["剩余"], &["is left", "are left"]),
    glued("expired", Clause, &["届满"], &["expired"]),
    word("no_statutory", Clause, &["无法定时限"], &["no statutory limit"]),
    word("last_day_off", Clause, &["末日遇休息日"], &["a last day off"]),
    word("rolls_on", Clause, &["顺延"], &["moves on to the next working day"]),
    word("rolls_back", Clause, &["提前"], &["moves back to the previous working day"]),
    word("rolls_not", Clause, &["不变"], &["stays"]),
    word("office_close", Clause, &["下班"], &["close of business"]),
    word("after_hours", Clause, &["下班后收到的"], &["what comes after hours"]),
    word("received_next", Clause, &["次一工作日收到"], &["counts as received on the next working day"]),
    word("midnight", Clause, &["二十四时"], &["midnight"]),
    word("count_anew", Clause, &["重新计算"], &["count anew"]),
    word("granted_extension", Clause, &["已批准的延长"], &["an extension granted"]),
    word("while_in", Clause, &["期间"], &["not counted while in"]),
    word("lapses", Clause, &["失效"], &["lapses"]),
    word("is_kept", Clause, &["保留"], &["is kept"]),
];
