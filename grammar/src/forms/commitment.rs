//! 公开承诺.

use super::{Form, form};
use crate::parse::Entry::Commitment;

pub(super) const FORMS: &[Form] = &[
    form(Commitment, "办理期限 不超过 十个工作日", "handling at most 10 working days"),
    form(Commitment, "到场 不超过 一次", "visits at most 1 time"),
    form(Commitment, "即时办结", "done on the spot"),
    form(Commitment, "不收费", "free of charge"),
    form(
        Commitment,
        "收费 二十元，依据 《某省行政事业性收费目录》",
        "fee 20 yuan, under 《某省行政事业性收费目录》",
    ),
    form(Commitment, "不能兑现的，公开说明，道歉", "when not kept: explanation, apology"),
];
