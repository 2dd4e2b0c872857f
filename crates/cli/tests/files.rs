//! The commands upon files: check, fmt, hash, explain, graph, test, due; languages and exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use insta::assert_snapshot;
use std::path::Path;
use support::{at, fed, shouwen};

const GOOD: &str = "crates/cli/tests/data/证明.proc";
const BAD: &str = "crates/cli/tests/data/笔误.proc";
const DIFFERS: &str = "crates/cli/tests/data/案例不符.proc";

#[test]
fn check_says_where_and_what_in_both_languages() {
    assert_snapshot!("check_zh", shouwen(&["--lang", "zh", "check", BAD]).code(1).whole());
    assert_snapshot!("check_en", shouwen(&["check", BAD]).code(1).whole());
    assert_snapshot!("check_json", shouwen(&["check", BAD, "--format", "json"]).code(1).out);
    shouwen(&["check", GOOD]).code(0);
}

#[test]
fn check_writes_sarif_for_scanners_with_the_same_bytes_each_time() {
    let run = |lang: &str| shouwen(&["--lang", lang, "check", BAD, "--format", "sarif"]).code(1);
    assert_eq!(run("zh").out, run("zh").out);
    let report = run("zh").json();
    assert_eq!(
        (&report["version"], &report["runs"][0]["columnKind"]),
        (&"2.1.0".into(), &"utf16CodeUnits".into())
    );
    // Where the rule stands in the catalogue changes with every new one.
    let mut results = report["runs"][0]["results"].clone();
    for result in results.as_array_mut().unwrap() {
        assert!(result.as_object_mut().unwrap().remove("ruleIndex").is_some());
    }
    assert_snapshot!("check_sarif", serde_json::to_string_pretty(&results).unwrap());
    let told = run("en").json();
    assert_eq!(told["runs"][0]["language"], "en");
    let ids = |report: &serde_json::Value| report["runs"][0]["results"][0]["ruleId"].clone();
    assert_eq!((ids(&told), ids(&report)), ("N001".into(), "N001".into()));
    let none = shouwen(&["check", GOOD, "--format", "sarif"]).code(0).json();
    assert_eq!(none["runs"][0]["results"], serde_json::json!([]));
    // Other lists know no such form.
    shouwen(&["test", GOOD, "--format", "sarif"]).code(2);
}

#[test]
fn the_library_of_procedures_is_without_fault_and_its_scenarios_pass() {
    let checked = shouwen(&["check", "processes", "--format", "json"]).code(0).json();
    assert_eq!(checked["diagnostics"], serde_json::json!([]));
    assert!(checked["checked"].as_u64().unwrap() >= 2);
    let tested = shouwen(&["test", "processes", "--format", "json"]).code(0).json();
    let scenarios = tested["scenarios"].as_array().unwrap();
    assert!(scenarios.len() > 20);
    assert!(scenarios.iter().all(|s| s["passed"] == true && s["failure"].is_null()));
}

#[test]
fn check_fixes_what_can_be_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("甲.proc");
    std::fs::copy(support::root().join(BAD), &file).unwrap();
    let slips = std::fs::read_to_string(&file).unwrap().replace("意见 为 准予的", "意见 为准予的");
    std::fs::write(&file, slips).unwrap();
    let ran = at(folder.path(), &["check", "甲.proc", "--fix"]).code(1);
    assert!(ran.err.contains("2 repaired"), "{}", ran.err);
    assert!(ran.out.contains("did you mean `窗口岗`"), "a likeness is shown: {}", ran.out);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("由 窗口刚 办理") && text.contains("意见 为 准予的"), "{text}");
    assert!(text.trim_end().ends_with('；'), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
}

#[test]
fn check_leaves_to_the_author_what_has_to_be_chosen_or_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("甲.proc");
    let right = std::fs::read_to_string(support::root().join("crates/cli/tests/data/证明.proc")).unwrap();
    for (from, to, code) in [
        // 个人 is near to 法人, and means the contrary.
        ("  办件类型 承诺件；", "  服务对象 个人；\n  办件类型 承诺件；", "S006"),
        ("办件类型 承诺件", "办件类型 办件", "S006"),
        // Another post, not a slip of the pen.
        ("由 窗口岗 办理", "由 窗外岗 办理", "N001"),
        // The slip is in the list, not where the value is read.
        ("结论 意见：准予", "结论 意见：准于", "N001"),
        // Working days or calendar days.
        ("由 窗口岗 办理；", "由 窗口岗 办理；\n  内部时限 三日；", "T408"),
    ] {
        let text = right.replacen(from, to, 1);
        assert_ne!(text, right, "{from}");
        std::fs::write(&file, &text).unwrap();
        let ran = at(folder.path(), &["check", "甲.proc", "--fix"]).code(1);
        assert!(ran.out.contains(code), "{from}: {}", ran.out);
        assert!(ran.out.contains("help"), "{from}: {}", ran.out);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "{from}: nothing is written");
    }
}

#[test]
fn files_that_are_no_text_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let utf16: Vec<u8> =
        [0xff_u8, 0xfe].into_iter().chain("事项 甲：".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gb18030 = [0xca_u8, 0xc2, 0xcf, 0xee, b' ', 0xbc, 0xd7, 0xa3, 0xba, b'\n'];
    for (name, bytes, code) in [
        ("empty.proc", &b""[..], "S001"),
        ("utf16.proc", &utf16, "S002"),
        ("gb.proc", &gb18030, "S003"),
        ("binary.proc", &[0, 1, 2, 3, 0, 255, 254, 0], "S004"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        for command in
            [&["check", "--format", "json"][..], &["hash"], &["test"], &["fmt"], &["explain"], &["graph"]]
        {
            let mut arguments = command.to_vec();
            arguments.push(name);
            let ran = at(folder.path(), &arguments).code(1);
            assert!(
                ran.out.contains(code) || ran.err.contains(code),
                "{name} {command:?}: {}{}",
                ran.out,
                ran.err
            );
        }
        assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), bytes, "{name} is untouched");
    }
    // All four at once, as a folder.
    assert_eq!(at(folder.path(), &["check", ".", "--format", "json"]).code(1).json()["checked"], 4);
}

#[test]
fn what_cannot_be_read_is_exit_three() {
    let folder = tempfile::tempdir().unwrap();
    assert!(at(folder.path(), &["check", "nothing.proc"]).code(3).err.contains("there is no such file"));
    assert!(at(folder.path(), &["--lang", "zh", "check", "没有.proc"]).code(3).err.contains("没有这个文件"));
    assert!(at(folder.path(), &["check", "."]).code(3).err.contains("no .proc file"));
    let good = support::root().join(GOOD);
    let bad = support::root().join(BAD);
    let both = [bad.to_str().unwrap(), "nothing.proc", good.to_str().unwrap()];
    let ran = at(folder.path(), &[&["check"], &both[..]].concat()).code(3);
    assert!(
        ran.out.contains("N001") && ran.err.contains("3 files checked"),
        "the others are checked all the same"
    );
    at(folder.path(), &[&["hash"], &both[..]].concat()).code(3);
    at(folder.path(), &["due", "--cases", "nothing.csv"]).code(3);
    at(folder.path(), &["verify", "nothing.log"]).code(3);
    at(folder.path(), &["log", "export", "--store", "sqlite:none.db"]).code(3);
    at(folder.path(), &["run", "--store", "sqlite:none.db", "nothing"]).code(3);
    std::fs::write(folder.path().join("x.db"), "no store at all, but some text").unwrap();
    at(folder.path(), &["log", "export", "--store", "sqlite:x.db"]).code(3);
}

#[test]
fn fmt_puts_in_the_blanks_that_are_missing_in_one_way_only() {
    let folder = tempfile::tempdir().unwrap();
    let original = std::fs::read_to_string(support::root().join(GOOD)).unwrap();
    let typed = original.replace("由 窗口岗 办理", "由窗口岗办理");
    assert_ne!(typed, original);
    let laid_out = fed(folder.path(), &["fmt", "-"], original.as_bytes()).code(0).out;
    assert_eq!(fed(folder.path(), &["fmt", "-"], typed.as_bytes()).code(0).out, laid_out);
    // Another fault is left to its author, and so is the whole file.
    let other = typed.replace("  简称 ", "  别的简称 ");
    assert_eq!(fed(folder.path(), &["fmt", "-"], other.as_bytes()).code(1).out, "");
}

#[test]
fn fmt_translates_there_and_back_and_keeps_the_hash() {
    let folder = tempfile::tempdir().unwrap();
    let original = std::fs::read(support::root().join(GOOD)).unwrap();
    let english = fed(folder.path(), &["fmt", "--to", "en", "-"], &original).code(0).out;
    assert!(english.contains("step 收件:") && english.contains("handled by 窗口岗"), "{english}");
    let back = fed(folder.path(), &["fmt", "--to", "zh", "-"], english.as_bytes()).code(0).out;
    assert_eq!(back.as_bytes(), original);
    let hash = |text: &[u8]| {
        let listed = fed(folder.path(), &["hash", "-", "--format", "json"], text).code(0).json();
        listed["procedures"][0]["hash"].clone()
    };
    assert_eq!(hash(&original), hash(english.as_bytes()));
    std::fs::write(folder.path().join("a.proc"), back.replace("  由 陈岚", "由 陈岚")).unwrap();
    let checked = at(folder.path(), &["fmt", "--check", "a.proc"]).code(1);
    assert_eq!(checked.out, "a.proc\n");
    at(folder.path(), &["fmt", "a.proc"]).code(0);
    at(folder.path(), &["fmt", "--check", "a.proc"]).code(0);
    assert_eq!(std::fs::read(folder.path().join("a.proc")).unwrap(), original);
}

#[test]
fn a_used_file_is_found_in_the_folders_above() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(support::root().join(GOOD)).unwrap();
    let (posts, rest) = ("岗位 窗口岗：\n  由 陈岚；\n  首办负责。\n", text);
    std::fs::create_dir(folder.path().join("许可")).unwrap();
    std::fs::write(folder.path().join("岗位表.proc"), posts).unwrap();
    std::fs::write(
        folder.path().join("许可/甲.proc"),
        format!("引用 岗位表。\n\n{}", rest.replace(posts, "")),
    )
    .unwrap();
    at(folder.path(), &["check", "."]).code(0);
    at(folder.path(), &["test", "许可/甲.proc"]).code(0);
    std::fs::remove_file(folder.path().join("岗位表.proc")).unwrap();
    assert!(at(folder.path(), &["check", "许可"]).code(1).out.contains("N005"));
}

#[test]
fn hash_explain_and_graph() {
    assert_snapshot!("hash", shouwen(&["hash", GOOD]).code(0).out);
    assert_snapshot!("explain_file", shouwen(&["--lang", "zh", "explain", GOOD]).code(0).out);
    assert_snapshot!("graph", shouwen(&["--lang", "zh", "graph", GOOD, "--as", "dot"]).code(0).out);
    assert!(shouwen(&["explain", "n001"]).code(0).out.starts_with("N001 "));
    assert!(shouwen(&["--lang", "zh", "explain", "SAME_PERSON"]).code(0).out.contains("无权"));
    assert!(shouwen(&["explain", "Z999"]).code(2).err.contains("no code"));
    shouwen(&["graph", GOOD, "--as", "svg"]).code(2);
}

#[test]
fn a_scenario_that_differs_is_told_with_its_line_and_its_story() {
    assert_snapshot!("test_zh", shouwen(&["--lang", "zh", "test", DIFFERS]).code(1).whole());
    assert_snapshot!("test_json", shouwen(&["test", DIFFERS, "--format", "json"]).code(1).out);
    assert_snapshot!("test_good", shouwen(&["test", GOOD]).code(0).whole());
}

#[test]
fn due_counts_day_by_day() {
    let arguments = ["due", "--from", "2026-02-09T10:00:00+08:00", "--limit", "五个工作日", "--show"];
    assert_snapshot!("due_zh", shouwen(&[&["--lang", "zh"], &arguments[..]].concat()).code(0).out);
    assert_snapshot!("due_en", shouwen(&arguments).code(0).out);
    let json = shouwen(&[
        "due",
        "--from",
        "2026-03-02",
        "--limit",
        "20 working days",
        "--extension",
        "10",
        "--suspend",
        "2026-03-04/2026-03-12",
        "--format",
        "json",
    ])
    .code(0)
    .json();
    assert_eq!(json["last_day"], "2026-04-22");
    assert_eq!(json["deadline_at"], "2026-04-23T00:00:00.000+08:00");
    assert_eq!(json["provisional"], false);
    assert!(json["days"].as_array().unwrap().iter().any(|day| day["count"] == "suspended"));
    let far = ["due", "--from", "2027-06-01", "--limit", "5 working days"];
    assert!(shouwen(&far).code(0).out.contains("provisional"));
    shouwen(&[&far[..], &["--strict"]].concat()).code(5);
    assert!(
        shouwen(&["due", "--from", "2026-03-02", "--limit", "3日"]).code(2).err.contains("calendar days")
    );
    shouwen(&["due", "--from", "yesterday", "--limit", "3 hours"]).code(2);
    shouwen(&["due", "--limit", "3 hours"]).code(2);
}

#[test]
fn every_dated_case_comes_out_as_expected() {
    let file = "crates/calendar/tests/data/deadline-cases.csv";
    let json = shouwen(&["due", "--cases", file, "--format", "json"]).code(0).json();
    assert_eq!(json["failed"], 0);
    assert!(json["cases"].as_array().unwrap().len() >= 30);
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(support::root().join(file)).unwrap();
    let wrong = text.replacen("2012-05-04,2012-05-05", "2012-05-03,2012-05-05", 1);
    assert_ne!(wrong, text);
    std::fs::write(folder.path().join("wrong.csv"), wrong).unwrap();
    let ran = at(folder.path(), &["due", "--cases", "wrong.csv"]).code(1);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("DIFFERS")).count(), 1);
    std::fs::write(folder.path().join("bad.csv"), "a,b\n1,2\n").unwrap();
    assert!(at(folder.path(), &["due", "--cases", "bad.csv"]).code(3).err.contains("line 1"));
}

#[test]
fn wrong_use_is_exit_two_in_both_languages() {
    assert_snapshot!("help_zh", shouwen(&["--lang", "zh", "--help"]).code(0).out);
    assert_snapshot!("help_en", shouwen(&["--help"]).code(0).out);
    assert_snapshot!("usage_zh", shouwen(&["--lang", "zh", "chek"]).code(2).whole());
    for wrong in [
        &["check"][..],
        &["run", "--publish"],
        &["due"],
        &["fmt", "--to", "fr", "x"],
        &["--lang", "fr", "check", "x"],
        &[],
    ] {
        shouwen(wrong).code(2);
        shouwen(&[&["--lang", "zh"], wrong].concat()[..]).code(2);
    }
    assert!(shouwen(&["run", "--store", "postgres://x"]).code(2).err.contains("PostgreSQL"));
    assert!(shouwen(&["run", "--store", "file.db"]).code(2).err.contains("sqlite:PATH"));
    assert!(shouwen(&["--version"]).code(0).out.starts_with("shouwen "));
}

#[test]
fn the_locale_sets_the_language() {
    let folder = support::root();
    let run = |name: &str, value: &str| {
        let output = support::command(&folder, &["check", GOOD]).env(name, value).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run("LANG", "zh_CN.UTF-8").contains("检查了 1 份文件"));
    assert!(run("LC_ALL", "C.UTF-8").contains("1 file checked"));
}

#[test]
fn whoever_stops_reading_is_not_answered_with_a_panic() {
    use std::process::Stdio;
    let mut child = support::command(
        Path::new(&support::root()),
        &["explain", "processes/labour_dispatch_licence/劳务派遣经营许可.proc"],
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
