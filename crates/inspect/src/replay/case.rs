//! A case, decided again record by record.
//!
//! Where a record differs from what is decided again, the case is followed both ways from there: as the records say it
//! is, and as it was decided. A later record that fits either is no further difference.

use super::{DivergenceCode, Outcome, Replayer, difference};
use crate::log::LogLine;
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{CaseId, Date, Hash, Instant};
use shouwen_executor::{
    Case, Decision, Holding, Members, Outside, Recorded, Why, World, apply, commanded, decide, truths,
};
use shouwen_model::kernel::Definition;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// How a case stands.
pub(super) struct Track {
    /// As its records say, if their effects can be applied.
    recorded: Option<Case>,
    /// As it was decided, where that is something else.
    decided: Option<Case>,
}

/// What deciding a record again came to.
struct Again {
    outcome: Outcome,
    /// The case by this decision: unchanged, if it was refused.
    case: Option<Case>,
    /// Conditions answered from the record.
    on_record: u64,
}

/// The ground of one decision.
struct Ground<'a> {
    log: &'a str,
    definition: &'a Definition,
    calendar: &'a Calendar,
}

impl Replayer<'_> {
    pub(super) fn case(&mut self, line: &LogLine) -> Outcome {
        let record = &line.record;
        if self.lost.contains(&record.case) {
            self.out.undecided = self.out.undecided.saturating_add(1);
            return Ok(());
        }
        let track = self.cases.remove(&record.case);
        let known = track.as_ref().and_then(|t| t.recorded.as_ref().or(t.decided.as_ref()));
        let (definition, calendar) = (
            record.definition.or_else(|| known.map(|c| c.definition)),
            record.calendar.or_else(|| known.map(|c| c.calendar)),
        );
        let (Some(definition), Some(calendar)) = (definition, calendar) else {
            return self.lose(line, None, DivergenceCode::ReplayDivergence);
        };
        let Some(found) = self.definitions.get(&definition) else {
            return self.lose(line, Some(definition), DivergenceCode::DefinitionUnknown);
        };
        let Some(calendar) = self.calendars.get(&calendar) else {
            return self.lose(line, Some(calendar), DivergenceCode::CalendarUnknown);
        };
        let ground = Ground { log: self.log, definition: found, calendar };
        let (outcome, after, on_record) = follow(&ground, track, line);
        self.out.conditions_on_record = self.out.conditions_on_record.saturating_add(on_record);
        if after.recorded.is_none() && after.decided.is_none() {
            self.lost.insert(record.case);
        } else {
            self.cases.insert(record.case, after);
        }
        outcome
    }

    /// Gives a case up for want of what it runs on, or of its beginning. That something is absent is listed once.
    fn lose(&mut self, line: &LogLine, what: Option<Hash>, code: DivergenceCode) -> Outcome {
        self.lost.insert(line.record.case);
        self.out.undecided = self.out.undecided.saturating_add(1);
        match what {
            Some(hash) if !self.absent.insert(hash) => Ok(()),
            Some(hash) => Err((code, hash.to_string())),
            None => Err((code, format!("record {} follows no opening of its case", line.record.number))),
        }
    }
}

/// Decides a record again, upon the case as recorded and, where that differs, upon the case as decided before.
fn follow(ground: &Ground<'_>, track: Option<Track>, line: &LogLine) -> (Outcome, Track, u64) {
    let record = &line.record;
    let next = |case: Option<Case>| apply(ground.definition, case, record, line.leaf);
    let Some(Track { recorded, decided }) = track else {
        let again = again(ground, None, line);
        let applied = next(None);
        let outcome = match &applied {
            Ok(_) => again.outcome,
            Err(error) => again.outcome.and(Err((DivergenceCode::ReplayDivergence, error.to_string()))),
        };
        let after = Track { recorded: applied.ok(), decided: again.case };
        return (outcome, after.settled(), again.on_record);
    };
    let first = recorded.as_ref().or(decided.as_ref());
    let upon_recorded = again(ground, first, line);
    let other = decided.as_ref().filter(|_| recorded.is_some() && upon_recorded.outcome.is_err());
    let upon_decided = other.map(|case| again(ground, Some(case), line)).filter(|a| a.outcome.is_ok());
    let applied = recorded.map(|case| next(Some(case)));
    let unfit = match &applied {
        Some(Err(error)) => Err((DivergenceCode::ReplayDivergence, error.to_string())),
        _ => Ok(()),
    };
    let applied = applied.and_then(Result::ok);
    match upon_decided {
        // It fits what was decided before: no further difference.
        Some(fits) => (Ok(()), Track { recorded: applied, decided: fits.case }.settled(), fits.on_record),
        None if upon_recorded.outcome.is_ok() => {
            let decided = decided.and_then(|case| next(Some(case)).ok());
            (unfit, Track { recorded: applied, decided }.settled(), upon_recorded.on_record)
        }
        None => {
            let after = Track { recorded: applied, decided: upon_recorded.case };
            (upon_recorded.outcome, after.settled(), upon_recorded.on_record)
        }
    }
}

impl Track {
    /// Without what was decided where it is what was recorded.
    fn settled(mut self) -> Self {
        if self.decided == self.recorded {
            self.decided = None;
        }
        self
    }
}

fn again(ground: &Ground<'_>, before: Option<&Case>, line: &LogLine) -> Again {
    let record = &line.record;
    let truths = truths(&record.effects);
    let outside = Counting { recorded: Recorded::new(&record.facts, &truths), asked: RefCell::default() };
    let world = World {
        log: ground.log,
        definition: ground.definition,
        calendar: ground.calendar,
        mode: Mode::Provisional,
        outside: &outside,
        now: record.recorded,
    };
    let decision = decide(&world, before, &commanded(record));
    let (outcome, case) = match decision {
        Decision::Accepted(decided) | Decision::RefusedOnRecord(decided, _) => {
            let outcome = if decided.written.bytes() == line.bytes {
                Ok(())
            } else {
                Err((DivergenceCode::ReplayDivergence, difference(decided.written.bytes(), &line.bytes)))
            };
            (outcome, Some(decided.case))
        }
        Decision::Refused(refusal) => {
            (Err((DivergenceCode::ReplayRefused, refusal.to_string())), before.cloned())
        }
    };
    // Whatever was decided, the next record follows the one that is there.
    let case = case.map(|mut case| {
        case.version = record.number;
        case.tip = line.leaf;
        case.business = case.business.max(record.business);
        case.recorded = record.recorded;
        case
    });
    let on_record = u64::try_from(outside.asked.into_inner().len()).unwrap_or(u64::MAX);
    Again { outcome, case, on_record }
}

/// Answers from the record, and counts the conditions whose truth is taken from it.
struct Counting<'a> {
    recorded: Recorded<'a>,
    asked: RefCell<BTreeSet<String>>,
}

impl Outside for Counting<'_> {
    fn holds(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<Holding> {
        self.recorded.holds(person, post, at, case)
    }

    fn delegated(&self, person: &str, holder: &str, post: &str, at: Instant, case: CaseId) -> Option<Hash> {
        self.recorded.delegated(person, holder, post, at, case)
    }

    fn gone(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<(Why, Hash)> {
        self.recorded.gone(person, post, at, case)
    }

    fn members(&self, post: &str, at: Instant, case: CaseId) -> Members {
        self.recorded.members(post, at, case)
    }

    fn persons(&self, party: &str) -> Option<u32> {
        self.recorded.persons(party)
    }

    fn rules(&self, alias: &str, on: Date) -> Vec<(String, Hash, Hash)> {
        self.recorded.rules(alias, on)
    }

    fn linked(&self, case: CaseId) -> Option<(u64, Hash)> {
        self.recorded.linked(case)
    }

    fn in_force(&self, alias: &str, on: Date) -> Option<(Hash, Hash)> {
        self.recorded.in_force(alias, on)
    }

    fn operates(&self, person: &str) -> Option<Hash> {
        self.recorded.operates(person)
    }

    fn was(&self, clause: &str) -> Option<bool> {
        let truth = self.recorded.was(clause)?;
        self.asked.borrow_mut().insert(clause.to_owned());
        Some(truth)
    }

    fn was_from_outside(&self, clause: &str) -> bool {
        self.recorded.was_from_outside(clause)
    }
}
