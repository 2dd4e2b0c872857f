//! 会议: who meets, and how it is decided.

use super::Class::Clause;
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("compose", Clause, &["组成"], &["made up of"]),
    word("preside", Clause, &["主持"], &["chaired by"]),
    word("due_to_attend", Clause, &["应到"], &["those due"]),
    word("less", Clause, &["减去"], &["less"]),
    word("recused_number", Clause, &["回避人数"], &["the recused"]),
    word("attending", Clause, &["到会"], &["those present"]),
    word("in_favour", Clause, &["赞成"], &["those in favour"]),
    word("half", Clause, &["半数"], &["half"]),
    glued("parts", Clause, &["分之"], &["out of"]),
    word("tied", Clause, &["平票"], &["tied"]),
    word("vote_of", Clause, &["按"], &["by the vote of"]),
    word("too_few", Clause, &["到会不足"], &["too few are present"]),
    word("reconvene", Clause, &["改期"], &["reconvene within"]),
    word("still_too_few", Clause, &["仍不足"], &["if still too few"]),
];
