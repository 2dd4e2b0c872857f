//! 办结后.

use super::{Form, form};
use crate::parse::Entry::AfterClosing;

pub(super) const FORMS: &[Form] = &[form(
    AfterClosing,
    "结果 为 准予许可、不予许可 之一的，应当 自 作出之日 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，\
         依据 本机关规定（某人社规〔2020〕3号）",
    "when outcome is one of granted, refused: shall within 10 working days from day of decision by counter serve \
         applicant, obtain return_slip, under own rule (某人社规〔2020〕3号)",
)];
