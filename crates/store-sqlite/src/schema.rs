//! The tables. Whoever changes them raises [`SCHEMA_VERSION`] and adds the step from the version before.

use crate::convert::{Failure, failed, text};
use rusqlite::{Connection, params};
use shouwen_audit::merkle::Frontier;
use shouwen_canon::to_bytes;
use shouwen_store::{LogInfo, StoreError};

/// The number in the head of the file that tells a store of ours from any other SQLite file ("Shwn").
pub const APPLICATION_ID: i32 = 0x5368_776e;
/// The version of the tables; 0 is before the first release, and files of it may be refused later.
pub const SCHEMA_VERSION: i32 = 0;

/// Ids and hashes are text, as in records, instants are milliseconds since 1970 in UTC. `records` is in the order of
/// arrival, which is that of the tree; `cases.id` is an order of arrival too, so that the indexes beside it grow at
/// their ends instead of all over. Scattered pages are what a commit costs beside its flush, so `steps` is both the index
/// of a case's records and the table of its keys: a key stands at the last record of its answer. The keys of the first 64
/// records of a case are found by reading its steps, and only beyond them there is an index.
const TABLES: &str = "
CREATE TABLE log (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    frontier TEXT NOT NULL
) STRICT;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    tip TEXT NOT NULL,
    due INTEGER,
    alias TEXT,
    opening TEXT UNIQUE,
    open INTEGER,
    snapshot BLOB NOT NULL
) STRICT;
CREATE INDEX cases_due ON cases (due, name) WHERE due IS NOT NULL;

CREATE TABLE records (
    position INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    bytes TEXT NOT NULL
) STRICT;

CREATE TABLE steps (
    case_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL REFERENCES records (position),
    key TEXT,
    digest BLOB,
    first INTEGER,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_key ON steps (case_id, key) WHERE key IS NOT NULL AND number > 64;

CREATE TABLE openings (
    position INTEGER NOT NULL REFERENCES records (position),
    ordinal INTEGER NOT NULL,
    digest TEXT NOT NULL,
    salt TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (position, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
    consumer TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW log_lines AS
    SELECT position, name AS \"case\", number, bytes
    FROM records JOIN cases ON cases.id = records.case_id
    ORDER BY position;

CREATE VIEW case_list AS
    SELECT name AS \"case\", alias, opening, open, version,
        strftime('%Y-%m-%dT%H:%M:%S', due / 1000, 'unixepoch', '+8 hours') || '+08:00' AS due
    FROM cases ORDER BY cases.id;
";

/// Lays the tables out. The caller's transaction makes all of it appear at once.
pub(crate) fn create(db: &Connection, log: &LogInfo) -> Result<(), StoreError> {
    db.execute_batch(TABLES).map_err(failed)?;
    db.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    db.pragma_update(None, "user_version", SCHEMA_VERSION).map_err(failed)?;
    let frontier =
        text(to_bytes(&Frontier::default()).map_err(|error| StoreError::Failed(Box::new(error)))?)?;
    db.execute(
        "INSERT INTO log (one, id, secret, frontier) VALUES (1, ?1, ?2, ?3)",
        params![log.id(), log.secret().expose(), frontier],
    )
    .map_err(failed)?;
    Ok(())
}

/// What the head of a file says: the application and the version of its tables.
pub(crate) fn head(db: &Connection) -> Result<(i32, i32), Failure> {
    let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    Ok((number("application_id")?, number("user_version")?))
}

/// Whether there is nothing at all in the file.
pub(crate) fn empty(db: &Connection) -> Result<bool, Failure> {
    Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0)
}
