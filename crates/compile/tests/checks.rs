//! Each check on the sample licence with one thing changed: what is underlined, and that nothing else is said.

use shouwen_compile::{Compilation, MemoryLibrary, compile};
use shouwen_syntax::testing::underlined;

const LICENCE: &str = include_str!("data/许可.proc");
const OFFICE: &str = include_str!("data/机构.proc");

fn compiled(text: &str) -> Compilation {
    let library = MemoryLibrary::default().with("机构.proc", OFFICE);
    compile("许可.proc", text.as_bytes(), &library)
}

/// The sample with one passage replaced: code and underlined words of everything that is said.
fn with(from: &str, to: &str) -> Vec<(&'static str, String)> {
    assert_eq!(LICENCE.matches(from).count(), 1, "{from} must stand once");
    let out = compiled(&LICENCE.replace(from, to));
    let words = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(out.procedures.is_empty(), out.diagnostics.has_errors());
    words
}

#[track_caller]
fn says(from: &str, to: &str, expected: &[(&str, &str)]) {
    let found = with(from, to);
    let found: Vec<(&str, &str)> = found.iter().map(|(c, w)| (*c, w.as_str())).collect();
    assert_eq!(found, expected, "{from} → {to}");
}

#[test]
fn a_slip_of_a_name_is_one_diagnostic() {
    says("其他情形，转入 补正告知", "其他情形，转入 补正告之", &[("N001", "补正告之")]);
    says("由 审查岗 办理", "由 审察岗 办理", &[("N001", "审察岗")]);
    says("管辖 为 不属本机关的", "管辖 为 不是本机关的", &[("N001", "不是本机关")]);
    says("涉及他人重大利益 为 是的", "涉及他人利益 为 是的", &[("N001", "涉及他人利益")]);
    says("不计入 办理期限", "不计入 办里期限", &[("N001", "办里期限")]);
    says("不符合 资本达标 的", "不符合 资本够数 的", &[("N001", "资本够数")]);
    says("应在 审查", "应在 审察", &[("N001", "审察")]);
    says("不应有违规 超期", "不应有违规 超时", &[("N001", "超时")]);
    says("期限由 补正通知书 载明", "期限由 补正通知 载明", &[("N001", "补正通知")]);
    says("责任单位 劳动关系处", "责任单位 劳动关系科", &[("N001", "劳动关系科")]);
    says("不得 结论 准予", "不得 结论 准许", &[("N001", "准许")]);
}

#[test]
fn a_name_is_declared_once_and_used() {
    says("岗位 审查岗：", "岗位 窗口岗：", &[("N001", "审查岗"), ("N002", "窗口岗")]);
    says("结果 已撤回。", "结果 已撤回。\n结果 已失效。", &[("N003", "已失效")]);
    says("期日 收件日、", "期日 收件日、听证日、", &[("N003", "听证日")]);
    says("结论 意见：准予、不予", "结论 意见：准予、不予；\n  结论 意见：好、坏", &[("N002", "意见")]);
}

#[test]
fn a_name_has_a_kind() {
    says("由 审查岗 办理", "由 审查 办理", &[("N004", "审查")]);
    says("其他情形，转入 补正告知", "其他情形，转入 窗口岗", &[("N004", "窗口岗")]);
    says("不计入 办理期限", "不计入 审查", &[("N004", "审查")]);
}

#[test]
fn a_value_has_the_type_of_the_other_side() {
    says("不少于 二百万元", "不少于 200", &[("D206", "200")]);
    says("不少于 二百万元", "早于 二百万元", &[("D206", "早于")]);
    says("涉及他人重大利益 为 是的", "涉及他人重大利益 超过 是的", &[("D206", "超过")]);
    says("生效 2020-01-01", "生效 2021-02-29", &[("D206", "2021-02-29")]);
    says("至 2024-02-21 00:00", "至 2024-02-21 24:10", &[("D206", "2024-02-21 24:10")]);
    says("注册资本 200万元", "注册资本 是", &[("D206", "是")]);
}

#[test]
fn a_clause_ends_in_one_direction() {
    says("出具 补正通知书，转入 待补正", "出具 补正通知书，转入 待补正，转入 审查", &[("L003", "转入 审查")]);
    says(
        "完成时，一次性告知 全部缺项，出具 补正通知书，转入 待补正",
        "完成时，一次性告知 全部缺项，出具 补正通知书",
        &[("L004", "完成时，一次性告知 全部缺项，出具 补正通知书")],
    );
    says("听证结束的，转入 决定", "听证结束的，转入 决定，催办 处长", &[("L007", "催办 处长")]);
    says("其他情形，转入 决定", "其他情形，转入 审查", &[("F105", "转入 审查")]);
    says("继续等候，每 五个工作日 再次 升级", "继续等候", &[("F105", "继续等候")]);
    // Whoever goes on waiting before the end is not at the end.
    says(
        "听证结束的，转入 决定；\n  届满的，升级 其上级，继续等候，每 五个工作日 再次 升级",
        "听证结束的，继续等候；\n  届满的，转入 决定",
        &[],
    );
}

#[test]
fn what_is_concluded_is_read() {
    says("决定 与 意见 不一致的，应当 说明 理由；", "", &[("L005", "意见")]);
    says("结论 意见：准予、不予", "结论 意见：准予、不予；\n  结论 难易：难、易", &[("L005", "难易")]);
    says("结论 意见：准予、不予", "结论 意见：准予、不予；\n  结论 难易：难、易，仅供记录", &[]);
}

#[test]
fn every_place_lies_on_a_way_from_the_start_to_an_end() {
    says(
        "  涉及他人重大利益 为 是的，转入 听证；\n  其他情形，转入 决定",
        "  完成时，转入 决定",
        &[("F101", "听证")],
    );
    // That the applicant may withdraw at any time is no way out.
    let text = LICENCE
        .replace("听证结束的，转入 决定", "听证结束的，转入 审查")
        .replace("其他情形，转入 决定", "其他情形，转入 听证")
        .replace("涉及他人重大利益 为 是的，转入 听证；", "涉及他人重大利益 为 否的，转入 听证；");
    let out = compiled(&text);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(found, [("F102", "审查".to_owned()), ("F101", "决定".to_owned())]);
}

#[test]
fn a_condition_never_leads_back_to_itself() {
    says(
        "条件 资本达标：\n  注册资本 不少于 二百万元。",
        "条件 资本达标：\n  注册资本 不少于 二百万元；\n  符合 另一条件。\n条件 另一条件：\n  不符合 资本达标。",
        &[("L007", "资本达标")],
    );
    // Conditions that name others twice each are not written out without bound.
    let mut chain = "条件 资本达标：\n  符合 条0 且 符合 条0。\n".to_owned();
    for n in 0..60 {
        let next = n + 1;
        chain += &format!("条件 条{n}：\n  符合 条{next} 且 符合 条{next}。\n");
    }
    chain += "条件 条60：\n  注册资本 不少于 二百万元。";
    let text = LICENCE
        .replace("条件 资本达标：\n  注册资本 不少于 二百万元。", &chain)
        .replace("  其他情形，转入 补正告知。", "  符合 资本达标 的，转入 补正告知。");
    let out = compiled(&text);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    // The check only notes that it cannot look at them all; the lowering refuses what nobody could evaluate.
    assert_eq!(found, [("L006", "劳务派遣经营许可".to_owned()), ("D201", "收件".to_owned())]);
}

#[test]
fn choices_cover_everything_once() {
    says("  其他情形，转入 补正告知。", "  管辖 为 属本机关 且 材料不齐的，转入 补正告知。", &[]);
    says("且 材料齐全的，受理", "的，受理", &[]);
    says(
        "  涉及他人重大利益 为 是的，转入 听证；\n  其他情形，转入 决定",
        "  涉及他人重大利益 为 是的，转入 听证；\n  意见 为 准予的，转入 决定",
        &[("D201", "审查"), ("D202", "意见 为 准予")],
    );
}

#[test]
fn a_wait_says_what_running_clocks_do() {
    let clause =
        "不计入 办理期限，不超过 二十个工作日，事由 听证，书面告知 申请人，依据 《行政许可法》第四十五条；";
    says(clause, "", &[("T403", "听证")]);
    says(clause, "照常计入；", &[]);
    says("不计入 办理期限，", "不计入 办理期限 的 承诺，", &[("T403", "听证")]);
    says(clause, "不计入 办理期限 的 承诺，事由 听证，依据 本机关规定（某〔2020〕1号）；\n  照常计入；", &[]);
    says(
        "，书面告知 申请人，依据 《行政许可法》第四十五条；",
        "；",
        &[("T409", "不计入 办理期限，不超过 二十个工作日，事由 听证")],
    );
}

#[test]
fn a_clock_ends() {
    says("  至 决定日 止；\n", "", &[("T406", "办理期限")]);
    says("  至 决定日 止；\n", "  至 补正日 止；\n", &[]);
    says("记 补正日，受理，受理日 定为 补正日，", "受理，记 受理日，", &[("N003", "补正日")]);
    says(
        "至 作出 受理、不予受理、一次性告知 之一 止",
        "至 补正日 止",
        &[("D209", "受理日 定为 收件日"), ("T403", "待补正"), ("T403", "听证")],
    );
}

#[test]
fn a_date_that_is_used_is_recorded() {
    let own = "期日 收件日、补正日、听证日、";
    let named = |from: &str, to: &str| {
        let text = LICENCE.replacen("期日 收件日、补正日、", own, 1).replacen(from, to, 1);
        let out = compiled(&text);
        underlined(&out.diagnostics.clone().sorted(), &out.sources)
    };
    for (from, to) in [
        ("至 决定日 止", "至 听证日 止"),
        ("承诺 十个工作日；\n  至 决定日", "承诺 十个工作日；\n  至 听证日"),
        ("受理日 定为 补正日", "受理日 定为 听证日"),
        ("随时，决定日 之前", "随时，听证日 之前"),
        ("自 决定日 起 十个工作日内", "自 听证日 起 十个工作日内"),
    ] {
        assert_eq!(named(from, to), [("D204", "听证日".to_owned())], "{to}");
    }
    let text = LICENCE.replace("记 决定日，", "");
    let out = compiled(&text);
    let found = out.diagnostics.clone().sorted();
    assert_eq!(underlined(&found, &out.sources), [("D204", "决定日".to_owned())]);
    assert_eq!(found[0].related.len(), 2);
    // Any clause that gives it a value will do.
    says("听证结束的，转入 决定", "听证结束的，补正日 改为 受理日，转入 决定", &[]);
}

#[test]
fn a_date_is_recorded_once() {
    // The clock runs from that very day.
    says("法定 届满的，记为违规 超期，", "法定 届满的，记为违规 超期，记 受理日，", &[("D209", "记 受理日")]);
    says("法定 届满的，记为违规 超期，", "法定 届满的，记为违规 超期，受理日 改为 补正日，", &[]);
    // Its expiry happens once, and that of the other limit happens too.
    says("承诺 届满的，", "承诺 届满的，记 补正日，", &[("D209", "记 补正日")]);
    // One clause may record a day and then set it.
    says("受理，记 受理日，出具", "受理，记 受理日，受理日 定为 收件日，出具", &[]);
    says("受理，记 受理日，出具", "受理，受理日 定为 收件日，记 受理日，出具", &[("D209", "记 受理日")]);
    // On the way: what an earlier place has recorded.
    says("听证结束的，转入", "听证结束的，受理日 定为 收件日，转入", &[("D209", "受理日 定为 收件日")]);
    says("申请人撤回的，办结", "申请人撤回的，收件日 定为 受理日，办结", &[("D209", "收件日 定为 受理日")]);
    says("申请人撤回的，办结", "申请人撤回的，记 决定日，办结", &[]);
}

#[test]
fn a_return_records_nothing_anew() {
    let back = "其他情形，退回 收件 重新办理";
    let text =
        LICENCE.replace("其他情形，转入 决定", back).replace("为 是的，转入 听证", "为 是的，转入 决定");
    let text = text.replace("听证结束的，转入 决定", "听证结束的，转入 审查");
    let text =
        text.replace("决定 为 不予的，记 决定日，办结，结果为 不予许可，", "决定 为 不予的，转入 听证，");
    let out = compiled(&text);
    let found = out.diagnostics.clone().sorted();
    let words: Vec<_> = underlined(&found, &out.sources).into_iter().filter(|(c, _)| *c == "D209").collect();
    // The expiry of 告知期限 sets 受理日 too, but a case that comes back has been answered.
    let expected = ["记 受理日", "记 补正日", "受理日 定为 补正日"].map(|w| ("D209", w.to_owned()));
    assert_eq!(words, expected);
    let first = text
        .replace("受理，记 受理日，", "受理，")
        .replace("记 补正日，受理，受理日 定为 补正日，", "受理，")
        .replace(
            "环节 审查：\n  由 审查岗 办理；",
            "环节 审查：\n  由 审查岗 办理；\n  首次进入时，记 补正日；",
        )
        .replace("视为受理，受理日 定为 收件日，", "视为受理，");
    let out = compiled(&first);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert!(found.iter().all(|(code, _)| *code != "D209"), "{found:?}");
    let each = first.replace("首次进入时，记 补正日", "进入时，记 补正日");
    let out = compiled(&each);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert!(found.contains(&("D209", "记 补正日".to_owned())), "{found:?}");
}

#[test]
fn a_clock_that_ends_with_acts_ends_some_time() {
    let start = "环节 收件：\n";
    let own = |act: &str| {
        let limit = "时限 另一期限：\n  承诺 两个工作日，自 收件日 起";
        format!("{limit}；\n  至 作出 {act} 止；\n  届满的，升级 厅领导。\n{start}")
    };
    let without = |words: &str, act: &str| {
        let out = compiled(&LICENCE.replace(words, "，").replace(start, &own(act)));
        let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
        found.into_iter().filter(|(code, _)| *code == "T406").collect::<Vec<_>>()
    };
    assert_eq!(
        without("，一次性告知 全部缺项，", "一次性告知"),
        [("T406", "至 作出 一次性告知 止".to_owned())]
    );
    // What the law supplies counts.
    assert_eq!(without("，受理，", "受理"), []);
}

#[test]
fn a_limit_has_a_consequence() {
    says("  承诺 届满的，记为违规 违诺，升级 其上级；\n", "", &[("T410", "十个工作日")]);
    // Without a word it is the statutory limit, or the only one.
    says("  法定 届满的，记为违规 超期", "  届满的，记为违规 超期", &[]);
    says("  承诺 十个工作日；\n", "", &[("L006", "承诺 届满的，记为违规 违诺，升级 其上级")]);
    let own =
        "时限 另一期限：\n  承诺 两个工作日，自 收件日 起；\n  至 作出 受理、不予受理、一次性告知 之一 止";
    let start = "环节 收件：\n";
    says(start, &format!("{own}；\n  届满的，升级 厅领导。\n{start}"), &[]);
    says(start, &format!("{own}。\n{start}"), &[("T410", "两个工作日")]);
}

#[test]
fn a_limit_has_its_unit_and_its_law() {
    says("内部时限 三个工作日", "内部时限 三日", &[("T408", "三日")]);
    says("不超过 十个工作日，届满前", "不超过 10天，届满前", &[("T408", "10天")]);
    says(
        "五个工作日，自 收件日 起，依据 《行政许可法》第三十二条",
        "五个工作日，自 收件日 起",
        &[("T409", "五个工作日，自 收件日 起")],
    );
    says("视为撤回，依据 《某省政务服务条例》第三十六条", "视为撤回", &[("T409", "视为撤回")]);
    says(
        "视为撤回，依据 《某省政务服务条例》第三十六条",
        "视为撤回，依据 本机关规定（某〔2020〕1号）",
        &[("T409", "视为撤回")],
    );
    says("视为撤回，依据 《某省政务服务条例》第三十六条", "视为撤回，依据待核", &[("L001", "依据待核")]);
    says(
        "结果为 不予许可，依据 《行政许可法》第三十八条",
        "结果为 不予许可",
        &[("T409", "办结，结果为 不予许可")],
    );
}

#[test]
fn every_post_that_works_is_held_and_has_somebody_above() {
    says("  由 郑凯；\n", "", &[("R501", "审查岗")]);
    says("环节 审查：\n  由 审查岗 办理；", "环节 审查：", &[("R506", "审查")]);
    says("由 郑凯；\n  B岗 冯雪；\n  上级 处长", "由 郑凯；\n  B岗 冯雪", &[("R506", "升级 其上级")]);
    says("  B岗 冯雪；\n  上级 处长", "  B岗 冯雪；\n  上级 审查岗", &[("R506", "审查岗")]);
}

#[test]
fn a_wait_is_followed_by_somebody() {
    says("等候 听证：\n  由 审查岗 跟踪；", "等候 听证：", &[]);
    let text =
        LICENCE.replace("；\n  首办负责", "").replace("等候 听证：\n  由 审查岗 跟踪；", "等候 听证：");
    let out = compiled(&text);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(found, [("R506", "听证".to_owned())]);
}

#[test]
fn an_adverse_outcome_names_its_remedy_and_a_notice_lists_all() {
    says(
        "  文书 不予许可决定书；\n  救济 行政复议 六十个自然日、行政诉讼 六个月。",
        "  文书 不予许可决定书。",
        &[("G605", "不予许可")],
    );
    says("一次性告知 全部缺项，", "一次性告知 验资报告，", &[("G602", "一次性告知 验资报告")]);
}

#[test]
fn a_material_says_what_it_is() {
    let lease = "材料 场所使用证明：";
    for name in
        ["其他材料", "其他有关材料", "其他相关材料", "其他", "其它材料", "「Other Materials」", "other"]
    {
        says(
            lease,
            &format!("材料 验资说明：\n  必要。\n材料 {name}：\n  必要。\n{lease}"),
            &[("G608", name)],
        );
    }
    says(lease, &format!("材料 其他材料清单：\n  必要。\n材料 motherboard：\n  必要。\n{lease}"), &[]);
}

#[test]
fn sections_are_whole_and_clauses_stand_where_they_belong() {
    says("  简称 labour_dispatch_licence；\n", "", &[("L006", "事项 劳务派遣经营许可")]);
    says("简称 labour_dispatch_licence", "简称 许可", &[("D206", "许可")]);
    says("五个工作日，自 收件日 起，", "五个工作日，", &[("L006", "时限 告知期限")]);
    says("  承诺 十个工作日；\n", "", &[("L006", "承诺 届满的，记为违规 违诺，升级 其上级")]);
    says("  待 听证结束；\n", "", &[("L006", "等候 听证")]);
    says(
        "  待 听证结束；\n",
        "  待 听证结束；\n  内部时限 一个工作日；\n",
        &[("L007", "内部时限 一个工作日")],
    );
    says(
        "剩余 两个工作日的，催办 经办人",
        "剩余 两个工作日的，催办 经办人，转入 决定",
        &[("L007", "转入 决定")],
    );
    says("  由 处长 办理；", "  由 处长 办理；\n  由 厅领导 办理；", &[("L007", "由 厅领导 办理")]);
}

#[test]
fn a_part_that_cannot_be_read_brings_no_others_with_it() {
    for (from, to) in [
        ("其他情形，转入 补正告知", "其他情形，转如 补正告知"),
        ("结论 意见：准予、不予", "结轮 意见：准予、不予"),
        ("待 听证结束；", "等 听证结束；"),
        ("期日 收件日、补正日、受理日、决定日", "期曰 收件日、补正日、受理日、决定日"),
        ("环节 审查：", "环接 审查："),
        ("岗位 审查岗：", "岗为 审查岗："),
        ("  不符合 资本达标 的，不得 结论 准予；", "  不符和 资本达标 的，不得 结论 准予；"),
    ] {
        let found = with(from, to);
        assert!(found.iter().all(|(code, _)| code.starts_with('S')) && !found.is_empty(), "{to}: {found:?}");
    }
}

#[test]
fn imports_are_found_and_lead_in_no_circle() {
    says("引用 机构。", "引用 机够。", &[("N005", "机够")]);
    let library = MemoryLibrary::default()
        .with("甲.proc", "引用 乙。\n岗位 a：\n  由 b。\n")
        .with("乙.proc", "引用 丙。\n")
        .with("丙.proc", "引用 甲。\n");
    let out = compile("甲.proc", "引用 乙。\n岗位 a：\n  由 b。\n".as_bytes(), &library);
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(found, [("N006", "甲".to_owned())]);
    assert_eq!(out.diagnostics.sorted()[0].related.len(), 2);
}
