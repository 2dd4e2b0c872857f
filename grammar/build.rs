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

/// The keywords that join or compare: no name begins with one of them.
const JOINING: [&str; 17] = [
    "is_not",
    "is",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "not_earlier_than",
    "not_later_than",
    "earlier_than",
    "later_than",
    "plus",
    "minus",
    "multiplied",
    "divided",
    "and",
    "or",
    "but",
];
/// Those that do so in Chinese only.
const JOINING_IN_CHINESE: [&str; 3] = ["one_of", "with", "excepted"];

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
    grammar.push_str(&reserved());
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

/// What no name may begin with. Every name is asked for it, most of them several times, so one look at the first
/// character goes before the words.
fn reserved() -> String {
    let mut firsts = vec!['的'];
    for keyword in keywords::all() {
        let tongues: &[Tongue] = match keyword.id {
            id if JOINING.contains(&id) => &[Tongue::Chinese, Tongue::English],
            id if JOINING_IN_CHINESE.contains(&id) => &[Tongue::Chinese],
            _ => &[],
        };
        let words = tongues.iter().flat_map(|tongue| keyword.words(*tongue));
        firsts.extend(words.filter_map(|word| word.chars().next()));
    }
    firsts.sort_unstable();
    let both = JOINING.iter().map(|id| format!("k_{id}"));
    let chinese = JOINING_IN_CHINESE.iter().map(|id| format!("z_{id}"));
    let rules: Vec<String> = both.chain(chinese).collect();
    let (firsts, rules) = (ranges(&firsts), rules.join(" | "));
    format!(
        "reserved_first = _{{ {firsts} }}\nreserved = _{{ &reserved_first ~ ({rules} | \"的\" ~ word_end) }}\n"
    )
}

/// Characters in few ranges, which may hold others in between.
fn ranges(sorted: &[char]) -> String {
    /// Letters that are no farther apart are in one range.
    const GAP: u32 = 128;
    let mut ranges: Vec<(char, char)> = Vec::new();
    for &letter in sorted {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(letter).saturating_sub(u32::from(*last)) < GAP => *last = letter,
            _ => ranges.push((letter, letter)),
        }
    }
    let ranges: Vec<String> = ranges.iter().map(|(first, last)| format!("'{first}'..'{last}'")).collect();
    ranges.join(" | ")
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
