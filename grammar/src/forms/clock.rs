//! 时限.

use super::{Form, form};
use crate::parse::Entry::Clock;

pub(super) const FORMS: &[Form] = &[
    form(
        Clock,
        "五个工作日，自 收件日 起，依据 《行政许可法》第三十二条",
        "5 working days, from received, under 《行政许可法》第三十二条",
    ),
    form(
        Clock,
        "法定 二十个工作日，自 受理日 起，依据 《行政许可法》第四十二条",
        "statutory 20 working days, from accepted, under 《行政许可法》第四十二条",
    ),
    form(Clock, "承诺 十个工作日", "promised 10 working days"),
    form(Clock, "承诺 当日，自 收件日 起", "promised that day, from received"),
    form(
        Clock,
        "五个工作日，开庭日 之前，依据 《劳动争议调解仲裁法》第三十五条",
        "5 working days, before hearing_day, under 《劳动争议调解仲裁法》第三十五条",
    ),
    form(
        Clock,
        "二十四小时，自 接报 时起，依据 《某省突发事件应对条例》第十二条",
        "24 hours, from the instant of reported, under 《某省突发事件应对条例》第十二条",
    ),
    form(Clock, "承诺 至 完成日期，自 交办日 起", "promised not later than finish_by, from assigned"),
    form(Clock, "无法定时限", "no statutory limit"),
    form(Clock, "末日遇休息日 顺延", "a last day off moves on to the next working day"),
    form(Clock, "末日遇休息日 提前", "a last day off moves back to the previous working day"),
    form(Clock, "末日遇休息日 不变", "a last day off stays"),
    form(Clock, "至 下班 止", "until close of business"),
    form(Clock, "至 二十四时 止", "until midnight"),
    form(
        Clock,
        "下班后收到的 次一工作日收到",
        "what comes after hours counts as received on the next working day",
    ),
    form(Clock, "至 决定日 止", "until decided"),
    form(Clock, "至 出具 裁决书、调解书 之一 止", "until issuing one of award, settlement"),
    form(Clock, "追加当事人的，重新计算", "when party_added: count anew"),
    form(
        Clock,
        "申请人补齐的，重新计算，已批准的延长 失效",
        "when applicant supplements: count anew, an extension granted lapses",
    ),
    form(
        Clock,
        "追加当事人的，重新计算，已批准的延长 保留",
        "when party_added: count anew, an extension granted is kept",
    ),
    form(
        Clock,
        "不计入：听证、鉴定 期间，不超过 三十个自然日，依据 《行政许可法》第四十五条",
        "not counted while in hearing and appraisal, at most 30 calendar days, under 《行政许可法》第四十五条",
    ),
    form(
        Clock,
        "承诺 不计入：公示 期间，事由 公示，书面告知 申请人",
        "promised not counted while in posting, because of posting, tell in writing applicant",
    ),
    form(
        Clock,
        "至 作出 受理、不予受理、一次性告知 之一 止",
        "until doing one of accept, decline, notify once",
    ),
    form(Clock, "至 作出 转为承诺件 止", "until doing convert to a timed item"),
    form(
        Clock,
        "可延长 一次，不超过 十个工作日，届满前由 厅领导 批准，书面告知 申请人 理由，依据 《行政许可法》第四十二条",
        "extendable 1 time, at most 10 working days, approved before expiry by head, tell in writing applicant the \
         reasons, under 《行政许可法》第四十二条",
    ),
    form(Clock, "剩余 两个工作日的，催办 经办人", "when 2 working days are left: urge officer"),
    form(Clock, "承诺 剩余 百分之二十的，催办 经办人", "when promised 20 percent is left: urge officer"),
    form(
        Clock,
        "届满的，申请人 可以 起诉，依据 《劳动争议调解仲裁法》第二十九条",
        "when expired: applicant may sue, under 《劳动争议调解仲裁法》第二十九条",
    ),
    form(
        Clock,
        "届满的，不得再提出 反申请，依据 《劳动人事争议仲裁办案规则》第三十六条",
        "when expired: no longer admits counterclaim, under 《劳动人事争议仲裁办案规则》第三十六条",
    ),
    form(
        Clock,
        "承诺 届满的，记为违规 违诺，升级 其上级",
        "when promised expired: record breach broken_promise, escalate to own superior",
    ),
];
