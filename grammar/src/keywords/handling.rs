//! Who does what in a place.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("by", Clause, &["由"], &["by", "held by"]),
    word("handle", Clause, &["办理"], &["handled by"]),
    word("follow", Clause, &["跟踪"], &["followed by"]),
    word("fill_in", Clause, &["填写"], &["fill in"]),
];
