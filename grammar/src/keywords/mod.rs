//! The one keyword table: every word of the language, in Chinese and English.
//!
//! A word's spelling stands here and nowhere else: what reads, writes, translates or explains a text asks this table.

mod accountability;
mod act;
mod clock;
mod commitment;
mod custody;
mod data;
mod handling;
mod kind;
mod material;
mod meeting;
mod migration;
mod operator;
mod outcome;
mod party;
mod place;
mod post;
mod procedure;
mod scenario;
mod schedule;
mod section;
mod unit;

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a keyword is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Begins a section head.
    Section,
    /// Begins or joins parts of a clause.
    Clause,
    /// Compares or joins truths.
    Operator,
    /// A unit of time.
    Unit,
    /// A value with a fixed meaning: types, built-in persons, events and states.
    BuiltIn,
}

/// One keyword: the same meaning in both languages. The first word of each list is the canonical one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// Stable name; the grammar's rule for it is `k_` and this.
    pub id: &'static str,
    /// What it is for.
    pub class: Class,
    /// Chinese words.
    pub zh: &'static [&'static str],
    /// English words.
    pub en: &'static [&'static str],
    /// Whether the Chinese word may be followed at once by another Han character (起, 内, 止 and the units).
    pub glued: bool,
}

const fn word(
    id: &'static str,
    class: Class,
    zh: &'static [&'static str],
    en: &'static [&'static str],
) -> Keyword {
    Keyword { id, class, zh, en, glued: false }
}

const fn glued(
    id: &'static str,
    class: Class,
    zh: &'static [&'static str],
    en: &'static [&'static str],
) -> Keyword {
    Keyword { id, class, zh, en, glued: true }
}

/// Words that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// What they are about, in both languages: the heading of the printed table.
    pub title: &'static str,
    /// The words.
    pub words: &'static [Keyword],
}

const fn topic(title: &'static str, words: &'static [Keyword]) -> Topic {
    Topic { title, words }
}

/// The table, topic by topic; the place of a word in it decides nothing but the order in which messages list words.
const TOPICS: &[Topic] = &[
    topic("节首 · section heads", section::WORDS),
    topic("机构、事项、依据 · organisation, procedure, basis", procedure::WORDS),
    topic("登记信息 · data", data::WORDS),
    topic("由谁办理 · who handles", handling::WORDS),
    topic("会议 · meeting", meeting::WORDS),
    topic("当事人 · party", party::WORDS),
    topic("岗位 · post", post::WORDS),
    topic("材料 · material", material::WORDS),
    topic("结果 · outcome", outcome::WORDS),
    topic("责任 · custody", custody::WORDS),
    topic("责任追究 · accountability", accountability::WORDS),
    topic("公开承诺 · commitment", commitment::WORDS),
    topic("新旧衔接 · migration", migration::WORDS),
    topic("日程 · schedule", schedule::WORDS),
    topic("时限 · clock", clock::WORDS),
    topic("环节、等候 · step, wait", place::WORDS),
    topic("要做的事和去向 · acts and directions", act::WORDS),
    topic("比较和连接 · comparing and joining", operator::WORDS),
    topic("单位 · units", unit::WORDS),
    topic("类型和有固定含义的词 · types and words with a fixed meaning", kind::WORDS),
    topic("案例 · scenario", scenario::WORDS),
];

/// The topics of the table, in order.
pub fn topics() -> impl Iterator<Item = &'static Topic> {
    TOPICS.iter()
}

/// All keywords.
pub fn all() -> impl Iterator<Item = &'static Keyword> {
    topics().flat_map(|topic| topic.words)
}

/// One of the two languages of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    /// 中文.
    Chinese,
    /// English.
    English,
}

impl Keyword {
    /// Its words in one language, the canonical one first.
    #[must_use]
    pub const fn words(&self, tongue: Tongue) -> &'static [&'static str] {
        match tongue {
            Tongue::Chinese => self.zh,
            Tongue::English => self.en,
        }
    }
}

/// The keyword that a whole word is, and its language.
///
/// ```
/// use shouwen_grammar::keywords::{Tongue, find};
/// assert_eq!(find("一次性告知").map(|(k, t)| (k.id, t)), Some(("notify_once", Tongue::Chinese)));
/// assert_eq!(find("notify once").map(|(k, t)| (k.id, t)), Some(("notify_once", Tongue::English)));
/// assert!(find("受理通知书").is_none());
/// ```
#[must_use]
pub fn find(word: &str) -> Option<(&'static Keyword, Tongue)> {
    BY_WORD.get(word).copied()
}

/// What each word is. Every declared name is looked up, so a walk through the table would cost more than its compiling.
static BY_WORD: LazyLock<BTreeMap<&str, (&Keyword, Tongue)>> = LazyLock::new(|| {
    let of = |keyword: &'static Keyword| {
        let words = |tongue| keyword.words(tongue).iter().map(move |word| (*word, (keyword, tongue)));
        words(Tongue::Chinese).chain(words(Tongue::English))
    };
    // Of two keywords with the same word, the first of the table is meant: later entries of a map win.
    let mut words: Vec<_> = all().flat_map(of).collect();
    words.reverse();
    words.into_iter().collect()
});

/// The keyword of that stable name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Keyword> {
    all().find(|keyword| keyword.id == id)
}

/// The longest keyword of one language that a text begins with, and the length of the word in bytes. Word ends are
/// the caller's: in Chinese nothing marks them.
#[must_use]
pub fn longest_prefix(text: &str, tongue: Tongue) -> Option<(&'static Keyword, usize)> {
    all()
        .flat_map(|k| k.words(tongue).iter().map(move |w| (k, *w)))
        .filter(|(_, w)| text.starts_with(*w))
        .map(|(k, w)| (k, w.len()))
        .max_by_key(|(_, len)| *len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_word_belongs_to_one_keyword() {
        let mut words: BTreeMap<&str, &str> = BTreeMap::new();
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        for keyword in all() {
            assert!(ids.insert(keyword.id, ()).is_none(), "{} stands twice", keyword.id);
            assert!(!keyword.zh.is_empty() && !keyword.en.is_empty(), "{} lacks a language", keyword.id);
            for word in keyword.zh.iter().chain(keyword.en) {
                if let Some(other) = words.insert(word, keyword.id) {
                    panic!("`{word}` means {other} and {}", keyword.id);
                }
            }
        }
    }

    #[test]
    fn words_are_clean() {
        for keyword in all() {
            assert!(keyword.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", keyword.id);
            for word in keyword.zh {
                assert!(!word.contains(char::is_whitespace) && !word.is_ascii(), "{word}");
            }
            for word in keyword.en {
                let clean = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b' ');
                assert!(clean && word.trim() == *word && !word.contains("  "), "{word}");
            }
        }
    }

    #[test]
    fn every_word_is_found_and_is_its_own_longest_prefix() {
        for keyword in all() {
            for tongue in [Tongue::Chinese, Tongue::English] {
                for word in keyword.words(tongue) {
                    assert_eq!(find(word), Some((keyword, tongue)), "{word}");
                    assert_eq!(longest_prefix(word, tongue), Some((keyword, word.len())), "{word}");
                }
            }
        }
        assert_eq!(
            longest_prefix("记为违规 超期", Tongue::Chinese).map(|(k, _)| k.id),
            Some("record_breach")
        );
        assert_eq!(longest_prefix("甲", Tongue::Chinese), None);
    }
}
