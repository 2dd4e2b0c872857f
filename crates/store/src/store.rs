//! The contract: what a store can be asked, and in which order it answers.

use crate::commit::{CaseCommit, CaseIndex, Committed, KeyRow};
use crate::error::StoreError;
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::Frontier;
use shouwen_audit::{Checkpoint, MAX_LOG_ID_BYTES};
use shouwen_canon::{CaseId, Hash, Instant};
use std::fmt;

/// The secret of a log, with which digests of commands are keyed. It never leaves the store's own files.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// From 32 random bytes, which the caller draws.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// What a store was created with. One log is one tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogInfo {
    id: String,
    secret: Secret,
}

impl LogInfo {
    /// The identity of a log.
    ///
    /// # Errors
    /// [`StoreError::LogId`] unless the id has 1 to [`MAX_LOG_ID_BYTES`] bytes and no control characters.
    ///
    /// ```
    /// use shouwen_store::{LogInfo, Secret, StoreError};
    ///
    /// assert_eq!(LogInfo::new("hrss", Secret::new([7; 32]))?.id(), "hrss");
    /// assert!(matches!(LogInfo::new("", Secret::new([7; 32])), Err(StoreError::LogId)));
    /// # Ok::<(), StoreError>(())
    /// ```
    pub fn new(id: impl Into<String>, secret: Secret) -> Result<Self, StoreError> {
        let id = id.into();
        if id.is_empty() || id.len() > MAX_LOG_ID_BYTES || id.chars().any(char::is_control) {
            return Err(StoreError::LogId);
        }
        Ok(Self { id, secret })
    }

    /// The id of the log.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its secret.
    #[must_use]
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }
}

/// A case as it was last committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Number of its last record: the version that the next commit must expect.
    pub version: u64,
    /// Leaf hash of that record: the `p` of the next one.
    pub tip: Hash,
    /// The snapshot.
    pub snapshot: Vec<u8>,
    /// What it is listed by, if that was ever committed.
    pub index: Option<CaseIndex>,
}

/// What is asked about one moment, see [`Store::moment`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The case.
    pub case: Option<Named<'a>>,
    /// A key that the case may have answered.
    pub key: Option<&'a str>,
    /// Cases of which only the versions are asked.
    pub versions: &'a [CaseId],
}

/// How a case is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'a> {
    /// By its id.
    Id(CaseId),
    /// By the key that it was opened with.
    Opening(&'a str),
}

/// How things stood at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// The case, if it is there.
    pub case: Option<(CaseId, Stored)>,
    /// The answer that this case gave to the key.
    pub key: Option<KeyRow>,
    /// The versions in the order in which they were asked, 0 where there is no such case.
    pub versions: Vec<u64>,
}

/// A case in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub case: CaseId,
    /// Number of its last record.
    pub version: u64,
    /// The next instant at which time itself must act.
    pub due: Option<Instant>,
    /// What it is listed by, if that was ever committed.
    pub index: Option<CaseIndex>,
}

/// A record of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// Number in the case.
    pub number: u64,
    /// Position in the log; absent while it is not sealed.
    pub position: Option<u64>,
    /// The canonical bytes.
    pub bytes: Vec<u8>,
}

/// A sealed record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRecord {
    /// Position in the log, from 0.
    pub position: u64,
    /// The case.
    pub case: CaseId,
    /// Number in the case.
    pub number: u64,
    /// The canonical bytes.
    pub bytes: Vec<u8>,
    /// The openings that are still kept, in the order in which they were given.
    pub openings: Vec<OpeningLine>,
}

/// A store of one log.
///
/// **Order.** Where a function speaks of the order of cases, it is that of their ids as text, byte by byte, so that
/// every store can have an index for it. A page is never longer than [`MAX_PAGE_ROWS`](crate::MAX_PAGE_ROWS) and may be
/// cut short by [`MAX_PAGE_BYTES`](crate::MAX_PAGE_BYTES), but it is empty only if nothing follows.
///
/// **Errors.** Unless [`StoreError::OutcomeUnknown`] is returned, an error means that nothing was done. Every function
/// may fail with [`StoreError::Busy`], [`StoreError::Failed`] or [`StoreError::Damaged`].
///
/// The trait is dyn-compatible; `&mut S` and `Box<S>` are stores if `S` is one.
pub trait Store {
    /// What the store was created with.
    fn log(&self) -> &LogInfo;

    /// The case as it was last committed.
    ///
    /// # Errors
    /// See [`Store`].
    fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError>;

    /// Everything that a runtime asks before it decides a command, as it stood at one moment between two commits. What
    /// is here asked at once a store may answer in one transaction or with one journey to its server.
    ///
    /// ```
    /// # use shouwen_store::{Asked, MemoryStore, Named, Store, conformance::{Author, log_info}};
    /// let mut store = MemoryStore::new(log_info());
    /// let commit = Author::default().commit("licence 1", 1);
    /// store.commit(&[commit.clone()])?;
    /// let case = Some(Named::Opening("licence 1"));
    /// let moment = store.moment(&Asked { case, key: Some("key/1"), versions: &[commit.case] })?;
    /// assert_eq!(moment.case.map(|(id, _)| id), Some(commit.case));
    /// assert_eq!(moment.key.map(|row| row.last), Some(1));
    /// assert_eq!(moment.versions, [1]);
    /// # Ok::<(), shouwen_store::StoreError>(())
    /// ```
    ///
    /// # Errors
    /// See [`Store`].
    fn moment(&self, asked: &Asked<'_>) -> Result<Moment, StoreError>;

    /// The answer that the case gave to a key.
    ///
    /// # Errors
    /// See [`Store`].
    fn key(&self, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError>;

    /// The case that was opened with a key, whatever its procedure.
    ///
    /// # Errors
    /// See [`Store`].
    fn find(&self, opening: &str) -> Result<Option<CaseId>, StoreError>;

    /// The records of a case from a number on, in the order of their numbers.
    ///
    /// # Errors
    /// See [`Store`].
    fn records(&self, case: CaseId, from: u64, limit: usize) -> Result<Vec<CaseRecord>, StoreError>;

    /// The openings of one record that are still kept, in the order in which they were given.
    ///
    /// # Errors
    /// See [`Store`].
    fn openings(&self, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError>;

    /// Commits a batch in one transaction with one flush; when it returns, what is done is durable.
    ///
    /// There is one answer for each commit, in their order. They have the effect of being committed one after the other
    /// in that order, so that a batch may hold several commits of one case, each expecting the version that the one
    /// before leaves. A commit that is stale or malformed does nothing, and the others are done all the same. A crash
    /// leaves all of the batch or nothing. The records are sealed in the order of the batch.
    ///
    /// # Errors
    /// See [`Store`]; [`StoreError::BatchCommits`] and [`StoreError::BatchBytes`] for a batch that is too large, and
    /// [`StoreError::Full`].
    fn commit(&mut self, batch: &[CaseCommit]) -> Result<Vec<Committed>, StoreError>;

    /// Does what [`Store::commit`] does for a caller who needs the commits no longer: some stores are spared a copy.
    ///
    /// # Errors
    /// As [`Store::commit`].
    fn commit_owned(&mut self, batch: Vec<CaseCommit>) -> Result<Vec<Committed>, StoreError> {
        self.commit(&batch)
    }

    /// The cases that are due at `until` or before, by instant, then in the order of cases, after the given one.
    ///
    /// # Errors
    /// See [`Store`].
    fn due(
        &self,
        until: Instant,
        after: Option<(Instant, CaseId)>,
        limit: usize,
    ) -> Result<Vec<(Instant, CaseId)>, StoreError>;

    /// The cases in their order, after the given one, whether it exists or not.
    ///
    /// # Errors
    /// See [`Store`].
    fn cases(&self, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError>;

    /// Of these the ones that are listed under the short name of a procedure.
    ///
    /// # Errors
    /// See [`Store`].
    fn cases_of(&self, alias: &str, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError>;

    /// The sealed records from a position on, in sealed order.
    ///
    /// # Errors
    /// See [`Store`].
    fn read_log(&self, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError>;

    /// The frontier of the tree over all sealed records.
    ///
    /// # Errors
    /// See [`Store`].
    fn frontier(&self) -> Result<Frontier, StoreError>;

    /// The position up to which a consumer has dealt with the sealed log: that of the next record it has to see, 0 if it
    /// was never set.
    ///
    /// # Errors
    /// See [`Store`]; [`StoreError::ConsumerBytes`] unless the name has 1 to
    /// [`MAX_CONSUMER_BYTES`](crate::MAX_CONSUMER_BYTES) bytes.
    fn cursor(&self, consumer: &str) -> Result<u64, StoreError>;

    /// Says that a consumer has dealt with the sealed log up to a position; when it returns, that is durable. A cursor
    /// never goes back: a position before the one that is set does nothing. The cursors of different consumers have
    /// nothing to do with one another, and none is part of the log.
    ///
    /// ```
    /// # use shouwen_store::{LogInfo, MemoryStore, Secret, Store, StoreError};
    /// let mut store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
    /// let from = store.cursor("outbox")?;
    /// let records = store.read_log(from, 100)?; // each is delivered before the cursor moves past it
    /// store.set_cursor("outbox", from + records.len() as u64)?;
    /// # Ok::<(), StoreError>(())
    /// ```
    ///
    /// # Errors
    /// See [`Store`]; [`StoreError::ConsumerBytes`], [`StoreError::CursorBeyond`] for a position beyond the end of the
    /// sealed log.
    fn set_cursor(&mut self, consumer: &str, position: u64) -> Result<(), StoreError>;

    /// Size and root of the log, for whoever keeps them out of the operator's reach.
    ///
    /// # Errors
    /// See [`Store`].
    fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        let frontier = self.frontier()?;
        Ok(Checkpoint { root: frontier.root(), size: frontier.size() })
    }
}

macro_rules! forward {
    ($($store:ty),*) => {$(
        impl<S: Store + ?Sized> Store for $store {
            fn log(&self) -> &LogInfo {
                (**self).log()
            }

            fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError> {
                (**self).load(case)
            }

            fn moment(&self, asked: &Asked<'_>) -> Result<Moment, StoreError> {
                (**self).moment(asked)
            }

            fn key(&self, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError> {
                (**self).key(case, key)
            }

            fn find(&self, opening: &str) -> Result<Option<CaseId>, StoreError> {
                (**self).find(opening)
            }

            fn records(&self, case: CaseId, from: u64, limit: usize) -> Result<Vec<CaseRecord>, StoreError> {
                (**self).records(case, from, limit)
            }

            fn openings(&self, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError> {
                (**self).openings(case, number)
            }

            fn commit(&mut self, batch: &[CaseCommit]) -> Result<Vec<Committed>, StoreError> {
                (**self).commit(batch)
            }

            fn commit_owned(&mut self, batch: Vec<CaseCommit>) -> Result<Vec<Committed>, StoreError> {
                (**self).commit_owned(batch)
            }

            fn due(
                &self,
                until: Instant,
                after: Option<(Instant, CaseId)>,
                limit: usize,
            ) -> Result<Vec<(Instant, CaseId)>, StoreError> {
                (**self).due(until, after, limit)
            }

            fn cases(&self, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
                (**self).cases(after, limit)
            }

            fn cases_of(
                &self,
                alias: &str,
                after: Option<CaseId>,
                limit: usize,
            ) -> Result<Vec<CaseRow>, StoreError> {
                (**self).cases_of(alias, after, limit)
            }

            fn read_log(&self, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError> {
                (**self).read_log(from, limit)
            }

            fn frontier(&self) -> Result<Frontier, StoreError> {
                (**self).frontier()
            }

            fn cursor(&self, consumer: &str) -> Result<u64, StoreError> {
                (**self).cursor(consumer)
            }

            fn set_cursor(&mut self, consumer: &str, position: u64) -> Result<(), StoreError> {
                (**self).set_cursor(consumer, position)
            }

            fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
                (**self).checkpoint()
            }
        }
    )*};
}

forward!(&mut S, Box<S>);
