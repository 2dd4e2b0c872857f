//! 公开承诺.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("visits", Clause, &["到场"], &["visits"]),
    word("done_on_the_spot", Clause, &["即时办结"], &["done on the spot"]),
    word("fee", Clause, &["收费"], &["fee"]),
    word("not_kept", Clause, &["不能兑现"], &["not kept"]),
];
