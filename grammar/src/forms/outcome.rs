//! 结果.

use super::{Form, form};
use crate::parse::Entry::Outcome;

pub(super) const FORMS: &[Form] = &[
    form(Outcome, "不利于申请人", "adverse to the applicant"),
    form(Outcome, "文书 不予许可决定书", "document refusal_letter"),
    form(
        Outcome,
        "救济 行政复议 六十个自然日、行政诉讼 六个月",
        "remedies administrative reconsideration 60 calendar days, administrative litigation 6 months",
    ),
];
