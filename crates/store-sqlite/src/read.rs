//! What can be read. Every function is one statement, or two of which the second only adds to the first.

use crate::convert::{case, column, count, failed, instant, parsed};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::Frontier;
use shouwen_canon::{CaseId, Hash, Instant};
use shouwen_store::check::{self, page_rows};
use shouwen_store::{
    Asked, CaseIndex, CaseRecord, CaseRow, KeyRow, LogRecord, MAX_PAGE_BYTES, Moment, Named, StoreError,
    Stored,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The records of a case.
pub(crate) const RECORDS: &str = "SELECT steps.number, steps.position, bytes
     FROM steps JOIN records ON records.position = steps.position
     WHERE steps.case_id = (SELECT id FROM cases WHERE name = ?1) AND steps.number >= ?2
     ORDER BY steps.number LIMIT ?3";
/// The answer to a key: at the beginning of a case by its steps, further on by their index.
pub(crate) const KEY: &str = "SELECT digest, first, number FROM steps
     WHERE case_id = ?1 AND key = ?2 AND number <= 64
     UNION ALL SELECT digest, first, number FROM steps INDEXED BY steps_key
     WHERE case_id = ?1 AND key = ?2 AND number > 64
     LIMIT 1";
/// What is due.
pub(crate) const DUE: &str =
    "SELECT due, name FROM cases WHERE due IS NOT NULL AND due <= ?1 AND (due, name) > (?2, ?3)
             ORDER BY due, name LIMIT ?4";
/// The listing.
pub(crate) const CASES: &str =
    "SELECT name, version, due, alias, opening, open FROM cases WHERE name > ?1 ORDER BY name LIMIT ?2";
/// The listing of one procedure.
pub(crate) const CASES_OF: &str = "SELECT name, version, due, alias, opening, open FROM cases WHERE name > ?1 AND alias = ?3 ORDER BY name LIMIT ?2";
/// The log.
pub(crate) const LOG: &str =
    "SELECT position, name, number, bytes FROM records JOIN cases ON cases.id = records.case_id
             WHERE position >= ?1 ORDER BY position LIMIT ?2";

/// A case by its name.
const BY_NAME: &str =
    "SELECT id, name, version, tip, snapshot, alias, opening, open FROM cases WHERE name = ?1";
/// A case by the key that it was opened with.
const BY_OPENING: &str =
    "SELECT id, name, version, tip, snapshot, alias, opening, open FROM cases WHERE opening = ?1";

/// A case with the number of its row.
struct Found {
    row: i64,
    case: CaseId,
    stored: Stored,
}

fn row(db: &Connection, named: Named<'_>) -> Result<Option<Found>, StoreError> {
    let (sql, name) = match named {
        Named::Id(case) => (BY_NAME, Cow::Owned(case.to_string())),
        Named::Opening(key) => (BY_OPENING, Cow::Borrowed(key)),
    };
    let mut ask = db.prepare_cached(sql).map_err(failed)?;
    let mut rows = ask.query([name]).map_err(failed)?;
    let Some(row) = rows.next().map_err(failed)? else { return Ok(None) };
    let stored = Stored {
        version: count(get(row, 2)?)?,
        tip: parsed("the tip of a case", &get::<String>(row, 3)?)?,
        snapshot: get(row, 4)?,
        index: index(row, 5)?,
    };
    Ok(Some(Found { row: get(row, 0)?, case: case(&get::<String>(row, 1)?)?, stored }))
}

pub(crate) fn load(db: &Connection, case: CaseId) -> Result<Option<Stored>, StoreError> {
    Ok(row(db, Named::Id(case))?.map(|found| found.stored))
}

/// Several questions in one transaction: they see one moment, and pages are looked for once.
pub(crate) fn moment(db: &Connection, rows: &Rows, asked: &Asked<'_>) -> Result<Moment, StoreError> {
    let run = |sql| db.prepare_cached(sql).and_then(|mut step| step.execute([])).map_err(failed);
    run("BEGIN")?;
    let moment = at_once(db, rows, asked);
    // It has only read; whatever it found, the moment is over.
    run("COMMIT")?;
    moment
}

fn at_once(db: &Connection, rows: &Rows, asked: &Asked<'_>) -> Result<Moment, StoreError> {
    let versions = asked.versions.iter().map(|case| version(db, rows, *case)).collect::<Result<_, _>>()?;
    let found = asked.case.map_or(Ok(None), |named| row(db, named))?;
    let Some(Found { row, case, stored }) = found else {
        return Ok(Moment { versions, ..Moment::default() });
    };
    let key = asked.key.map_or(Ok(None), |key| key_of(db, row, key))?;
    Ok(Moment { case: Some((case, stored)), key, versions })
}

/// The rows of cases of which only the version was asked. They are asked before every command, a row is found faster
/// by its number than by a name, and the number of a row never changes.
pub(crate) type Rows = RefCell<BTreeMap<CaseId, i64>>;

/// How many of them are remembered.
const MAX_ROWS: usize = 64;

fn version(db: &Connection, rows: &Rows, case: CaseId) -> Result<u64, StoreError> {
    let known = rows.borrow().get(&case).copied();
    let row = match known {
        Some(row) => row,
        None => match id(db, case)? {
            Some(row) => row,
            None => return Ok(0),
        },
    };
    if known.is_none() && rows.borrow().len() < MAX_ROWS {
        rows.borrow_mut().insert(case, row);
    }
    let mut ask = db.prepare_cached("SELECT version FROM cases WHERE id = ?1").map_err(failed)?;
    count(ask.query_row([row], |row| row.get(0)).map_err(failed)?)
}

/// The number of a case's row.
fn id(db: &Connection, case: CaseId) -> Result<Option<i64>, StoreError> {
    let mut ask = db.prepare_cached("SELECT id FROM cases WHERE name = ?1").map_err(failed)?;
    ask.query_row([case.to_string()], |row| row.get(0)).optional().map_err(failed)
}

pub(crate) fn key(db: &Connection, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError> {
    id(db, case)?.map_or(Ok(None), |id| key_of(db, id, key))
}

/// The answer to a key of the case with this row.
pub(crate) fn key_of(db: &Connection, id: i64, key: &str) -> Result<Option<KeyRow>, StoreError> {
    let mut ask = db.prepare_cached(KEY).map_err(failed)?;
    let row = ask.query_row(params![id, key], |row| {
        Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    });
    row.optional()
        .map_err(failed)?
        .map(|(digest, first, last)| {
            let digest = Hash::from_bytes(digest);
            Ok(KeyRow { key: key.to_owned(), digest, first: count(first)?, last: count(last)? })
        })
        .transpose()
}

pub(crate) fn find(db: &Connection, opening: &str) -> Result<Option<CaseId>, StoreError> {
    let mut ask = db.prepare_cached("SELECT name FROM cases WHERE opening = ?1").map_err(failed)?;
    let name = ask.query_row([opening], |row| row.get::<_, String>(0)).optional().map_err(failed)?;
    name.map(|name| case(&name)).transpose()
}

pub(crate) fn records(
    db: &Connection,
    case: CaseId,
    from: u64,
    limit: usize,
) -> Result<Vec<CaseRecord>, StoreError> {
    let mut ask = db.prepare_cached(RECORDS).map_err(failed)?;
    let rows = ask.query(params![case.to_string(), column(from), rows(limit)]).map_err(failed)?;
    page(rows, |row| {
        let record = CaseRecord {
            number: count(get(row, 0)?)?,
            position: Some(count(get(row, 1)?)?),
            bytes: get::<String>(row, 2)?.into_bytes(),
        };
        let bytes = record.bytes.len();
        Ok((record, bytes))
    })
}

pub(crate) fn openings(db: &Connection, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError> {
    let mut ask = db
        .prepare_cached(
            "SELECT digest, salt, value FROM openings WHERE position =
                 (SELECT position FROM steps
                  WHERE case_id = (SELECT id FROM cases WHERE name = ?1) AND number = ?2)
             ORDER BY ordinal",
        )
        .map_err(failed)?;
    let mut rows = ask.query(params![case.to_string(), column(number)]).map_err(failed)?;
    let mut openings = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        openings.push(opening(row, 0, case, number)?);
    }
    Ok(openings)
}

pub(crate) fn due(
    db: &Connection,
    until: Instant,
    after: Option<(Instant, CaseId)>,
    limit: usize,
) -> Result<Vec<(Instant, CaseId)>, StoreError> {
    // Before every instant and every id: no case has an empty one.
    let (at, name) = after.map_or((i64::MIN, String::new()), |(at, case)| (at.millis(), case.to_string()));
    let mut ask = db.prepare_cached(DUE).map_err(failed)?;
    let mut rows = ask.query(params![until.millis(), at, name, rows(limit)]).map_err(failed)?;
    let mut due = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        due.push((instant(get(row, 0)?)?, case(&get::<String>(row, 1)?)?));
    }
    Ok(due)
}

pub(crate) fn cases(
    db: &Connection,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Vec<CaseRow>, StoreError> {
    let after = after.map_or_else(String::new, |case| case.to_string());
    let mut ask = db.prepare_cached(CASES).map_err(failed)?;
    listed(ask.query(params![after, rows(limit)]).map_err(failed)?)
}

pub(crate) fn cases_of(
    db: &Connection,
    alias: &str,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Vec<CaseRow>, StoreError> {
    let after = after.map_or_else(String::new, |case| case.to_string());
    let mut ask = db.prepare_cached(CASES_OF).map_err(failed)?;
    listed(ask.query(params![after, rows(limit), alias]).map_err(failed)?)
}

fn listed(mut rows: rusqlite::Rows<'_>) -> Result<Vec<CaseRow>, StoreError> {
    let mut cases = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        cases.push(CaseRow {
            case: case(&get::<String>(row, 0)?)?,
            version: count(get(row, 1)?)?,
            due: get::<Option<i64>>(row, 2)?.map(instant).transpose()?,
            index: index(row, 3)?,
        });
    }
    Ok(cases)
}

pub(crate) fn read_log(db: &Connection, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError> {
    let mut ask = db.prepare_cached(LOG).map_err(failed)?;
    let found = ask.query(params![column(from), rows(limit)]).map_err(failed)?;
    let mut records = page(found, |row| {
        let record = LogRecord {
            position: count(get(row, 0)?)?,
            case: case(&get::<String>(row, 1)?)?,
            number: count(get(row, 2)?)?,
            bytes: get::<String>(row, 3)?.into_bytes(),
            openings: Vec::new(),
        };
        let bytes = record.bytes.len();
        Ok((record, bytes))
    })?;
    log_openings(db, &mut records)?;
    Ok(records)
}

/// Adds the openings to a run of records.
fn log_openings(db: &Connection, records: &mut [LogRecord]) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (records.first(), records.last()) else { return Ok(()) };
    let mut ask = db
        .prepare_cached(
            "SELECT position, digest, salt, value FROM openings WHERE position BETWEEN ?1 AND ?2
             ORDER BY position, ordinal",
        )
        .map_err(failed)?;
    let mut rows = ask.query([column(first.position), column(last.position)]).map_err(failed)?;
    let mut records = records.iter_mut();
    let mut current = records.next();
    while let Some(row) = rows.next().map_err(failed)? {
        let position = count(get(row, 0)?)?;
        while current.as_ref().is_some_and(|record| record.position < position) {
            current = records.next();
        }
        let Some(record) = current.as_mut().filter(|record| record.position == position) else {
            return Err(StoreError::Damaged(format!(
                "an opening of position {position}, where no record is"
            )));
        };
        let opening = opening(row, 1, record.case, record.number)?;
        record.openings.push(opening);
    }
    Ok(())
}

pub(crate) fn frontier(db: &Connection) -> Result<Frontier, StoreError> {
    let mut ask = db.prepare_cached("SELECT frontier FROM log").map_err(failed)?;
    let text: String = ask.query_row([], |row| row.get(0)).map_err(failed)?;
    parse_frontier(&text)
}

pub(crate) fn cursor(db: &Connection, consumer: &str) -> Result<u64, StoreError> {
    check::consumer(consumer)?;
    let mut ask = db.prepare_cached("SELECT position FROM cursors WHERE consumer = ?1").map_err(failed)?;
    let position = ask.query_row([consumer], |row| row.get(0)).optional().map_err(failed)?;
    position.map_or(Ok(0), count)
}

pub(crate) fn parse_frontier(text: &str) -> Result<Frontier, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("the frontier: {error}")))
}

/// An opening in three columns from `column` on: digest, salt, value.
fn opening(row: &Row<'_>, column: usize, case: CaseId, number: u64) -> Result<OpeningLine, StoreError> {
    let text = |offset: usize| get::<String>(row, column.saturating_add(offset));
    Ok(OpeningLine {
        case,
        digest: parsed("the digest of an opening", &text(0)?)?,
        number,
        salt: parsed("a salt", &text(1)?)?,
        value: serde_json::from_str(&text(2)?)
            .map_err(|error| StoreError::Damaged(format!("the value of an opening: {error}")))?,
    })
}

/// What a case is listed by, in three columns from `column` on: short name, opening key, whether it is open.
fn index(row: &Row<'_>, column: usize) -> Result<Option<CaseIndex>, StoreError> {
    let [alias, opening, open] = [column, column.saturating_add(1), column.saturating_add(2)];
    Ok(match (get(row, alias)?, get(row, opening)?, get(row, open)?) {
        (Some(alias), Some(opening), Some(open)) => Some(CaseIndex { alias, opening, open }),
        _ => None,
    })
}

fn get<T: rusqlite::types::FromSql>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    row.get(column).map_err(failed)
}

fn rows(limit: usize) -> i64 {
    i64::try_from(page_rows(limit)).unwrap_or(i64::MAX)
}

/// Reads rows, and none after [`MAX_PAGE_BYTES`]; `read` gives a row and its bytes.
fn page<T>(
    mut rows: rusqlite::Rows<'_>,
    read: impl Fn(&Row<'_>) -> Result<(T, usize), StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut page = Vec::new();
    let mut bytes = 0usize;
    while bytes < MAX_PAGE_BYTES {
        let Some(row) = rows.next().map_err(failed)? else { break };
        let (row, size) = read(row)?;
        page.push(row);
        bytes = bytes.saturating_add(size);
    }
    Ok(page)
}
