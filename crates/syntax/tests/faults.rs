//! Faulty files: every fault of a file in one pass, on the exact words, with a repair where one is likely.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

use shouwen_syntax::testing::{one_source, snapshot, underlined};
use shouwen_syntax::{Language, apply_first_fixes, parse};

/// Code and underlined words of all faults, after checking the snapshot of how they look.
fn faults(name: &str, text: &str, language: Language) -> Vec<(&'static str, String)> {
    let (sources, id) = one_source(&format!("{name}.proc"), text);
    let parsed = parse(sources.get(id).unwrap());
    insta::assert_snapshot!(name, snapshot(parsed.diagnostics.clone(), &sources, language));
    underlined(&parsed.diagnostics.sorted(), &sources)
}

/// The text after the first fix of everything that has one, and what is still wrong then.
fn repaired(text: &str) -> (String, Vec<&'static str>) {
    let (sources, id) = one_source("x.proc", text);
    let found = parse(sources.get(id).unwrap()).diagnostics.sorted();
    let (text, _) = apply_first_fixes(sources.get(id).unwrap(), &found);
    let (sources, id) = one_source("x.proc", &text);
    let left = parse(sources.get(id).unwrap()).diagnostics.sorted();
    (text, left.iter().map(|d| d.code.as_str()).collect())
}

fn pairs(expected: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    expected.iter().map(|(code, words)| (*code, (*words).to_owned())).collect()
}

#[test]
fn slips_of_the_hand_in_chinese() {
    let text = "\
环节 收件：
  由窗口岗办理；
  内部时限 三个工做日；
  结论 意见：准予、不予；
  意见 为 准予的，转人 审查；
  意见 为 不予的，办结，结果 不予许可；
  其他情形，转入审查。
";
    let found = faults("slips_zh", text, Language::Chinese);
    let expected = [
        ("S014", "由窗口岗办理"),
        ("S006", "个工做日"),
        ("S012", "转人"),
        ("S006", "结果"),
        ("S014", "转入审查"),
    ];
    assert_eq!(found, pairs(&expected));
    let (fixed, left) = repaired(text);
    assert!(fixed.contains("  由 窗口岗 办理；") && fixed.contains("转入 审查；\n"), "{fixed}");
    assert_eq!(left, [""; 0], "{fixed}");
}

#[test]
fn slips_of_the_hand_in_english() {
    let text = "\
step intake:
  handeld by counter;
  internal limit 3 workin days;
  when opinion is grant, go to review;
  on completion: goto review;
  allow transfer, singing.
";
    let found = faults("slips_en", text, Language::English);
    let expected = [
        ("S006", "handeld by"),
        ("S006", "workin days"),
        ("S012", ","),
        ("S006", "goto"),
        ("S006", "singing"),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn heads_marks_and_brackets() {
    let text = "\
由 窗口岗 办理；
环接 收件：
  这里什么都不看；
环节审查：
  也不看；
环节 决定
  由 处长 办理
  依据 《行政许可法第三十二条；
  待 「听证 结束；
  完成时，转入 甲；其他情形，转入 乙；
  与 审查》 不得为同一人；
章节：
  不看。
等候：
  不看。
";
    let found = faults("heads", text, Language::Chinese);
    let expected = [
        ("S009", "由 窗口岗 办理"),
        ("S008", "环接"),
        ("S008", "环节审查"),
        ("S008", "环节 决定"),
        ("S007", ""),
        ("S010", "《"),
        ("S010", "「"),
        ("S006", "其他情形，转入 乙"),
        ("S010", "》"),
        ("S008", "章节"),
        ("S008", ""),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn two_languages() {
    let text = "\
环节 收件：
  handled by 窗口岗；
  完成时，accept，转入 审查；
step 审查:
  由 审查岗 办理；
  when 意见 is 准予 and materials complete: record date 受理日, go to 决定；
事项 甲：
  explain: 这是英文的说明。
";
    let found = faults("languages", text, Language::Chinese);
    let expected = [
        ("L002", "handled by 窗口岗"),
        ("L002", "accept"),
        ("L002", "step 审查"),
        ("L002", "when 意见 is 准予 and materials complete: record date 受理日, go to 决定"),
        ("L002", "explain"),
    ];
    assert_eq!(found, pairs(&expected));
    let (fixed, left) = repaired(text);
    assert_eq!(left, [""; 0], "{fixed}");
    assert!(fixed.contains("  意见 为 准予 且 材料齐全的，记 受理日，转入 决定；"), "{fixed}");
}

#[test]
fn numbers_out_of_range() {
    let text = "\
环节 收件：
  内部时限 九千九百九十九亿个工作日；
  最长 1.5个月；
  完成时，转入 审查。
";
    let found = faults("numbers", text, Language::English);
    assert_eq!(found, pairs(&[("S006", "九千九百九十九亿"), ("S006", "1.5")]));
}

#[test]
fn other_sections() {
    let text = "\
事项 甲：
  简称 item_a；
  服务对象 公民；
  办件类型 慢办件；
  生效 明年；
登记信息：
  注册资本 钱，必填；
  难易 选项（一般、简易），由 申请人；
岗位 窗口岗：
  首问负则；
材料 营业执照：
  必须；
结果 不予许可：
  救济 行政复议 六十天内；
时限 办理期限：
  法定 二十个工作日，自 受理日，依据 《行政许可法》第四十二条；
  至 作出 受理、批准 之一 止；
案例 一：
  2024-02-07，申请人 提交；
  应在。
";
    let found = faults("sections", text, Language::Chinese);
    let expected = [
        ("S006", "公民"),
        ("S006", "慢办件"),
        ("S006", "明年"),
        ("S006", "钱"),
        ("S006", ""),
        ("S006", "首问负则"),
        ("S006", "必须"),
        ("S006", "内"),
        ("S006", "，"),
        ("S006", "批准"),
        ("S006", "，"),
        ("S006", ""),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn slips_about_rules_and_custody() {
    let text = "\
制度 首问首办：
  适用于 所有事项；
责任 首问责任：
  自接触起，归 首先接触者；
  归 首次接触者；
  移交经签收转移；
  签收 限一个工作日；
  逾期未签收的，记违规 甲，升级 其上级；
  拒收满两次的，升级 其上级；
等候 待办结：
  所问事项 己办结的，转入 回告；
环节 批准：
  完成时，转为承诺件，理由为，转入 待制卡；
案例 一：
  2024-03-04 09:10，陈岚（窗口岗）移交 首问责任 给 吴静；
  2024-03-04 09:20，补录于 2024-03-04 16:00，吴静（窗口岗）签收 首问责任；
  首问责任 应当归 陈岚（窗口岗）；
";
    let found = faults("custody", text, Language::Chinese);
    let expected = [
        ("S006", "所有事项"),
        ("S014", "自接触起"),
        ("S006", "首次接触者"),
        ("S014", "移交经签收转移"),
        ("S014", "限一个工作日"),
        ("S006", "记违规"),
        ("S014", "拒收满两次的"),
        ("S012", "己办结"),
        ("S006", "，"),
        ("S006", ""),
        ("S006", "吴静"),
        ("S006", "应当归"),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn minutes_have_a_kind_and_a_second_person_a_late_entry() {
    let text = "\
时限 当场办结：
  承诺 三十分钟，自 收件日 起；
  剩余 10个分钟的，催办 经办人；
案例 一：
  2024-03-04 09:10，核对人 何敏（窗口负责人），陈岚（窗口岗）提交；
";
    let found = faults("minutes_zh", text, Language::Chinese);
    assert_eq!(found, pairs(&[("S006", "分钟"), ("S006", "个分钟"), ("S006", "核对人")]));
    let (fixed, left) = repaired(text);
    assert!(fixed.contains("三十个办公分钟，") && fixed.contains("10个办公分钟的"), "{fixed}");
    assert_eq!(left, ["S006"; 1], "{fixed}");
}

#[test]
fn a_word_of_a_keyword_is_missing() {
    let text = "\
clock on-the-spot:
  promised 30 minutes, from received;
step approval:
  not same person as asking;
  on completion: open asked, go to waiting;
";
    let found = faults("words_missing_en", text, Language::English);
    let expected = [("S006", "minutes"), ("S006", "not same person as"), ("S006", "open")];
    assert_eq!(found, pairs(&expected));
    let (fixed, left) = repaired(text);
    assert!(fixed.contains("30 office minutes,") && fixed.contains("open linked asked"), "{fixed}");
    assert_eq!(left, [""; 0], "{fixed}");
}

/// A reader of another language than the file's is told the words that can stand in the file.
#[test]
fn words_that_could_stand_are_those_of_the_file() {
    let found =
        faults("words_of_the_file", "事项 甲：\n  费用 十元；\n登记信息：\n  姓名 钱；\n", Language::English);
    assert_eq!(found.len(), 2);
}
