//! Typed values from the text to the record: a procedure over every type plays its scenarios, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

use shouwen::scenario;
use shouwen_compile::{Compiled, NoLibrary, compile};
use shouwen_syntax::testing::underlined;
use shouwen_syntax::{FileId, Language, Source, fmt, fmt_to};

const PENSION: &str = include_str!("data/pension.proc");
const BENEFIT: &str = include_str!("data/benefit.proc");

fn compiled(text: &str) -> Compiled {
    let mut out = compile("pension.proc", text.as_bytes(), &NoLibrary);
    let said = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(said, [], "{text}");
    out.procedures.remove(0)
}

fn plays(compiled: &Compiled) {
    assert!(!compiled.scenarios.is_empty());
    for scenario in &compiled.scenarios {
        let played = scenario::play(compiled, scenario).unwrap();
        if let Some(failure) = played.failure {
            panic!("{}: {} / {}", scenario.name, failure.said.zh, failure.said.en);
        }
        let log = shouwen::Log::read(&played.log[..]).unwrap();
        assert!(shouwen::replay(&log).divergences.is_empty(), "{}", scenario.name);
    }
}

/// The text stands in its canonical layout, and its translation is the same definition with the same scenarios.
fn in_both_languages(text: &str) {
    let source = |text: &str| Source::new(FileId(0), "a.proc", text).unwrap();
    assert_eq!(fmt(&source(text)).unwrap(), text);
    let english = fmt_to(&source(text), Some(Language::English)).unwrap();
    let (zh, en) = (compiled(text), compiled(&english));
    assert_eq!(zh.definition.hash, en.definition.hash);
    plays(&zh);
    plays(&en);
    assert_eq!(fmt_to(&source(&english), Some(Language::Chinese)).unwrap(), text);
}

#[test]
fn every_type_goes_from_the_text_to_the_record() {
    in_both_languages(PENSION);
}

#[test]
fn conditions_and_computed_values_decide_as_they_are_written() {
    in_both_languages(BENEFIT);
}
