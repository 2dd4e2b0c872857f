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
        self.records.push(NewRecord {
            number,
            bytes: decided.bytes,
            leaf: decided.leaf,
            openings: decided.openings,
        });
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

    /// Commits; `false` if another process was quicker, so that everything has to be decided anew.
    pub(super) fn commit(
        &mut self,
        ground: &Ground,
        pending: Pending,
        key: Option<KeyRow>,
    ) -> Result<bool, Stop> {
        let Some(case) = pending.case else { return Ok(true) };
        let before = pending.before;
        let expected = before.as_ref().map_or(0, |before| before.version);
        let mut commit =
            CaseCommit::new(pending.id, expected, pending.records, case.bytes().map_err(Error::from)?);
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
        match self.store.commit_owned(vec![commit])?.into_iter().next() {
            Some(Committed::Done { .. }) => {
                self.recent.keep(Known { case, opening });
                Ok(true)
            }
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
}
