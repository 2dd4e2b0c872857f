//! Breaches on record: what, by whom, under which article, in which case.

use crate::log::{Log, LogLine};
use serde::Serialize;
use shouwen_canon::{CaseId, Date, Hash, Instant};
use shouwen_executor::{Act, Consequence, Effect};
use shouwen_model::form::{Basis, CountedBy, Form, Window};
use shouwen_model::kernel::LadderDecl;
use std::collections::BTreeMap;

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
    /// What follows from it by the tables of its procedure, counted over all cases where they say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
}

/// All breaches of a log, in its order.
#[must_use]
pub fn breaches(log: &Log) -> Vec<Breach> {
    let mut count = Count::default();
    log.lines.iter().for_each(|line| count.line(line));
    count.found
}

/// What counts together: the name of a table, whose breaches, in which time.
type Together = (String, String, (i32, u32));

#[derive(Default)]
struct Count {
    /// The tables of each published definition that count over all cases.
    ladders: BTreeMap<Hash, Vec<LadderDecl>>,
    /// The definition of each case.
    cases: BTreeMap<CaseId, Hash>,
    /// The breaches so far.
    so_far: BTreeMap<Together, Vec<String>>,
    found: Vec<Breach>,
}

impl Count {
    fn line(&mut self, line: &LogLine) {
        let record = &line.record;
        if let Act::Publish { form, published, .. } = &record.command.act {
            let ladders = counting(form);
            self.ladders.extend(published.definitions.iter().map(|hash| (*hash, ladders.clone())));
        }
        if let Some(hash) = record.definition {
            self.cases.insert(record.case, hash);
        }
        for effect in &record.effects {
            let Effect::Finding { breach, clause, day, person, basis, consequences, post } = effect else {
                continue;
            };
            let mut breach = Breach {
                code: breach.clone(),
                case: record.case,
                record: record.number,
                at: record.business,
                post: post.clone(),
                officer: person.clone(),
                basis: basis.clone(),
                clause: clause.clone(),
                consequences: consequences.clone(),
            };
            if let Some(day) = day {
                self.over_all(&mut breach, *day);
            }
            self.found.push(breach);
        }
    }

    /// Puts what follows by the count over all cases in the place of what followed within the case.
    fn over_all(&mut self, breach: &mut Breach, day: Date) {
        let Some(ladders) = self.cases.get(&breach.case).and_then(|hash| self.ladders.get(hash)) else {
            return;
        };
        for ladder in ladders {
            let Some((window, by)) = ladder.counting else { continue };
            let rungs = || ladder.rungs.iter().map(|rung| (&rung.clause.section, rung.clause.number));
            let here = |c: &Consequence| rungs().any(|(section, n)| c.clause == format!("{section}/{n}"));
            breach.consequences.retain(|consequence| !here(consequence));
            let together = (ladder.name.clone(), whose(breach, by).to_owned(), Window::of(window, day));
            let all = self.so_far.entry(together).or_default();
            all.push(breach.code.clone());
            let rung = ladder.rung(&breach.code, |rung| {
                u32::try_from(all.iter().filter(|name| rung.names(name)).count()).unwrap_or(u32::MAX)
            });
            if let Some((rung, count)) = rung {
                let clause = format!("{}/{}", rung.clause.section, rung.clause.number);
                breach.consequences.push(Consequence { clause, measures: rung.measures.clone(), count });
            }
        }
    }
}

fn whose(breach: &Breach, by: CountedBy) -> &str {
    match by {
        CountedBy::Person => breach.officer.as_deref().unwrap_or(&breach.post),
        CountedBy::Post => &breach.post,
    }
}

/// The tables of a form that count over all cases. What cannot be lowered was never in force.
fn counting(form: &Form) -> Vec<LadderDecl> {
    let ladders = shouwen_compile::lower(form).map(|definition| definition.ladders).unwrap_or_default();
    ladders.into_iter().filter(|ladder| ladder.counting.is_some()).collect()
}
