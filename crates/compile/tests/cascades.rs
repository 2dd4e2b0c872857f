//! One slip brings no other with it: whatever line of a sample is spoilt, one diagnostic speaks of it, and nothing else
//! is said.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen_compile::{Compilation, MemoryLibrary, compile};
use shouwen_syntax::testing::underlined;

const SAMPLES: [&str; 3] =
    [include_str!("data/许可.proc"), include_str!("data/制卡.proc"), include_str!("data/首问.proc")];

fn compiled(text: &str) -> Compilation {
    let library = MemoryLibrary::default().with("机构.proc", include_str!("data/机构.proc"));
    compile("本件.proc", text.as_bytes(), &library)
}

/// What is said of a sample with one line changed, if it is more than one thing.
fn more_than_one(lines: &[&str], number: usize, line: &str) -> Option<String> {
    let mut all = lines.to_vec();
    all[number] = line;
    let out = compiled(&all.join("\n"));
    let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    (found.len() > 1).then(|| format!("{line}\n    {found:?}"))
}

#[test]
fn a_line_that_cannot_be_read_is_told_alone() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let words = line.trim_start();
            let blanks = &line[..line.len() - words.len()];
            let rest = words.char_indices().nth(2).map_or("", |(at, _)| &words[at..]);
            wrong.extend(more_than_one(&lines, number, &format!("{blanks}乱乱{rest}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_misspelt_name_is_told_alone() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            // A word behind a blank: a name or a keyword, and neither is spelt like this.
            for (at, _) in line.match_indices(' ') {
                let word: String = line[at + 1..].chars().take_while(|c| c.is_alphanumeric()).collect();
                if word.chars().count() > 1 && !word.is_ascii() {
                    let end = at + 1 + word.len();
                    wrong.extend(more_than_one(
                        &lines,
                        number,
                        &format!("{}某{}", &line[..end], &line[end..]),
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
