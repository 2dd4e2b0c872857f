//! 责任.

use super::{Form, form};
use crate::parse::Entry::Custody;

pub(super) const FORMS: &[Form] = &[
    form(Custody, "自 接触 起，归 首先接触者", "from contact on, held by whoever is asked first"),
    form(Custody, "归 经办人", "held by officer"),
    form(Custody, "同时数人的，归 职级最高者", "when several are asked at once: held by the highest in rank"),
    form(Custody, "移交 经 签收 转移", "handed over on acknowledgement"),
    form(Custody, "签收 限 一个工作日", "acknowledgement within 1 working day"),
    form(
        Custody,
        "逾期未签收的，记为违规 移交无人签收，升级 其上级",
        "when not acknowledged in time: record breach unanswered_offer, escalate to own superior",
    ),
    form(
        Custody,
        "逾期未签收的，视为签收，依据 《某省政务服务条例》第三十六条",
        "when not acknowledged in time: deem acknowledged, under 《某省政务服务条例》第三十六条",
    ),
    form(
        Custody,
        "拒收的，说明 理由，限 二十四小时，依据 《某市政务服务条例》第五十条",
        "when turned down: explain the reasons, within 24 hours, under 《某市政务服务条例》第五十条",
    ),
    form(Custody, "拒收 满 两次的，升级 其上级", "when turned down 2 times: escalate to own superior"),
    form(Custody, "至 办结 止", "until closing"),
];
