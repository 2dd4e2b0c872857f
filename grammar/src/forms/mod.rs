//! The forms of all clauses, one example each in both languages: what `grammar/README.md` and its Chinese twin show,
//! what messages offer, and what a test parses.

mod accountability;
mod after_closing;
mod any_time;
mod appointment;
mod clock;
mod commitment;
mod condition;
mod custody;
mod data;
mod head;
mod material;
mod migration;
mod organisation;
mod outcome;
mod party;
mod place;
mod post;
mod procedure;
mod scenario;
mod schedule;
mod table;

use crate::parse::Entry;

/// One form of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it may stand.
    pub entry: Entry,
    /// In Chinese, without the end mark.
    pub zh: &'static str,
    /// In English, without the end mark.
    pub en: &'static str,
}

const fn form(entry: Entry, zh: &'static str, en: &'static str) -> Form {
    Form { entry, zh, en }
}

const TOPICS: &[&[Form]] = &[
    head::FORMS,
    organisation::FORMS,
    procedure::FORMS,
    data::FORMS,
    condition::FORMS,
    table::FORMS,
    party::FORMS,
    post::FORMS,
    appointment::FORMS,
    custody::FORMS,
    accountability::FORMS,
    commitment::FORMS,
    migration::FORMS,
    schedule::FORMS,
    material::FORMS,
    outcome::FORMS,
    clock::FORMS,
    place::FORMS,
    any_time::FORMS,
    after_closing::FORMS,
    scenario::FORMS,
];

/// All forms, by section.
pub fn all() -> impl Iterator<Item = &'static Form> {
    TOPICS.iter().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keywords::{Keyword, Tongue, Topic, topics};
    use crate::parse::{Node, Rule, parse};
    use std::collections::BTreeSet;

    /// The language reference in both languages.
    const READMES: [(&str, &str); 2] = [
        ("grammar/README.md", include_str!("../../README.md")),
        ("grammar/README.zh.md", include_str!("../../README.zh.md")),
    ];

    /// A form as the reference shows it.
    fn bullet(zh: &str, en: &str) -> String {
        format!("- `{zh}`\n  `{en}`\n")
    }

    /// The forms that a text shows, each in two lines as [`bullet`] writes them.
    fn forms_of(readme: &'static str) -> BTreeSet<(&'static str, &'static str)> {
        let lines: Vec<&'static str> = readme.lines().collect();
        let between = |line: &'static str, before| line.strip_prefix(before)?.strip_suffix('`');
        let pair = |two: &[&'static str]| Some((between(two[0], "- `")?, between(two[1], "  `")?));
        lines.windows(2).filter_map(pair).collect()
    }

    /// The keyword table as both files print it: the words of a topic, Chinese and English, the canonical ones first.
    fn keyword_table() -> String {
        let row = |k: &Keyword| format!("| {} | {} |\n", k.zh.join("、"), k.en.join(", "));
        let table = |topic: &Topic| {
            let rows: String = topic.words.iter().map(row).collect();
            format!("\n### {}\n\n| 中文 | English |\n| --- | --- |\n{rows}", topic.title)
        };
        topics().map(table).collect()
    }

    fn walk(node: &Node<'_>, seen: &mut BTreeSet<Rule>, tongues: &mut BTreeSet<Tongue>) {
        seen.insert(node.rule());
        if let Some((_, tongue)) = node.keyword() {
            tongues.insert(tongue);
        }
        for child in node.children() {
            walk(&child, seen, tongues);
        }
    }

    #[test]
    fn every_form_is_read_and_keeps_to_its_language() {
        for form in all() {
            for (text, tongue) in [(form.zh, Tongue::Chinese), (form.en, Tongue::English)] {
                let node = parse(form.entry, text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
                let (mut seen, mut tongues) = (BTreeSet::new(), BTreeSet::new());
                walk(&node, &mut seen, &mut tongues);
                tongues.remove(&tongue);
                assert!(tongues.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn the_forms_show_every_clause_and_the_readme_shows_every_form() {
        let mut seen = BTreeSet::new();
        for form in all() {
            for text in [form.zh, form.en] {
                walk(&parse(form.entry, text).unwrap(), &mut seen, &mut BTreeSet::new());
            }
        }
        let missing: Vec<&Rule> = Rule::all_rules()
            .iter()
            .filter(|rule| {
                let name = format!("{rule:?}");
                ["c_", "s_", "t_", "w_", "d_", "x_"].iter().any(|prefix| name.starts_with(prefix))
            })
            .filter(|rule| !seen.contains(rule))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        for (name, readme) in READMES {
            let shown = forms_of(readme);
            for form in all() {
                let pair = (form.zh, form.en);
                assert!(shown.contains(&pair), "not in {name}: {}", bullet(pair.0, pair.1));
            }
        }
    }

    #[test]
    fn the_readmes_show_no_form_that_is_none() {
        let known: BTreeSet<(&str, &str)> = all().map(|form| (form.zh, form.en)).collect();
        for (name, readme) in READMES {
            for (zh, en) in forms_of(readme) {
                assert!(known.contains(&(zh, en)), "{name} shows what is no form: {}", bullet(zh, en));
            }
        }
    }

    /// Whoever changes a word copies the text that this test asks for to the end of both files.
    #[test]
    fn the_readmes_end_in_the_keyword_table() {
        let table = keyword_table();
        for (name, readme) in READMES {
            assert!(readme.ends_with(&table), "{name} must end in this:\n{table}");
        }
    }
}
