//! 案例.

use super::{Form, form};
use crate::parse::Entry::Scenario;

pub(super) const FORMS: &[Form] = &[
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
    form(
        Scenario,
        "2024-02-08 09:55，郑凯（审查岗）在 审查 退回 收件，说明 理由",
        "2024-02-08 09:55, Zheng (reviewer) in review return to intake, explain the reasons",
    ),
    form(
        Scenario,
        "2024-05-08 10:00，卫东（核查岗）事后核查 承诺事项 不合格",
        "2024-05-08 10:00, Wei (verifier) verify afterwards promise nonconforming",
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
    form(
        Scenario,
        "2024-02-08 09:10，陈岚（窗口岗）填写 共同申请人 张三、李四，缴费年限 九年",
        "2024-02-08 09:10, Chen (counter) fill in co_applicants Zhang and Li, contributed 9 years",
    ),
    form(Scenario, "转看 所问事项", "turn to matter"),
    form(Scenario, "转看 本件", "turn to this case"),
    form(Scenario, "至 2024-02-21 00:00", "until 2024-02-21 00:00"),
    form(Scenario, "应在 审查", "must be in review"),
    form(Scenario, "应已办结，结果为 准予许可", "must be closed, result granted"),
    form(Scenario, "核定月数 应为 二十四个月", "granted must be 24 months"),
    form(Scenario, "受理日 应为 2024-02-07", "accepted must be 2024-02-07"),
    form(
        Scenario,
        "应有违规 未一次性告知，责任 陈岚（窗口岗）",
        "must have breach unnotified, answered by Chen (counter)",
    ),
    form(Scenario, "应有违规 未一次性告知，责任 窗口岗", "must have breach unnotified, answered by counter"),
    form(
        Scenario,
        "应有违规 超期，责任 窗口岗，予以 约谈",
        "must have breach overdue, answered by counter, with the consequence talk",
    ),
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
    form(Scenario, "应已抄送 市教育局", "must be copied to education"),
    form(Scenario, "应已报告 厅领导", "must be reported to head"),
    form(Scenario, "应已书面告知 申请人", "must have told applicant"),
    form(Scenario, "应已送达 申请人", "must be served applicant"),
    form(Scenario, "应已记入 许可台账", "must be listed in licences"),
    form(Scenario, "应已送达", "must be served"),
    form(Scenario, "应未送达", "must not be served"),
];
