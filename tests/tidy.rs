//! Habits that a reader relies on, checked: sizes, safety, licences, honest marks, no path of one machine.

#![allow(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use cargo_metadata::MetadataCommand;
use serde::Deserialize;
use shouwen_tests::{files, read, root};
use std::collections::BTreeSet;

/// The most code lines (neither blank nor comment) of one Rust file.
const MAX_CODE_LINES: usize = 600;

/// The most lines of one function, its head and braces counted.
const MAX_FUNCTION_LINES: usize = 80;

fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn files_are_short_enough_to_hold_in_mind() {
    let long: Vec<String> = files(".rs")
        .into_iter()
        .map(|file| (code_lines(&read(&file)), file))
        .filter(|(lines, _)| *lines > MAX_CODE_LINES)
        .map(|(lines, file)| format!("{file}: {lines} code lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Functions longer than the limit, as (line, length); a function ends at the brace that stands under its head.
fn long_functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let head = line.trim_start();
        let indent = line.len() - head.len();
        let is_head = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "pub const fn "]
            .iter()
            .any(|prefix| head.starts_with(prefix));
        if !is_head {
            continue;
        }
        let end = lines
            .iter()
            .enumerate()
            .skip(start)
            .find(|(_, l)| {
                l.trim_end() == format!("{}}}", " ".repeat(indent))
                    || l.trim_end().ends_with(';') && l.starts_with(line)
            })
            .map_or(start, |(end, _)| end);
        let length = end - start + 1;
        if length > MAX_FUNCTION_LINES {
            found.push((start + 1, length));
        }
    }
    found
}

#[test]
fn functions_fit_a_screen() {
    let mut long = Vec::new();
    for file in files(".rs") {
        for (line, length) in long_functions(&read(&file)) {
            long.push(format!("{file}:{line}: {length} lines"));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_measure_of_functions_sees_a_long_one() {
    let body = "    let x = 1;\n".repeat(MAX_FUNCTION_LINES);
    let text = format!("fn long() {{\n{body}}}\n\nfn short() {{\n    let y = 2;\n}}\n");
    assert_eq!(long_functions(&text), [(1, MAX_FUNCTION_LINES + 2)]);
}

#[test]
fn every_crate_forbids_unsafe_code_and_says_what_lives_where() {
    let mut problems = Vec::new();
    for file in files(".rs").into_iter().filter(|f| f.contains("/src/") && !f.contains("/fuzz/")) {
        let text = read(&file);
        if (file.ends_with("src/lib.rs") || file.ends_with("src/main.rs"))
            && !text.contains("#![forbid(unsafe_code)]")
        {
            problems.push(format!("{file}: does not forbid unsafe code"));
        }
        if !text.starts_with("//!") {
            problems.push(format!("{file}: its first line does not say what lives there"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_left_over_marks_and_no_path_of_one_machine() {
    let marks = [
        concat!("to", "do!("),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
        concat!("db", "g!("),
        concat!("#[ig", "nore"),
    ];
    let paths = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let mut problems = Vec::new();
    for ending in [".rs", ".md", ".toml", ".proc", ".pest", ".py"] {
        for file in files(ending) {
            for (number, line) in read(&file).lines().enumerate() {
                for mark in marks.iter().chain(&paths).filter(|mark| line.contains(**mark)) {
                    problems.push(format!("{file}:{}: {mark}", number + 1));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
}

/// Whether a licence expression can be satisfied from the allowed ones: OR needs one side, AND needs both.
fn allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    expression.split(" AND ").all(|part| part.split(" OR ").any(|licence| allow.contains(licence.trim())))
}

#[test]
fn dependencies_keep_to_the_list() {
    let deny: Deny = toml::from_str(&read("deny.toml")).expect("deny.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--locked".to_owned()])
        .exec()
        .expect("cargo metadata");
    let mut problems = Vec::new();
    for package in metadata.packages.iter().filter(|p| p.source.is_some()) {
        let licence = package.license.clone().unwrap_or_default();
        if !allowed(&licence, &deny.licenses.allow) {
            problems.push(format!("{} {}: licence `{licence}`", package.name, package.version));
        }
        if deny.bans.deny.iter().any(|banned| banned.name == package.name.as_str()) {
            problems.push(format!("{} is banned", package.name));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_licence_reader_can_say_no() {
    let allow: BTreeSet<String> = ["MIT".to_owned(), "Unicode-3.0".to_owned()].into();
    assert!(allowed("MIT OR Apache-2.0", &allow));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0", &allow));
    assert!(!allowed("GPL-3.0-only", &allow));
    assert!(!allowed("MIT AND GPL-3.0-only", &allow));
}
