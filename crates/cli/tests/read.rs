//! `read`: the library as official texts.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

mod support;

use insta::assert_snapshot;
use support::{fed, root, shouwen};

const LIBRARY: &[(&str, &str)] = &[
    ("licence", "processes/labour_dispatch_licence/劳务派遣经营许可.proc"),
    ("card", "processes/social_security_card/社会保障卡申领.proc"),
    ("rule", "processes/first_inquiry/首问首办.proc"),
];

fn read(file: &str, language: &str) -> String {
    shouwen(&["--lang", language, "read", file]).code(0).out
}

#[test]
fn the_library_reads_as_official_texts_in_both_languages() {
    for (name, file) in LIBRARY {
        for language in ["zh", "en"] {
            assert_snapshot!(format!("read_{name}_{language}"), read(file, language));
        }
    }
}

/// Blanks and the marks of print aside.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"：:「」“”".contains(*c)).collect()
}

#[test]
fn nothing_of_the_text_is_left_out_but_scenarios_and_comments() {
    for (_, file) in LIBRARY {
        for (language, scenario) in [("zh", "案例 "), ("en", "scenario ")] {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            let laid = fed(&root(), &["fmt", "--to", language, "-"], text.as_bytes()).code(0).out;
            let shown = bare(&read(file, language));
            let mut told = true;
            for line in laid.lines().filter(|line| !line.starts_with("注：") && !line.starts_with("note: "))
            {
                if !line.starts_with(' ') && !line.is_empty() {
                    told = !line.starts_with(scenario);
                }
                let clause =
                    line.starts_with(' ').then(|| bare(line.trim_end_matches(['；', '。', ';', '.'])));
                if let Some(clause) = clause.filter(|_| told) {
                    assert!(shown.contains(&clause), "{line} is not in the official text of {file}");
                }
            }
            assert!(!shown.contains(&bare(scenario)), "{file}");
        }
    }
}

#[test]
fn articles_are_numbered_through() {
    for (_, file) in LIBRARY {
        let text = read(file, "en");
        let numbers = text.lines().filter_map(|line| line.strip_prefix("Article "));
        let numbers: Vec<usize> =
            numbers.map(|line| line.split('.').next().unwrap().parse().unwrap()).collect();
        assert!(numbers.len() > 20 && numbers.iter().copied().eq(1..=numbers.len()), "{numbers:?}");
        assert!(read(file, "zh").contains("\n第十一条　"));
    }
}

#[test]
fn what_is_wrong_is_not_printed() {
    let ran = fed(&root(), &["read", "-"], "事项 甲：\n  胡说。\n".as_bytes()).code(1);
    assert!(ran.out.is_empty() && !ran.err.is_empty());
    shouwen(&["read", "nowhere.proc"]).code(3);
}
