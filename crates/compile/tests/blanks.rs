//! Lines typed without blanks: the only reading that makes sense is a repair that needs no choice, of two both are
//! shown. And whatever is repaired means what it meant.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use proptest::prelude::*;
use shouwen_compile::{Compilation, MemoryLibrary, compile};
use shouwen_syntax::testing::underlined;
use shouwen_syntax::{FileId, apply_sure_fixes};

const LICENCE: &str = include_str!("data/许可.proc");
const SAMPLES: [&str; 3] = [LICENCE, include_str!("data/制卡.proc"), include_str!("data/首问.proc")];

fn compiled(text: &str) -> Compilation {
    let library = MemoryLibrary::default().with("机构.proc", include_str!("data/机构.proc"));
    compile("本件.proc", text.as_bytes(), &library)
}

/// The text after all repairs that need no choice.
fn repaired(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        let out = compiled(&text);
        let found = out.diagnostics.clone().sorted();
        let (next, applied) = apply_sure_fixes(out.sources.get(FileId(0)).unwrap(), &found);
        if applied == 0 {
            break;
        }
        text = next;
    }
    text
}

/// A clause as it is typed by who types no blanks: those between digits and of a time stay.
fn without_blanks(line: &str) -> String {
    let words = line.trim_start();
    let indent = &line[..line.len() - words.len()];
    let chars: Vec<char> = words.chars().collect();
    let digit = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_digit);
    let kept =
        chars.iter().enumerate().filter(|(n, c)| **c != ' ' || digit(n.checked_sub(1)) && digit(Some(n + 1)));
    format!("{indent}{}", kept.map(|(_, c)| *c).collect::<String>())
}

/// The clauses of a sample: their lines.
fn clauses(lines: &[&str]) -> Vec<usize> {
    let clause = |n: &usize| lines[*n].starts_with(' ') && lines[*n] != without_blanks(lines[*n]);
    (0..lines.len()).filter(clause).collect()
}

#[test]
fn each_clause_without_blanks_is_mended_or_left() {
    let (mut all, mut left) = (0, Vec::new());
    for sample in SAMPLES {
        let hash = compiled(sample).procedures[0].hash;
        let lines: Vec<&str> = sample.lines().collect();
        for number in clauses(&lines) {
            let typed = without_blanks(lines[number]);
            let mut text = lines.clone();
            text[number] = &typed;
            let out = compiled(&repaired(&text.join("\n")));
            all += 1;
            match out.procedures.first() {
                Some(compiled) if compiled.hash == hash => {}
                Some(_) => panic!(
                    "{typed} is mended to another meaning:\n{}",
                    repaired(&text.join("\n")).lines().nth(number).unwrap()
                ),
                None => left.push(typed),
            }
        }
    }
    assert!(left.len() * 40 < all, "{} of {all} are left:\n{}", left.len(), left.join("\n"));
}

#[test]
fn two_readings_are_shown_and_none_is_chosen() {
    let text = LICENCE.replace("岗位 审查岗：", "岗位 申请人理由：\n  由 郑凯。\n岗位 审查岗：");
    let text =
        text.replace("完成时，一次性告知 全部缺项，", "完成时，一次性告知 全部缺项，书面告知申请人理由，");
    let out = compiled(&text);
    let found = out.diagnostics.clone().sorted();
    let expected = [("S014", "书面告知申请人理由".to_owned())];
    assert_eq!(underlined(&found, &out.sources), expected);
    assert_eq!((found[0].notes.len(), found[0].fixes.len()), (2, 2), "{:#?}", found[0].notes);
    assert_eq!(repaired(&text), text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn many_clauses_without_blanks_mean_what_they_meant(
        sample in 0..SAMPLES.len(),
        chosen in proptest::collection::vec(any::<bool>(), 128),
    ) {
        let hash = compiled(SAMPLES[sample]).procedures[0].hash;
        let lines: Vec<&str> = SAMPLES[sample].lines().collect();
        let mut text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for (number, chosen) in clauses(&lines).into_iter().zip(chosen) {
            if chosen {
                text[number] = without_blanks(lines[number]);
            }
        }
        // What has another reading is left, and so is the file; what comes out of it is the same procedure.
        let out = compiled(&repaired(&text.join("\n")));
        for compiled in &out.procedures {
            prop_assert_eq!(compiled.hash, hash);
        }
    }
}
