//! 岗位.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("superior", Clause, &["上级"], &["superior"]),
    word("b_officer", Clause, &["B岗"], &["stand-in"]),
    word("first_inquiry", Clause, &["首问负责"], &["first inquiry"]),
    word("first_handling", Clause, &["首办负责"], &["first handling"]),
    word("risk", Clause, &["风险"], &["risk"]),
    word("out_of", Clause, &["从"], &["one holder of"]),
    word("by_lot", Clause, &["随机"], &["by lot"]),
    word("may_draw", Clause, &["可随机"], &["or by lot"]),
];
