//! Whatever the text is: no panic, no hang, and every fault inside the text.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use proptest::prelude::*;
use shouwen_syntax::testing::one_source;
use shouwen_syntax::{FileId, MAX_DIAGNOSTICS, MAX_LINE_BYTES, Source, fmt, parse};
use std::time::Duration;

const SAMPLE: &str = include_str!("procs/劳务派遣.proc");

/// Ten clauses each: a hundred thousand in a release build, fewer where the parser is not optimised.
const SECTIONS: usize = if cfg!(debug_assertions) { 500 } else { 10_000 };

/// Reads a text, checks every place, and returns the codes.
fn codes(text: &str) -> Vec<&'static str> {
    let Ok(source) = Source::new(FileId(0), "x.proc", text) else { return Vec::new() };
    let found = parse(&source).diagnostics.sorted();
    for diagnostic in &found {
        assert!(source.text().get(diagnostic.span.range()).is_some(), "{diagnostic:?}");
        for edit in diagnostic.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(source.text().get(edit.span.range()).is_some(), "{edit:?}");
        }
    }
    if let Ok(text) = fmt(&source) {
        let written = Source::new(FileId(0), "x.proc", &text).unwrap();
        assert_eq!(fmt(&written).unwrap(), text);
    }
    found.iter().map(|d| d.code.as_str()).collect()
}

#[test]
fn nothing_but_comments_is_a_file() {
    assert_eq!(codes("注：还没有写\n"), [""; 0]);
    assert_eq!(codes("甲"), ["S009"]);
    assert_eq!(codes("；；；\n。\n：\n"), ["S009", "S008"]);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for open in ["（", "「", "《", "(", "“", "\""] {
        let text = format!("环节 甲：\n  由 {} 办理；\n", open.repeat(10_000));
        let found = codes(&text);
        assert_eq!(found.len(), 1, "{open}: {found:?}");
        assert!(["S006", "S010", "S011"].contains(&found[0]), "{open}: {found:?}");
    }
    let balanced = format!("环节 甲：\n  由 {}甲{} 办理；\n", "（".repeat(10_000), "）".repeat(10_000));
    assert_eq!(codes(&balanced), ["S011"]);
    let many = "条件 甲：\n  ".to_owned() + &"乙 为 丙 且 ".repeat(3_000) + "乙 为 丙。\n";
    assert_eq!(codes(&many), [""; 0]);
}

#[test]
fn long_lines_are_refused_whole() {
    let text = format!("环节 甲：\n  由 {} 办理；\n  照常计入。\n", "甲".repeat(MAX_LINE_BYTES));
    assert_eq!(codes(&text), ["S011"]);
}

#[test]
fn a_hundred_thousand_clauses_are_read() {
    let clauses =
        "  由 窗口岗 办理；\n  意见 为 准予 且 材料齐全的，受理，记 受理日，转入 审查；\n".repeat(5);
    let sections: String = (0..SECTIONS).map(|n| format!("环节 第{n}步：\n{clauses}")).collect();
    let (sources, id) = one_source("x.proc", &sections);
    let parsed = parse(sources.get(id).unwrap());
    assert!(parsed.diagnostics.is_empty());
    assert_eq!(parsed.tree.sections.len(), SECTIONS);
}

/// The time this thread was given: what else the machine does is not in it.
fn spent() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap())
}

/// The best of some runs.
fn fastest(text: &str) -> Duration {
    let (sources, id) = one_source("x.proc", text);
    let source = sources.get(id).unwrap();
    let run = || {
        let begun = spent();
        std::hint::black_box(parse(source));
        spent() - begun
    };
    (0..4).map(|_| run()).min().unwrap()
}

/// Eight times the text takes about eight times as long; 24 leaves room for a machine whose caches others fill, and 64 would be a square.
#[test]
fn time_grows_as_the_text_does() {
    const TIMES: usize = 8;
    const AT_MOST: u32 = 24;
    let sound = "环节 甲：\n  由 窗口岗 办理；\n  意见 为 准予 且 材料齐全的，受理，转入 审查；\n"
        .repeat(SECTIONS / 8);
    let glued = format!("环节 甲：\n{}", "  由窗口岗办里；\n".repeat(SECTIONS / 2));
    let unclosed = "环节 甲：\n  由 「窗口岗 办理；\n  出具 “通知；\n".repeat(SECTIONS / 8);
    // As long as a line may be.
    let chain =
        |of: usize| format!("条件 甲：\n  {}乙 为 丙。\n", "乙 为 丙 且 ".repeat(MAX_LINE_BYTES / of));
    for (name, text, longer) in [
        ("sound", &sound, sound.repeat(TIMES)),
        ("blanks missing", &glued, glued.repeat(TIMES)),
        ("quotes left open", &unclosed, unclosed.repeat(TIMES)),
        ("one long line", &chain(24 * TIMES), chain(24)),
    ] {
        let (short, long) = (fastest(text), fastest(&longer));
        assert!(long < short * AT_MOST, "{name}: {short:?}, but {long:?} for {TIMES} times the text");
    }
}

#[test]
fn faults_are_told_up_to_the_limit() {
    let text = format!("环节 甲：\n{}", "  由窗口岗办里；\n".repeat(SECTIONS * 2));
    assert_eq!(codes(&text).len(), MAX_DIAGNOSTICS);
    let foreign = format!("环节 甲：\n{}", "  handled by 乙;\n".repeat(SECTIONS * 2));
    assert_eq!(codes(&foreign).len(), MAX_DIAGNOSTICS);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = Source::from_bytes(FileId(0), "x.proc", &bytes) {
            let _ = parse(&source);
        }
    }

    #[test]
    fn no_text_of_the_language_s_own_characters_panics(
        text in "(环节|由|的，|为 |「|」|《|》|（|）|注：|说明：|；|。|：|\n| |　|三|个工作日|step|when|is|甲|a){0,40}",
    ) {
        codes(&text);
    }

    #[test]
    fn a_damaged_sample_is_still_explained(at in 0usize..2_000, len in 1usize..40, with in "[；的，「 \n]{0,2}") {
        let chars: Vec<char> = SAMPLE.chars().collect();
        let mut damaged: String = chars.iter().take(at).collect();
        damaged.push_str(&with);
        damaged.extend(chars.iter().skip(at + len));
        codes(&damaged);
    }
}

#[test]
fn every_place_stays_inside_its_line() {
    for text in ["「环节」step注：", "环节 甲：\n  由 乙 办\n；里\n"] {
        let _ = codes(text);
    }
}
