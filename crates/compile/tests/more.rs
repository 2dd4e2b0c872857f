//! Checks that the sample cannot show by one change: small procedures of their own.

use shouwen_compile::{MAX_FILES, MemoryLibrary, NoLibrary, compile};
use shouwen_syntax::testing::underlined;

const HEAD: &str = "事项 甲：\n  简称 a；\n  办件类型 承诺件；\n  生效 2024-01-01。\n";
const POST: &str = "岗位 甲岗：\n  由 甲；\n  首办负责。\n";

fn said(text: &str) -> Vec<(&'static str, String)> {
    let out = compile("甲.proc", text.as_bytes(), &NoLibrary);
    underlined(&out.diagnostics.sorted(), &out.sources)
}

#[track_caller]
fn says(text: &str, expected: &[(&str, &str)]) {
    let found = said(text);
    let found: Vec<(&str, &str)> = found.iter().map(|(c, w)| (*c, w.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_procedure_begins_and_ends_somewhere() {
    says(HEAD, &[("F103", "甲")]);
    says(
        &format!(
            "{HEAD}{POST}环节 首：\n  由 甲岗 办理；\n  完成时，转入 次。\n环节 次：\n  由 甲岗 办理；\n  完成时，转入 首。\n"
        ),
        &[("F103", "甲")],
    );
    says(
        &format!("{POST}环节 首：\n  由 甲岗 办理；\n  完成时，办结，结果为 成。\n结果 成。\n"),
        &[("L006", "环节 首")],
    );
    says(POST, &[]);
    says("岗位 甲岗：\n  上级 乙岗。\n", &[("N001", "乙岗")]);
}

#[test]
fn a_file_holds_one_procedure() {
    let text = format!(
        "{HEAD}{POST}结果 成。\n环节 首：\n  由 甲岗 办理；\n  完成时，办结，结果为 成。\n事项 乙：\n  简称 b。\n"
    );
    says(&text, &[("N002", "乙")]);
}

#[test]
fn a_conclusion_of_two_places_is_read_in_neither_other() {
    let step = |name: &str, rest: &str| format!("环节 {name}：\n  由 甲岗 办理；\n{rest}");
    let conclude = "  结论 意见：行、差；\n";
    let both = |to: &str| format!("{conclude}  意见 为 行 的，转入 {to}；\n  其他情形，转入 {to}。\n");
    let text = [
        HEAD,
        POST,
        "结果 成。\n",
        &step("首", &both("次")),
        &step("次", &both("末")),
        &step("末", "  意见 为 行 的，办结，结果为 成；\n  其他情形，办结，结果为 成。\n"),
    ]
    .concat();
    let found = said(&text);
    assert_eq!(found, [("N002", "意见".to_owned())]);
}

#[test]
fn every_awaited_event_has_one_clause() {
    let wait = |rest: &str| {
        format!(
            "{HEAD}{POST}结果 成。\n环节 首：\n  由 甲岗 办理；\n  完成时，转入 等。\n等候 等：\n  由 甲岗 跟踪；\n{rest}"
        )
    };
    says(&wait("  待 下列之一：来、去；\n  来的，办结，结果为 成。\n"), &[("D201", "去")]);
    says(&wait("  待 来；\n  来的，办结，结果为 成；\n  来的，转入 首。\n"), &[("D202", "来")]);
    says(
        &wait("  待 来；\n  最长 五个工作日；\n  来的，办结，结果为 成。\n"),
        &[("D201", "最长 五个工作日")],
    );
    says(&wait("  待 来；\n  来的，办结，结果为 成；\n  去的，转入 首。\n"), &[("N001", "去")]);
    says(&wait("  待 来；\n  来的，办结，结果为 成；\n  完成时，转入 首。\n"), &[("L007", "完成时")]);
}

#[test]
fn a_notice_needs_materials() {
    let text = format!(
        "{HEAD}{POST}结果 成。\n环节 首：\n  由 甲岗 办理；\n  完成时，一次性告知 全部缺项，办结，结果为 成。\n"
    );
    says(&text, &[("G602", "一次性告知 全部缺项")]);
}

#[test]
fn too_many_situations_are_not_decided_and_said_so() {
    let fields = |n: usize| -> String {
        let line = |i: usize| format!("  问{i} 是否，必填，由 申请人 填写；\n");
        format!("登记信息：\n{}", (0..n).map(line).collect::<String>())
    };
    let guards = |n: usize| {
        let all: Vec<String> = (0..n).map(|i| format!("问{i} 为 是")).collect();
        format!("  {} 的，办结，结果为 成；\n", all.join(" 且 "))
    };
    let text = |n| format!("{HEAD}{POST}结果 成。\n{}环节 首：\n  由 甲岗 办理；\n{}", fields(n), guards(n));
    // 2^16 situations are looked at, 2^17 are not.
    for (n, error) in [(16, true), (17, false)] {
        let out = compile("甲.proc", text(n).as_bytes(), &NoLibrary);
        let all = out.diagnostics.clone().sorted();
        assert_eq!(underlined(&all, &out.sources), [("D201", "首".to_owned())], "{n}");
        assert_eq!(out.diagnostics.has_errors(), error, "{n}");
        assert_eq!(out.procedures.is_empty(), error, "{n}");
    }
}

#[test]
fn a_file_uses_so_many_others_and_no_more() {
    let chain = |n: usize| {
        (1..=n)
            .fold(MemoryLibrary::default(), |library, i| {
                library.with(format!("f{i}.proc"), format!("引用 f{}。\n", i + 1))
            })
            .with(format!("f{}.proc", n + 1), POST)
    };
    let codes = |others: usize| {
        let text = "引用 f1。\n";
        let out = compile("f0.proc", text.as_bytes(), &chain(others - 1));
        underlined(&out.diagnostics.sorted(), &out.sources)
    };
    assert_eq!(codes(MAX_FILES - 1), []);
    assert_eq!(codes(MAX_FILES).iter().map(|(c, _)| *c).collect::<Vec<_>>(), ["N005"]);
}

#[test]
fn a_conclusion_that_may_not_be_there_is_a_situation_of_its_own() {
    let text = |first: &str, last: &str| {
        format!(
            "{HEAD}{POST}结果 成。\n环节 首：\n  由 甲岗 办理；\n  结论 难易：难、易；\n{first}\
             环节 次：\n  由 甲岗 办理；\n  结论 意见：好、坏；\n  完成时，转入 末。\n\
             环节 末：\n  由 甲岗 办理；\n  意见 为 好的，办结，结果为 成；\n{last}"
        )
    };
    let around = "  难易 为 难的，转入 次；\n  难易 为 易的，转入 末。\n";
    let through = "  难易 为 难的，转入 次；\n  难易 为 易的，出具 书，转入 次。\n";
    let both = "  意见 为 坏的，办结，结果为 成。\n";
    says(&text(through, both), &[]);
    says(&text(around, "  其他情形，办结，结果为 成。\n"), &[]);
    let out = compile("甲.proc", text(around, both).as_bytes(), &NoLibrary);
    let all = out.diagnostics.sorted();
    assert_eq!(underlined(&all, &out.sources), [("D201", "末".to_owned())]);
    assert!(all[0].message.zh.ends_with("例如：意见 还没有结论"), "{}", all[0].message.zh);
    // After a return that voids what came later, the step may be passed by.
    let again = "  意见 为 坏的，退回 首 重新办理。\n";
    says(&text(through, again), &[]);
    // A wait's end or a withdrawal leaves a step without its conclusion.
    let away = format!("{}随时：\n  申请人撤回的，转入 末。\n", text(through, both));
    says(&away, &[("D201", "末")]);
}
