//! Parallel blocks: what may be read where, and how many branches there are at most.

use shouwen_compile::{NoLibrary, compile};
use shouwen_syntax::testing::underlined;
use std::fmt::Write;

const HEAD: &str = "\
事项 甲：
  简称 a；
  办件类型 承诺件；
  生效 2024-01-01。
岗位 甲岗：
  由 甲；
  首办负责。
结果 成。
结果 差。
环节 首：
  由 甲岗 办理；
  完成时，转入 合办。
";

fn said(text: &str) -> Vec<(&'static str, String)> {
    let out = compile("甲.proc", text.as_bytes(), &NoLibrary);
    underlined(&out.diagnostics.sorted(), &out.sources)
}

/// A block of two branches, and how it goes on; the second branch and the end read what the first concludes.
fn reading(join: &str, second: &str, end: &str) -> Vec<(&'static str, String)> {
    said(&format!(
        "{HEAD}并行 合办：\n  分支 一：自 一审；\n  分支 二：自 二审；\n  {join}。\n\
         环节 一审：\n  由 甲岗 办理；\n  结论 意见：好、差；\n  意见 为 好的，本分支办结；\n  其他情形，本分支办结。\n\
         环节 二审：\n  由 甲岗 办理；\n{second}\n\
         环节 末：\n  由 甲岗 办理；\n{end}\n"
    ))
}

const PLAIN: &str = "  完成时，本分支办结。";
const CLOSES: &str = "  完成时，办结，结果为 成。";
const BRANCH_READS: &str = "  意见 为 好的，本分支办结；\n  意见 为 差的，本分支办结。";
const END_READS: &str = "  意见 为 好的，办结，结果为 成；\n  意见 为 差的，办结，结果为 差。";

fn codes(found: &[(&'static str, String)]) -> Vec<&'static str> {
    found.iter().map(|(code, _)| *code).collect()
}

#[test]
fn after_all_branches_what_each_of_them_concluded_is_known() {
    assert_eq!(codes(&reading("全部分支 完成的，转入 末", PLAIN, END_READS)), Vec::<&str>::new());
}

#[test]
fn after_some_of_the_branches_it_may_not_be() {
    assert_eq!(codes(&reading("不少于 一个分支 完成的，中止并行，转入 末", PLAIN, END_READS)), ["D201"]);
}

#[test]
fn what_one_branch_concludes_another_may_not_know() {
    // Nothing closes with 差 then, which is told as well.
    assert_eq!(codes(&reading("全部分支 完成的，转入 末", BRANCH_READS, CLOSES)), ["N003", "D201"]);
}

/// A wait of one branch, while another begins a clock that the whole procedure has.
fn waiting(says: &str) -> Vec<(&'static str, String)> {
    let head = HEAD.replace("  生效", "  期日 受理日、组庭日；\n  生效");
    let text = format!(
        "{head}时限 期限：\n  法定 二十个工作日，自 组庭日 起，依据 《甲法》第一条；\n  至 受理日 止；\n  法定 届满的，记为违规 超期。\n\
         并行 合办：\n  分支 一：自 组庭；\n  分支 二：自 待答；\n  全部分支 完成的，转入 末。\n\
         环节 组庭：\n  由 甲岗 办理；\n  完成时，记 组庭日，转入 后。\n\
         环节 后：\n  由 甲岗 办理；\n  完成时，本分支办结。\n\
         等候 待答：\n  由 甲岗 跟踪；\n  待 答复；\n  最长 三个工作日；\n{says}  答复的，本分支办结；\n  届满的，本分支办结，依据 《甲法》第二条。\n\
         环节 末：\n  由 甲岗 办理；\n  完成时，记 受理日，办结，结果为 成。\n"
    );
    said(&text).into_iter().filter(|(code, _)| *code == "T403").collect()
}

#[test]
fn a_wait_says_what_becomes_of_a_clock_that_another_branch_begins() {
    assert_eq!(waiting("").len(), 1);
    assert_eq!(waiting("  照常计入；\n"), []);
}

#[test]
fn a_block_has_so_many_branches_and_no_more() {
    let with = |count: usize| {
        let mut text = format!("{HEAD}并行 合办：\n");
        for n in 1..=count {
            let _ = writeln!(text, "  分支 分{n}：自 办{n}；");
        }
        text.push_str("  全部分支 完成的，办结，结果为 成。\n");
        for n in 1..=count {
            let _ = writeln!(text, "环节 办{n}：\n  由 甲岗 办理；\n  完成时，本分支办结。");
        }
        said(&text).into_iter().filter(|(code, _)| *code == "L006").collect::<Vec<_>>()
    };
    assert_eq!(with(1), [("L006", "并行 合办".to_owned())]);
    assert_eq!(with(2), []);
    assert_eq!(with(32), []);
    assert_eq!(with(33), [("L006", "并行 合办".to_owned())]);
}
