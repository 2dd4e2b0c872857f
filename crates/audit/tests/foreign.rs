//! The verifier in Python, written from `docs/record-format.md`, against ours: the same figures of a clean log, the
//! same verdict of a changed one.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test at the edge: it runs a foreign program over files"
)]

mod common;

use common::*;
use serde_json::Value as Json;
use shouwen_audit::{Checkpoint, Options, Report, Window, verify};
use shouwen_canon::{Hash, Salt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/foreign/verify.py");

/// A folder of this test's own, taken away at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("foreign-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the Python verifier says of each file; nothing if there is no Python and nobody insists on one.
fn foreign(name: &str, files: &[Vec<u8>], checkpoint: Option<Checkpoint>) -> Option<Vec<Json>> {
    let folder = Folder::new(name);
    let mut command = Command::new("python3");
    command.arg(SCRIPT);
    if let Some(checkpoint) = checkpoint {
        let path = folder.0.join("checkpoint");
        fs::write(&path, checkpoint.to_string()).unwrap();
        command.arg("--checkpoint").arg(path);
    }
    for (number, file) in files.iter().enumerate() {
        let path = folder.0.join(format!("{number}.jsonl"));
        fs::write(&path, file).unwrap();
        command.arg(path);
    }
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            assert!(
                env::var("SHOUWEN_REQUIRE_PYTHON").is_err(),
                "python3 is required and cannot be run: {error}"
            );
            eprintln!("SKIPPED: python3 cannot be run ({error}), so the foreign verifier was not compared");
            return None;
        }
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{errors}");
    let reports: Vec<Json> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(reports.len(), files.len());
    Some(reports)
}

fn window(window: Option<Window>) -> Json {
    window.map_or(Json::Null, |window| {
        serde_json::json!({
            "first": window.first,
            "last": window.last,
            "from": window.first_recorded,
            "to": window.last_recorded,
        })
    })
}

fn compare(ours: &Report, theirs: &Json) {
    assert_eq!(theirs["ok"], ours.ok(), "{theirs} {:?}", ours.problems);
    assert_eq!(theirs["records"], ours.records);
    assert_eq!(theirs["cases"], ours.cases);
    assert_eq!(theirs["size"], ours.sealed);
    assert_eq!(theirs["root"], ours.root.to_string());
    assert_eq!(theirs["digests"], ours.openings.digests);
    assert_eq!(theirs["opened"], ours.openings.opened);
    assert_eq!(theirs["unsealed"], window(ours.uncovered.unsealed));
    assert_eq!(theirs["unanchored"], window(ours.uncovered.unanchored));
}

#[test]
fn both_verifiers_agree_on_clean_logs() {
    let entries = sample();
    let (_, checkpoint) = export(&entries[..4]);
    let mut files: Vec<Vec<u8>> =
        (4..=entries.len()).map(|sealed| export_sealed(&entries, sealed).0).collect();
    let mut redacted = entries;
    redacted[3].openings.clear();
    files.push(export(&redacted).0);
    for checkpoint in [None, Some(checkpoint)] {
        let name = if checkpoint.is_some() { "anchored" } else { "clean" };
        let Some(reports) = foreign(name, &files, checkpoint) else { return };
        for (file, theirs) in files.iter().zip(&reports) {
            let ours = verify(&file[..], &Options { checkpoint }).unwrap();
            assert!(ours.ok(), "{:?}", ours.problems);
            compare(&ours, theirs);
        }
    }
}

#[test]
fn both_verifiers_refuse_the_same_logs() {
    let entries = sample();
    let (file, trailer) = export(&entries);
    let mut files: Vec<Vec<u8>> = Vec::new();
    // Every eleventh byte is coprime with the line lengths, so all kinds of places are met.
    for at in (0..file.len()).step_by(11) {
        let mut changed = file.clone();
        changed[at] ^= 1 << (at % 7);
        files.push(changed);
    }
    for len in (0..file.len()).step_by(97) {
        files.push(file[..len].to_vec());
    }
    for position in 0..entries.len() {
        let mut fewer = entries.clone();
        fewer.remove(position);
        files.push(export_under(&fewer, trailer));
        let mut more = entries.clone();
        more.insert(position, entries[position].clone());
        files.push(export_under(&more, trailer));
        let mut swapped = entries.clone();
        swapped.swap(position, (position + 1) % entries.len());
        files.push(export_under(&swapped, trailer));
    }
    files.push(file.clone());
    let Some(reports) = foreign("changed", &files, None) else { return };
    for (changed, theirs) in files.iter().zip(&reports) {
        let ours = check(changed);
        assert_eq!(theirs["ok"], ours.ok(), "{theirs} {:?}", ours.problems);
        assert_eq!(ours.ok(), *changed == file);
    }
}

#[test]
fn both_verifiers_see_a_rewritten_log_by_the_checkpoint() {
    let entries = sample();
    let (whole, checkpoint) = export(&entries);
    let mut files = vec![whole];
    for position in 0..entries.len() {
        let mut forged = entries.clone();
        forged[position].record.facts = json(r#"[{"t":"holds"}]"#);
        files.push(export(&relink(forged)).0);
        files.push(export(&entries[..position]).0);
    }
    let Some(alone) = foreign("rewritten", &files, None) else { return };
    let Some(anchored) = foreign("rewritten-anchored", &files, Some(checkpoint)) else { return };
    for ((file, alone), anchored) in files.iter().zip(&alone).zip(&anchored) {
        compare(&check(file), alone);
        let ours = check_with(file, checkpoint);
        assert_eq!(anchored["ok"], ours.ok(), "{anchored} {:?}", ours.problems);
    }
    assert_eq!(anchored.iter().filter(|report| report["ok"] == true).count(), 1);
}

/// A log of one opening whose value is written literally so, under the digest that this very text has.
fn log_with(literal: &str) -> Vec<u8> {
    let salt = Salt([9; 16]);
    let digest = Hash::tagged("shouwen/opening/0", format!("[\"{salt}\",{literal}]").as_bytes());
    let mut entries = sample();
    entries.truncate(3);
    for entry in &mut entries {
        entry.openings.clear();
    }
    entries[2].record.facts = json(&format!("[{{\"h\":\"{digest}\"}}]"));
    let entries = relink(entries);
    let (file, _) = export(&entries);
    let (case, number) = (entries[2].record.case, entries[2].record.number);
    let line = format!(
        "{{\"o\":{{\"c\":\"{case}\",\"h\":\"{digest}\",\"n\":{number},\"s\":\"{salt}\",\"x\":{literal}}}}}\n{{\"root\""
    );
    String::from_utf8(file).unwrap().replace("{\"root\"", &line).into_bytes()
}

#[test]
fn both_readers_know_the_same_canonical_texts() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let canonical = [
        "null".to_owned(),
        "[true,false,-9007199254740991,9007199254740991,0]".to_owned(),
        r#""\"\\\b\t\n\f\r\u0000\u001f/""#.to_owned(),
        "\"中文𠮷\u{7f}\u{2028}\u{feff}\"".to_owned(),
        r##"{"!":1,"#":2,"A":3,"_":4,"a":5,"~":6}"##.to_owned(),
        // Two levels are taken by the line itself.
        nested(98),
    ];
    let other = [
        " null".to_owned(),
        "[1, 2]".to_owned(),
        "[1,]".to_owned(),
        "1.0".to_owned(),
        "1e2".to_owned(),
        "-0".to_owned(),
        "01".to_owned(),
        "+1".to_owned(),
        "9007199254740992".to_owned(),
        "-9007199254740992".to_owned(),
        "9".repeat(5000),
        "NaN".to_owned(),
        "'a'".to_owned(),
        r#""\/""#.to_owned(),
        r#""\u0041""#.to_owned(),
        r#""\u001F""#.to_owned(),
        r#""\u000a""#.to_owned(),
        r#""\ud800""#.to_owned(),
        "\"\u{1}\"".to_owned(),
        r#"{"b":1,"a":2}"#.to_owned(),
        r#"{"a":1,"a":1}"#.to_owned(),
        r#"{"键":1}"#.to_owned(),
        r#"{"a b":1}"#.to_owned(),
        r#"{"\"":1}"#.to_owned(),
        nested(99),
        nested(5000),
    ];
    let files: Vec<Vec<u8>> = canonical.iter().chain(&other).map(|literal| log_with(literal)).collect();
    for (file, literal) in files.iter().zip(canonical.iter().chain(&other)) {
        let shown: String = literal.chars().take(40).collect();
        assert_eq!(check(file).ok(), canonical.contains(literal), "{shown} {:?}", check(file).problems);
    }
    let Some(reports) = foreign("texts", &files, None) else { return };
    for (theirs, literal) in reports.iter().zip(canonical.iter().chain(&other)) {
        let shown: String = literal.chars().take(40).collect();
        assert_eq!(theirs["ok"], canonical.contains(literal), "{shown} {theirs}");
    }
}
