//! 办结后.

use super::{Form, form};
use crate::parse::Entry::AfterClosing;

pub(super) const FORMS: &[Form] = &[
    form(
        AfterClosing,
        "结果 为 准予许可、不予许可 之一的，应当 自 作出之日 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，\
         依据 本机关规定（某人社规〔2020〕3号）",
        "when outcome is one of granted, refused: shall within 10 working days from day of decision by counter serve \
         applicant, obtain return_slip, under own rule (某人社规〔2020〕3号)",
    ),
    form(
        AfterClosing,
        "结果 为 准予许可的，应当 自 决定日 起 六十个工作日内 由 核查岗 事后核查 承诺事项，依据 本机关规定（某人社规〔2020〕3号），不合格的，书面告知 申请人，开启 撤销许可，届满的，记为违规 未核查，升级 厅领导",
        "when outcome is granted: shall within 60 working days from decided by verifier verify afterwards promise, under own rule (某人社规〔2020〕3号), when nonconforming: tell in writing applicant, open linked revocation, when expired: record breach unverified, escalate to head",
    ),
    form(
        AfterClosing,
        "结果 为 准予许可的，应当 至 年报日 止 由 许可处 报告 外单位 市场监管局",
        "when outcome is granted: shall until report_day by licensing report to outside body market_supervision",
    ),
    form(
        AfterClosing,
        "结果 为 准予许可的，但 涉及他人重大利益 为 否 的除外，应当 自 作出之日 起 三个月内 由 窗口岗 记入 许可台账",
        "when outcome is granted except when affects_others is no: shall within 3 months from day of decision by counter list in licences",
    ),
];
