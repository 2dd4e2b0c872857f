//! One atomic commit: the records of a command with those of time that it forced, the snapshot, what changed in the
//! indexes.

use super::execute::{Ground, Stop, too_large};
use super::{CaseRecord, Runtime};
use crate::error::Error;
use shouwen_canon::CaseId;
use shouwen_executor::{Case, Decided, Effect, due};
use shouwen_store::{CaseCommit, CaseIndex, Committed, DueChange, Invalid, KeyRow, NewRecord, Store};

/// What is to be committed to one case.
pub(super) struct Pending {
    pub(super) id: CaseId,
    pub(super) before: Option<Case>,
    pub(super) case: Option<Case>,
    pub(super) records: Vec<NewRecord>,
    /// The numbers of those that time brought about.
    pub(super) time: Vec<u64>,
    /// Whether they order something of another case, or answer one.
    pub(super) orders: bool,
}

impl Pending {
    /// Nothing yet, upon a case as it stands.
    pub(super) fn upon(id: CaseId, case: Option<Case>) -> Self {
        Self { id, before: case.clone(), case, records: Vec::new(), time: Vec::new(), orders: false }
    }

    /// Takes a decided record; gives its number.
    pub(super) fn take(&mut self, decided: Decided) -> u64 {
        let number = decided.record.number;
        self.orders |= decided.record.effects.iter().any(|effect| match effect {
            Effect::Link { .. } => true,
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
    /// Commits; `false` if another process was quicker, so that everything has to be decided anew.
    pub(super) fn commit(
        &mut self,
        ground: &Ground,
        pending: Pending,
        key: Option<KeyRow>,
    ) -> Result<bool, Stop> {
        let Some(case) = pending.case else { return Ok(true) };
        let expected = pending.before.as_ref().map_or(0, |c| c.version);
        let mut commit =
            CaseCommit::new(pending.id, expected, pending.records, case.bytes().map_err(Error::from)?);
        let (was, is) = (pending.before.as_ref().and_then(due), due(&case));
        commit.due = match is {
            _ if was == is => DueChange::Keep,
            Some(at) => DueChange::Set(at),
            None => DueChange::Clear,
        };
        let opening = match &pending.before {
            None => key.as_ref().map(|row| row.key.clone()),
            Some(before) if before.settled() != case.settled() => self.opening_key(case.id)?,
            Some(_) => None,
        };
        let alias = ground.definition.alias.clone();
        commit.index = opening.map(|opening| CaseIndex { alias, opening, open: !case.settled() });
        commit.keys.extend(key);
        match self.store.commit(std::slice::from_ref(&commit))?.into_iter().next() {
            Some(Committed::Done { .. }) => Ok(true),
            // Reading again tells whose key it is.
            Some(
                Committed::Stale { .. }
                | Committed::Refused(Invalid::KeyTaken { .. } | Invalid::OpeningTaken { .. }),
            )
            | None => Ok(false),
            Some(Committed::Refused(invalid)) => Err(too_large(invalid)),
        }
    }

    /// The key that a case was opened with.
    pub(super) fn opening_key(&self, id: CaseId) -> Result<Option<String>, Error> {
        let first = self.store.records(id, 1, 1)?.into_iter().next();
        let record: Option<CaseRecord> =
            first.map(|stored| shouwen_canon::from_bytes(&stored.bytes)).transpose()?;
        Ok(record.map(|record| record.command.key))
    }
}
