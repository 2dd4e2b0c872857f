//! The store in memory, with faults to order: for tests, scenarios and the simulator. Nothing survives the process.

use crate::MAX_PAGE_BYTES;
use crate::check::{self, Head, page_rows};
use crate::commit::{CaseCommit, CaseIndex, Committed, DueChange, KeyRow};
use crate::error::{Invalid, StoreError};
use crate::store::{Asked, CaseRecord, CaseRow, LogInfo, LogRecord, Moment, Named, Store, Stored};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::{Frontier, TreeFull};
use shouwen_canon::{CaseId, Hash, Instant};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use thiserror::Error;

/// What a call of [`Store::commit`] is made to suffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It fails before anything is done ([`StoreError::Failed`]).
    Before,
    /// Everything is done and the answer is lost ([`StoreError::OutcomeUnknown`]).
    AnswerLost,
    /// It fails before anything is done, and its answer is lost too ([`StoreError::OutcomeUnknown`]).
    RequestLost,
    /// Another writer is at work ([`StoreError::Busy`]).
    Busy,
}

/// The source of an error that was ordered.
#[derive(Debug, Error)]
#[error("a fault ordered for commit {call}")]
struct Injected {
    call: u64,
}

#[derive(Debug, Clone)]
struct Case {
    version: u64,
    tip: Hash,
    snapshot: Vec<u8>,
    due: Option<Instant>,
    index: Option<CaseIndex>,
    /// Positions of the records, by number.
    positions: Vec<usize>,
    keys: BTreeMap<String, KeyRow>,
}

/// A store in memory. A clone is a copy of its whole state, faults included.
///
/// ```
/// use shouwen_store::{Fault, LogInfo, MemoryStore, Secret, Store, StoreError};
///
/// let mut store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
/// store.inject(1, Fault::AnswerLost);
/// assert!(matches!(store.commit(&[]), Err(StoreError::OutcomeUnknown(_))));
/// assert!(store.commit(&[]).is_ok());
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Debug, Clone)]
pub struct MemoryStore {
    log: LogInfo,
    cases: BTreeMap<CaseId, Case>,
    /// The order of cases: that of their ids as text.
    order: BTreeMap<String, CaseId>,
    due: BTreeMap<(Instant, String), CaseId>,
    /// Opening keys.
    opened: BTreeMap<String, CaseId>,
    records: Vec<LogRecord>,
    frontier: Frontier,
    cursors: BTreeMap<String, u64>,
    calls: u64,
    faults: BTreeMap<u64, Fault>,
}

impl MemoryStore {
    /// The listing after a case, of those that are listed so.
    fn listed(
        &self,
        after: Option<CaseId>,
        so: impl Fn(Option<&CaseIndex>) -> bool,
    ) -> impl Iterator<Item = CaseRow> {
        let after = after.map(|case| case.to_string());
        let names = self.order.range((after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded));
        names.filter_map(move |(_, id)| {
            let case = self.cases.get(id).filter(|case| so(case.index.as_ref()))?;
            Some(CaseRow { case: *id, version: case.version, due: case.due, index: case.index.clone() })
        })
    }

    /// An empty store.
    #[must_use]
    pub fn new(log: LogInfo) -> Self {
        Self {
            log,
            cases: BTreeMap::new(),
            order: BTreeMap::new(),
            due: BTreeMap::new(),
            opened: BTreeMap::new(),
            records: Vec::new(),
            frontier: Frontier::default(),
            cursors: BTreeMap::new(),
            calls: 0,
            faults: BTreeMap::new(),
        }
    }

    /// Orders a fault for the commit of that number; the first call of [`Store::commit`] is number 1.
    pub fn inject(&mut self, call: u64, fault: Fault) {
        self.faults.insert(call, fault);
    }

    /// How often [`Store::commit`] was called.
    #[must_use]
    pub const fn calls(&self) -> u64 {
        self.calls
    }

    fn head(&self, case: CaseId) -> Head {
        self.cases
            .get(&case)
            .map_or_else(Head::default, |case| Head { version: case.version, tip: Some(case.tip) })
    }

    fn refusal(&self, commit: &CaseCommit) -> Result<(), Invalid> {
        if let Some(case) = self.cases.get(&commit.case) {
            for row in &commit.keys {
                check::key_free(row, case.keys.get(&row.key))?;
            }
        }
        let opening = commit.index.as_ref().map(|index| &index.opening);
        check::opening_free(commit, opening.and_then(|opening| self.opened.get(opening)).copied())
    }

    fn apply(&mut self, commit: &CaseCommit, previous: Option<Hash>) -> Result<Committed, TreeFull> {
        if let Some(answer) = check::follows(commit, previous, self.head(commit.case)) {
            return Ok(answer);
        }
        if let Some(answer) = check::upon(commit, |case| Ok(self.head(case).version))? {
            return Ok(answer);
        }
        if let Err(invalid) = self.refusal(commit) {
            return Ok(Committed::Refused(invalid));
        }
        let Some(last) = commit.records.last() else {
            return Ok(Committed::Refused(Invalid::NoRecord));
        };
        // The tree is the only thing that can refuse now, so it grows first and on a copy.
        let mut frontier = self.frontier.clone();
        for record in &commit.records {
            frontier.append(record.leaf())?;
        }
        let positions = self.append_records(commit);
        self.frontier = frontier;
        let case = self.cases.entry(commit.case).or_insert_with(|| Case {
            version: 0,
            tip: last.leaf(),
            snapshot: Vec::new(),
            due: None,
            index: None,
            positions: Vec::new(),
            keys: BTreeMap::new(),
        });
        case.version = last.number();
        case.tip = last.leaf();
        case.snapshot.clone_from(&commit.snapshot);
        case.positions.extend(positions.clone().filter_map(|position| usize::try_from(position).ok()));
        case.keys.extend(commit.keys.iter().map(|row| (row.key.clone(), row.clone())));
        self.list(commit);
        Ok(Committed::Done { version: last.number(), positions: Some(positions) })
    }

    fn append_records(&mut self, commit: &CaseCommit) -> Range<u64> {
        let first = self.frontier.size();
        let mut position = first;
        for record in &commit.records {
            self.records.push(LogRecord {
                position,
                case: commit.case,
                number: record.number(),
                bytes: record.bytes().to_vec(),
                openings: record.openings.clone(),
            });
            position = position.saturating_add(1);
        }
        first..position
    }

    /// Brings the indexes up to date with a commit that is done.
    fn list(&mut self, commit: &CaseCommit) {
        let Some(case) = self.cases.get_mut(&commit.case) else { return };
        let name = commit.case.to_string();
        let due = match commit.due {
            DueChange::Keep => case.due,
            DueChange::Set(at) => Some(at),
            DueChange::Clear => None,
        };
        if due != case.due {
            if let Some(at) = case.due {
                self.due.remove(&(at, name.clone()));
            }
            if let Some(at) = due {
                self.due.insert((at, name.clone()), commit.case);
            }
            case.due = due;
        }
        if let Some(index) = &commit.index {
            if let Some(old) = &case.index {
                self.opened.remove(&old.opening);
            }
            self.opened.insert(index.opening.clone(), commit.case);
            case.index = Some(index.clone());
        }
        self.order.insert(name, commit.case);
    }

    fn record(&self, case: CaseId, number: u64) -> Option<&LogRecord> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        self.records.get(*self.cases.get(&case)?.positions.get(at)?)
    }
}

impl Store for MemoryStore {
    fn log(&self) -> &LogInfo {
        &self.log
    }

    fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError> {
        Ok(self.cases.get(&case).map(|case| Stored {
            version: case.version,
            tip: case.tip,
            snapshot: case.snapshot.clone(),
            index: case.index.clone(),
        }))
    }

    fn moment(&self, asked: &Asked<'_>) -> Result<Moment, StoreError> {
        let id = match asked.case {
            Some(Named::Id(id)) => Some(id),
            Some(Named::Opening(opening)) => self.find(opening)?,
            None => None,
        };
        let case = id.map_or(Ok(None), |id| self.load(id))?;
        let key = id.zip(asked.key).map_or(Ok(None), |(id, key)| self.key(id, key))?;
        let versions = asked.versions.iter().map(|id| self.head(*id).version).collect();
        Ok(Moment { case: id.zip(case), key, versions })
    }

    fn key(&self, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError> {
        Ok(self.cases.get(&case).and_then(|case| case.keys.get(key)).cloned())
    }

    fn find(&self, opening: &str) -> Result<Option<CaseId>, StoreError> {
        Ok(self.opened.get(opening).copied())
    }

    fn records(&self, case: CaseId, from: u64, limit: usize) -> Result<Vec<CaseRecord>, StoreError> {
        let from = from.max(1);
        let numbers = from..=self.head(case).version;
        let rows = numbers.filter_map(|number| self.record(case, number)).map(|record| CaseRecord {
            number: record.number,
            position: Some(record.position),
            bytes: record.bytes.clone(),
        });
        Ok(page(rows, limit, |row| row.bytes.len()))
    }

    fn openings(&self, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError> {
        Ok(self.record(case, number).map(|record| record.openings.clone()).unwrap_or_default())
    }

    fn commit(&mut self, batch: &[CaseCommit]) -> Result<Vec<Committed>, StoreError> {
        self.calls = self.calls.saturating_add(1);
        let call = self.calls;
        let verdicts = check::sound(self.log.id(), batch)?;
        let fault = self.faults.remove(&call);
        match fault {
            Some(Fault::Before) => return Err(StoreError::Failed(Box::new(Injected { call }))),
            Some(Fault::RequestLost) => return Err(StoreError::OutcomeUnknown(Box::new(Injected { call }))),
            Some(Fault::Busy) => return Err(StoreError::Busy),
            Some(Fault::AnswerLost) | None => {}
        }
        // A tree that is full in the middle of a batch is 2^53 records away, so it is asked beforehand for the worst.
        room(&self.frontier, batch)?;
        let mut answers = Vec::with_capacity(batch.len());
        for (commit, verdict) in batch.iter().zip(verdicts) {
            answers.push(match verdict {
                Err(invalid) => Committed::Refused(invalid),
                Ok(sound) => self.apply(commit, sound.previous)?,
            });
        }
        if fault == Some(Fault::AnswerLost) {
            return Err(StoreError::OutcomeUnknown(Box::new(Injected { call })));
        }
        Ok(answers)
    }

    fn due(
        &self,
        until: Instant,
        after: Option<(Instant, CaseId)>,
        limit: usize,
    ) -> Result<Vec<(Instant, CaseId)>, StoreError> {
        let after = after.map(|(at, case)| (at, case.to_string()));
        let rows = self.due.range((after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded));
        let rows = rows.take_while(|((at, _), _)| *at <= until).map(|((at, _), case)| (*at, *case));
        Ok(rows.take(page_rows(limit)).collect())
    }

    fn cases(&self, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        Ok(self.listed(after, |_| true).take(page_rows(limit)).collect())
    }

    fn cases_of(&self, alias: &str, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        let of = |index: Option<&CaseIndex>| index.is_some_and(|index| index.alias == alias);
        Ok(self.listed(after, of).take(page_rows(limit)).collect())
    }

    fn read_log(&self, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(page(self.records.iter().skip(from).cloned(), limit, |row| row.bytes.len()))
    }

    fn frontier(&self) -> Result<Frontier, StoreError> {
        Ok(self.frontier.clone())
    }

    fn cursor(&self, consumer: &str) -> Result<u64, StoreError> {
        check::consumer(consumer)?;
        Ok(self.cursors.get(consumer).copied().unwrap_or_default())
    }

    fn set_cursor(&mut self, consumer: &str, position: u64) -> Result<(), StoreError> {
        check::consumer(consumer)?;
        check::cursor(position, self.frontier.size())?;
        let cursor = self.cursors.entry(consumer.to_owned()).or_default();
        *cursor = position.max(*cursor);
        Ok(())
    }
}

/// Whether the tree has room for a whole batch.
fn room(frontier: &Frontier, batch: &[CaseCommit]) -> Result<(), TreeFull> {
    let records = batch.iter().map(|commit| commit.records.len()).fold(0usize, usize::saturating_add);
    let size = frontier.size().saturating_add(u64::try_from(records).unwrap_or(u64::MAX));
    if size > shouwen_audit::merkle::MAX_TREE_SIZE { Err(TreeFull) } else { Ok(()) }
}

/// One page: at most so many rows, and none after [`MAX_PAGE_BYTES`].
fn page<T>(rows: impl Iterator<Item = T>, limit: usize, bytes_of: impl Fn(&T) -> usize) -> Vec<T> {
    let mut bytes = 0usize;
    rows.take(page_rows(limit))
        .take_while(|row| {
            let before = bytes;
            bytes = bytes.saturating_add(bytes_of(row));
            before < MAX_PAGE_BYTES
        })
        .collect()
}
