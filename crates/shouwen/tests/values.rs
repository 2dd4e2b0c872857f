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

#[test]
fn every_type_goes_from_the_text_to_the_record() {
    plays(&compiled(PENSION));
}

#[test]
fn both_languages_are_one_definition() {
    let source = |text: &str| Source::new(FileId(0), "pension.proc", text).unwrap();
    assert_eq!(fmt(&source(PENSION)).unwrap(), PENSION, "the text stands in its canonical layout");
    let english = fmt_to(&source(PENSION), Some(Language::English)).unwrap();
    let (zh, en) = (compiled(PENSION), compiled(&english));
    assert_eq!(zh.definition.hash, en.definition.hash);
    plays(&en);
    assert_eq!(fmt_to(&source(&english), Some(Language::Chinese)).unwrap(), PENSION);
}
