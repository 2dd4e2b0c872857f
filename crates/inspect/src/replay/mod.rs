//! Replay: every command of a log is decided again, from the log alone, and must give the same bytes.
//!
//! Deciding again uses the recorded facts; a second look holds each of them against what the log itself said at that
//! point. Definitions and calendars come from the log too. One difference is named once and where it is: what only
//! follows from it is counted.

mod case;
mod system;

use crate::log::{Log, LogLine};
use case::Track;
use serde::Serialize;
use shouwen_calendar::Calendar;
use shouwen_canon::{CaseId, Hash};
use shouwen_executor::system::{Registers, System};
use shouwen_executor::{Act, CaseRecord, Effect, Fact, Outside};
use shouwen_model::kernel::Definition;
use std::collections::{BTreeMap, BTreeSet};

/// The most differences that are listed for one case; further ones are counted.
pub const MAX_LISTED: usize = 16;

/// What a replay found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Replay {
    /// Records of the log.
    pub records: u64,
    /// Cases, system cases included.
    pub cases: u64,
    /// Conditions whose data are erased and whose recorded truth was used.
    pub conditions_on_record: u64,
    /// Where it differs.
    pub divergences: Vec<Divergence>,
    /// Further differences that are not listed: the same wrong fact again, or more than [`MAX_LISTED`] of one case.
    pub more: u64,
    /// Records that could not be decided again because what their case runs on is not known; the cause is listed.
    pub undecided: u64,
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
    /// What was published is another definition than the one it was published as.
    DefinitionHashMismatch,
    /// The text that was published along with a definition does not say what the definition says.
    DocumentMismatch,
    /// The calendar was never published in this log, or cannot be used.
    CalendarUnknown,
    /// What was published is another calendar than the one it was published as.
    CalendarHashMismatch,
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
    definitions: BTreeMap<Hash, Definition>,
    calendars: BTreeMap<Hash, Calendar>,
    cases: BTreeMap<CaseId, Track>,
    /// Cases that cannot be followed any further.
    lost: BTreeSet<CaseId>,
    /// Definitions and calendars whose absence is listed.
    absent: BTreeSet<Hash>,
    /// Wrong facts that are listed, by their words.
    wrong: BTreeSet<String>,
    listed: BTreeMap<CaseId, usize>,
    /// The records seen so far: case, number, leaf hash.
    leaves: BTreeSet<(CaseId, u64, Hash)>,
    /// What records order or how they end their cases: leaf hash, and the case with its link, or the outcome.
    said: BTreeSet<(Hash, String)>,
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
        lost: BTreeSet::new(),
        absent: BTreeSet::new(),
        wrong: BTreeSet::new(),
        listed: BTreeMap::new(),
        leaves: BTreeSet::new(),
        said: BTreeSet::new(),
        out: Replay::default(),
    };
    for line in &log.lines {
        replayer.line(line);
    }
    let system = System::ALL.iter().filter(|s| replayer.registers.version(**s) > 0).count();
    let cases = replayer.cases.len().saturating_add(replayer.lost.len()).saturating_add(system);
    replayer.out.cases = u64::try_from(cases).unwrap_or(u64::MAX);
    replayer.out
}

type Outcome = Result<(), (DivergenceCode, String)>;

impl Replayer<'_> {
    fn line(&mut self, line: &LogLine) {
        self.out.records = self.out.records.saturating_add(1);
        for fact in self.wrong_facts(&line.record) {
            let words = said(&fact);
            if self.wrong.insert(words.clone()) {
                self.list(line, DivergenceCode::FactMismatch, words);
            } else {
                self.out.more = self.out.more.saturating_add(1);
            }
        }
        let outcome = match System::of(&line.record.command.act) {
            Some(_) => self.system(line),
            None => self.case(line),
        };
        if let Err((code, detail)) = outcome {
            self.list(line, code, detail);
        }
        self.leaves.insert((line.record.case, line.record.number, line.leaf));
        for fact in &line.record.facts {
            if let Fact::InForce { alias, definition, source } = fact {
                self.said.insert((line.leaf, format!("{alias} {definition} {source}")));
            }
        }
        for effect in &line.record.effects {
            match effect {
                Effect::Link { case, link, .. } => {
                    self.said.insert((line.leaf, format!("{case} {link}")));
                }
                Effect::Entered { case, absent, decided: false } => {
                    self.said.insert((line.leaf, spoken(*case, *absent)));
                }
                Effect::Close { outcome, .. } => {
                    self.said.insert((line.leaf, outcome.clone()));
                    self.said.insert((line.leaf, decided(line.record.case)));
                }
                _ => {}
            }
        }
    }

    /// Whether the record that an ordered opening or its result rests on orders just that, or ended so.
    fn said_so(&self, record: &CaseRecord, (case, source): (CaseId, Hash)) -> bool {
        let said = match &record.command.act {
            Act::Open { ordered: Some(ordered), .. } => format!("{} {}", record.case, ordered.link),
            Act::Linked { outcome: Some(outcome), .. } => outcome.clone(),
            Act::Raised { absent, .. } => spoken(record.case, *absent),
            // An agenda rests on the cases themselves.
            Act::Convene { .. } => return true,
            // A session goes on without a case that was decided.
            Act::Complete { .. } => decided(case),
            _ => return false,
        };
        self.said.contains(&(source, said))
    }

    fn list(&mut self, line: &LogLine, code: DivergenceCode, detail: String) {
        let (case, record) = (line.record.case, line.record.number);
        let listed = self.listed.entry(case).or_default();
        *listed = listed.saturating_add(1);
        if *listed > MAX_LISTED {
            self.out.more = self.out.more.saturating_add(1);
            return;
        }
        self.out.divergences.push(Divergence { code, position: line.position, case, record, detail });
    }

    /// The recorded facts that the log did not say before this record.
    fn wrong_facts(&self, record: &CaseRecord) -> Vec<Fact> {
        let wrong = |fact: &&Fact| match fact {
            Fact::Holds { person, post, capacity, stead, source } => {
                let (at, case) = (record.business, about(record));
                let said = self.registers.holds(person, post, at, case);
                let holds = said.is_some_and(|holding| {
                    holding.source == *source
                        && holding.capacity.word() == capacity.as_deref()
                        && holding.capacity.stead() == stead.as_deref()
                });
                // Whoever holds a post may act in another holder's stead besides.
                let in_stead = |holder: &String| self.registers.delegated(person, holder, post, at, case);
                !holds && stead.as_ref().and_then(in_stead) != Some(*source)
            }
            Fact::Gone { person, post, source, why } => {
                self.registers.gone(person, post, record.business, about(record)) != Some((*why, *source))
            }
            Fact::Members { post, members } => {
                self.registers.members(post, record.business, record.case) != *members
            }
            Fact::Rule { alias, definition, source } => {
                let rule = (alias.clone(), *definition, *source);
                let on = record.business.date();
                !opened_by(record).iter().any(|alias| self.registers.rules(alias, on).contains(&rule))
            }
            Fact::Linked { case, number, source } => match (number, source) {
                (Some(number), Some(source)) => {
                    !self.leaves.contains(&(*case, *number, *source))
                        || !self.said_so(record, (*case, *source))
                }
                // What could not be opened has no record.
                _ => self
                    .leaves
                    .range((*case, 0, Hash::from_bytes([0; 32]))..)
                    .next()
                    .is_some_and(|(c, ..)| c == case),
            },
            // What was ordered opens on the version that was in force when it was.
            Fact::InForce { alias, definition, source } if ordered(record) => {
                let said = record.facts.iter().find_map(|fact| match fact {
                    Fact::Linked { source: Some(order), .. } => Some(*order),
                    _ => None,
                });
                let version = format!("{alias} {definition} {source}");
                said.is_none_or(|order| !self.said.contains(&(order, version)))
            }
            Fact::InForce { alias, definition, source } => {
                self.registers.in_force(alias, record.business.date()) != Some((*definition, *source))
            }
            Fact::Operates { person, source } => self.registers.operates(person) != Some(*source),
            _ => false,
        };
        record.facts.iter().filter(wrong).cloned().collect()
    }
}

/// What a session says of a case.
fn spoken(case: CaseId, absent: bool) -> String {
    format!("{case} entered{}", if absent { " as absent" } else { "" })
}

/// That a record decides its case.
fn decided(case: CaseId) -> String {
    format!("{case} decided")
}

/// The case with regard to which the people of a record act: for what a session says of one, that one.
fn about(record: &CaseRecord) -> CaseId {
    match &record.command.act {
        Act::Enter { case, .. } => *case,
        _ => record.case,
    }
}

/// Whether a record opens a case that another one ordered.
fn ordered(record: &CaseRecord) -> bool {
    matches!(record.command.act, Act::Open { ordered: Some(_), .. })
}

/// The short names of the procedures that a record opens cases of.
fn opened_by(record: &CaseRecord) -> Vec<&str> {
    match &record.command.act {
        Act::Open { alias, .. } => vec![alias],
        Act::Complete { open, .. } => open.iter().map(|(_, opening)| opening.alias.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// A fact in words.
fn said(fact: &Fact) -> String {
    match fact {
        Fact::Holds { person, post, capacity, source, .. } => {
            let how = if capacity.is_some() { "stands in at" } else { "holds" };
            format!("the log does not say in {source} that {person} {how} the post {post}")
        }
        Fact::Gone { person, post, source, .. } => {
            format!("the log does not say in {source} that {person} cannot act for the post {post}")
        }
        Fact::Members { post, .. } => format!("the log names other members of the post {post}"),
        Fact::Rule { alias, definition, source } => {
            format!("the log does not say in {source} that the rule {alias} ({definition}) applies")
        }
        Fact::Linked { case, number: Some(number), .. } => {
            format!("the log has no such record {number} of the case {case}")
        }
        Fact::Linked { case, .. } => format!("the case {case} has records"),
        Fact::InForce { alias, definition, source } => {
            format!("the log does not say in {source} that {definition} is in force as {alias}")
        }
        Fact::Operates { person, source } => {
            format!("the log does not say in {source} that {person} operates it")
        }
        other => format!("{other:?}"),
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
