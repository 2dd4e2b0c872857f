//! 当事人: others than the applicant, what is served on them, and what they answer.

use super::Class::{BuiltIn, Clause};
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("one_party", Clause, &["一人"], &["one person or body"]),
    word("several_parties", Clause, &["多人"], &["several persons or bodies"]),
    word("named_in", Clause, &["名称为"], &["named in"]),
    word("consult", Clause, &["征求"], &["ask for the views of"]),
    word("each_party", BuiltIn, &["各方"], &["each party", "the parties"]),
    word("own_receipt", Clause, &["自其收到之日起"], &["from its own receipt"]),
    word("party_receives", BuiltIn, &["收到送达"], &["receives service"]),
    word("party_answers", BuiltIn, &["作出答复"], &["gives an answer"]),
    word("party_silent", BuiltIn, &["逾期未答复"], &["gives no answer in time"]),
    word("party_run_out", BuiltIn, &["期限届满"], &["has its period run out"]),
    word("all_received", BuiltIn, &["均已收到"], &["have all received service"]),
    word("all_answered", BuiltIn, &["均已答复"], &["have all answered"]),
    word("all_consented", BuiltIn, &["均已同意"], &["have all consented"]),
    word("all_run_out", BuiltIn, &["均已期满"], &["have all run out of time"]),
    word("consenting", BuiltIn, &["表示同意"], &["consenting"]),
    word("objecting", BuiltIn, &["表示不同意"], &["objecting"]),
];
