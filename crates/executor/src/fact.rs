//! Outside truths: what a decision may ask, and how an answer stands in the record under `f`.
//!
//! The list is closed: nothing else from outside enters a decision. Whoever decides asks through [`Outside`]; each
//! answer that was used is recorded with the leaf hash of the record it came from, and replay answers from there.

use crate::command::{DELEGATE, STAND_IN};
use serde::{Deserialize, Serialize};
use shouwen_canon::{CaseId, Date, Hash, Instant};

/// An answer that a decision used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fact {
    /// A person holds a post.
    Holds {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// In which capacity; absent for the holder in person.
        #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
        capacity: Option<String>,
        /// The holder who delegated.
        #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
        stead: Option<String>,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// Leaf hash of the record it came from.
        #[serde(rename = "s")]
        source: Hash,
    },
    /// A definition is in force under an alias.
    InForce {
        /// The alias.
        #[serde(rename = "a")]
        alias: String,
        /// The definition.
        #[serde(rename = "d")]
        definition: Hash,
        /// Leaf hash of the record it came from.
        #[serde(rename = "s")]
        source: Hash,
    },
    /// A person operates the log.
    Operates {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// Leaf hash of the record it came from.
        #[serde(rename = "s")]
        source: Hash,
    },
    /// A person cannot act for a post in this case.
    Gone {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// Leaf hash of the record it came from.
        #[serde(rename = "s")]
        source: Hash,
        /// Why.
        #[serde(rename = "y")]
        why: Why,
    },
    /// A rule applies to the procedure.
    Rule {
        /// The rule's short name.
        #[serde(rename = "a")]
        alias: String,
        /// Its definition.
        #[serde(rename = "d")]
        definition: Hash,
        /// Leaf hash of the record it came from.
        #[serde(rename = "s")]
        source: Hash,
    },
    /// Another case orders or answers: its record says so.
    Linked {
        /// The case.
        #[serde(rename = "c")]
        case: CaseId,
        /// The number of its record; absent where it has none because it could not be opened.
        #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
        number: Option<u64>,
        /// Leaf hash of that record.
        #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
        source: Option<Hash>,
    },
    /// Who the members of a body are in this case.
    Members {
        /// The members.
        #[serde(rename = "m")]
        members: Members,
        /// The post.
        #[serde(rename = "o")]
        post: String,
    },
    /// How many a party is, by the list that names it.
    Persons {
        /// How many.
        #[serde(rename = "n")]
        count: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
    },
    /// The truth of a condition whose data are erased, as it was recorded when they were there.
    Was {
        /// The clause.
        #[serde(rename = "c")]
        clause: String,
        /// Its truth.
        #[serde(rename = "v")]
        truth: bool,
    },
}

/// How somebody comes to act for a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// As its holder.
    InPerson,
    /// As the appointed stand-in (B岗), while every holder is away or has no part in the case.
    StandIn,
    /// By delegation of this holder.
    Delegate(String),
}

impl Capacity {
    /// Its word in records; none for a holder in person.
    #[must_use]
    pub const fn word(&self) -> Option<&'static str> {
        match self {
            Self::InPerson => None,
            Self::StandIn => Some(STAND_IN),
            Self::Delegate(_) => Some(DELEGATE),
        }
    }

    /// The holder who delegated.
    #[must_use]
    pub fn stead(&self) -> Option<&str> {
        match self {
            Self::Delegate(holder) => Some(holder),
            _ => None,
        }
    }
}

/// Why a person cannot act for a post in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The person has left the post.
    Left,
    /// The person has no part in the case.
    Recused,
    /// What let the person act in another's stead has ended.
    Ended,
    /// The person is away.
    Away,
}

/// The members of a body in a case, sorted by their ids, each with the record that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// Those who take part.
    #[serde(rename = "i", default, skip_serializing_if = "Vec::is_empty")]
    pub able: Vec<(String, Hash)>,
    /// Those who are recused from the case.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<(String, Hash)>,
}

/// That somebody may act for a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// How.
    pub capacity: Capacity,
    /// Leaf hash of the record that says so.
    pub source: Hash,
}

/// Who answers a decision's questions. Every answer must be the same whenever it is asked again in one decision.
pub trait Outside {
    /// Whether a person may act for a post at an instant, in a case.
    fn holds(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<Holding>;

    /// The record that lets a person have no part in a case (回避).
    fn recused(&self, person: &str, case: CaseId) -> Option<Hash> {
        let _ = (person, case);
        None
    }

    /// Whether a person may act for a post by delegation of this very holder.
    fn delegated(&self, person: &str, holder: &str, post: &str, at: Instant, case: CaseId) -> Option<Hash> {
        let _ = (person, holder, post, at, case);
        None
    }

    /// Why a person who once could cannot act for a post in a case at an instant, and the record that says so.
    fn gone(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<(Why, Hash)> {
        let _ = (person, post, at, case);
        None
    }

    /// The holders in person of a post at an instant, and which of them have no part in the case.
    fn members(&self, post: &str, at: Instant, case: CaseId) -> Members {
        let _ = (post, at, case);
        Members::default()
    }

    /// The rules in force on a day that apply to a procedure: short name, definition, and the record that says so.
    fn rules(&self, alias: &str, on: Date) -> Vec<(String, Hash, Hash)> {
        let _ = (alias, on);
        Vec::new()
    }

    /// The record of another case: its number, and the leaf hash. `None` if that case has no records.
    fn linked(&self, case: CaseId) -> Option<(u64, Hash)> {
        let _ = case;
        None
    }

    /// The definition in force under an alias on a day, with the record that says so.
    fn in_force(&self, alias: &str, on: Date) -> Option<(Hash, Hash)>;

    /// The record that makes a person the operator of the log.
    fn operates(&self, person: &str) -> Option<Hash>;

    /// How many a party was said to be whose list is erased. Only replay knows it.
    fn persons(&self, party: &str) -> Option<u32> {
        let _ = party;
        None
    }

    /// The recorded truth of a clause whose data are erased. Only replay knows one.
    fn was(&self, clause: &str) -> Option<bool> {
        let _ = clause;
        None
    }

    /// Whether such a truth is an answer from outside, to be noted as a fact. It is not when a record that is decided
    /// again answers from its own conditions: then nothing may be added to it.
    fn was_from_outside(&self, clause: &str) -> bool {
        let _ = clause;
        true
    }
}

/// Knows nothing: every question is left unanswered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Outside for Nothing {
    fn holds(&self, _: &str, _: &str, _: Instant, _: CaseId) -> Option<Holding> {
        None
    }

    fn in_force(&self, _: &str, _: Date) -> Option<(Hash, Hash)> {
        None
    }

    fn operates(&self, _: &str) -> Option<Hash> {
        None
    }
}

/// Answers from the facts and effects of a record that is decided again.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    facts: &'a [Fact],
    truths: &'a [(String, bool)],
}

impl<'a> Recorded<'a> {
    /// From a record's facts, and the truth values of its conditions.
    #[must_use]
    pub const fn new(facts: &'a [Fact], truths: &'a [(String, bool)]) -> Self {
        Self { facts, truths }
    }
}

impl Outside for Recorded<'_> {
    fn holds(&self, asked: &str, at_post: &str, _: Instant, _: CaseId) -> Option<Holding> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Holds { person, post, capacity, source, stead } if person == asked && post == at_post => {
                let capacity = match (capacity, stead) {
                    (None, _) => Capacity::InPerson,
                    (Some(_), None) => Capacity::StandIn,
                    (Some(_), Some(holder)) => Capacity::Delegate(holder.clone()),
                };
                Some(Holding { capacity, source: *source })
            }
            _ => None,
        })
    }

    fn delegated(&self, asked: &str, by: &str, at_post: &str, _: Instant, _: CaseId) -> Option<Hash> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Holds { person, post, stead: Some(holder), source, .. } => {
                (person == asked && post == at_post && holder == by).then_some(*source)
            }
            _ => None,
        })
    }

    fn gone(&self, asked: &str, at_post: &str, _: Instant, _: CaseId) -> Option<(Why, Hash)> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Gone { person, post, source, why } if person == asked && post == at_post => {
                Some((*why, *source))
            }
            _ => None,
        })
    }

    fn members(&self, asked: &str, _: Instant, _: CaseId) -> Members {
        let found = self.facts.iter().find_map(|fact| match fact {
            Fact::Members { post, members } if post == asked => Some(members.clone()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    fn rules(&self, _: &str, _: Date) -> Vec<(String, Hash, Hash)> {
        let rule = |fact: &Fact| match fact {
            Fact::Rule { alias, definition, source } => Some((alias.clone(), *definition, *source)),
            _ => None,
        };
        self.facts.iter().filter_map(rule).collect()
    }

    fn linked(&self, asked: CaseId) -> Option<(u64, Hash)> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Linked { case, number: Some(number), source: Some(source) } if *case == asked => {
                Some((*number, *source))
            }
            _ => None,
        })
    }

    fn in_force(&self, asked: &str, _: Date) -> Option<(Hash, Hash)> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::InForce { alias, definition, source } if alias == asked => Some((*definition, *source)),
            _ => None,
        })
    }

    fn operates(&self, asked: &str) -> Option<Hash> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Operates { person, source } if person == asked => Some(*source),
            _ => None,
        })
    }

    fn persons(&self, asked: &str) -> Option<u32> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Persons { count, party } if party == asked => Some(*count),
            _ => None,
        })
    }

    fn was(&self, clause: &str) -> Option<bool> {
        self.truths.iter().find(|(c, _)| c == clause).map(|(_, truth)| *truth)
    }

    fn was_from_outside(&self, asked: &str) -> bool {
        self.facts.iter().any(|fact| matches!(fact, Fact::Was { clause, .. } if clause == asked))
    }
}
