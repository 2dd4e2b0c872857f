//! 环节, 等候, and the joints of their clauses.

use super::Class::Clause;
use super::{Keyword, glued, word};

pub(super) const WORDS: &[Keyword] = &[
    word("on_entry", Clause, &["进入时"], &["on entry"]),
    word("on_first_entry", Clause, &["首次进入时"], &["on first entry"]),
    word("on_completion", Clause, &["完成时"], &["on completion"]),
    word("otherwise", Clause, &["其他情形"], &["otherwise"]),
    word("conclude", Clause, &["结论"], &["conclude"]),
    word("allow", Clause, &["允许"], &["allow"]),
    word("correct_on_spot", Clause, &["当场更正"], &["correction on the spot"]),
    word("transfer", Clause, &["转办"], &["transfer"]),
    word("internal_limit", Clause, &["内部时限"], &["internal limit"]),
    word("await", Clause, &["待"], &["awaiting"]),
    word("period_stated_in", Clause, &["期限由"], &["period stated in"]),
    word("state", Clause, &["载明"], &["stated"]),
    word("longest", Clause, &["最长"], &["no longer than"]),
    word("excluded", Clause, &["不计入"], &["not counted in"]),
    word("counted", Clause, &["照常计入"], &["counted as usual"]),
    word("cause", Clause, &["事由"], &["because of"]),
    word("every", Clause, &["每"], &["every"]),
    word("again", Clause, &["再次"], &["escalate again"]),
    word("may_not", Clause, &["不得"], &["may not"]),
    word("shall", Clause, &["应当"], &["shall"]),
    word("with", Clause, &["与"], &["with"]),
    word("same_person", Clause, &["不得为同一人"], &["not the same person as"]),
    word("for_record", Clause, &["仅供记录"], &["for the record only"]),
    word("following", Clause, &["下列之一"], &["one of these"]),
    glued("within", Clause, &["内"], &["within"]),
    glued("when", Clause, &["的"], &["when"]),
    word("comment", Clause, &["注"], &["note"]),
    word("before", Clause, &["之前"], &["before"]),
];
