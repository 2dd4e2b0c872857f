//! Breaches that count for what follows from the next one, and what follows.

use serde::{Deserialize, Serialize};
use shouwen_canon::Date;
use shouwen_model::form::Measure;

/// How many breaches a case remembers: more than any rung of a table may ask for.
pub const MAX_FINDINGS: usize = 512;

/// A breach that counts for what follows from the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// Its name.
    #[serde(rename = "b")]
    pub breach: String,
    /// The day it counts for.
    #[serde(rename = "d")]
    pub day: Date,
    /// The person.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The post.
    #[serde(rename = "o")]
    pub post: String,
}

impl Found {
    /// Puts a breach behind those that are remembered; the oldest is forgotten for it if there are too many.
    pub(crate) fn remember(self, all: &mut Vec<Self>) {
        if all.len() >= MAX_FINDINGS {
            all.remove(0);
        }
        all.push(self);
    }

    /// Whose it is: the person's, or the post's where nobody had taken the case up.
    #[must_use]
    pub fn answers(&self) -> &str {
        self.person.as_deref().unwrap_or(&self.post)
    }
}

/// What follows from a breach by a table of consequences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// Where the text says so.
    #[serde(rename = "c")]
    pub clause: String,
    /// What follows.
    #[serde(rename = "m")]
    pub measures: Vec<Measure>,
    /// The how manieth time it is within the case.
    #[serde(rename = "n")]
    pub count: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_limit_and_one_past_it() {
        let found = |n: usize| Found {
            breach: n.to_string(),
            day: Date::EPOCH,
            person: None,
            post: "窗口岗".to_owned(),
        };
        let mut all = Vec::new();
        (0..MAX_FINDINGS).for_each(|n| found(n).remember(&mut all));
        assert_eq!((all.len(), all[0].breach.as_str()), (MAX_FINDINGS, "0"));
        found(MAX_FINDINGS).remember(&mut all);
        assert_eq!((all.len(), all[0].breach.as_str()), (MAX_FINDINGS, "1"));
        assert_eq!(all.last().unwrap().answers(), "窗口岗");
    }
}
