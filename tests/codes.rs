//! Diagnostic codes across crates: every code that is raised is documented, and nothing is documented that is never
//! raised.

use shouwen_syntax::{CATALOGUE, Code};
use shouwen_tests::{files, read};
use std::collections::BTreeSet;

/// Codes whose pages stand before the checks that raise them; a code leaves this list when its check comes.
const AWAITED: &[Code] = &[];

/// The code part of a file: no comments, and nothing from the first test module on.
fn outside_tests(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The codes named as `Code::X000` in a text.
fn named(text: &str) -> BTreeSet<String> {
    text.split("Code::")
        .skip(1)
        .map(|after| after.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| is_code(word))
        .collect()
}

fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 4
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().skip(1).all(u8::is_ascii_digit)
}

#[test]
fn every_documented_code_is_raised() {
    let mut raised = BTreeSet::new();
    for file in files(".rs").iter().filter(|f| f.contains("/src/") && !f.ends_with("/tests.rs")) {
        raised.extend(named(&outside_tests(&read(file))));
    }
    let idle: Vec<&str> = CATALOGUE
        .iter()
        .filter(|entry| !raised.contains(entry.code.as_str()) && !AWAITED.contains(&entry.code))
        .map(|entry| entry.code.as_str())
        .collect();
    assert!(idle.is_empty(), "listed and never raised: {idle:?}");
    let unknown: Vec<&String> = raised.iter().filter(|code| Code::find(code).is_none()).collect();
    assert!(unknown.is_empty(), "raised and not listed: {unknown:?}");
}

#[test]
fn every_page_belongs_to_a_code() {
    let pages: Vec<String> = files(".md").into_iter().filter(|f| f.starts_with("docs/codes/")).collect();
    let listed: Vec<String> = CATALOGUE.iter().map(|entry| format!("docs/codes/{}.md", entry.code)).collect();
    assert_eq!(pages, listed);
}

#[test]
fn the_search_sees_codes_and_leaves_tests_out() {
    let text = "raise(Code::A101);\n// Code::B202\n#[cfg(test)]\nmod tests { Code::C303 }";
    assert_eq!(named(&outside_tests(text)), BTreeSet::from(["A101".to_owned()]));
    assert_eq!(named("Code::find Code::S0011 Code::Z999)"), BTreeSet::from(["Z999".to_owned()]));
}
