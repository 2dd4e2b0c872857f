//! 责任.

use super::Class::{BuiltIn, Clause};
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("contact", BuiltIn, &["接触"], &["contact"]),
    word("belongs", Clause, &["归", "给"], &["to"]),
    word("first_contact", BuiltIn, &["首先接触者"], &["whoever is asked first"]),
    word("several_at_once", Clause, &["同时数人"], &["several are asked at once"]),
    word("highest_rank", BuiltIn, &["职级最高者"], &["the highest in rank"]),
    word("offer", Clause, &["移交"], &["offer"]),
    word("handed_over_on", Clause, &["经"], &["handed over on"]),
    word("acknowledge", Clause, &["签收"], &["acknowledge", "acknowledgement"]),
    word("passes", Clause, &["转移"], &["passes"]),
    word("limited_to", Clause, &["限"], &["limited to"]),
    word("unanswered", Clause, &["逾期未签收"], &["not acknowledged in time"]),
    word("turn_down", Clause, &["拒收"], &["turn down", "turned down"]),
    word("reaches", Clause, &["满"], &["reaches"]),
];
