//! Rules over other procedures, slots of responsibility, linked cases, and immediate items that are converted: each
//! sample with one thing changed, what is underlined, and that nothing else is said.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen_compile::scenario::{Deed, DirectoryDeed, Expected, Person, Say, Slot};
use shouwen_compile::{Compilation, Compiled, NoLibrary, compile, dot, explain};
use shouwen_model::form::Scope;
use shouwen_syntax::render::{Style, terminal};
use shouwen_syntax::testing::{one_source, underlined};
use shouwen_syntax::{Language, apply_fixes, fmt_to};
use std::collections::BTreeSet;

const RULE: &str = include_str!("data/首问.proc");
const CARD: &str = include_str!("data/制卡.proc");

fn compiled(text: &str) -> Compilation {
    compile("x.proc", text.as_bytes(), &NoLibrary)
}

fn procedure(text: &str) -> Compiled {
    let mut out = compiled(text);
    assert!(out.diagnostics.is_empty(), "{:#?}", out.diagnostics.clone().sorted());
    out.procedures.remove(0)
}

#[track_caller]
fn says(text: &str, changes: &[(&str, &str)], expected: &[(&str, &str)]) {
    let mut changed = text.to_owned();
    for (from, to) in changes {
        assert_eq!(changed.matches(from).count(), 1, "{from} must stand once");
        changed = changed.replace(from, to);
    }
    let out = compiled(&changed);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, words)| (*code, words.as_str())).collect();
    assert_eq!(found, expected, "{changes:?}");
}

#[test]
fn both_samples_are_sound_in_both_languages() {
    for text in [RULE, CARD] {
        let chinese = procedure(text);
        let (sources, id) = one_source("x.proc", text);
        let english = fmt_to(sources.get(id).unwrap(), Some(Language::English)).unwrap();
        assert_eq!(procedure(&english).hash, chinese.hash);
        let (sources, id) = one_source("x.proc", &english);
        assert_eq!(fmt_to(sources.get(id).unwrap(), Some(Language::Chinese)).unwrap(), text);
    }
}

#[test]
fn they_are_told_and_drawn() {
    for (name, text) in [("rule", RULE), ("card", CARD)] {
        let compiled = procedure(text);
        let told = [Language::Chinese, Language::English].map(|language| explain(&compiled, language));
        insta::assert_snapshot!(format!("{name}_told"), told.join("\n----\n"));
        insta::assert_snapshot!(format!("{name}_drawn"), dot(&compiled));
    }
}

#[test]
fn a_rule_says_where_it_holds_and_a_procedure_does_not() {
    assert_eq!(procedure(RULE).form.item.rule, Some(Scope::All));
    let named = RULE.replace("适用于 全部事项，在 首个环节 之前", "适用于 事项 card、licence");
    let of = vec!["card".to_owned(), "licence".to_owned()];
    assert_eq!(procedure(&named).form.item.rule, Some(Scope::Named { of }));
    assert_eq!(procedure(CARD).form.item.rule, None);
    let line = "  适用于 全部事项，在 首个环节 之前；\n";
    says(RULE, &[(line, "")], &[("L006", "制度 首问首办")]);
    says(RULE, &[("适用于 全部事项，在 首个环节 之前", "适用于 事项 Card")], &[("D206", "Card")]);
    says(
        CARD,
        &[("办件类型 即办件；", "办件类型 即办件；\n  适用于 全部事项；")],
        &[("L007", "适用于 全部事项")],
    );
    says(
        RULE,
        &[("生效 2024-01-01", "办件类型 承诺件；\n  生效 2024-01-01")],
        &[("L007", "办件类型 承诺件")],
    );
    says(RULE, &[("岗位 窗口岗：", "事项 另一件：\n  简称 other。\n\n岗位 窗口岗：")], &[("N002", "另一件")]);
}

#[test]
fn the_missing_scope_is_put_in() {
    let text = RULE.replace("  适用于 全部事项，在 首个环节 之前；\n", "");
    let out = compiled(&text);
    let fixes: Vec<_> = out.diagnostics.clone().sorted().iter().flat_map(|d| d.fixes.clone()).collect();
    let repaired = apply_fixes(out.sources.iter().next().unwrap(), &fixes[..1]).unwrap();
    assert_eq!(procedure(&repaired).form.item.rule, Some(Scope::All));
}

#[test]
fn a_slot_is_whole() {
    let head = "责任 首问责任";
    says(RULE, &[("  自 接触 起，归 首先接触者；\n", "")], &[("L006", head)]);
    says(RULE, &[("  签收 限 一个工作日；\n", "")], &[("L006", "移交 经 签收 转移")]);
    says(
        RULE,
        &[("  移交 经 签收 转移；\n", "")],
        &[
            // One fault: the other clauses about offers stand beside it.
            ("L006", "签收 限 一个工作日"),
        ],
    );
    says(
        RULE,
        &[("  逾期未签收的，记为违规 移交无人签收，催办 经办人；\n", "")],
        &[("G601", "移交 经 签收 转移")],
    );
    says(
        RULE,
        &[("限 四小时，", "限 两个工作日，")],
        &[("G601", "拒收的，说明 理由，限 两个工作日，依据 《安阳市政务服务条例》第五十条")],
    );
    says(RULE, &[("；\n  至 办结 止", "")], &[("G601", "首问责任")]);
    says(RULE, &[("至 办结 止", "至 办结 止；\n  至 办结 止")], &[("L007", "至 办结 止")]);
}

#[test]
fn a_slot_bears_a_name_of_its_own_and_counts_from_one() {
    for taken in ["首办责任人", "首问责任人", "经办人", "申请人", "其上级", "first", "current"]
    {
        let text = RULE.replace("首问责任", taken);
        let out = compiled(&text);
        let found = out.diagnostics.clone().sorted();
        let words = underlined(&found, &out.sources);
        assert_eq!(words.first(), Some(&("N002", taken.to_owned())), "{words:?}");
        assert!(!found.iter().any(|d| d.message.en.contains("cannot be executed")), "{taken}");
    }
    says(RULE, &[("拒收 满 两次的", "拒收 满 零次的")], &[("D206", "零次")]);
    says(RULE, &[("拒收 满 两次的", "拒收 满 一次的")], &[]);
}

#[test]
fn an_act_that_happens_once_stands_once() {
    let act = "转为承诺件，理由为 转办理由";
    let twice = [("其他情形，开启 所问事项", "其他情形，开启 所问事项，开启 所问事项")];
    says(RULE, &twice, &[("L007", "开启 所问事项")]);
    says(CARD, &[(act, &format!("{act}，{act}"))], &[("L007", act)]);
    let out = compiled(&RULE.replace(twice[0].0, twice[0].1));
    let fixes: Vec<_> = out.diagnostics.clone().sorted().iter().flat_map(|d| d.fixes.clone()).collect();
    assert_eq!(apply_fixes(out.sources.iter().next().unwrap(), &fixes).unwrap(), RULE);
}

#[test]
fn what_an_unoffered_slot_lacks_is_put_in() {
    let text = RULE.replace("  移交 经 签收 转移；\n", "");
    let out = compiled(&text);
    let fixes: Vec<_> = out.diagnostics.clone().sorted().iter().flat_map(|d| d.fixes.clone()).collect();
    assert_eq!(apply_fixes(out.sources.iter().next().unwrap(), &fixes).unwrap(), RULE);
}

#[test]
fn an_offer_that_fails_has_consequences_that_make_sense() {
    says(RULE, &[("移交无人签收，催办 经办人", "移交无人签收，受理")], &[("L007", "受理")]);
    says(
        RULE,
        &[("移交无人签收，催办 经办人", "移交无人签收，升级 窗口负责人")],
        &[("L007", "升级 窗口负责人")],
    );
    says(
        RULE,
        &[("两次的，书面告知 首办责任人", "两次的，视为签收，依据 《某法》第一条")],
        &[("L007", "视为签收")],
    );
    // A deemed receipt needs a named basis.
    let law = "视为签收，依据 《某省政务服务条例》第三十六条";
    says(RULE, &[("记为违规 移交无人签收，催办 经办人", law)], &[]);
    says(RULE, &[("记为违规 移交无人签收，催办 经办人", "视为签收")], &[("T409", "视为签收")]);
    says(
        RULE,
        &[("记为违规 移交无人签收，催办 经办人", "视为签收，依据 本机关规定（某规1号）")],
        &[("T409", "视为签收")],
    );
    // Every post that can hold the slot has somebody above it.
    says(RULE, &[("书面告知 首办责任人", "升级 其上级")], &[]);
    says(
        RULE,
        &[("书面告知 首办责任人", "升级 其上级"), ("  上级 窗口负责人；\n", "")],
        &[("N003", "窗口负责人"), ("R506", "升级 其上级")],
    );
}

#[test]
fn a_linked_case_is_declared_and_awaited() {
    says(
        RULE,
        &[
            ("待 下列之一：所问事项 已办结、", "待 下列之一：所问事情 已办结、"),
            ("  所问事项 已办结的", "  所问事情 已办结的"),
        ],
        &[("N001", "所问事情")],
    );
    says(
        RULE,
        &[
            ("待 下列之一：所问事项 已办结、所问事项 未能开启", "待 所问事项 已办结"),
            ("；\n  所问事项 未能开启的，转入 接待", ""),
        ],
        &[("G609", "开启 所问事项")],
    );
    says(RULE, &[("；\n  所问事项 未能开启的，转入 接待", "")], &[("D201", "所问事项 未能开启")]);
    says(
        RULE,
        &[("首次进入时，记 接触日", "首次进入时，记 接触日，开启 另一件")],
        &[("L007", "开启 另一件")],
    );
    says(
        RULE,
        &[("去向 为 当场答复的，办结", "去向 为 当场答复的，开启 另一件，办结")],
        &[("G609", "开启 另一件")],
    );
    says(
        CARD,
        &[("完成时，转入 批准转办", "完成时，视为签收，依据 《某法》，转入 批准转办")],
        &[("L007", "视为签收")],
    );
}

#[test]
fn an_immediate_item_is_limited_in_office_time() {
    says(CARD, &[("承诺 三十个办公分钟", "承诺 一个工作日")], &[("G603", "制卡")]);
    says(CARD, &[("承诺 三十个办公分钟", "承诺 两小时")], &[]);
    says(CARD, &[("至 作出 转为承诺件 止", "至 办结日 止")], &[("G603", "转为承诺件，理由为 转办理由")]);
}

#[test]
fn a_conversion_has_a_reason_approval_and_a_new_time() {
    let act = "转为承诺件，理由为 转办理由";
    says(CARD, &[("办件类型 即办件", "办件类型 承诺件")], &[("G603", act)]);
    says(CARD, &[("选项（设备故障、库卡不足、信息须核实）", "文本")], &[("G603", act)]);
    says(CARD, &[("转为承诺件，理由为 转办理由，", "转为承诺件，")], &[("L006", "转为承诺件")]);
    says(CARD, &[("  填写 转办理由；\n", "")], &[("G603", act)]);
    says(CARD, &[("信息须核实），必填", "信息须核实）")], &[]);
    says(
        CARD,
        &[("  填写 转办理由；\n", ""), ("结论 能否当场", "填写 转办理由；\n  结论 能否当场")],
        &[("G603", act)],
    );
    says(CARD, &[("理由为 转办理由，", "理由为 转办里由，")], &[("N001", "转办里由")]);
    says(CARD, &[("  与 提出转办 不得为同一人；\n", "")], &[("G603", act)]);
    says(CARD, &[("由 窗口负责人 办理；\n  与", "由 窗口岗 办理；\n  与")], &[("G603", act)]);
    says(
        CARD,
        &[
            ("理由为 转办理由，记 转办日", "理由为 转办理由"),
            ("首次进入时，记 收件日", "首次进入时，记 收件日，记 转办日"),
        ],
        &[("G603", act)],
    );
    says(
        CARD,
        &[("首次进入时，记 收件日", "首次进入时，记 收件日，转为承诺件，理由为 转办理由")],
        &[("L007", act)],
    );
}

#[test]
fn the_new_diagnostics_are_shown_in_both_languages() {
    let changed = [
        RULE.replace("  逾期未签收的，记为违规 移交无人签收，催办 经办人；\n", ""),
        RULE.replace("去向 为 当场答复的，办结", "去向 为 当场答复的，开启 另一件，办结"),
        RULE.replace("  适用于 全部事项，在 首个环节 之前；\n", ""),
        CARD.replace("承诺 三十个办公分钟", "承诺 一个工作日"),
        CARD.replace("  与 提出转办 不得为同一人；\n", ""),
    ];
    let mut all = String::new();
    for language in [Language::Chinese, Language::English] {
        for out in changed.iter().map(|text| compiled(text)) {
            for diagnostic in out.diagnostics.clone().sorted() {
                all += &(terminal(&diagnostic, &out.sources, language, Style::Plain) + "\n\n");
            }
        }
    }
    insta::assert_snapshot!("shown", all);
}

#[test]
fn scenarios_speak_of_slots_and_of_linked_cases() {
    let compiled = procedure(RULE);
    let lines: Vec<&Say> = compiled.scenarios[0].lines.iter().map(|l| &l.say).collect();
    let wu = Person { person: "吴静".into(), post: "窗口岗".into() };
    let slot = Slot::Named("首问责任".into());
    let deeds = |n: usize| match lines[n] {
        Say::Do { deeds, .. } => deeds.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(deeds(0)[2], Deed::Present(vec![wu.clone()]));
    assert_eq!(deeds(1), [Deed::Offer(slot.clone(), wu.clone())]);
    let Say::Do { late: Some(late), .. } = lines[2] else { panic!("{:?}", lines[2]) };
    assert_eq!(late.entered.to_string(), "2024-03-04T16:00:00.000+08:00");
    assert_eq!(late.second.person, "何敏");
    assert_eq!(*lines[3], Say::Expect(Expected::Held(slot, wu)));
    let Deed::OpenLinked(opening) = &deeds(4)[1] else { panic!("{:?}", deeds(4)) };
    assert_eq!((opening.link.as_str(), opening.alias.as_str()), ("所问事项", "card"));
    assert_eq!(
        opening.fields,
        [("姓名".to_owned(), "王某".to_owned()), ("注册资本".to_owned(), "200万元".to_owned())]
    );
    assert_eq!(opening.materials, ["身份证"]);
    assert_eq!(*lines[6], Say::Turn(Some("所问事项".into())));
    assert_eq!(
        deeds(7),
        [Deed::ConcludeWords(vec!["准予".into()]), Deed::FillText("加急".into(), "是".into())]
    );
    assert_eq!(*lines[9], Say::Turn(None));
}

#[test]
fn names_in_scenarios_are_known_where_they_can_be() {
    says(RULE, &[("移交 首问责任 给", "移交 首问事责 给")], &[("N001", "首问事责")]);
    says(RULE, &[("应已开启 所问事项", "应已开启 所问事情")], &[("N001", "所问事情")]);
    says(RULE, &[("转看 所问事项", "转看 所问事情")], &[("N001", "所问事情")]);
    says(RULE, &[("给 吴静（窗口岗）", "给 吴静（窗囗岗）")], &[("N001", "窗囗岗")]);
    says(RULE, &[("核对人 何敏（窗口负责人）", "核对人 何敏（窗口负责）")], &[("N001", "窗口负责")]);
    // Behind 转看 本件 the case's own names count again.
    says(RULE, &[("结果为 已办理。\n", "结果为 已办里。\n")], &[("N001", "已办里")]);
    says(RULE, &[("陈岚（窗口岗）移交", "同时在场 吴静（窗口岗），陈岚（窗口岗）移交")], &[("S006", "吴静")]);
    says(
        RULE,
        &[("给 吴静（窗口岗）；", "给 吴静（窗口岗），同时在场 何敏（窗口负责人）；")],
        &[("L007", "同时在场 何敏（窗口负责人）")],
    );
}

#[test]
fn a_breach_is_laid_on_whoever_the_text_names() {
    let line =
        "\n\n随时：\n  态度生硬属实的，由 窗口负责人 登记，记为违规 态度生硬，责任 接待 经办人，案件继续。\n";
    let text = RULE.replace("\n\n案例 移交：", &format!("{line}\n案例 移交："));
    assert_ne!(text, RULE);
    let form = procedure(&text).form;
    assert_eq!(form.anytime[0].by.as_deref(), Some("窗口负责人"));
    says(&text, &[("由 窗口负责人 登记", "由 窗囗负责人 登记")], &[("N001", "窗囗负责人")]);
    says(&text, &[("责任 接待 经办人", "责任 接代 经办人")], &[("N001", "接代")]);
    says(&text, &[("责任 接待 经办人", "责任 窗囗岗")], &[("N001", "窗囗岗")]);
    says(&text, &[("责任 接待 经办人", "责任 窗口负责人")], &[]);
    says(&text, &[("责任 接待 经办人", "责任 首办责任人")], &[]);
    says(
        &text,
        &[("，案件继续", "")],
        &[("L004", "态度生硬属实的，由 窗口负责人 登记，记为违规 态度生硬，责任 接待 经办人")],
    );
    // A step is not left by an event that only lays blame, so nothing can escalate again and again.
    let again = "态度生硬属实的，由 窗口负责人 登记，记为违规 态度生硬，责任 接待 经办人，案件继续，每 五个工作日 再次 升级";
    says(&text, &[("案件继续", "案件继续，每 五个工作日 再次 升级")], &[("L007", again)]);
    let (sources, id) = one_source("x.proc", &text);
    let english = fmt_to(sources.get(id).unwrap(), Some(Language::English)).unwrap();
    assert!(english.contains("answered by officer in 接待, the case goes on"), "{english}");
    assert_eq!(procedure(&english).hash, procedure(&text).hash);
    let (sources, id) = one_source("x.proc", &english);
    assert_eq!(fmt_to(sources.get(id).unwrap(), Some(Language::Chinese)).unwrap(), text);
}

/// docs/institutions.md names the scenarios that show 首问首办 and 即时办结.
#[test]
fn every_scenario_of_the_page_exists() {
    let page = include_str!("../../../docs/institutions.md");
    let rule = include_str!("../../../processes/first_inquiry/首问首办.proc");
    let card = include_str!("../../../processes/social_security_card/社会保障卡申领.proc");
    let (of_rule, of_card) = page.split_once("## 即时办结").unwrap();
    for (part, text) in [(of_rule, rule), (of_card, card)] {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        let cells = rows.filter_map(|row| row.rsplit(" | ").next());
        let named: BTreeSet<&str> = cells.flat_map(|cell| cell.split('、')).collect();
        let named: BTreeSet<&str> = named.difference(&BTreeSet::from(["案例", "---"])).copied().collect();
        let heads = text.lines().filter_map(|line| line.strip_prefix("案例 ")?.strip_suffix('：'));
        assert_eq!(named, heads.collect(), "the page and the text name the same scenarios");
    }
}

#[test]
fn a_slip_in_a_scenario_is_told_once_and_as_what_it_is() {
    // 作为 forgotten: what is filled in belongs to the other case all the same.
    says(RULE, &[("开启 所问事项 作为 card，", "开启 所问事项，")], &[("L006", "开启 所问事项")]);
    // A 转看 that could not be read: the lines below it are not taken for this case's own.
    says(RULE, &[("转看 所问事项", "转到 所问事项")], &[("S006", "转到")]);
    // After the next one they are.
    let both = [("转看 所问事项", "转到 所问事项"), ("结果为 已办理。\n", "结果为 已办里。\n")];
    says(RULE, &both, &[("S006", "转到"), ("N001", "已办里")]);
    let other =
        [("首问责任 应归 吴静", "首问责任 应当归 吴静"), ("吴静（窗口岗）结论", "吴静（窗囗岗）结论")];
    says(RULE, &other, &[("S006", "应当归"), ("N001", "窗囗岗")]);
    says(RULE, &[("签收 首问责任；\n  首问", "签受 首问责任；\n  首问")], &[("N001", "签受")]);
    says(RULE, &[("同时在场 吴静（窗口岗）", "同时在场 吴静")], &[("L006", "同时在场")]);
    for (from, to, words) in [
        (" 作为 card", "", "作为 某简称"),
        ("签收 首问责任；\n  首问", "签受 首问责任；\n  首问", "签收"),
        ("吴静（窗口岗）；\n  2024-03-04 09:10", "吴静；\n  2024-03-04 09:10", "（某岗位）"),
    ] {
        let out = compiled(&RULE.replacen(from, to, 1));
        let help = out.diagnostics.clone().sorted()[0].help.clone().unwrap().zh;
        assert!(help.contains(words), "{help}");
    }
}

#[test]
fn the_directory_has_delegations_and_recusals() {
    let more = "案例 移交：\n  2024-03-04 08:00，目录 陈岚 委托 吴静 代行 窗口岗 至 2024-03-09；\n  \
                2024-03-04 08:30，目录 吴静 回避；\n";
    let compiled = procedure(&RULE.replace("案例 移交：\n", more));
    let deeds: Vec<_> = compiled.scenarios[0]
        .lines
        .iter()
        .filter_map(|l| match &l.say {
            Say::Directory { deed, .. } => Some(deed.clone()),
            _ => None,
        })
        .collect();
    let until = "2024-03-09".parse().unwrap();
    let (from, to, post) = ("陈岚".to_owned(), "吴静".to_owned(), "窗口岗".to_owned());
    assert_eq!(
        deeds,
        [DirectoryDeed::Delegate { from, to, post, until }, DirectoryDeed::Recuse { person: "吴静".into() }]
    );
}
