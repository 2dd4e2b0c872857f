//! Nonsense at the keyboard: every command answers it with a clear complaint, in bounds, and writes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use std::path::Path;
use support::{at, fed, root};

const HOUR: [&str; 3] = ["--virtual-clock", "--at", "2026-03-02T10:00:00+08:00"];

/// The most bytes of a complaint, whatever was given.
const MAX_COMPLAINT: usize = 4_096;

/// Nonsense where a name, a case, a person, a post or a key is wanted.
fn nonsense() -> Vec<String> {
    let long = "长".repeat(30_000);
    ["", "没有", "@没有", "-", "\u{1b}[31m红", "甲\n乙", "\u{202e}反", &long].map(ToOwned::to_owned).to_vec()
}

/// The commands, with `{}` where nonsense goes.
const COMMANDS: &[&[&str]] = &[
    &["case", "open", "{}", "--applicant", "张三"],
    &["case", "open", "labour_dispatch_licence", "--applicant", "{}"],
    &["case", "open", "labour_dispatch_licence", "--as", "{}", "--post", "窗口岗"],
    &["case", "open", "labour_dispatch_licence", "--as", "陈岚", "--post", "{}"],
    &["case", "open", "labour_dispatch_licence", "--applicant", "张三", "--set", "{}"],
    &["case", "open", "labour_dispatch_licence", "--applicant", "张三", "--set", "{}=1"],
    &["case", "open", "labour_dispatch_licence", "--applicant", "张三", "--set", "注册资本={}"],
    &["case", "open", "labour_dispatch_licence", "--applicant", "张三", "--material", "{}"],
    &["case", "do", "{}", "complete", "--as", "陈岚", "--post", "窗口岗"],
    &["case", "do", "w1", "{}", "--as", "陈岚", "--post", "窗口岗"],
    &["case", "do", "w1", "complete", "--as", "{}", "--post", "窗口岗"],
    &["case", "do", "w1", "complete", "--as", "陈岚", "--post", "窗口岗", "--step", "{}"],
    &["case", "do", "w1", "complete", "--as", "陈岚", "--post", "窗口岗", "--conclude", "管辖={}"],
    &["case", "do", "w1", "complete", "--as", "陈岚", "--post", "窗口岗", "--conclude", "{}=属本机关"],
    &["case", "do", "w1", "check", "--as", "陈岚", "--post", "窗口岗", "--mark", "{}=缺"],
    &["case", "do", "w1", "check", "--as", "陈岚", "--post", "窗口岗", "--mark", "验资报告={}"],
    &["case", "do", "w1", "event", "--as", "陈岚", "--post", "窗口岗", "--event", "{}"],
    &["case", "do", "w1", "transfer", "--as", "陈岚", "--post", "窗口岗", "--person", "{}"],
    &["case", "do", "w1", "extend", "--as", "沈清", "--post", "厅领导", "--clock", "{}", "--amount", "1"],
    &["case", "do", "w1", "serve", "--as", "陈岚", "--post", "窗口岗", "--proof", "{}"],
    &["case", "do", "w1", "--json", "{}", "--as", "陈岚", "--post", "窗口岗"],
    &["case", "do", "w1", "--json", "{\"act\":\"check\",\"{}\":1}", "--as", "陈岚", "--post", "窗口岗"],
    &["case", "show", "{}"],
    &["case", "timeline", "{}"],
    &["case", "list", "--procedure", "{}"],
    &["case", "list", "--after", "{}"],
    &["case", "list", "--limit", "{}"],
    &["task", "list", "--person", "{}"],
    &["task", "list", "--post", "{}"],
    &["task", "claim", "{}", "--as", "陈岚", "--post", "窗口岗"],
    &["task", "claim", "w1", "--as", "{}", "--post", "窗口岗"],
    &["task", "claim", "w1", "--as", "陈岚", "--post", "{}"],
    &["directory", "appoint", "", "{}"],
    &["directory", "appoint", "{}", ""],
    &["directory", "appoint", "甲", "乙", "--from", "{}"],
    &["directory", "appoint", "甲", "乙", "--as", "{}"],
    &["directory", "relieve", "{}", "窗口岗"],
    &["directory", "relieve", "陈岚", "{}"],
    &["directory", "absent", "甲", "--from", "{}", "--until", "2026-03-05"],
    &["directory", "absent", "甲", "--from", "2026-03-05", "--until", "{}"],
    &["directory", "list", "--at", "{}"],
    &["graph", "{}"],
    &["graph", "-", "--as", "{}"],
    &["completions", "{}"],
];

fn store(folder: &Path) -> Vec<u8> {
    at(folder, &["log", "export"]).code(0).out.into_bytes()
}

#[test]
fn every_nonsense_is_answered_in_bounds_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let processes = root().join("processes");
    let publish = ["publish", processes.to_str().unwrap()];
    at(folder.path(), &[&publish[..], &HOUR].concat()).code(0);
    let open = [
        "case",
        "open",
        "labour_dispatch_licence",
        "--key",
        "w1",
        "--applicant",
        "张三",
        "--set",
        "注册资本=200万元",
        "--set",
        "经营场所=某路",
    ];
    at(folder.path(), &[&open[..], &HOUR].concat()).code(0);
    let before = store(folder.path());
    for command in COMMANDS {
        for given in nonsense() {
            let arguments: Vec<String> = command.iter().map(|word| word.replace("{}", &given)).collect();
            let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let timed = matches!(command.first(), Some(&("case" | "task" | "directory")));
            if timed && command.get(1) != Some(&"list") {
                arguments.extend(HOUR);
            }
            if given.contains('\0') {
                continue;
            }
            let ran = fed(folder.path(), &arguments, b"");
            let shown = format!("{command:?} with {:?}", given.chars().take(20).collect::<String>());
            assert!(matches!(ran.code, 1..=3 | 5), "{shown}: exit {}\n{}{}", ran.code, ran.out, ran.err);
            assert!(!ran.err.is_empty() && ran.out.is_empty(), "{shown}: {}{}", ran.out, ran.err);
            assert!(ran.err.len() <= MAX_COMPLAINT, "{shown}: {} bytes", ran.err.len());
            let commands = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
            assert!(!ran.err.contains(commands), "{shown}: {:?}", ran.err);
        }
    }
    assert_eq!(store(folder.path()), before, "nothing was written");
}

#[test]
fn a_key_or_a_name_cannot_forge_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let processes = root().join("processes");
    at(folder.path(), &[&["publish", processes.to_str().unwrap()][..], &HOUR].concat()).code(0);
    let open = [
        "case",
        "open",
        "labour_dispatch_licence",
        "--key",
        "a\n@b  已办结\u{1b}[2J",
        "--applicant",
        "张\n三",
        "--set",
        "注册资本=200万元",
        "--set",
        "经营场所=某\t路\n二",
    ];
    at(folder.path(), &[&open[..], &HOUR].concat()).code(0);
    let list = at(folder.path(), &["--lang", "zh", "case", "list"]).code(0).out;
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(!list.contains('\u{1b}'), "{list:?}");
    let key = "@a\n@b  已办结\u{1b}[2J";
    let show = at(folder.path(), &[&["--lang", "zh", "case", "show", key][..], &HOUR].concat()).code(0).out;
    assert!(!show.lines().any(|line| line.trim_start().starts_with("三")), "{show}");
    assert!(!show.contains(['\u{1b}', '\t']), "{show:?}");
    at(folder.path(), &["case", "timeline", key]).code(0);
}

#[test]
fn wrong_use_is_told_before_anything_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        &["case"][..],
        &["case", "open", "x"],
        &["case", "open", "x", "--as", "甲"],
        &["case", "do", "x", "check", "--as", "甲", "--post", "乙", "--applicant", "丙"],
        &["case", "do", "x", "check", "--as", "甲", "--post", "乙", "--late", "停电"],
        &["case", "do", "x", "check", "--as", "甲", "--post", "乙", "--happened", "2026-03-02T10:00"],
        &["case", "open", "x", "--applicant", "丙", "--present", "丁"],
        &["case", "open", "x", "--applicant", "丙", "--at", "2026-03-02T10:00:00+08:00"],
        &["case", "open", "x", "--applicant", "丙", "--virtual-clock"],
        &["case", "open", "x", "--applicant", "丙", "--set", "a=1", "--set", "a=2"],
        &["case", "do", "x", "--applicant", "丙"],
        &["case", "do", "x", "check", "--applicant", "丙", "--mark", "a=缺", "--material", "b"],
        &["case", "do", "x", "check", "--applicant", "丙", "--json", "[]"],
        &["case", "do", "x", "check", "--applicant", "丙", "--json", "{\"act\":\"check\"}"],
        &["case", "do", "x", "--applicant", "丙", "--json", "{\"act\":\"check\",\"act\":\"fill\"}"],
        &["case", "do", "x", "extend", "--applicant", "丙", "--amount", "-1"],
        &["case", "list", "--limit", "0"],
        &["case", "list", "--limit", "1001"],
        &["task", "list"],
        &["task", "list", "--person", "甲", "--post", "乙"],
        &["task", "claim", "x"],
        &["directory", "absent", "甲"],
        &["directory", "recuse", "甲", "x"],
        &["directory", "delegate", "甲", "乙", "丙", "--from", "2026-03-02"],
        &["completions"],
        &["new"],
    ] {
        for language in ["zh", "en"] {
            let ran = at(folder.path(), &[&["--lang", language][..], wrong].concat()).code(2);
            assert!(!ran.err.is_empty(), "{wrong:?}");
        }
    }
    for missing in [
        &["case", "list"][..],
        &["case", "show", "x"],
        &["case", "open", "x", "--applicant", "丙"],
        &["task", "list", "--post", "甲"],
        &["directory", "list"],
        &["directory", "appoint", "甲", "乙"],
    ] {
        at(folder.path(), missing).code(3);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no store comes into being");
}
