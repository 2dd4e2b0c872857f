//! Immediate items (即办件): how many were done on the spot, how many were carried on as timed ones and for which
//! reasons, and whether anybody was served before others who had come earlier. A supervisor watches these counts; none
//! of them is a breach by itself (an elderly person is rightly served first).

use crate::log::{Log, LogLine};
use serde::Serialize;
use shouwen_canon::{CaseId, Hash, Instant};
use shouwen_executor::{Act, Effect};
use shouwen_model::form::ItemKind;
use std::collections::{BTreeMap, BTreeSet};

/// What became of the cases of one immediate item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Immediate {
    /// 简称.
    pub alias: String,
    /// Cases opened.
    pub opened: u64,
    /// Of those, decided without being carried on as timed ones.
    pub on_the_spot: u64,
    /// Carried on as timed ones, by reason.
    pub converted: BTreeMap<String, u64>,
    /// Served before others who had come earlier, in the order of the log.
    pub overtaken: Vec<Overtaken>,
}

/// A case taken up while one that had been opened earlier still waited to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overtaken {
    /// The case taken up.
    pub served: CaseId,
    /// The earliest of those that waited.
    pub waiting: CaseId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub person: String,
}

/// How a case of an immediate item stands.
struct Seen {
    alias: String,
    opened: Instant,
    converted: bool,
}

#[derive(Default)]
struct Count {
    immediate: BTreeSet<Hash>,
    cases: BTreeMap<CaseId, Seen>,
    /// Cases that nobody has taken up yet, by item.
    waiting: BTreeMap<String, BTreeSet<(Instant, CaseId)>>,
    items: BTreeMap<String, Immediate>,
}

/// What became of the immediate items of a log, by short name.
#[must_use]
pub fn immediate(log: &Log) -> Vec<Immediate> {
    let mut count = Count::default();
    for line in &log.lines {
        count.line(line);
    }
    count.items.into_values().collect()
}

impl Count {
    fn line(&mut self, line: &LogLine) {
        let record = &line.record;
        match &record.command.act {
            Act::Publish { form, published, .. }
                if form.item.kind == ItemKind::Immediate && form.item.rule.is_none() =>
            {
                self.immediate.extend(&published.definitions);
            }
            Act::Open { alias, .. }
                if record.definition.is_some_and(|hash| self.immediate.contains(&hash)) =>
            {
                let seen = Seen { alias: alias.clone(), opened: record.business, converted: false };
                self.cases.insert(record.case, seen);
                self.waiting.entry(alias.clone()).or_default().insert((record.business, record.case));
                let item = self.items.entry(alias.clone()).or_default();
                item.alias.clone_from(alias);
                item.opened = item.opened.saturating_add(1);
            }
            _ => {}
        }
        for effect in &record.effects {
            self.effect(line, effect);
        }
    }

    fn effect(&mut self, line: &LogLine, effect: &Effect) {
        let id = line.record.case;
        let Some(case) = self.cases.get_mut(&id) else { return };
        let item = self.items.entry(case.alias.clone()).or_default();
        let waiting = self.waiting.entry(case.alias.clone()).or_default();
        match effect {
            Effect::Acted { person, .. } if waiting.remove(&(case.opened, id)) => {
                let earlier = waiting.first().filter(|(opened, _)| *opened < case.opened);
                if let Some((_, earliest)) = earlier {
                    let (served, at) = (id, line.record.business);
                    item.overtaken.push(Overtaken { served, waiting: *earliest, at, person: person.clone() });
                }
            }
            Effect::Converted { reason, .. } => {
                case.converted = true;
                let of = item.converted.entry(reason.clone()).or_default();
                *of = of.saturating_add(1);
            }
            Effect::Close { .. } => {
                waiting.remove(&(case.opened, id));
                if !case.converted {
                    item.on_the_spot = item.on_the_spot.saturating_add(1);
                }
            }
            _ => {}
        }
    }
}
