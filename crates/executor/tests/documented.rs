//! The page on the record format names every act, fact and effect with its members, as they are declared in the source.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

use shouwen_executor::system::System;

const PAGE: &str = include_str!("../../../docs/record-format.md");

/// The variants of an enum in a source file: tag and names of members.
fn variants(source: &str, name: &str) -> Vec<(String, Vec<String>)> {
    let body = source.split(&format!("pub enum {name} {{")).nth(1).expect("the enum is there");
    let body = body.split("\n}\n").next().expect("it ends");
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in body.lines() {
        let word = line.trim();
        let top = line.starts_with("    ") && !line.starts_with("     ");
        if top && word.chars().next().is_some_and(char::is_uppercase) {
            let variant: String = word.chars().take_while(|c| c.is_alphanumeric()).collect();
            found.push((snake(&variant), Vec::new()));
        } else if let (Some(rest), Some(last)) = (word.split("rename = \"").nth(1), found.last_mut()) {
            last.1.push(rest.chars().take_while(|c| *c != '"').collect());
        }
    }
    found
}

fn snake(variant: &str) -> String {
    let mut text = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

/// The rows of the table under a heading.
fn rows(heading: &str) -> Vec<&'static str> {
    let section = PAGE.split(heading).nth(1).expect("the section is there");
    let section = section.split("\n### ").next().unwrap_or(section);
    section.lines().filter(|line| line.starts_with("| `") && !line.starts_with("| `t` |")).collect()
}

fn documented(source: &str, name: &str, heading: &str) {
    let declared = variants(source, name);
    let rows = rows(heading);
    for (tag, members) in &declared {
        let row = rows.iter().find(|row| row.starts_with(&format!("| `{tag}` |")));
        let row = row.unwrap_or_else(|| panic!("`{tag}` of {name} is not on the page"));
        for member in members {
            assert!(row.contains(&format!("`{member}`")), "member `{member}` of `{tag}` is not on the page");
        }
    }
    assert_eq!(rows.len(), declared.len(), "the page has rows that {name} has not");
}

#[test]
fn acts() {
    documented(include_str!("../src/command.rs"), "Act", "### 7.2 Acts");
}

#[test]
fn facts() {
    documented(include_str!("../src/fact.rs"), "Fact", "### 7.3 Facts");
}

#[test]
fn effects() {
    documented(include_str!("../src/effect.rs"), "Effect", "### 7.4 Effects");
}

#[test]
fn system_cases() {
    let rows = rows("### 7.6 System cases");
    assert_eq!(rows.len(), System::ALL.len());
    for (system, row) in System::ALL.iter().zip(rows) {
        assert!(row.starts_with(&format!("| `{}` |", system.alias())), "{row}");
    }
}

#[test]
fn no_act_has_two_members_of_one_name() {
    for (tag, mut members) in variants(include_str!("../src/command.rs"), "Act") {
        members.extend(["k".to_owned(), "t".to_owned()]);
        let all = members.len();
        members.sort();
        members.dedup();
        assert_eq!(members.len(), all, "`{tag}` writes a member twice: {members:?}");
    }
}
