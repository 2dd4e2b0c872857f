//! 登记信息, 认定标准.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("required_field", Clause, &["必填"], &["compulsory"]),
    word("personal", Clause, &["个人信息"], &["personal data"]),
    word("gets", Clause, &["得"], &["gives"]),
    word("any_value", Clause, &["任意"], &["any value"]),
    word("range", Clause, &["范围"], &["range"]),
];
