//! 结果.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("adverse", Clause, &["不利于申请人"], &["adverse to the applicant"]),
    word("document", Clause, &["文书"], &["document"]),
    word("remedies", Clause, &["救济"], &["remedies"]),
];
