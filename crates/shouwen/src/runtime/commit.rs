//! One atomic commit: the records of a command with those of time that it forced, the snapshot, what changed in the
//! indexes.

use super::execute::{Ground, Stop, too_large};
use super::{Known, Runtime};
use crate::error::Error;
use shouwen_canon::{CaseId, Instant};
use shouwen_executor::system::System;
use shouwen_executor::{Case, Decided, Effect, due};
use shouwen_store::{CaseCommit, CaseIndex, Committed, DueChange, Invalid, KeyRow, NewRecord, Store};

/// What is to be committed to one case.
pub(super) struct Pending {
    pub(super) id: CaseId,
    before: Option<Before>,
    pub(super) case: Option<Case>,
    pub(super) records: Vec<NewRecord>,
    /// The numbers of those that time brought about.
    pub(super) time: Vec<u64>,
    /// Whether they order something of another case, or answer one.
    pub(super) orders: bool,
}

/// What is to be remembered of a case as it stood.
struct Before {
    version: u64,
    due: Option<Instant>,
    settled: bool,
    opening: String,
}

/// A commit, and what is known of the case once it is done.
pub(super) struct Ready {
    pub(super) commit: CaseCommit,
    pub(super) known: Known,
    /// Whether it orders something of another case, or answers one.
    pub(super) orders: bool,
}

impl Pending {
    /// Nothing yet, upon a case as it stands.
    pub(super) fn upon(id: CaseId, known: Option<Known>) -> Self {
        let (before, case) = known.map_or((None, None), |Known { case, opening }| {
            let before = Before { version: case.version, due: due(&case), settled: case.settled(), opening };
            (Some(before), Some(case))
        });
        Self { id, before, case, records: Vec::new(), time: Vec::new(), orders: false }
    }

    /// Takes a decided record; gives its number.
    pub(super) fn take(&mut self, decided: Decided) -> u64 {
        let number = decided.record.number;
        self.orders |= decided.record.effects.iter().any(|effect| match effect {
            Effect::Link { .. } | Effect::Entered { .. } => true,
            Effect::Close { .. } => decided.case.ordered.is_some(),
            _ => false,
        });
        self.records.push(NewRecord { written: decided.written, openings: decided.openings });
        self.case = Some(decided.case);
        number
    }
}

impl<S: Store> Runtime<S> {
    /// What every decision rests on: the system cases, as far as this runtime has read them.
    fn rests_on(&self) -> Vec<(CaseId, u64)> {
        let system = |(system, id): (System, CaseId)| (id, self.registers.version(system));
        System::ALL.into_iter().zip(self.systems).map(system).collect()
    }

    /// What is pending as one commit, if there is any of it.
    pub(super) fn ready(
        &self,
        ground: &Ground,
        pending: Pending,
        key: Option<KeyRow>,
    ) -> Result<Option<Ready>, Error> {
        let Some(case) = pending.case.filter(|_| !pending.records.is_empty()) else { return Ok(None) };
        let before = pending.before;
        let expected = before.as_ref().map_or(0, |before| before.version);
        let mut commit = CaseCommit::new(pending.id, expected, pending.records, case.bytes()?);
        let (was, is) = (before.as_ref().and_then(|before| before.due), due(&case));
        commit.due = match is {
            _ if was == is => DueChange::Keep,
            Some(at) => DueChange::Set(at),
            None => DueChange::Clear,
        };
        let (opening, changed) = match before {
            None => (key.as_ref().map(|row| row.key.clone()).unwrap_or_default(), key.is_some()),
            Some(before) => (before.opening, before.settled != case.settled()),
        };
        let alias = ground.definition.alias.clone();
        let index = || CaseIndex { alias, opening: opening.clone(), open: !case.settled() };
        commit.index = changed.then(index);
        commit.keys.extend(key);
        commit.upon = self.rests_on();
        Ok(Some(Ready { commit, known: Known { case, opening }, orders: pending.orders }))
    }

    /// Commits; `false` if another process was quicker, so that everything has to be decided anew.
    pub(super) fn write(&mut self, ready: Ready) -> Result<bool, Stop> {
        let outcome = self.store.commit_owned(vec![ready.commit])?.into_iter().next();
        let written = done(outcome)?;
        if written {
            self.orders |= ready.orders;
            self.recent.keep(ready.known);
        }
        Ok(written)
    }

    /// Commits what is pending, as [`Self::write`] does.
    pub(super) fn commit(
        &mut self,
        ground: &Ground,
        pending: Pending,
        key: Option<KeyRow>,
    ) -> Result<bool, Stop> {
        self.ready(ground, pending, key)?.map_or(Ok(true), |ready| self.write(ready))
    }
}

/// Whether a commit was done, or somebody was quicker.
pub(super) fn done(outcome: Option<Committed>) -> Result<bool, Stop> {
    match outcome {
        Some(Committed::Done { .. }) => Ok(true),
        // Reading again tells whose key it is.
        Some(
            Committed::Stale { .. }
            | Committed::Overtaken { .. }
            | Committed::Refused(Invalid::KeyTaken { .. } | Invalid::OpeningTaken { .. }),
        )
        | None => Ok(false),
        Some(Committed::Refused(invalid)) => Err(too_large(invalid)),
    }
}
