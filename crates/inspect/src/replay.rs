//! Replay: every command of a log is decided again, from the log alone, and must give the same bytes.
//!
//! Deciding again uses the recorded facts; a second look holds each of them against what the log itself said at that
//! point. Definitions and calendars come from the log too.

use crate::log::{Log, LogLine};
use serde::Serialize;
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{CaseId, Hash};
use shouwen_compile::lower;
use shouwen_executor::system::{self, Registers, System};
use shouwen_executor::{
    Act, Body, Case, CaseRecord, Command, Decision, Fact, Outside, Recorded, World, decide, truths,
};
use shouwen_model::kernel::Definition;
use std::collections::BTreeMap;

/// What a replay found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Replay {
    /// Records decided again.
    pub records: u64,
    /// Cases, system cases included.
    pub cases: u64,
    /// Conditions whose data are erased and whose recorded truth was used.
    pub conditions_on_record: u64,
    /// Where it differs.
    pub divergences: Vec<Divergence>,
}

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum DivergenceCode {
    /// Deciding again gives other bytes.
    ReplayDivergence,
    /// Deciding again refuses what was accepted, or the reverse.
    ReplayRefused,
    /// A fact is not what the log says at that point.
    FactMismatch,
    /// The definition was never published in this log, or cannot be lowered.
    DefinitionUnknown,
    /// The calendar was never published in this log.
    CalendarUnknown,
}

/// A difference, with its place.
#[derive(Clone, Debug, Serialize)]
pub struct Divergence {
    /// What kind.
    pub code: DivergenceCode,
    /// Position in the log.
    pub position: u64,
    /// The case.
    pub case: CaseId,
    /// Number of the record in the case.
    pub record: u64,
    /// More, in words.
    pub detail: String,
}

struct Replayer<'a> {
    log: &'a str,
    registers: Registers,
    definitions: BTreeMap<Hash, Option<Definition>>,
    calendars: BTreeMap<Hash, Calendar>,
    cases: BTreeMap<CaseId, Case>,
    out: Replay,
}

/// Decides every record of a log again.
#[must_use]
pub fn replay(log: &Log) -> Replay {
    let national = Calendar::national();
    let mut replayer = Replayer {
        log: &log.id,
        registers: Registers::default(),
        definitions: BTreeMap::new(),
        calendars: BTreeMap::from([(national.hash(), national.clone())]),
        cases: BTreeMap::new(),
        out: Replay::default(),
    };
    for line in &log.lines {
        replayer.out.records = replayer.out.records.saturating_add(1);
        if let Err((code, detail)) = replayer.line(line) {
            replayer.out.divergences.push(Divergence {
                code,
                position: line.position,
                case: line.record.case,
                record: line.record.number,
                detail,
            });
        }
    }
    let system = System::ALL.iter().filter(|s| replayer.registers.version(**s) > 0).count();
    let cases = replayer.cases.len().saturating_add(system);
    replayer.out.cases = u64::try_from(cases).unwrap_or(u64::MAX);
    replayer.out
}

type Outcome = Result<(), (DivergenceCode, String)>;

/// The command that a record answers.
fn command(record: &CaseRecord) -> Command {
    let mut actor = record.actor.clone();
    // The capacity of an officer is found by the decision, not asked for.
    if matches!(actor.person, shouwen_audit::PersonRef::Id(_)) {
        actor.capacity = None;
    }
    let body = Body { key: record.command.key.clone(), act: record.command.act.clone() };
    Command { actor, at: record.business, body }
}

impl Replayer<'_> {
    fn line(&mut self, line: &LogLine) -> Outcome {
        let facts = self.facts(&line.record);
        let decided = match System::of(&line.record.command.act) {
            Some(_) => self.system(line),
            None => self.case(line),
        };
        decided.and(facts)
    }

    fn system(&mut self, line: &LogLine) -> Outcome {
        let record = &line.record;
        let truths = Vec::new();
        let outside = Recorded::new(&record.facts, &truths);
        let calendar = self.calendar_in_use(record);
        let again =
            system::decide(self.log, &self.registers, calendar, &command(record), record.recorded, &outside);
        // What was recorded is what later records build on, whether it differs or not.
        if let Err(error) = self.registers.apply(record, line.leaf) {
            return Err((DivergenceCode::ReplayDivergence, error.to_string()));
        }
        match &record.command.act {
            Act::Publish { form, published, .. } => {
                for hash in &published.definitions {
                    self.definitions.insert(*hash, lower(form).ok());
                }
            }
            Act::Calendar { data, .. } => {
                if let Ok(calendar) = Calendar::new(data.clone()) {
                    self.calendars.insert(calendar.hash(), calendar);
                }
            }
            _ => {}
        }
        match again {
            Ok(again) if again.bytes == line.bytes => Ok(()),
            Ok(again) => Err((DivergenceCode::ReplayDivergence, difference(&again.bytes, &line.bytes))),
            Err(refusal) => Err((DivergenceCode::ReplayRefused, refusal.to_string())),
        }
    }

    /// The calendar of the log's beginning: what its first records name.
    fn calendar_in_use(&self, record: &CaseRecord) -> Hash {
        record
            .calendar
            .or_else(|| self.registers.calendars().last().map(|(hash, _)| *hash))
            .unwrap_or_else(|| Calendar::national().hash())
    }

    fn case(&mut self, line: &LogLine) -> Outcome {
        let record = &line.record;
        let before = self.cases.get(&record.case);
        let hash = record.definition.or_else(|| before.map(|c| c.definition));
        let calendar_hash = record.calendar.or_else(|| before.map(|c| c.calendar));
        let definition = hash.and_then(|hash| self.definitions.get(&hash)).and_then(Option::as_ref);
        let Some(definition) = definition else {
            let named = hash.map(|h| h.to_string()).unwrap_or_default();
            return Err((DivergenceCode::DefinitionUnknown, named));
        };
        let Some(calendar) = calendar_hash.and_then(|hash| self.calendars.get(&hash)) else {
            let named = calendar_hash.map(|h| h.to_string()).unwrap_or_default();
            return Err((DivergenceCode::CalendarUnknown, named));
        };
        let truths = truths(&record.effects);
        let outside = Recorded::new(&record.facts, &truths);
        let world = World {
            log: self.log,
            definition,
            calendar,
            mode: Mode::Provisional,
            outside: &outside,
            now: record.recorded,
        };
        let decision = decide(&world, before, &command(record));
        let outcome = match &decision {
            Decision::Accepted(decided) | Decision::RefusedOnRecord(decided, _) => {
                if decided.bytes == line.bytes {
                    Ok(())
                } else {
                    Err((DivergenceCode::ReplayDivergence, difference(&decided.bytes, &line.bytes)))
                }
            }
            Decision::Refused(refusal) => Err((DivergenceCode::ReplayRefused, refusal.to_string())),
        };
        let was = record.facts.iter().filter(|f| matches!(f, Fact::Was { .. })).count();
        self.out.conditions_on_record =
            self.out.conditions_on_record.saturating_add(u64::try_from(was).unwrap_or(0));
        // The recorded effects are what the case is, even where deciding again gives others.
        let before = self.cases.remove(&record.case);
        match shouwen_executor::apply(definition, before.clone(), record, line.leaf) {
            Ok(after) => {
                self.cases.insert(record.case, after);
            }
            Err(error) => {
                if let Some(before) = before {
                    self.cases.insert(record.case, before);
                }
                return outcome.and(Err((DivergenceCode::ReplayDivergence, error.to_string())));
            }
        }
        outcome
    }

    /// Holds every recorded fact against what the log said before this record.
    fn facts(&self, record: &CaseRecord) -> Outcome {
        for fact in &record.facts {
            let holds = match fact {
                Fact::Holds { person, post, capacity, source } => {
                    self.registers.holds(person, post, record.business).is_some_and(|holding| {
                        holding.source == *source && holding.stand_in == capacity.is_some()
                    })
                }
                Fact::InForce { alias, definition, source } => {
                    self.registers.in_force(alias, record.business.date()) == Some((*definition, *source))
                }
                Fact::Operates { person, source } => self.registers.operates(person) == Some(*source),
                _ => true,
            };
            if !holds {
                return Err((DivergenceCode::FactMismatch, format!("{fact:?}")));
            }
        }
        Ok(())
    }
}

fn difference(again: &[u8], recorded: &[u8]) -> String {
    let at = again.iter().zip(recorded).take_while(|(a, b)| a == b).count();
    let near = |bytes: &[u8]| {
        let from = at.saturating_sub(20);
        String::from_utf8_lossy(bytes.get(from..at.saturating_add(60).min(bytes.len())).unwrap_or_default())
            .into_owned()
    };
    format!("byte {at}: decided `{}`, recorded `{}`", near(again), near(recorded))
}
