//! The sample procedure: read, written, translated.

use shouwen_syntax::testing::one_source;
use shouwen_syntax::{parse, render};

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
