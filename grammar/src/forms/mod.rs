//! The forms of all clauses, one example each in both languages: what `grammar/README.md` shows, what messages offer,
//! and what a test parses.

mod after_closing;
mod any_time;
mod clock;
mod condition;
mod custody;
mod data;
mod head;
mod material;
mod organisation;
mod outcome;
mod place;
mod post;
mod procedure;
mod scenario;

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
    post::FORMS,
    custody::FORMS,
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
    use crate::keywords::Tongue;
    use crate::parse::{Node, Rule, parse};
    use std::collections::BTreeSet;

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
        let readme = include_str!("../../README.md");
        for form in all() {
            for text in [form.zh, form.en] {
                assert!(readme.contains(&format!("`{text}`")), "not in README.md: {text}");
            }
        }
    }
}
