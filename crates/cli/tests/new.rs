//! `new` and `completions`: what is generated is right.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

mod support;

use support::at;

#[test]
fn the_new_file_is_without_fault_and_its_scenario_passes_in_both_languages() {
    for (language, name) in [("zh", "补贴申领"), ("en", "subsidy")] {
        let folder = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| at(folder.path(), &[&["--lang", language], arguments].concat());
        let file = format!("{name}.proc");
        assert!(run(&["new", name]).code(0).err.contains(&file));
        let checked = run(&["check", &file, "--format", "json"]).code(0).json();
        assert_eq!(checked["diagnostics"], serde_json::json!([]));
        let tested = run(&["test", &file, "--format", "json"]).code(0).json();
        assert_eq!(tested["scenarios"].as_array().unwrap().len(), 1);
        run(&["fmt", "--check", &file]).code(0);
        let text = std::fs::read_to_string(folder.path().join(&file)).unwrap();
        let note = if language == "zh" { "注：" } else { "note: " };
        let comments = text.lines().filter(|line| line.starts_with(note)).count();
        assert!(comments >= 15, "every section is commented");
        assert!(run(&["new", name]).code(3).err.contains(&file), "nothing is overwritten");
        assert_eq!(std::fs::read_to_string(folder.path().join(&file)).unwrap(), text);
        assert_eq!(run(&["new", name, "--out", "-"]).code(0).out, text);
    }
}

#[test]
fn every_section_of_the_language_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = at(folder.path(), &["--lang", "zh", "new", "补贴", "--out", "-"]).code(0).out;
    for section in [
        "机构 ",
        "事项 补贴：",
        "登记信息：",
        "条件 ",
        "岗位 ",
        "责任 ",
        "材料 ",
        "结果 ",
        "时限 ",
        "环节 ",
        "等候 ",
        "随时，",
        "办结后：",
        "案例 ",
    ] {
        assert!(text.lines().any(|line| line.starts_with(section)), "{section}");
    }
    assert!(text.contains("引用"));
}

#[test]
fn names_are_made_fit_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let new = |name: &str| at(folder.path(), &["new", name, "--out", "-"]);
    assert!(new("Housing Benefit 2").code(0).out.contains("short name housing_benefit_2;"));
    assert!(new("2026").code(0).out.contains("short name my_procedure;"));
    assert!(new("环节").code(0).out.contains("环节"));
    let long = "长".repeat(61);
    for bad in ["", "   ", "a\nb", "a\u{1b}[31m", "」", &long] {
        assert!(new(bad).code(2).err.contains("cannot name a procedure"), "{bad:?}");
    }
    at(folder.path(), &["new", "a/b"]).code(2);
    at(folder.path(), &["new", "a", "--out", "none/a.proc"]).code(3);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn completions_are_written_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = at(folder.path(), &["--lang", "zh", "completions", shell]).code(0).out;
        for word in ["timeline", "virtual-clock", "delegate"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(!script.contains("Work on cases"), "{shell}: one language at a time");
    }
    assert!(at(folder.path(), &["completions", "fish"]).code(0).out.contains("Work on cases"));
    at(folder.path(), &["completions", "tcsh"]).code(2);
}

#[test]
fn help_lists_arguments_in_their_places_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (language, about) in [("zh", "回避"), ("en", "A person has no more part")] {
        let help = at(folder.path(), &["--lang", language, "directory", "recuse", "--help"]).code(0).out;
        assert!(help.contains(about), "{help}");
        let place = |word: &str| help.find(&format!("  <{word}>")).unwrap();
        assert!(place("PERSON") < place("CASE"), "{help}");
        assert!(!help.contains(" || "), "{help}");
    }
}
