//! 材料.

use super::Class::{Clause, Operator};
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("needed", Clause, &["必要"], &["needed"]),
    word("shared_from", Clause, &["共享自"], &["shared from"]),
    word("deferrable", Clause, &["可容缺"], &["may be deferred"]),
    word("period_of", Clause, &["期限"], &["period of"]),
    word("by_promise", Clause, &["以承诺代替"], &["may be replaced by a promise"]),
    word("copies", Clause, &["份数"], &["copies"]),
    glued("copy", Clause, &["份"], &["copy"]),
    word("deferred", Operator, &["容缺材料"], &["deferred materials"]),
    word("come_in", Operator, &["已补齐"], &["have come in"]),
    word("not_come_in", Operator, &["未补齐"], &["have not come in"]),
];
