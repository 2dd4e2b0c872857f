//! Who does what in a place.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("by", Clause, &["由"], &["by", "held by"]),
    word("handle", Clause, &["办理"], &["handled by"]),
    word("follow", Clause, &["跟踪"], &["followed by"]),
    word("countersign", Clause, &["会签"], &["countersigned by"]),
    word("countersign_in_turn", Clause, &["依次会签"], &["countersigned in turn by"]),
    word("sign_any_one", Clause, &["任一人签批"], &["signed by any one of"]),
    word("signers_differ", Clause, &["会签不一致"], &["the signers differ"]),
    word("fill_in", Clause, &["填写"], &["fill in"]),
];
