//! Faulty files, at least three for each code: what is reported is exactly what the file itself expects, on the very
//! words, and a repair repairs. And files with many faults at once: all are reported, none besides.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests fail loudly and read files; the lint's exception covers test functions only"
)]

mod fixture;

use fixture::{Fixture, Found, folder, folders, place, reported};
use shouwen_compile::Compilation;
use shouwen_syntax::render::{Style, terminal};
use shouwen_syntax::{CATALOGUE, Diagnostic, Language};
use std::fmt::Write;

/// How many fixtures each code has at least, and all together.
const EACH: usize = 3;
const ALL: usize = 200;

/// The folder of the files with many faults, and how many each has.
const MANY: &str = "many";
const FEWEST: usize = 5;
const MOST: usize = 10;

/// The most repairs of one file that are tried; each takes a compilation.
const TRIED: usize = 24;

/// Sorted, so that two lists are compared whatever their order.
fn sorted(mut all: Vec<Found>) -> Vec<Found> {
    all.sort();
    all
}

/// What a fixture expects; where the whole file is refused there are no lines.
fn expected(fixture: &Fixture, found: &[Found]) -> Vec<Found> {
    let lines = found.iter().any(|f| f.1 > 0);
    let one = |f: &Found| if lines { f.clone() } else { (f.0.clone(), 0, f.2.clone(), f.3.clone()) };
    sorted(fixture.expected.iter().map(one).collect())
}

/// What differs between what a fixture expects and what is reported.
fn unexpected(fixture: &Fixture, out: &Compilation) -> Option<String> {
    let found = sorted(reported(out));
    let expected = expected(fixture, &found);
    (expected != found).then(|| format!("{}:\n  expected {expected:?}\n  reported {found:?}", fixture.name))
}

/// What is wrong with the repairs of a fixture: each removes what it is said to repair, and brings nothing new but
/// what is still to be looked up.
fn unrepaired(fixture: &Fixture, out: &Compilation) -> Vec<String> {
    let all = out.diagnostics.clone().sorted();
    let words = |found: Found| (found.2, found.3);
    let mut wrong = Vec::new();
    for (number, diagnostic) in all.iter().enumerate() {
        for fix in diagnostic.fixes.iter().take(TRIED / all.len().min(TRIED)) {
            let again = fixture.compile_with(&fix.edits);
            // Everything but this one may stand as before.
            let mut before: Vec<_> = all
                .iter()
                .enumerate()
                .filter(|(n, _)| *n != number)
                .map(|(_, d)| words(place(out, d)))
                .collect();
            for found in reported(&again).into_iter().map(words) {
                match before.iter().position(|other| *other == found) {
                    Some(at) => _ = before.remove(at),
                    None if found.0 == "L001" => {}
                    None => wrong.push(format!("{}: {:?} leaves {found:?}", fixture.name, fix.title.zh)),
                }
            }
        }
    }
    wrong
}

fn shown(out: &Compilation, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for language in [Language::Chinese, Language::English] {
        for diagnostic in diagnostics {
            let _ = writeln!(text, "{}\n", terminal(diagnostic, &out.sources, language, Style::Plain));
        }
    }
    text
}

#[test]
fn every_code_is_shown_by_faulty_files() {
    let mut wrong = Vec::new();
    let mut snapshots = Vec::new();
    for entry in CATALOGUE {
        let code = entry.code.as_str();
        let fixtures = folder(code);
        if fixtures.len() < EACH {
            wrong.push(format!("{code}: {} fixtures", fixtures.len()));
        }
        let mut snapshot = String::new();
        for fixture in &fixtures {
            if fixture.expected.iter().all(|found| found.2 != code) {
                wrong.push(format!("{}: does not expect {code}", fixture.name));
            }
            let out = fixture.compile();
            wrong.extend(unexpected(fixture, &out));
            wrong.extend(unrepaired(fixture, &out));
            let _ = writeln!(snapshot, "──── {}\n", fixture.name);
            snapshot += &shown(&out, &out.diagnostics.clone().sorted());
        }
        snapshots.push((code, snapshot));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (code, snapshot) in snapshots {
        insta::assert_snapshot!(code, snapshot.trim_end());
    }
}

#[test]
fn many_faults_are_all_reported_and_none_besides() {
    let fixtures = folder(MANY);
    assert!(fixtures.len() >= 10, "{}", fixtures.len());
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        let count = fixture.expected.len();
        if !(FEWEST..=MOST).contains(&count) {
            wrong.push(format!("{}: {count} faults", fixture.name));
        }
        let out = fixture.compile();
        wrong.extend(unexpected(fixture, &out));
        wrong.extend(unrepaired(fixture, &out));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_of_a_code_and_there_are_enough_of_them() {
    let mut count = 0;
    for name in folders() {
        let known = name == MANY || CATALOGUE.iter().any(|entry| entry.code.as_str() == name);
        assert!(known, "{name} is no code");
        count += folder(&name).len();
    }
    assert!(count >= ALL, "{count} fixtures");
}
