//! What is answered when something is wrong: in the language asked for, with what would be accepted.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use support::{Ran, at, root};
use tempfile::TempDir;

const CHEN: &[&str] = &["--as", "陈岚", "--post", "窗口岗"];
const ZHOU: &[&str] = &["--as", "周平", "--post", "业务联络岗"];
const HE: &[&str] = &["--as", "何敏", "--post", "窗口负责人"];

/// A window with the library in force and one contact, `q`, with 陈岚.
struct Window(TempDir);

impl Window {
    fn new() -> Self {
        let window = Self(tempfile::tempdir().unwrap());
        window.at("2026-03-01T08:00", &["publish", root().join("processes").to_str().unwrap()]).code(0);
        let set = ["--set", "所问=工伤待遇", "--set", "联系方式=138", "--set", "接触方式=当面"];
        let open = [&["case", "open", "first_inquiry", "--key", "q"], CHEN, &set].concat();
        window.at("2026-03-02T09:00", &open).code(0);
        window
    }

    fn with(&self, language: &str, hour: &str, words: &[&str]) -> Ran {
        let more = ["--lang", language, "--virtual-clock", "--at", hour];
        at(self.0.path(), &[words, &more].concat())
    }

    fn at(&self, hour: &str, words: &[&str]) -> Ran {
        self.with("zh", hour, words)
    }

    fn moves(&self, hour: &str, act: &str, words: &[&str], who: &[&str]) -> Ran {
        self.at(hour, &[&["case", "do", "@q", act], words, who].concat())
    }
}

/// Demands a refusal that says something, in words of one language: Chinese ones hold no English word.
#[track_caller]
fn refused(ran: Ran, says: &str) {
    let ran = ran.code(5);
    assert!(ran.err.contains(says), "{says} is not in: {}", ran.err);
    // Names stand in 「」 as their author wrote them, in whatever language.
    let ours: String = ran.err.split('「').map(|part| part.split_once('」').map_or(part, |p| p.1)).collect();
    let words = ours.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    // Codes of refusals, and what the person typed or may type.
    let foreign: Vec<&str> = words
        .filter(|word| !word.chars().all(|c| c.is_ascii_uppercase()))
        .filter(|word| *word != "list")
        .collect();
    assert!(foreign.iter().all(|word| ["case", "directory"].contains(word)), "{foreign:?} in: {}", ran.err);
}

#[test]
fn the_directory_says_in_chinese_what_is_wrong() {
    let window = Window::new();
    let at = |words: &[&str]| window.at("2026-03-02T09:10", words);
    let dated = |from, until| ["--from", from, "--until", until];
    let away = |who, from, until| at(&[&["directory", "absent", who][..], &dated(from, until)].concat());
    refused(away("陈岚", "2026-03-05", "2026-03-03"), "止日不能早于起日");
    refused(away("无名氏", "2026-03-03", "2026-03-05"), "目录里没有「无名氏」");
    let delegate = ["directory", "delegate", "何敏", "何敏", "窗口负责人"];
    refused(at(&[&delegate[..], &dated("2026-03-03", "2026-03-05")].concat()), "委托给另一个人");
    refused(at(&["directory", "appoint", " ", "窗口岗"]), "不能用作姓名");
    // A slip in the name of a post would give nobody anything to do.
    refused(at(&["directory", "appoint", "王五", "窗口冈"]), "没有名为「窗口冈」的岗位");
    at(&["directory", "appoint", "王五", "窗口岗"]).code(0);
}

#[test]
fn a_slot_that_nobody_holds_yet_is_not_called_unknown() {
    let window = Window::new();
    let succeed = ["--slot", "首办责任人", "--person", "吴静"];
    refused(window.moves("2026-03-02T09:05", "succeed", &succeed, HE), "还没有人是「首办责任人」");
    let wrong = ["--slot", "无此责任", "--person", "吴静"];
    refused(window.moves("2026-03-02T09:05", "succeed", &wrong, HE), "没有名为「无此责任」的责任");
}

#[test]
fn clauses_and_choices_are_named_in_the_language_of_the_reader() {
    let window = Window::new();
    let ran = window.moves("2026-03-02T09:05", "accept", &[], CHEN);
    refused(ran, "没有待签收的移交\n  依据：本程序 责任 首问责任 第3句");
    let set = ["--set", "所问=x", "--set", "联系方式=1", "--set", "接触方式=骑马"];
    let ran = window.at("2026-03-02T09:05", &[&["case", "open", "first_inquiry"], CHEN, &set].concat());
    refused(ran, "可以：「当面」、「电话」、「网上」、「来信」");
}

#[test]
fn whoever_may_not_act_is_not_told_that_it_is_possible() {
    let window = Window::new();
    let may = |hour: &str| {
        let shown = window.at(hour, &["case", "show", "@q"]).code(0).out;
        shown.lines().filter(|line| line.contains("首问责任」")).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert!(may("2026-03-02T09:01").iter().all(|line| line.trim().starts_with("陈岚（窗口岗）")));
    let offer = ["--person", "周平", "--to-post", "业务联络岗"];
    window.moves("2026-03-02T09:05", "offer", &offer, CHEN).code(0);
    window.at("2026-03-02T09:06", &["directory", "appoint", "郑明", "业务联络岗"]).code(0);
    let offered = may("2026-03-02T09:07");
    assert!(offered.len() == 2 && offered.iter().all(|line| line.trim().starts_with("周平（业务联络岗）")));
    window.moves("2026-03-02T09:08", "decline", &["--reasons", "不归我处"], ZHOU).code(0);
    let told = window.at("2026-03-02T09:09", &["case", "timeline", "@q"]).code(0).out;
    assert!(told.contains("拒收「首问责任」，理由“不归我处”"), "{told}");
    window.at("2026-03-02T09:10", &["directory", "recuse", "陈岚", "@q", "--reasons", "近亲属"]).code(0);
    let after = may("2026-03-02T09:11");
    // Not the recused holder, and nobody instead: a successor in duty follows.
    assert!(after.len() == 1 && after[0].contains("接任"), "{after:?}");
}

#[test]
fn a_log_that_was_cut_short_is_not_passed_off_as_whole() {
    let window = Window::new();
    let log = at(window.0.path(), &["log", "export"]).code(0).out;
    let lines: Vec<&str> = log.lines().collect();
    let (trailer, rest) = lines.split_last().unwrap();
    let last = rest.iter().rposition(|line| line.starts_with("{\"a\":")).unwrap();
    let without = [&rest[..last], &[*trailer]].concat();
    for (name, lines, whole) in [("a", &lines[..], true), ("b", rest, false), ("c", &without[..], false)] {
        std::fs::write(window.0.path().join(name), lines.join("\n") + "\n").unwrap();
        for command in ["replay", "findings"] {
            let ran = at(window.0.path(), &[command, name, "--lang", "zh"]).code(if whole { 0 } else { 4 });
            assert_eq!(ran.err.contains("日志不完整"), !whole, "{}", ran.err);
            let json = at(window.0.path(), &[command, name, "--format", "json"]).json();
            assert_eq!(json["whole"], whole);
        }
    }
}

#[test]
fn while_another_one_writes_it_is_try_again_later() {
    let window = Window::new();
    let other = rusqlite::Connection::open(window.0.path().join("shouwen.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refer = ["--reasons", "拿不准", "--key", "r1"];
    let ran = window.moves("2026-03-02T09:05", "refer", &refer, CHEN).code(75);
    assert!(ran.err.contains("另有程序正在写入") && ran.err.contains("--key r1"), "{}", ran.err);
    other.execute_batch("ROLLBACK").unwrap();
    window.moves("2026-03-02T09:05", "refer", &refer, CHEN).code(0);
}

#[test]
fn what_every_command_takes_stands_last_in_its_help() {
    for language in ["zh", "en"] {
        let help = at(&root(), &["case", "do", "--help", "--lang", language]).code(0).out;
        let last: Vec<&str> =
            help.lines().rev().take(2).filter_map(|line| line.split_whitespace().next()).collect();
        assert!(last.contains(&"--lang") && last.contains(&"-h,"), "{help}");
    }
}
