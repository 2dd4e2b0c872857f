//! Breaches on record: what, by whom, under which article, in which case.

use crate::log::Log;
use serde::Serialize;
use shouwen_canon::{CaseId, Instant};
use shouwen_executor::Effect;
use shouwen_model::form::Basis;

/// A breach with who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// Its name.
    pub code: String,
    /// The case.
    pub case: CaseId,
    /// The record that found it.
    pub record: u64,
    /// The business instant.
    pub at: Instant,
    /// The post.
    pub post: String,
    /// The person, where somebody had taken the case up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// What it rests on, where the text says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: String,
}

/// All breaches of a log, in its order.
#[must_use]
pub fn breaches(log: &Log) -> Vec<Breach> {
    let mut found = Vec::new();
    for line in &log.lines {
        for effect in &line.record.effects {
            if let Effect::Finding { breach, clause, person, basis, post } = effect {
                found.push(Breach {
                    code: breach.clone(),
                    case: line.record.case,
                    record: line.record.number,
                    at: line.record.business,
                    post: post.clone(),
                    officer: person.clone(),
                    basis: basis.clone(),
                    clause: clause.clone(),
                });
            }
        }
    }
    found
}
