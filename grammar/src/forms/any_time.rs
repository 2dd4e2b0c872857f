//! 随时.

use super::{Form, form};
use crate::parse::Entry::AnyTime;

pub(super) const FORMS: &[Form] = &[form(
    AnyTime,
    "申请人撤回的，办结，结果为 已撤回",
    "when applicant withdraws: close, result withdrawn",
)];
