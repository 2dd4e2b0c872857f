//! One group, one transaction, one flush.

use crate::convert::{column, count, failed, instant, parsed, text};
use crate::group::{Answer, Work};
use crate::read;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction, TransactionBehavior, params};
use shouwen_audit::merkle::Frontier;
use shouwen_canon::{CaseId, Instant, to_bytes};
use shouwen_store::check::{self, Head, Sound};
use shouwen_store::{CaseCommit, Committed, DueChange, Invalid, KeyRow, NewRecord, StoreError};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

/// The row of a case.
#[derive(Clone)]
struct Row {
    id: i64,
    head: Head,
    due: Option<Instant>,
    keys: Keys,
}

/// What is known of the keys that a case has answered.
#[derive(Clone)]
enum Keys {
    /// A short digest of each, so that of most keys it is known without asking that they are free.
    All(Vec<u64>),
    /// Only the file knows.
    InFile,
}

/// How many keys of a case are remembered.
const MAX_KEYS: usize = 64;

impl Keys {
    fn digest(key: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        hasher.finish()
    }

    fn surely_free(&self, key: &str) -> bool {
        matches!(self, Self::All(known) if !known.contains(&Self::digest(key)))
    }

    fn and(mut self, answered: &[KeyRow]) -> Self {
        match &mut self {
            Self::All(known) if known.len().saturating_add(answered.len()) <= MAX_KEYS => {
                known.extend(answered.iter().map(|row| Self::digest(&row.key)));
                self
            }
            _ => Self::InFile,
        }
    }
}

/// The frontier, and the rows of the cases that were written last: finding one in the file costs as much as writing it.
/// They hold until somebody else writes into the file.
#[derive(Default)]
pub(crate) struct Heads {
    /// What SQLite calls the version of the data, which changes whenever another connection has written.
    data: Option<i64>,
    frontier: Option<Frontier>,
    rows: BTreeMap<CaseId, Row>,
}

/// How many rows are kept; each takes some hundreds of bytes.
const MAX_HEADS: usize = 16_384;

impl Heads {
    /// Forgets everything if somebody else has written.
    fn check(&mut self, step: &Transaction<'_>) -> Result<(), StoreError> {
        let mut ask = step.prepare_cached("PRAGMA data_version").map_err(failed)?;
        let data = Some(ask.query_row([], |row| row.get(0)).map_err(failed)?);
        if self.data != data {
            *self = Self { data, ..Self::default() };
        }
        Ok(())
    }

    fn frontier(&mut self, step: &Transaction<'_>) -> Result<Frontier, StoreError> {
        match self.frontier.take() {
            Some(frontier) => Ok(frontier),
            None => read::frontier(step),
        }
    }

    fn get(&mut self, step: &Transaction<'_>, case: CaseId) -> Result<Option<&Row>, StoreError> {
        if !self.rows.contains_key(&case)
            && let Some(row) = row(step, case)?
        {
            self.keep(case, row);
        }
        Ok(self.rows.get(&case))
    }

    fn keep(&mut self, case: CaseId, row: Row) {
        if self.rows.len() >= MAX_HEADS {
            self.rows.clear();
        }
        self.rows.insert(case, row);
    }
}

/// Does all of a group in one transaction, or nothing of it; what is answered is durable.
pub(crate) fn group(
    db: &mut Connection,
    heads: &mut Heads,
    works: &[Arc<Work>],
) -> Result<Vec<Answer>, StoreError> {
    let answers = transact(db, heads, works);
    if answers.is_err() {
        // What is remembered may be what was undone.
        *heads = Heads::default();
    }
    answers
}

fn transact(db: &mut Connection, heads: &mut Heads, works: &[Arc<Work>]) -> Result<Vec<Answer>, StoreError> {
    // Immediate: a transaction that begins by reading could find at its first write that another writer was faster.
    let step = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    heads.check(&step)?;
    let mut frontier = heads.frontier(&step)?;
    let before = frontier.size();
    let mut answers = Vec::with_capacity(works.len());
    for work in works {
        answers.push(match &**work {
            Work::Commit(batch) => Ok(commits(&step, heads, &mut frontier, batch)?),
            Work::Cursor { consumer, position } => match check::cursor(*position, frontier.size()) {
                Ok(()) => cursor(&step, consumer, *position).map(|()| Ok(Vec::new()))?,
                Err(beyond) => Err(beyond),
            },
            #[cfg(test)]
            Work::Panic => panic!("on purpose"),
        });
    }
    if frontier.size() != before {
        let frontier = text(to_bytes(&frontier).map_err(|error| StoreError::Failed(Box::new(error)))?)?;
        run(&step, "UPDATE log SET frontier = ?1", [frontier])?;
    }
    heads.frontier = Some(frontier);
    // If nothing was written, nothing is flushed.
    step.commit().map_err(|error| match error.sqlite_error_code() {
        // The lock is asked for before anything is written to the log of SQLite.
        Some(ErrorCode::DatabaseBusy) => StoreError::Busy,
        _ => StoreError::OutcomeUnknown(Box::new(error)),
    })?;
    Ok(answers)
}

fn commits(
    step: &Transaction<'_>,
    heads: &mut Heads,
    frontier: &mut Frontier,
    batch: &[(CaseCommit, Result<Sound, Invalid>)],
) -> Result<Vec<Committed>, StoreError> {
    let answer = |(commit, verdict): &(CaseCommit, Result<Sound, Invalid>)| match verdict {
        Ok(sound) => one(step, heads, frontier, (commit, *sound)),
        Err(invalid) => Ok(Committed::Refused(invalid.clone())),
    };
    batch.iter().map(answer).collect()
}

fn cursor(step: &Transaction<'_>, consumer: &str, position: u64) -> Result<(), StoreError> {
    run(
        step,
        "INSERT INTO cursors (consumer, position) VALUES (?1, ?2)
         ON CONFLICT (consumer) DO UPDATE SET position = excluded.position
         WHERE excluded.position > cursors.position",
        params![consumer, column(position)],
    )
}

fn one(
    step: &Transaction<'_>,
    heads: &mut Heads,
    frontier: &mut Frontier,
    (commit, sound): (&CaseCommit, Sound),
) -> Result<Committed, StoreError> {
    let row = heads.get(step, commit.case)?.cloned();
    let head = row.as_ref().map_or_else(Head::default, |row| row.head);
    if let Some(answer) = check::follows(commit, sound.previous, head) {
        return Ok(answer);
    }
    let version = |case| heads.get(step, case).map(|row| row.map_or(0, |row| row.head.version));
    if let Some(answer) = check::upon(commit, version)? {
        return Ok(answer);
    }
    if let Some(invalid) = refusal(step, row.as_ref(), commit)? {
        return Ok(Committed::Refused(invalid));
    }
    // From here on every failure undoes the whole transaction.
    let row = case(step, row, commit)?;
    let id = row.id;
    heads.keep(commit.case, row);
    let first = frontier.size();
    for record in &commit.records {
        let position = column(frontier.size());
        frontier.append(record.leaf())?;
        let bytes = ToSqlOutput::Borrowed(ValueRef::Text(record.bytes()));
        run(
            step,
            "INSERT INTO records (position, case_id, number, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![position, id, column(record.number()), bytes],
        )?;
        let key = commit.keys.iter().find(|row| row.last == record.number());
        run(
            step,
            "INSERT INTO steps (case_id, number, position, key, digest, first) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                id,
                column(record.number()),
                position,
                key.map(|row| &row.key),
                key.map(|row| row.digest.as_bytes()),
                key.map(|row| column(row.first)),
            ],
        )?;
        openings(step, position, record)?;
    }
    Ok(Committed::Done { version: commit.version(), positions: Some(first..frontier.size()) })
}

fn row(step: &Transaction<'_>, case: CaseId) -> Result<Option<Row>, StoreError> {
    let mut ask =
        step.prepare_cached("SELECT id, version, tip, due FROM cases WHERE name = ?1").map_err(failed)?;
    let row = ask.query_row([case.to_string()], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, Option<i64>>(3)?,
        ))
    });
    row.optional()
        .map_err(failed)?
        .map(|(id, version, tip, due)| {
            let head = Head { version: count(version)?, tip: Some(parsed("the tip of a case", &tip)?) };
            Ok(Row { id, head, due: due.map(instant).transpose()?, keys: Keys::InFile })
        })
        .transpose()
}

/// Whether keys or opening key are taken.
fn refusal(
    step: &Transaction<'_>,
    row: Option<&Row>,
    commit: &CaseCommit,
) -> Result<Option<Invalid>, StoreError> {
    for (row, key) in row.iter().flat_map(|row| commit.keys.iter().map(move |key| (row, key))) {
        if row.keys.surely_free(&key.key) {
            continue;
        }
        let stored = read::key_of(step, row.id, &key.key)?;
        if let Err(invalid) = check::key_free(key, stored.as_ref()) {
            return Ok(Some(invalid));
        }
    }
    let by = match &commit.index {
        Some(index) => read::find(step, &index.opening)?,
        None => None,
    };
    Ok(check::opening_free(commit, by).err())
}

/// Writes the row of the case, of which only what changed is touched, and gives it as it is then.
fn case(step: &Transaction<'_>, row: Option<Row>, commit: &CaseCommit) -> Result<Row, StoreError> {
    let leaf = commit.records.last().map(NewRecord::leaf);
    let head = Head { version: commit.version(), tip: leaf };
    let before = row.as_ref().and_then(|row| row.due);
    let due = match commit.due {
        DueChange::Keep => before,
        DueChange::Set(at) => Some(at),
        DueChange::Clear => None,
    };
    let (tip, version) = (leaf.map(|leaf| leaf.to_string()), column(head.version));
    let Some(Row { id, keys, .. }) = row else {
        let index = commit.index.as_ref();
        run(
            step,
            "INSERT INTO cases (name, version, tip, due, alias, opening, open, snapshot)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                commit.case.to_string(),
                version,
                tip,
                due.map(Instant::millis),
                index.map(|index| &index.alias),
                index.map(|index| &index.opening),
                index.map(|index| index.open),
                commit.snapshot,
            ],
        )?;
        let keys = Keys::All(Vec::new()).and(&commit.keys);
        return Ok(Row { id: step.last_insert_rowid(), head, due, keys });
    };
    run(
        step,
        "UPDATE cases SET version = ?2, tip = ?3, snapshot = ?4 WHERE id = ?1",
        params![id, version, tip, commit.snapshot],
    )?;
    if due != before {
        run(step, "UPDATE cases SET due = ?2 WHERE id = ?1", params![id, due.map(Instant::millis)])?;
    }
    if let Some(index) = &commit.index {
        run(
            step,
            "UPDATE cases SET alias = ?2, opening = ?3, open = ?4 WHERE id = ?1",
            params![id, index.alias, index.opening, index.open],
        )?;
    }
    Ok(Row { id, head, due, keys: keys.and(&commit.keys) })
}

fn openings(step: &Transaction<'_>, position: i64, record: &NewRecord) -> Result<(), StoreError> {
    for (ordinal, opening) in (0i64..).zip(&record.openings) {
        let value = to_bytes(&opening.value).map_err(|error| StoreError::Failed(Box::new(error)))?;
        run(
            step,
            "INSERT INTO openings (position, ordinal, digest, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![position, ordinal, opening.digest.to_string(), opening.salt.to_string(), text(value)?],
        )?;
    }
    Ok(())
}

fn run(step: &Transaction<'_>, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
    let mut statement = step.prepare_cached(sql).map_err(failed)?;
    statement.execute(values).map_err(failed)?;
    Ok(())
}
