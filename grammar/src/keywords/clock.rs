//! 时限.

use super::Class::Clause;
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("statutory", Clause, &["法定"], &["statutory"]),
    word("promised", Clause, &["承诺"], &["promised"]),
    word("from", Clause, &["自"], &["from"]),
    glued("onward", Clause, &["起"], &["on"]),
    word("until", Clause, &["至"], &["until"]),
    glued("ends", Clause, &["止"], &["is done"]),
    word("doing", Clause, &["作出"], &["doing"]),
    word("one_of", Clause, &["之一"], &["one of"]),
    word("extendable", Clause, &["可延长"], &["extendable"]),
    word("at_most", Clause, &["不超过"], &["at most"]),
    word("before_expiry_by", Clause, &["届满前由"], &["approved before expiry by"]),
    word("approve", Clause, &["批准"], &["approves"]),
    word("left", Clause, &["剩余"], &["is left", "are left"]),
    glued("expired", Clause, &["届满"], &["expired"]),
];
