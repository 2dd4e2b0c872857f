//! Creating and opening the file: what it must be, and how the connection is set.

use crate::convert::{Failure, count, failed};
use crate::read;
use crate::schema::{self, APPLICATION_ID, SCHEMA_VERSION};
use crate::writer::Writer;
use crate::{Shared, SqliteStore};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use shouwen_store::{LogInfo, Secret, StoreError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// How long a writer waits for another one.
pub const BUSY_WAIT: Duration = Duration::from_secs(5);

/// How many prepared statements are kept; there are fewer.
const STATEMENTS: usize = 64;

/// After how many pages (32 MiB) SQLite moves its log into the file. Groups of commits touch the same pages again and
/// again, so that moving them seldom saves most of the work; reading that much again after a crash takes no second.
const CHECKPOINT_PAGES: &str = "8192";

/// How much of the file the writer holds in memory (64 MiB): with the 2 MiB that SQLite takes by itself, the pages of a few thousand
/// live cases are read again for every commit. A negative number means KiB.
const CACHE_KIB: &str = "-65536";

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// To read and commit.
    ReadWrite,
    /// To read.
    ReadOnly,
}

/// Why a file cannot be opened as a store.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// A store is to be created where something is already.
    #[error("there is a file already that is not empty")]
    Exists,
    /// The file was not made by this crate, or its creation was cut short.
    #[error("the file is not a store")]
    NotAStore,
    /// The tables are of a version that this crate does not know.
    #[error("the tables have version {found}, and version {SCHEMA_VERSION} is known here")]
    Version {
        /// The version of the file.
        found: i32,
    },
    /// The file does not stay in WAL mode: the file system shares no memory, for instance.
    #[error("the file cannot be kept in WAL mode, only in mode `{mode}`")]
    Journal {
        /// The mode that it is in.
        mode: String,
    },
    /// What any call may say.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SqliteStore {
    /// Creates a store in a file that does not exist or is empty. Whoever can read the file can read the secret of the
    /// log and all openings, so its permissions are the caller's to set on the folder.
    ///
    /// # Errors
    /// [`OpenError::Exists`] if something is there already; [`OpenError`].
    pub fn create(path: impl AsRef<Path>, log: &LogInfo) -> Result<Self, OpenError> {
        let mut db =
            connect(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // Of two that create at once, one finds the other's store.
        if !schema::empty(&db).map_err(foreign)? {
            return Err(OpenError::Exists);
        }
        writing(&db)?;
        let step = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        if !schema::empty(&step).map_err(foreign)? {
            return Err(OpenError::Exists);
        }
        schema::create(&step, log)?;
        step.commit().map_err(|error| StoreError::OutcomeUnknown(Box::new(error)))?;
        Self::writes(path.as_ref(), log.clone(), db)
    }

    /// Opens a store.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(path: impl AsRef<Path>, mode: OpenMode) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let flags = match mode {
            OpenMode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
            OpenMode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let db = match connect(path, flags) {
            Err(_) if matches!(path.try_exists(), Ok(false)) => return Err(OpenError::Missing),
            // Another process may have made it between the two looks.
            Err(_) => connect(path, flags)?,
            Ok(db) => db,
        };
        let (application, version) = schema::head(&db).map_err(foreign)?;
        if application != APPLICATION_ID {
            return Err(OpenError::NotAStore);
        }
        if version != SCHEMA_VERSION {
            return Err(OpenError::Version { found: version });
        }
        match mode {
            OpenMode::ReadWrite => writing(&db)?,
            OpenMode::ReadOnly => configure(&db).map_err(failed)?,
        }
        let log = log(&db)?;
        whole(&db)?;
        match mode {
            OpenMode::ReadWrite => Self::writes(path, log, db),
            OpenMode::ReadOnly => {
                Ok(Self::handle(Shared { log, path: absolute(path)?, writer: None }, Some(db)))
            }
        }
    }

    /// Sets how long the writer waits for one in another process, or of another opening, before those whose commits it
    /// holds are told [`StoreError::Busy`]; [`BUSY_WAIT`] at first, and the same for all clones.
    ///
    /// # Errors
    /// As those of [`commit`](shouwen_store::Store::commit).
    pub fn set_busy_wait(&self, wait: Duration) -> Result<(), StoreError> {
        self.writer()?.aside(|db| db.busy_timeout(wait).map_err(failed))
    }

    fn writes(path: &Path, log: LogInfo, db: Connection) -> Result<Self, OpenError> {
        let path = absolute(path)?;
        Ok(Self::handle(Shared { log, path, writer: Some(Writer::new(db)) }, None))
    }
}

/// Handles open connections later, when the process may be in another folder.
fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    path.canonicalize().map_err(|error| StoreError::Failed(Box::new(error)))
}

/// A connection for a handle to read with.
pub(crate) fn reader(shared: &Shared) -> Result<Connection, StoreError> {
    let db = connect(&shared.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    configure(&db).map_err(failed)?;
    if log(&db)? == shared.log {
        return Ok(db);
    }
    Err(StoreError::Damaged("another store has taken the place of the file".to_owned()))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let db = Connection::open_with_flags(path, flags).map_err(failed)?;
    db.busy_timeout(BUSY_WAIT).map_err(failed)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise a statement whose values an index condition could depend on is compiled anew for every value.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    Ok(db)
}

/// Nothing in the file may make a connection do more than read rows: it may come from anywhere.
fn configure(db: &Connection) -> Result<(), Failure> {
    db.pragma_update(None, "trusted_schema", "OFF")?;
    db.pragma_update(None, "cell_size_check", "ON")
}

/// Prepares a connection for writing.
fn writing(db: &Connection) -> Result<(), OpenError> {
    configure(db).map_err(failed)?;
    let set = |name, value: &str| db.pragma_update(None, name, value).map_err(failed);
    set("foreign_keys", "ON")?;
    // Where a flush alone does not reach the platter, this does; elsewhere it does nothing.
    set("fullfsync", "ON")?;
    set("checkpoint_fullfsync", "ON")?;
    set("synchronous", "FULL")?;
    set("wal_autocheckpoint", CHECKPOINT_PAGES)?;
    set("cache_size", CACHE_KIB)?;
    let journal: String =
        db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(failed)?;
    if journal.eq_ignore_ascii_case("wal") { Ok(()) } else { Err(OpenError::Journal { mode: journal }) }
}

fn log(db: &Connection) -> Result<LogInfo, StoreError> {
    let row = db.query_row("SELECT id, secret FROM log", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 32]>(1)?))
    });
    let (id, secret) = row.map_err(failed)?;
    LogInfo::new(id, Secret::new(secret))
        .map_err(|_| StoreError::Damaged("the id of the log is none".to_owned()))
}

/// Checks that the tree ends where the records end: cheap, and whoever took the last ones away is found at once. One
/// statement sees one moment; between two, another process may have committed.
fn whole(db: &Connection) -> Result<(), StoreError> {
    let row = db.query_row("SELECT (SELECT max(position) FROM records), frontier FROM log", [], |row| {
        Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, String>(1)?))
    });
    let (last, frontier) = row.map_err(failed)?;
    let records = last.map_or(Ok(0), count)?.saturating_add(u64::from(last.is_some()));
    let sealed = read::parse_frontier(&frontier)?.size();
    if records == sealed {
        return Ok(());
    }
    Err(StoreError::Damaged(format!("the tree has {sealed} records and the table {records}")))
}

/// An error of the first look at a file.
fn foreign(error: Failure) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotAStore,
        _ => OpenError::Store(failed(error)),
    }
}
