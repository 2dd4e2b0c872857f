//! The forms of all clauses, one example each in both languages: what `grammar/README.md` shows, what messages offer,
//! and what a test parses.

use crate::parse::Entry;

/// One form of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it may stand.
    pub entry: Entry,
    /// In Chinese, without the end mark.
    pub zh: &'static str,
    /// In English, without the end mark.
    pub en: &'static str,
}

const fn form(entry: Entry, zh: &'static str, en: &'static str) -> Form {
    Form { entry, zh, en }
}

use Entry::{
    AfterClosing, AnyTime, Clock, Condition, Custody, Data, Head, Material, Organisation, Outcome, Place,
    Post, Procedure, Scenario,
};

/// All forms, by section.
pub const FORMS: &[Form] = &[
    form(Head, "引用 机构", "use bureau"),
    form(Head, "机构 某省人力资源和社会保障厅", "organisation bureau"),
    form(Head, "事项 劳务派遣经营许可", "procedure dispatch_licence"),
    form(Head, "制度 首问首办", "rule first_inquiry"),
    form(Head, "登记信息", "data"),
    form(Head, "条件 资本达标", "condition enough_capital"),
    form(Head, "岗位 窗口岗", "post counter"),
    form(Head, "责任 首问责任", "custody inquiry"),
    form(Head, "材料 营业执照", "material business_licence"),
    form(Head, "结果 准予许可", "outcome granted"),
    form(Head, "时限 办理期限", "clock handling"),
    form(Head, "环节 收件", "step intake"),
    form(Head, "等候 待补正", "wait supplement_due"),
    form(Head, "随时", "at any time"),
    form(Head, "随时，决定日 之前", "at any time before decided"),
    form(Head, "办结后", "after closing"),
    form(Head, "案例 春节前缺件", "scenario short_of_papers"),
    form(Organisation, "处室 劳动关系处、就业促进处", "division labour, employment"),
    form(Procedure, "简称 labour_dispatch_licence", "short name labour_dispatch_licence"),
    form(
        Procedure,
        "依据 《劳动合同法》第五十七条、《劳务派遣行政许可实施办法》",
        "under 《劳动合同法》第五十七条 and 《劳务派遣行政许可实施办法》",
    ),
    form(Procedure, "责任单位 劳动关系处", "unit in charge labour"),
    form(
        Procedure,
        "服务对象 自然人、法人、其他组织",
        "serves natural persons, legal persons, other organisations",
    ),
    form(Procedure, "办件类型 承诺件", "kind timed"),
    form(Procedure, "期日 收件日、受理日、决定日", "key dates received, accepted, decided"),
    form(Procedure, "咨询电话 12333", "enquiry phone 12333"),
    form(Procedure, "投诉电话 12345", "complaint phone 12345"),
    form(Procedure, "不收费", "free of charge"),
    form(Procedure, "生效 2020-01-01", "in force from 2020-01-01"),
    form(Procedure, "适用于 全部事项，在 首个环节 之前", "applies to all procedures, before the first step"),
    form(
        Procedure,
        "适用于 事项 labour_dispatch_licence、social_security_card",
        "applies to procedure labour_dispatch_licence, social_security_card",
    ),
    form(Data, "注册资本 金额，必填，由 申请人 填写", "capital money, compulsory, by applicant"),
    form(Data, "联系电话 文本，个人信息", "phone text, personal data"),
    form(Data, "难易 选项（一般、简易）", "weight choice (ordinary, simple)"),
    form(Data, "涉及他人重大利益 是否，由 审查岗 填写", "affects_others yes or no, by reviewer"),
    form(Data, "从业人数 整数", "staff integer"),
    form(Data, "开业日 日期", "opened date"),
    form(Condition, "注册资本 不少于 二百万元", "capital at least 2000000 yuan"),
    form(Condition, "类别 为 甲、乙 之一", "class is one of a, b"),
    form(
        Condition,
        "开业日 早于 2020-01-01 且 从业人数 超过 5",
        "opened earlier than 2020-01-01 and staff more than 5",
    ),
    form(Condition, "注册资本 已填 或 符合 免审", "capital is filled or meets exempt"),
    form(Post, "由 陈岚、吴静", "held by Chen, Wu"),
    form(Post, "B岗 冯雪", "stand-in Feng"),
    form(Post, "上级 处长", "superior director"),
    form(Post, "首问负责", "first inquiry"),
    form(Post, "首办负责", "first handling"),
    form(Post, "风险 高", "risk high"),
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
    form(Material, "必要", "needed"),
    form(Material, "共享自 市场监管库", "shared from registry"),
    form(Material, "依据 《劳务派遣行政许可实施办法》", "under 《劳务派遣行政许可实施办法》"),
    form(Outcome, "不利于申请人", "adverse to the applicant"),
    form(Outcome, "文书 不予许可决定书", "document refusal_letter"),
    form(
        Outcome,
        "救济 行政复议 六十个自然日、行政诉讼 六个月",
        "remedies administrative reconsideration 60 calendar days, administrative litigation 6 months",
    ),
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
    form(Clock, "至 决定日 止", "until decided"),
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
    form(
        Clock,
        "承诺 届满的，记为违规 违诺，升级 其上级",
        "when promised expired: record breach broken_promise, escalate to own superior",
    ),
    form(Place, "由 窗口岗 办理", "handled by counter"),
    form(Place, "由 窗口岗 跟踪", "followed by counter"),
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
    form(AnyTime, "申请人撤回的，办结，结果为 已撤回", "when applicant withdraws: close, result withdrawn"),
    form(
        AfterClosing,
        "结果 为 准予许可、不予许可 之一的，应当 自 作出之日 起 十个工作日内 由 窗口岗 送达 申请人，取得 送达回证，\
         依据 本机关规定（某人社规〔2020〕3号）",
        "when outcome is one of granted, refused: shall within 10 working days from day of decision by counter serve \
         applicant, obtain return_slip, under own rule (某人社规〔2020〕3号)",
    ),
    form(
        Scenario,
        "2024-02-07 10:20，申请人 提交，注册资本 200万元，附 营业执照、验资报告",
        "2024-02-07 10:20, applicant submit, capital 2000000 yuan, attach business_licence and capital_report",
    ),
    form(
        Scenario,
        "2024-02-07 10:40，陈岚（窗口岗）在 收件 结论 属本机关，核对 验资报告 缺、营业执照 合格",
        "2024-02-07 10:40, Chen (counter) in intake conclude ours, check capital_report missing and \
         business_licence conforming",
    ),
    form(
        Scenario,
        "2024-02-08 09:00，申请人 补齐，附 验资报告",
        "2024-02-08 09:00, applicant supplement, attach capital_report",
    ),
    form(Scenario, "2024-02-08 09:00，申请人 撤回", "2024-02-08 09:00, applicant withdraw"),
    form(
        Scenario,
        "2024-02-08 09:10，陈岚（窗口岗）核对 无缺，完成",
        "2024-02-08 09:10, Chen (counter) check nothing missing, complete",
    ),
    form(
        Scenario,
        "2024-02-08 09:10，陈岚（窗口岗）更正 注册资本 300万元",
        "2024-02-08 09:10, Chen (counter) correct capital 3000000 yuan",
    ),
    form(
        Scenario,
        "2024-02-08 09:20，郑凯（审查岗）说明 理由，登记 听证结束",
        "2024-02-08 09:20, Zheng (reviewer) explain the reasons, enter heard",
    ),
    form(
        Scenario,
        "2024-02-08 09:30，陈岚（窗口岗）一次性告知 验资报告、营业执照",
        "2024-02-08 09:30, Chen (counter) notify once capital_report and business_licence",
    ),
    form(
        Scenario,
        "2024-02-08 09:40，褚伟（厅领导）延长 办理期限 十个工作日",
        "2024-02-08 09:40, Chu (head) extend handling 10 working days",
    ),
    form(
        Scenario,
        "2024-02-08 09:50，陈岚（窗口岗）转办 吴静",
        "2024-02-08 09:50, Chen (counter) transfer Wu",
    ),
    form(Scenario, "2024-02-08 10:00，陈岚（窗口岗）送达", "2024-02-08 10:00, Chen (counter) serve"),
    form(
        Scenario,
        "2024-02-07 08:00，目录 冯雪 任 审查岗 B岗",
        "2024-02-07 08:00, directory Feng takes reviewer stand-in",
    ),
    form(
        Scenario,
        "2024-02-07 08:00，目录 郑凯 免 审查岗",
        "2024-02-07 08:00, directory Zheng leaves reviewer",
    ),
    form(
        Scenario,
        "2024-02-07 08:00，目录 郑凯 缺勤 至 2024-03-05",
        "2024-02-07 08:00, directory Zheng absent until 2024-03-05",
    ),
    form(
        Scenario,
        "2024-02-07 08:00，目录 郑凯 委托 冯雪 代行 审查岗 至 2024-03-05",
        "2024-02-07 08:00, directory Zheng delegates reviewer to Feng until 2024-03-05",
    ),
    form(Scenario, "2024-02-07 08:00，目录 郑凯 回避", "2024-02-07 08:00, directory Zheng is recused"),
    form(
        Scenario,
        "2024-02-07 10:20，补录于 2024-02-08 09:00，核对人 吴静（窗口岗），陈岚（窗口岗）登记 听证结束",
        "2024-02-07 10:20, entered late at 2024-02-08 09:00, second person Wu (counter), Chen (counter) enter heard",
    ),
    form(
        Scenario,
        "2024-02-07 10:20，申请人 提交，同时在场 吴静（窗口岗）、郑凯（审查岗）",
        "2024-02-07 10:20, applicant submit, also present Wu (counter) and Zheng (reviewer)",
    ),
    form(
        Scenario,
        "2024-02-07 10:30，陈岚（窗口岗）移交 首问责任 给 吴静（窗口岗）",
        "2024-02-07 10:30, Chen (counter) offer inquiry to Wu (counter)",
    ),
    form(
        Scenario,
        "2024-02-07 10:40，吴静（窗口岗）签收 首问责任",
        "2024-02-07 10:40, Wu (counter) acknowledge inquiry",
    ),
    form(
        Scenario,
        "2024-02-07 10:40，吴静（窗口岗）拒收 首问责任，说明 理由",
        "2024-02-07 10:40, Wu (counter) turn down inquiry, explain the reasons",
    ),
    form(
        Scenario,
        "2024-02-07 10:40，陈岚（窗口岗）上报 首问责任",
        "2024-02-07 10:40, Chen (counter) refer upward inquiry",
    ),
    form(
        Scenario,
        "2024-02-07 10:50，褚伟（窗口负责人）指定 首问责任 归 吴静（窗口岗）",
        "2024-02-07 10:50, Chu (head) assign inquiry to Wu (counter)",
    ),
    form(
        Scenario,
        "2024-02-07 10:50，褚伟（窗口负责人）接任 首办责任人 归 吴静（窗口岗）",
        "2024-02-07 10:50, Chu (head) hand on first handler to Wu (counter)",
    ),
    form(
        Scenario,
        "2024-02-07 10:50，陈岚（窗口岗）在 受理 开启 所问事项 作为 labour_dispatch_licence，注册资本 200万元，附 营业执照",
        "2024-02-07 10:50, Chen (counter) in intake open linked matter as labour_dispatch_licence, capital 2000000 yuan, attach business_licence",
    ),
    form(Scenario, "转看 所问事项", "turn to matter"),
    form(Scenario, "转看 本件", "turn to this case"),
    form(Scenario, "至 2024-02-21 00:00", "until 2024-02-21 00:00"),
    form(Scenario, "应在 审查", "must be in review"),
    form(Scenario, "应已办结，结果为 准予许可", "must be closed, result granted"),
    form(Scenario, "受理日 应为 2024-02-07", "accepted must be 2024-02-07"),
    form(
        Scenario,
        "应有违规 未一次性告知，责任 陈岚（窗口岗）",
        "must have breach unnotified, answered by Chen (counter)",
    ),
    form(Scenario, "应有违规 未一次性告知，责任 窗口岗", "must have breach unnotified, answered by counter"),
    form(Scenario, "不应有违规 超期", "must have no breach overdue"),
    form(
        Scenario,
        "办理期限 承诺 应届满于 2024-02-27 24:00",
        "handling promised must fall due at 2024-02-27 24:00",
    ),
    form(Scenario, "应被拒绝 NOT_HOLDER", "must be refused NOT_HOLDER"),
    form(Scenario, "应被拒绝并记录", "must be refused on record"),
    form(Scenario, "应已出具 受理通知书", "must have issued notice"),
    form(Scenario, "首问责任 应归 陈岚（窗口岗）", "inquiry must be held by Chen (counter)"),
    form(Scenario, "应已开启 所问事项", "must have opened matter"),
    form(Scenario, "应有冲突 告知期限", "must have conflict notice"),
    form(Scenario, "应已送达", "must be served"),
    form(Scenario, "应未送达", "must not be served"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keywords::Tongue;
    use crate::parse::{Node, Rule, parse};
    use std::collections::BTreeSet;

    fn walk(node: &Node<'_>, seen: &mut BTreeSet<Rule>, tongues: &mut BTreeSet<Tongue>) {
        seen.insert(node.rule());
        if let Some((_, tongue)) = node.keyword() {
            tongues.insert(tongue);
        }
        for child in node.children() {
            walk(&child, seen, tongues);
        }
    }

    #[test]
    fn every_form_is_read_and_keeps_to_its_language() {
        for form in FORMS {
            for (text, tongue) in [(form.zh, Tongue::Chinese), (form.en, Tongue::English)] {
                let node = parse(form.entry, text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
                let (mut seen, mut tongues) = (BTreeSet::new(), BTreeSet::new());
                walk(&node, &mut seen, &mut tongues);
                tongues.remove(&tongue);
                assert!(tongues.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn the_forms_show_every_clause_and_the_readme_shows_every_form() {
        let mut seen = BTreeSet::new();
        for form in FORMS {
            for text in [form.zh, form.en] {
                walk(&parse(form.entry, text).unwrap(), &mut seen, &mut BTreeSet::new());
            }
        }
        let missing: Vec<&Rule> = Rule::all_rules()
            .iter()
            .filter(|rule| {
                let name = format!("{rule:?}");
                ["c_", "s_", "t_", "w_", "d_", "x_"].iter().any(|prefix| name.starts_with(prefix))
            })
            .filter(|rule| !seen.contains(rule))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        let readme = include_str!("../README.md");
        for form in FORMS {
            for text in [form.zh, form.en] {
                assert!(readme.contains(&format!("`{text}`")), "not in README.md: {text}");
            }
        }
    }
}
