//! What README.md shows is what the command prints.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

mod support;

use support::{at, fed, root};

const README: &str = include_str!("../../../README.md");
const README_ZH: &str = include_str!("../../../README.zh.md");

/// The page in each language, with what the command is asked in.
const PAGES: [(&str, &str); 2] = [("en", README), ("zh", README_ZH)];

/// Four commands of a morning at the window; the last officer is too late.
const DAY: &str = r#"{"at":"2026-03-02T09:14:00+08:00","key":"w1-000731","act":"open","procedure":"labour_dispatch_licence","actor":{"person":"申请人"},"data":{"注册资本":"200万元","经营场所":"某路1号"},"materials":["申请书","公司章程","法定代表人身份证明","派遣管理制度","派遣协议样本"]}
{"at":"2026-03-02T09:20:00+08:00","key":"w1-000732","act":"check","case":"@w1-000731","step":"收件","materials":{"验资报告":"缺","场所使用证明":"缺"},"actor":{"person":"陈岚","post":"窗口岗"}}
{"at":"2026-03-02T09:21:00+08:00","key":"w1-000733","act":"complete","case":"@w1-000731","step":"收件","conclude":{"管辖":"属本机关"},"actor":{"person":"陈岚","post":"窗口岗"}}
{"at":"2026-03-10T09:00:00+08:00","key":"w1-000734","act":"complete","case":"@w1-000731","step":"补正告知","actor":{"person":"陈岚","post":"窗口岗"}}
"#;

/// Demands that a page shows every line; salts are drawn anew in each run, so a root is never the same.
#[track_caller]
fn shown_on(page: &str, out: &str) {
    let root = |line: &&str| line.starts_with("root ") || line.starts_with("树根 ");
    for line in out.lines().filter(|line| !line.is_empty() && !root(line)) {
        assert!(page.contains(line.trim_end()), "README does not show: {line}");
    }
}

#[track_caller]
fn shown(out: &str) {
    shown_on(README, out);
}

#[test]
fn the_late_officer_and_the_checked_log() {
    let folder = tempfile::tempdir().unwrap();
    // The licence alone, so that the counts stay as they are when the library grows.
    let office = folder.path().join("office");
    std::fs::create_dir_all(office.join("licence")).unwrap();
    for (from, to) in [
        ("机构.proc", "机构.proc"),
        ("labour_dispatch_licence/劳务派遣经营许可.proc", "licence/劳务派遣经营许可.proc"),
    ] {
        std::fs::copy(root().join("processes").join(from), office.join(to)).unwrap();
    }
    let run =
        ["run", "--lang", "en", "--store", "sqlite:demo.db", "--publish", "--virtual-clock", "--procedures"];
    let run: Vec<&str> = run.into_iter().chain([office.to_str().unwrap()]).collect();
    let answers = fed(folder.path(), &run, DAY.as_bytes()).code(0).out;
    shown(answers.lines().last().unwrap());
    shown(DAY.lines().last().unwrap());
    let log = at(folder.path(), &["log", "export", "--store", "sqlite:demo.db"]).code(0).out;
    std::fs::write(folder.path().join("log.jsonl"), &log).unwrap();
    for (lang, page) in PAGES {
        for command in ["verify", "replay", "findings"] {
            let code = i32::from(command == "findings");
            shown_on(page, &at(folder.path(), &[command, "log.jsonl", "--lang", lang]).code(code).out);
        }
    }
    let moved =
        log.replace(r#""受理日","t":"date","v":"2026-03-02""#, r#""受理日","t":"date","v":"2026-03-09""#);
    assert_ne!(moved, log);
    std::fs::write(folder.path().join("forged.jsonl"), moved).unwrap();
    shown(&at(folder.path(), &["verify", "forged.jsonl", "--lang", "en"]).code(4).out);
}

#[test]
fn the_due_date_and_the_breaches_of_the_demonstration() {
    for ((lang, page), limit) in PAGES.into_iter().zip(["5 working days", "5个工作日"]) {
        let due = ["due", "--from", "2026-02-09T10:00:00+08:00", "--limit", limit, "--show", "--lang", lang];
        shown_on(page, &at(&root(), &due).code(0).out);
        let demo = at(&root(), &["demo", "--lang", lang, "--store", "memory:"]).code(0).out;
        let head = if lang == "en" { "Breaches and who answers for them" } else { "违规与责任" };
        let excerpt = page.split(head).nth(1).unwrap().split("```").next().unwrap();
        let mut lines = 0;
        for line in excerpt.lines().filter(|line| !line.is_empty() && !line.starts_with('…')) {
            assert!(demo.contains(line), "the demonstration does not print: {line}");
            lines += 1;
        }
        assert!(lines > 5);
    }
}

/// What is typed at the window: every command of the page, with the hour added that the page leaves out.
#[test]
fn the_session_at_the_window() {
    for (lang, page) in PAGES {
        let folder = tempfile::tempdir().unwrap();
        let processes = root().join("processes");
        let head = if lang == "en" { "## At the window" } else { "## 窗口" };
        let session = page.split(head).nth(1).unwrap().split("```").nth(1).unwrap();
        let mut hour = 0;
        for typed in session.lines().filter_map(|line| line.strip_prefix("$ shouwen ")) {
            let clock = format!("2026-03-02T09:{hour:02}");
            let mut arguments: Vec<&str> = typed.split(' ').collect();
            if typed == "publish processes" {
                arguments = vec!["publish", processes.to_str().unwrap()];
            } else {
                hour += 1;
            }
            arguments.extend(["--store", "sqlite:w.db", "--virtual-clock", "--at", &clock, "--lang", lang]);
            let ran = at(folder.path(), &arguments);
            if !typed.starts_with("publish") {
                shown_on(page, &ran.out);
                shown_on(page, &ran.err);
            }
        }
        assert_eq!(hour, 4);
    }
}

/// Both pages name the number of scenarios that there are.
#[test]
fn the_number_of_scenarios() {
    for (lang, page) in PAGES {
        let ran = at(&root(), &["test", "processes", "--lang", lang]).code(0);
        shown_on(page, ran.err.lines().last().unwrap());
    }
}
