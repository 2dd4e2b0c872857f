//! 环节, 等候.

use super::{Form, form};
use crate::parse::Entry::Place;

pub(super) const FORMS: &[Form] = &[
    form(Place, "由 窗口岗 办理", "handled by counter"),
    form(Place, "由 窗口岗 跟踪", "followed by counter"),
    form(Place, "由 法规处、财务处 会签", "countersigned by legal, finance"),
    form(Place, "由 科长、处长 依次会签", "countersigned in turn by section_head, division_head"),
    form(Place, "由 审核岗 任一人签批", "signed by any one of reviewers"),
    form(Place, "会签不一致的，结论 不同意", "when the signers differ: conclude refuse"),
    form(Place, "由 审核小组 组成，组长 主持", "made up of panel, chaired by chair"),
    form(Place, "应到 减去 回避人数", "those due less the recused"),
    form(Place, "到会 不少于 三分之二", "those present at least 2 out of 3"),
    form(Place, "赞成 超过 到会 半数的，准予", "when those in favour more than half of those present: grant"),
    form(Place, "平票的，按 组长 意见", "when tied: by the vote of chair"),
    form(Place, "平票的，不予", "when tied: refuse"),
    form(
        Place,
        "到会不足的，三个工作日内 改期，不超过 两次，仍不足的，不予",
        "when too few are present: reconvene within 3 working days, at most 2 times, if still too few, refuse",
    ),
    form(Place, "由 公示岗 发布", "posted by publicity"),
    form(Place, "公开 姓名、工种", "disclose full_name, trade"),
    form(Place, "不少于 五个工作日", "at least 5 working days"),
    form(Place, "恢复时 剩余期间续计", "on resumption the rest of the period runs on"),
    form(Place, "恢复时 重新计算", "on resumption count anew"),
    form(Place, "收到举报的，暂停，转入 举报核查", "when reported: pause, go to inquiry"),
    form(Place, "期满无异议的，转入 决定", "when unopposed to the end: go to decision"),
    form(
        Place,
        "首次进入时，记 收件日，出具 收件凭证",
        "on first entry: record date received, issue receipt",
    ),
    form(Place, "进入时，催办 经办人", "on entry: urge officer"),
    form(Place, "结论 意见：准予、不予", "conclude opinion: grant, refuse"),
    form(Place, "结论 评语：好、差，仅供记录", "conclude remark: good, bad, for the record only"),
    form(Place, "填写 涉及他人重大利益", "fill in affects_others"),
    form(Place, "待 申请人补齐", "awaiting applicant supplements"),
    form(Place, "待 下列之一：听证结束、申请人撤回", "awaiting one of these: heard, applicant withdraws"),
    form(
        Place,
        "意见 为 准予 且 材料齐全的，受理，记 受理日，出具 受理通知书，转入 审查",
        "when opinion is grant and materials complete: accept, record date accepted, issue notice, go to review",
    ),
    form(
        Place,
        "完成时，一次性告知 全部缺项，出具 补正通知书，转入 待补正",
        "on completion: notify once all gaps, issue notice, go to supplement_due",
    ),
    form(
        Place,
        "待 下列之一：所问事项 已办结、所问事项 未能开启",
        "awaiting one of these: matter has been decided, matter could not be opened",
    ),
    form(Place, "所问事项 已办结的，转入 回复", "when matter has been decided: go to reply"),
    form(
        Place,
        "去向 为 本机关的，开启 所问事项，转入 待办结",
        "when route is ours: open linked matter, go to underway",
    ),
    form(
        Place,
        "处理 为 转办的，转为承诺件，理由为 转办理由，书面告知 申请人，转入 待制卡",
        "when ruling is convert: convert to a timed item, for the reason convert_reason, tell in writing applicant, go to card_due",
    ),
    form(Place, "继承人参加的，回到 中断前环节", "when heir_joins: go back to the interrupted step"),
    form(Place, "其他情形，退回 收件 补充后送回", "otherwise: return to intake to resume"),
    form(
        Place,
        "材料不齐的，不予受理，依据 《行政许可法》第三十二条，办结，结果为 非本机关事项",
        "when materials incomplete: decline, under 《行政许可法》第三十二条, close, result not_ours",
    ),
    form(
        Place,
        "听证结束的，受理日 定为 补正日，转入 决定",
        "when heard: accepted set to supplemented, go to decision",
    ),
    form(
        Place,
        "届满的，视为撤回，依据待核，办结，结果为 已撤回",
        "when expired: deem withdrawn, basis to be verified, close, result withdrawn",
    ),
    form(
        Place,
        "届满的，升级 其上级，继续等候，每 五个工作日 再次 升级",
        "when expired: escalate to own superior, keep waiting, every 5 working days escalate again",
    ),
    form(
        Place,
        "剩余 一个工作日的，书面告知 申请人，催办 经办人",
        "when 1 working day is left: tell in writing applicant, urge officer",
    ),
    form(
        Place,
        "决定 与 意见 不一致的，应当 说明 理由",
        "when verdict differs from opinion: shall explain the reasons",
    ),
    form(
        Place,
        "不符合 资本达标 的，不得 结论 准予",
        "when does not meet enough_capital: may not conclude grant",
    ),
    form(Place, "内部时限 三个工作日", "internal limit 3 working days"),
    form(Place, "最长 二十个工作日", "no longer than 20 working days"),
    form(
        Place,
        "期限由 补正通知书 载明，不少于 十个工作日",
        "period stated in notice, at least 10 working days",
    ),
    form(Place, "照常计入", "counted as usual"),
    form(
        Place,
        "不计入 办理期限，不超过 二十个工作日，事由 听证，书面告知 申请人，依据 《行政许可法》第四十五条",
        "not counted in handling, at most 20 working days, because of hearing, tell in writing applicant, under \
         《行政许可法》第四十五条",
    ),
    form(Place, "不计入 办理期限 的 承诺", "not counted in handling promised"),
    form(Place, "与 审查 不得为同一人", "not the same person as review"),
    form(Place, "允许 当场更正、转办", "allow correction on the spot, transfer"),
    form(
        Place,
        "符合下列 之一 的，办结，结果为 不予许可：（一）意见 为 不予；（二）材料不齐",
        "when any of the following: close, result refused: (1) opinion is refuse; (2) materials incomplete",
    ),
];
