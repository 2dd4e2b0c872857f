//! Stores by their URL, and runtimes upon them.

use crate::stop::{Exit, Stop};
use shouwen::{
    CaseRecord, Clock, Instant, LogInfo, MemoryStore, OpenError, OpenMode, OsSalts, Runtime, Salts,
    SeededSalts, SqliteStore, Store, StoreError,
};
use std::path::PathBuf;
use std::time::Duration;

/// The operator of a log that is begun here, unless another is named.
pub(crate) const OPERATOR: &str = "operator";

/// How often a file that is no store yet is looked at, and how long is waited in between: a second, together.
const MAX_LOOKS: usize = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// A runtime on any store.
pub(crate) type AnyRuntime = Runtime<Box<dyn Store>>;

/// The clock of a played day-book: now is each command's own time. Cases may be played one after the other, so it goes
/// back from one case to another; within a case the runtime lets no time go back.
pub(crate) struct DayBook(pub(crate) Instant);

impl Clock for DayBook {
    fn now(&mut self, stated: Option<Instant>) -> Instant {
        self.0 = stated.unwrap_or(self.0);
        self.0
    }
}

/// Where a log is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Url {
    /// In memory, gone at the end.
    Memory,
    /// In one SQLite file.
    Sqlite(PathBuf),
}

impl Url {
    /// Reads a URL.
    pub(crate) fn parse(text: &str) -> Result<Self, Stop> {
        if text == "memory:" {
            return Ok(Self::Memory);
        }
        if text.starts_with("postgres:") || text.starts_with("postgresql:") {
            return Err(Stop::usage(
                "本版本没有 PostgreSQL 存储，请用 sqlite:文件 或 memory:",
                "this version has no PostgreSQL store; use sqlite:PATH or memory:",
            ));
        }
        match text.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path)) {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            _ => Err(Stop::usage(
                format!("「{text}」不是存储地址，可用：sqlite:文件、memory:"),
                format!("`{text}` is no store; available: sqlite:PATH, memory:"),
            )),
        }
    }

    /// The id of a log that is created here without a name of its own.
    fn log_id(&self) -> String {
        match self {
            Self::Memory => "memory".to_owned(),
            Self::Sqlite(path) => {
                path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
            }
        }
    }

    /// Opens a store that is there.
    pub(crate) fn open(&self, mode: OpenMode) -> Result<Box<dyn Store>, Stop> {
        match self {
            Self::Memory => Err(Stop::new(Exit::Unreadable, "memory: 里没有日志", "memory: holds no log")),
            Self::Sqlite(path) => Ok(Box::new(SqliteStore::open(path, mode).map_err(|e| self.named(e))?)),
        }
    }

    /// Opens a store, or creates it with a log of this id.
    pub(crate) fn open_or_create(&self, log: Option<&str>) -> Result<Box<dyn Store>, Stop> {
        for _ in 0..MAX_LOOKS {
            match self.look(log)? {
                Some(store) => return Ok(store),
                // Another process is creating it at this moment.
                None => std::thread::sleep(BETWEEN_LOOKS),
            }
        }
        self.open(OpenMode::ReadWrite)
    }

    /// One attempt; `None` if what is there may be a store that is just coming into being.
    fn look(&self, log: Option<&str>) -> Result<Option<Box<dyn Store>>, Stop> {
        if let Self::Sqlite(path) = self {
            match SqliteStore::open(path, OpenMode::ReadWrite) {
                Err(OpenError::Missing) => {}
                Err(OpenError::NotAStore) => return Ok(None),
                other => {
                    let store = other.map_err(|e| self.named(e))?;
                    if let Some(log) = log.filter(|log| *log != store.log().id()) {
                        let known = store.log().id();
                        return Err(Stop::new(
                            Exit::Refused,
                            format!("存储里的日志是「{known}」，不是「{log}」"),
                            format!("the store holds the log `{known}`, not `{log}`"),
                        ));
                    }
                    return Ok(Some(Box::new(store)));
                }
            }
        }
        let id = log.map_or_else(|| self.log_id(), ToOwned::to_owned);
        let log = LogInfo::new(id, salts()?.secret())?;
        match self {
            Self::Memory => self.create(&log).map(Some),
            Self::Sqlite(path) => match SqliteStore::create(path, &log) {
                Ok(store) => Ok(Some(Box::new(store))),
                Err(OpenError::Exists | OpenError::NotAStore | OpenError::Store(StoreError::Busy)) => {
                    Ok(None)
                }
                Err(error) => Err(self.named(error)),
            },
        }
    }

    /// Creates a store.
    pub(crate) fn create(&self, log: &LogInfo) -> Result<Box<dyn Store>, Stop> {
        match self {
            Self::Memory => Ok(Box::new(MemoryStore::new(log.clone()))),
            Self::Sqlite(path) => Ok(Box::new(SqliteStore::create(path, log).map_err(|e| self.named(e))?)),
        }
    }

    fn named(&self, error: OpenError) -> Stop {
        match (self, Stop::from(error)) {
            (Self::Sqlite(path), Stop::Fault(exit, said)) => {
                let path = path.to_string_lossy();
                Stop::new(exit, format!("{path}：{}", said.zh), format!("{path}: {}", said.en))
            }
            (_, stop) => stop,
        }
    }
}

/// Salts from the operating system.
pub(crate) fn salts() -> Result<OsSalts, Stop> {
    OsSalts::new().map_err(|error| {
        Stop::new(
            Exit::Unreadable,
            format!("操作系统不提供随机数：{error}"),
            format!("the operating system gives no randomness: {error}"),
        )
    })
}

/// A runtime with salts from the operating system.
pub(crate) fn runtime(store: Box<dyn Store>, clock: impl Clock + Send + 'static) -> Result<AnyRuntime, Stop> {
    Ok(Runtime::new(store, clock, salts()?)?)
}

/// A runtime whose log depends on the seed alone.
pub(crate) fn seeded(
    store: Box<dyn Store>,
    clock: impl Clock + Send + 'static,
    seed: u64,
) -> Result<AnyRuntime, Stop> {
    Ok(Runtime::new(store, clock, SeededSalts::new(seed))?.strict())
}

/// Begins the log if it has not begun. Whoever names nobody acts as the operator that is there.
pub(crate) fn begin(runtime: &mut AnyRuntime, operator: Option<&str>) -> Result<(), Stop> {
    let known = runtime.registers().operator().map(ToOwned::to_owned);
    let operator = operator.map(ToOwned::to_owned).or(known).unwrap_or_else(|| OPERATOR.to_owned());
    Ok(runtime.begin(&operator)?)
}

/// The recorded time of the last record of a log.
pub(crate) fn last_recorded(store: &dyn Store) -> Result<Option<Instant>, Stop> {
    let Some(last) = store.checkpoint()?.size.checked_sub(1) else { return Ok(None) };
    let Some(record) = store.read_log(last, 1)?.into_iter().next() else { return Ok(None) };
    let record: Result<CaseRecord, _> = shouwen_canon::from_bytes(&record.bytes);
    record.map(|record| Some(record.recorded)).map_err(|error| {
        Stop::new(Exit::Broken, format!("日志的最后一条记录读不懂：{error}"), error.to_string())
    })
}
