//! The procedure library: every file compiles without a diagnostic, and every scenario in it holds on the real executor.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen::{Compilation, MemoryLibrary, compile, scenario};
use shouwen_syntax::{Language, SourceMap, fmt_to, render};
use shouwen_tests::{files, read};
use std::fmt::Write as _;

/// The library, and the small procedures that show each clause at work.
fn procedures() -> Vec<String> {
    let ours = |file: &String| file.starts_with("processes/") || file.starts_with("tests/clauses/");
    files(".proc").into_iter().filter(ours).collect()
}

fn library() -> MemoryLibrary {
    procedures().into_iter().fold(MemoryLibrary::default(), |library, file| {
        let text = read(&file);
        library.with(file, text)
    })
}

fn compiled() -> Vec<(String, Compilation)> {
    let library = library();
    procedures()
        .into_iter()
        .map(|file| {
            let compilation = compile(&file, read(&file).as_bytes(), &library);
            (file, compilation)
        })
        .collect()
}

#[test]
fn every_file_compiles_without_a_word() {
    let mut said = String::new();
    for (_, compilation) in compiled() {
        let Compilation { diagnostics, sources, .. } = compilation;
        let shown = render::terminal_list(diagnostics, &sources, Language::Chinese, render::Style::Plain);
        said.push_str(&shown);
    }
    assert!(said.is_empty(), "\n{said}");
}

/// What verification and replay have to say against a log.
fn proved(log: &[u8]) -> String {
    let mut said = String::new();
    let report = shouwen::verify(log, &shouwen::VerifyOptions::default()).expect("bytes in memory");
    for problem in &report.problems {
        writeln!(said, "{problem:?}").expect("a text");
    }
    let log = shouwen::Log::read(log).expect("a log");
    let replay = shouwen::replay(&log);
    assert_eq!(replay.records, u64::try_from(log.lines.len()).expect("a number"));
    for divergence in &replay.divergences {
        writeln!(said, "{divergence:?}").expect("a text");
    }
    said
}

/// Each file comes back from English as it was; those of the tests stand as the formatter writes them.
#[test]
fn every_file_is_formatted_and_translated_there_and_back() {
    for file in procedures() {
        let text = read(&file);
        let written = |text: &str, to| {
            let mut sources = SourceMap::default();
            let id = sources.add(&file, text.as_bytes()).expect("a source");
            fmt_to(sources.get(id).expect("a source"), Some(to)).expect("a text")
        };
        let chinese = written(&text, Language::Chinese);
        assert!(chinese == text || !file.starts_with("tests/"), "{file} is not formatted");
        let english = written(&chinese, Language::English);
        assert!(written(&english, Language::Chinese) == chinese, "{file} does not come back from English");
    }
}

#[test]
fn every_scenario_holds() {
    let mut failures = String::new();
    let mut played = 0;
    let all = compiled();
    let others: Vec<_> = all.iter().flat_map(|(_, compilation)| &compilation.procedures).collect();
    for (file, compilation) in &all {
        for procedure in &compilation.procedures {
            for scenario in &procedure.scenarios {
                played += 1;
                let outcome = scenario::play_among(procedure, &others, scenario).expect("a log begins");
                failures.push_str(&proved(&outcome.log));
                let Some(failure) = outcome.failure else { continue };
                let line =
                    compilation.sources.get(failure.span.file).map(|s| s.slice(failure.span).to_owned());
                writeln!(
                    failures,
                    "{file} 「{}」: {}\n  {}",
                    outcome.name,
                    line.unwrap_or_default(),
                    failure.said.zh
                )
                .expect("a text");
                for told in failure.story {
                    writeln!(failures, "    {}", told.zh).expect("a text");
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(played >= 60, "only {played} scenarios");
}
