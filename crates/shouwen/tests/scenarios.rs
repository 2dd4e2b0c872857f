//! Scenarios can fail: a wrong expectation of each kind is told in both languages, at its line, with what happened.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::licence_with;
use shouwen::scenario::{self, Failure};
use shouwen::{Log, replay};
use shouwen_executor::MAX_PASSED;

const BEGIN: &str = "
案例 试演：
  2026-03-02 09:00，申请人 提交，注册资本 200万元，经营场所 “某路1号”，附 申请书、公司章程、验资报告、场所使用证明、法定代表人身份证明、派遣管理制度、派遣协议样本；
  2026-03-02 09:30，陈岚（窗口岗）在 收件 核对 无缺，结论 属本机关；
";
const REVIEWED: &str =
    "  2026-03-04 10:00，郑凯（审查岗）在 审查 填写 需要现场核查 否，填写 涉及他人重大利益 否，结论 准予；\n";
const DECIDED: &str = "  2026-03-05 10:00，褚伟（处长）在 决定 结论 准予；\n";

/// Plays a scenario that begins with an application and goes on with some lines.
fn play(lines: &str) -> Option<(String, Failure)> {
    let scenario_text = format!("{BEGIN}{}。\n", lines.trim_end().trim_end_matches('；'));
    let mut whole = String::new();
    let compiled = licence_with(|text| {
        whole = text + &scenario_text;
        whole.clone()
    });
    let scenario = compiled.scenarios.iter().find(|s| s.name == "试演").unwrap();
    let played = scenario::play(&compiled, scenario).unwrap();
    assert!(replay(&Log::read(&played.log[..]).unwrap()).divergences.is_empty());
    let failure = played.failure?;
    let line = whole.get(failure.span.start as usize..failure.span.end as usize).unwrap().to_owned();
    Some((line, failure))
}

/// Fails at the line that holds `at`, with these words in Chinese and in English.
fn fails(lines: &str, at: &str, zh: &[&str], en: &[&str]) {
    let (line, failure) = play(lines).unwrap_or_else(|| panic!("it does not fail: {lines}"));
    assert!(line.contains(at), "{line}");
    for word in zh {
        assert!(failure.said.zh.contains(word), "`{word}` not in: {}", failure.said.zh);
    }
    for word in en {
        assert!(failure.said.en.contains(word), "`{word}` not in: {}", failure.said.en);
    }
    let said = &failure.said.en;
    assert!(!said.contains(['，', '「', '（', '、']), "Chinese marks: {said}");
    assert!(!failure.said.zh.contains("+08:00") && !said.contains("+08:00"));
    assert!(failure.story.len() >= 2, "what happened until then is told");
    assert!(failure.story.iter().all(|told| told.zh.starts_with("2026-") && told.en.starts_with("2026-")));
    assert!(failure.story[0].zh.starts_with("2026-03-02 09:00 申请人"), "{}", failure.story[0].zh);
}

#[test]
fn what_is_true_passes() {
    assert!(
        play(&format!("  应在 审查；\n{REVIEWED}{DECIDED}  应已办结，结果为 准予许可；\n  应未送达；"))
            .is_none()
    );
}

#[test]
fn a_place_and_an_outcome() {
    fails("  应在 决定；", "应在 决定", &["应为 决定，实为 审查"], &["expected 决定, found 审查"]);
    let closed = format!("{REVIEWED}{DECIDED}  应在 决定；");
    fails(&closed, "应在 决定", &["已经办结"], &["it is decided"]);
    fails("  应已办结，结果为 准予许可；", "应已办结", &["仍在「审查」"], &["it still stands in `审查`"]);
    let other = format!("{REVIEWED}{DECIDED}  应已办结，结果为 不予许可；");
    fails(&other, "应已办结", &["应为 不予许可，实为 准予许可"], &["expected 不予许可, found 准予许可"]);
}

#[test]
fn dates_and_limits() {
    fails(
        "  受理日 应为 2026-03-03；",
        "受理日",
        &["2026-03-03", "2026-03-02"],
        &["2026-03-03", "2026-03-02"],
    );
    fails("  决定日 应为 2026-03-03；", "决定日", &["没有记录"], &["is not recorded"]);
    fails(
        "  办理期限 法定 应届满于 2026-03-31 24:00；",
        "应届满于",
        &["应为 2026-03-31 24:00，实为 2026-03-30 24:00"],
        &["expected 2026-03-31 24:00, found 2026-03-30 24:00"],
    );
    fails("  听证 应届满于 2026-03-31 24:00；", "应届满于", &["没有在计时"], &["is not running"]);
}

#[test]
fn breaches() {
    fails("  应有违规 违诺；", "违诺", &["实有 （没有违规）"], &["found none"]);
    let late = "  至 2026-03-06 00:01；\n  应有违规 内部时限逾期，责任 处长；";
    fails(
        late,
        "责任 处长",
        &["责任 处长", "「内部时限逾期」审查岗"],
        &["by 处长", "`internal limit overdue` 审查岗"],
    );
    let late = "  至 2026-03-06 00:01；\n  不应有违规 内部时限逾期；";
    fails(late, "不应有", &["有违规「内部时限逾期」"], &["there is the breach `internal limit overdue`"]);
    let other = "  至 2026-03-06 00:01；\n  应有违规 违诺；";
    fails(other, "违诺", &["「内部时限逾期」审查岗"], &["`internal limit overdue` 审查岗"]);
}

#[test]
fn documents_and_delivery() {
    fails("  应已出具 劳务派遣经营许可证；", "应已出具", &["没有出具"], &["was not issued"]);
    let decided = format!("{REVIEWED}{DECIDED}  应已送达；");
    fails(&decided, "应已送达", &["还没有送达"], &["not served yet"]);
    let served = format!("{REVIEWED}{DECIDED}  2026-03-06 09:00，吴静（窗口岗） 送达；\n  应未送达；");
    fails(&served, "应未送达", &["已经送达"], &["served already"]);
    fails("  2026-03-03 09:00，吴静（窗口岗） 送达；", "送达", &["没有待送达"], &["nothing is to be served"]);
}

#[test]
fn refusals() {
    // One that nobody expects is told at its own line.
    let early = "  2026-03-05 10:00，褚伟（处长）在 决定 结论 准予；";
    fails(early, "褚伟", &["被拒绝", "WRONG_PLACE"], &["refused", "WRONG_PLACE"]);
    let none = format!("{REVIEWED}  应被拒绝 NOT_HOLDER；");
    fails(&none, "应被拒绝", &["没有被拒绝"], &["was not refused"]);
    let other = format!("{early}\n  应被拒绝 NOT_HOLDER；");
    fails(&other, "应被拒绝", &["NOT_HOLDER", "WRONG_PLACE"], &["NOT_HOLDER", "WRONG_PLACE"]);
    let recorded = format!("{early}\n  应被拒绝并记录 WRONG_PLACE；");
    fails(&recorded, "应被拒绝", &["没有记录"], &["not put on record"]);
    let directory = "  2026-03-03 09:00，目录 路人 缺勤 至 2026-03-31；";
    fails(directory, "目录", &["目录操作被拒绝"], &["the directory refused it"]);
}

#[test]
fn time_that_cannot_act_is_a_difference_and_no_broken_ground() {
    let onsite = REVIEWED.replace("需要现场核查 否", "需要现场核查 是");
    fails(
        &format!("{onsite}  至 2029-01-01 00:00；\n  应在 决定；"),
        "至 2029",
        &["现场核查"],
        &["现场核查"],
    );
}

/// The procedure of the clauses on entering again.
const AGAIN: &str = include_str!("../../../tests/clauses/再次进入.proc");

#[test]
fn a_limit_that_passed_long_ago_has_still_passed() {
    // In between pass more limits than a case remembers.
    let (rules, _) = AGAIN.split_once("案例 ").unwrap();
    let (before, after) = rules.split_once("等候 待鉴定").unwrap();
    let rules = format!("{before}等候 待鉴定{}", after.replacen("最长 十个工作日", "最长 两小时", 1));
    let day = |n: usize| format!("2026-{:02}-{:02}", 4 + n / 30, 1 + n % 30);
    let between: String =
        (0..=MAX_PASSED).map(|n| format!("  {} 10:00，乙（复核岗）在 复核 结论 鉴定；\n", day(n))).collect();
    let last = "2026-05-06";
    assert!(*last > *day(MAX_PASSED));
    let scenario = format!(
        "案例 久后再次进入：
  2026-03-02 09:00，申请人 提交；
  2026-03-02 09:10，甲（窗口岗）完成；
  2026-03-04 10:00，乙（复核岗）在 复核 结论 补件；
{between}  {last} 10:00，乙（复核岗）在 复核 结论 补件；
  待补件 应届满于 {last} 24:00。
"
    );
    let compiled = common::small(&(rules + &scenario));
    let played = scenario::play(&compiled, &compiled.scenarios[0]).unwrap();
    assert!(played.failure.is_none(), "{:?}", played.failure.map(|failure| failure.said));
    assert!(replay(&Log::read(&played.log[..]).unwrap()).divergences.is_empty());
}
