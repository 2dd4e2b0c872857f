//! 材料.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("needed", Clause, &["必要"], &["needed"]),
    word("shared_from", Clause, &["共享自"], &["shared from"]),
];
