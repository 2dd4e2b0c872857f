//! Types, units and bounds of fields: what does not go together is said with both types, on the right words.

use shouwen_compile::{NoLibrary, compile};
use shouwen_syntax::testing::underlined;

const REST: &str = "岗位 甲岗：\n  由 甲；\n  首办负责。\n结果 成。\n环节 办：\n  由 甲岗 办理；\n";

/// A procedure with these fields whose one step goes by this guard.
fn text(fields: &str, guard: &str) -> String {
    format!(
        "事项 甲：\n  简称 a；\n  办件类型 承诺件；\n  期日 收件日；\n  生效 2024-01-01。\n登记信息：\n{fields}{REST}  首次进入时，记 收件日；\n  {guard}的，办结，结果为 成；\n  其他情形，办结，结果为 成。\n"
    )
}

#[track_caller]
fn says(fields: &str, guard: &str, expected: &[(&str, &str, &str)]) {
    let text = text(fields, guard);
    let out = compile("甲.proc", text.as_bytes(), &NoLibrary);
    let sorted = out.diagnostics.sorted();
    let words = underlined(&sorted, &out.sources);
    let messages = sorted.iter().map(|d| d.message.zh.clone());
    let found: Vec<(&str, String, String)> =
        words.into_iter().zip(messages).map(|((c, w), m)| (c, w, m)).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((code, words, message), (c, w, m)) in found.iter().zip(expected) {
        assert_eq!((*code, words.as_str()), (*c, *w), "{message}");
        assert!(message.contains(m), "{message}");
    }
}

const FIELDS: &str = "  年限 年，必填，由 申请人 填写；\n  月数 月，必填，由 申请人 填写；\n  停工 自然日，必填，由 申请人 填写；\n  用时 工作日，必填，由 申请人 填写；\n  费率 小数，必填，由 申请人 填写；\n  起始 年月，必填，由 申请人 填写；\n  家属 名单（人员），由 申请人 填写；\n  代理人 人员，由 申请人 填写；\n  原案 案件，由 申请人 填写。\n";

#[test]
fn each_type_compares_with_its_own() {
    for guard in [
        "年限 不少于 九年",
        "月数 少于 二十四个月",
        "停工 超过 三十个自然日",
        "用时 为 三个工作日",
        "费率 不超过 0.35",
        "起始 早于 2014-12",
        "起始 不晚于 2014年12月",
        "家属 已填",
        "代理人 为 张三",
        "原案 为 “AAAAAAAAAAAAAAAAAAAAAA”",
    ] {
        says(FIELDS, guard, &[]);
    }
}

#[test]
fn two_units_do_not_compare() {
    says(FIELDS, "年限 不少于 九个月", &[("D206", "九个月", "这里要写年数，写的是月数")]);
    says(FIELDS, "停工 不少于 三个工作日", &[("D206", "三个工作日", "这里要写自然日数，写的是工作日数")]);
    says(FIELDS, "年限 不少于 月数", &[("D206", "月数", "这里要写年数，写的是月数")]);
    says(FIELDS, "用时 与 停工 不一致", &[("D206", "停工", "这里要写工作日数，写的是自然日数")]);
    says(FIELDS, "年限 不少于 9", &[("D206", "9", "期间没有写单位")]);
    says(FIELDS, "年限 为 九天", &[("T408", "九天", "")]);
    says(FIELDS, "起始 早于 2014-12-01", &[("D206", "2014-12-01", "这里要写年月，写的是日期")]);
    says(FIELDS, "起始 早于 收件日", &[("D206", "收件日", "这里要写年月，写的是日期")]);
    says(FIELDS, "起始 早于 2014-13", &[("D206", "2014-13", "没有这个月")]);
    says(FIELDS, "费率 不超过 0.12345", &[("D206", "0.12345", "小数只到四位")]);
    says(FIELDS, "年限 早于 九年", &[("D206", "早于", "年数不能这样比较")]);
    says(FIELDS, "家属 为 张三", &[("D206", "为", "名单不能这样比较")]);
    says(FIELDS, "原案 为 “1”", &[("D206", "“1”", "这不是办件编号")]);
}

#[test]
fn bounds_are_of_the_type_of_the_field() {
    let field = |words: &str| {
        format!("  年龄 整数，{words}，由 申请人 填写；\n  生日 日期，不晚于 当日，由 申请人 填写。\n")
    };
    says(&field("范围 1 至 60"), "年龄 已填", &[]);
    says(&field("范围 60 至 1"), "年龄 已填", &[("D206", "60 至 1", "范围里没有值")]);
    says(&field("范围 1 至 六十年"), "年龄 已填", &[("D206", "六十年", "")]);
    says(&field("不晚于 当日"), "年龄 已填", &[("D206", "不晚于", "整数不能这样比较")]);
    says(&field("不超过 当日"), "年龄 已填", &[("D206", "不超过", "这里要写日期，写的是整数")]);
    says(&field("为 3"), "年龄 已填", &[("D206", "为", "这里写界限")]);
    says("  简介 文本，范围 1 至 2，由 申请人 填写。\n", "简介 已填", &[("D206", "1 至 2", "没有大小")]);
    says("  时长 日，由 申请人 填写。\n", "时长 已填", &[("T408", "日", "")]);
}

#[test]
fn what_is_calculated_has_one_type_and_unit() {
    let fine = |guard: &str| says(FIELDS, guard, &[]);
    fine("年限 加 两年 不少于 九年");
    fine("月数 乘 2 不少于 月数 加 三个月");
    fine("费率 除以 2 少于 0.1");
    fine("收件日 加 六个月 晚于 2024-06-30");
    fine("收件日 减 三十个自然日 早于 2024-06-30");
    fine("起始 早于 收件日 的 次月");
    fine("收件日 满 六个月");
    fine("年限 满 九年");
    let wrong = |guard: &str, words: &str, message: &str| says(FIELDS, guard, &[("D206", words, message)]);
    wrong("年限 加 月数 不少于 九年", "月数", "这里要写年数，写的是月数");
    wrong("停工 加 用时 不少于 三个自然日", "用时", "这里要写自然日数，写的是工作日数");
    wrong("收件日 加 三个工作日 早于 2024-06-30", "三个工作日", "要看日历");
    wrong("收件日 满 三个工作日", "三个工作日", "要看日历");
    wrong("年限 满 九个月", "九个月", "这里要写年数，写的是月数");
    wrong("年限 除以 0 少于 九年", "0", "除数要写成一个不为零的数");
    wrong("费率 除以 费率 少于 1", "费率", "除数要写成一个不为零的数");
    wrong("年限 乘 两年 少于 九年", "两年", "年数和年数不能这样计算");
    wrong("收件日 加 1 早于 2024-06-30", "1", "日期和整数不能这样计算");
    wrong("代理人 的 次月 早于 2024-06", "代理人", "这里要写日期，写的是人员");
    wrong("年限 任一项 为 九年", "年限", "这里要写名单");
    wrong("收件日 的 次月 早于 2024-06-30", "2024-06-30", "这里要写年月，写的是日期");
    says(FIELDS, "已经过 乙处", &[("N001", "乙处", "")]);
    says(FIELDS, "办 结论为 支持", &[("N001", "支持", "")]);
}

#[test]
fn a_computed_value_rests_on_those_above_it() {
    let fields = |lines: &str| format!("  年限 年，必填，由 申请人 填写；\n{lines}");
    says(
        &fields("  甲年 为 年限 加 一年；\n  乙年 为 甲年 加 一年，不超过 九年，不少于 两年。\n"),
        "乙年 超过 三年",
        &[],
    );
    says(
        &fields("  乙年 为 甲年 加 一年；\n  甲年 为 年限 加 一年。\n"),
        "甲年 超过 三年",
        &[("L007", "甲年", "要写在用到它的上面")],
    );
    says(&fields("  甲年 为 甲年 加 一年。\n"), "年限 超过 三年", &[("L007", "甲年", "也不能用到它自己")]);
    says(
        &fields("  甲年 为 年限 加 一个月。\n"),
        "甲年 超过 三年",
        &[("D206", "一个月", "这里要写年数，写的是月数")],
    );
    says(
        &fields("  甲年 为 年限，不超过 九个月。\n"),
        "甲年 超过 三年",
        &[("D206", "九个月", "这里要写年数，写的是月数")],
    );
    says(&fields("  年限 为 年限。\n"), "年限 超过 三年", &[("N002", "年限", "")]);
}

#[test]
fn what_leaves_a_gap_is_told_in_the_words_of_the_text() {
    let text = |guard: &str| text(FIELDS, guard).replace("  其他情形，办结，结果为 成。\n", "");
    for (guard, example) in [
        ("年限 加 两年 不少于 九年", "年限 + 2年 少于 9年"),
        ("家属 任一项 为 张三", "并非 家属 任一项 为 张三"),
        ("收件日 满 六个月", "收件日（个月） 少于 6个月"),
        ("已经过 办", "并非 已经过 办"),
        ("办 已完成", "并非 办 已完成"),
        ("起始 早于 收件日 的 当月", "起始 等于"),
    ] {
        let out = compile("甲.proc", text(guard).as_bytes(), &NoLibrary);
        let messages: Vec<String> = out.diagnostics.sorted().iter().map(|d| d.message.zh.clone()).collect();
        assert!(messages.len() == 1 && messages.iter().all(|m| m.contains(example)), "{guard}: {messages:?}");
    }
}
