//! Joins the human-written grammar with the keyword rules of the one keyword table, and writes the parser's source
//! into the build folder.
#![allow(clippy::disallowed_methods, reason = "a build script reads its environment and writes a file")]

#[allow(dead_code, unreachable_pub, reason = "the table's look-ups are for the library")]
#[path = "src/keywords/mod.rs"]
mod keywords;

use keywords::{Keyword, Tongue};
use std::fmt::Write as _;
use std::path::Path;

/// The files of the grammar, joined in this order; what a line of text could have been is listed in it.
const TOPICS: [&str; 26] = [
    "mark",
    "literal",
    "basis",
    "head",
    "organisation",
    "procedure",
    "data",
    "party",
    "post",
    "appointment",
    "custody",
    "accountability",
    "commitment",
    "migration",
    "schedule",
    "material",
    "outcome",
    "condition",
    "table",
    "act",
    "clock",
    "place",
    "any_time",
    "after_closing",
    "scenario",
    "operand",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=pest");
    println!("cargo::rerun-if-changed=src/keywords");
    let out = std::env::var("OUT_DIR")?;
    let mut grammar = structure()?;
    let mut rules = String::new();
    for keyword in keywords::all() {
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
    std::fs::write(Path::new(&out).join("proc.pest"), grammar)?;
    std::fs::write(Path::new(&out).join("parser.rs"), parser)?;
    Ok(())
}

/// The human-written part. A file that the list forgets would be a clause that nobody can write, so it is an error.
fn structure() -> Result<String, Box<dyn std::error::Error>> {
    let files = std::fs::read_dir("pest")?.count();
    if files != TOPICS.len() {
        return Err(format!("pest/ has {files} files, build.rs lists {}", TOPICS.len()).into());
    }
    let mut grammar = String::new();
    for topic in TOPICS {
        grammar.push_str(&std::fs::read_to_string(format!("pest/{topic}.pest"))?);
        grammar.push('\n');
    }
    Ok(grammar)
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
