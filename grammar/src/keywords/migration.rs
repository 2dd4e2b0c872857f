//! 新旧衔接.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("older_version", Clause, &["旧版"], &["older version"]),
    word("stays_old", Clause, &["按旧版办结"], &["is closed under the older version"]),
    word("dropped", Clause, &["不再使用"], &["is used no longer"]),
];
