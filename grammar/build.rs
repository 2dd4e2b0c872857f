//! Joins the human-written grammar with the keyword rules of the one keyword table, and writes the parser's source
//! into the build folder.
#![allow(clippy::disallowed_methods, reason = "a build script reads its environment and writes a file")]

#[allow(dead_code, unreachable_pub, reason = "the table's look-ups are for the library")]
#[path = "src/keywords.rs"]
mod keywords;

use keywords::{KEYWORDS, Keyword, Tongue};
use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=proc.pest");
    println!("cargo::rerun-if-changed=src/keywords.rs");
    let out = std::env::var("OUT_DIR")?;
    let mut grammar = std::fs::read_to_string("proc.pest")?;
    let mut rules = String::new();
    for keyword in KEYWORDS {
        let id = keyword.id;
        for (mark, tongue) in [("z", Tongue::Chinese), ("e", Tongue::English)] {
            writeln!(grammar, "{mark}_{id} = @{{ {} }}", alternatives(keyword, tongue))?;
            writeln!(rules, "        Rule::{mark}_{id} => (\"{id}\", Tongue::{tongue:?}),")?;
        }
        writeln!(grammar, "k_{id} = _{{ z_{id} | e_{id} }}")?;
    }
    let parser = format!(
        "#[derive(pest_derive::Parser)]\n#[grammar_inline = r####\"{grammar}\"####]\npub(crate) struct ProcParser;\n\n\
         pub(crate) fn keyword_of(rule: Rule) -> Option<(&'static str, Tongue)> {{\n    Some(match rule {{\n{rules}        \
         _ => return None,\n    }})\n}}\n"
    );
    std::fs::write(Path::new(&out).join("parser.rs"), parser)?;
    Ok(())
}

/// The words of a keyword, longest first; the blanks inside an English word may be wider than one.
fn alternatives(keyword: &Keyword, tongue: Tongue) -> String {
    let mut words = keyword.words(tongue).to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let one = |word: &&str| {
        let parts: Vec<String> = word.split(' ').map(|part| format!("\"{part}\"")).collect();
        parts.join(" ~ bl+ ~ ")
    };
    let words: Vec<String> = words.iter().map(one).collect();
    let end = if keyword.glued && tongue == Tongue::Chinese { "" } else { " ~ word_end" };
    format!("({}){end}", words.join(" | "))
}
