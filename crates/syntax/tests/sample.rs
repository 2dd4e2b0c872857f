//! The sample procedure: read, written, translated.

use shouwen_syntax::testing::one_source;
use shouwen_syntax::{Language, fmt, fmt_to, parse, render};

const SAMPLE: &str = include_str!("procs/劳务派遣.proc");

#[test]
fn the_sample_is_read_without_a_word_of_complaint() {
    let (sources, id) = one_source("劳务派遣.proc", SAMPLE);
    let parsed = parse(sources.get(id).unwrap());
    let shown: Vec<String> = parsed
        .diagnostics
        .sorted()
        .iter()
        .map(|d| render::terminal(d, &sources, shouwen_syntax::Language::Chinese, render::Style::Plain))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert_eq!(parsed.tree.sections.len(), 25);
}

#[test]
fn the_sample_is_already_in_its_canonical_layout() {
    let (sources, id) = one_source("劳务派遣.proc", SAMPLE);
    let written = fmt(sources.get(id).unwrap()).unwrap();
    assert_eq!(written, SAMPLE);
}

#[test]
fn the_sample_is_translated_and_back_without_loss() {
    let (sources, id) = one_source("劳务派遣.proc", SAMPLE);
    let english = fmt_to(sources.get(id).unwrap(), Some(Language::English)).unwrap();
    insta::assert_snapshot!("sample_in_english", english);
    let (translated, id) = one_source("english.proc", &english);
    let translated = translated.get(id).unwrap();
    assert_eq!(parse(translated).tree.language, Language::English);
    assert_eq!(fmt(translated).unwrap(), english);
    assert_eq!(fmt_to(translated, Some(Language::Chinese)).unwrap(), SAMPLE);
}

#[test]
fn the_organisation_is_read_and_already_in_its_canonical_layout() {
    let text = include_str!("procs/机构.proc");
    let (sources, id) = one_source("机构.proc", text);
    let source = sources.get(id).unwrap();
    assert!(parse(source).diagnostics.is_empty());
    assert_eq!(fmt(source).unwrap(), text);
    let english = fmt_to(source, Some(Language::English)).unwrap();
    assert!(
        english.starts_with("organisation 某省人力资源和社会保障厅:\n  division 劳动关系处, 就业促进处.\n")
    );
}
