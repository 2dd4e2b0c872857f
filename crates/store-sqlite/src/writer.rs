//! The one thread that writes, and the queue before it.
//!
//! Whoever commits puts a request into the queue and waits. The thread takes what is there into one transaction with one
//! flush and gives each its own answer after it, so that callers who come at the same time share the flush. Nobody is
//! kept waiting for company: a request that is alone is done alone.

use crate::write::{self, Heads};
use rusqlite::Connection;
use shouwen_store::{CaseCommit, Committed, Invalid, StoreError};
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::JoinHandle;
use thiserror::Error as ThisError;

/// Most requests of one group. Beyond some hundreds the flush is no longer what a commit costs, and everybody in a group
/// waits for all of it.
pub const MAX_GROUP_REQUESTS: usize = 256;
/// After this many bytes of records and snapshots (16 MiB) a group takes no further request.
pub const MAX_GROUP_BYTES: usize = 16 * 1024 * 1024;

/// What is asked of the thread.
pub(crate) enum Work {
    /// A batch, with what [`shouwen_store::check::batch`] says of each commit. All of it or nothing.
    Commit(Vec<(CaseCommit, Option<Invalid>)>),
    /// A cursor is to move on.
    Cursor {
        /// Whose.
        consumer: String,
        /// Whereto.
        position: u64,
    },
    /// Something about the connection itself, done as soon as it is met and in no transaction.
    Aside(Aside),
}

/// Something done with the connection.
pub(crate) type Aside = Box<dyn FnOnce(&Connection) -> Result<(), StoreError> + Send>;

/// What becomes of it. Only a batch has something to tell.
pub(crate) type Answer = Result<Vec<Committed>, StoreError>;

struct Request {
    work: Work,
    answer: SyncSender<Answer>,
}

/// The thread ended without answering.
#[derive(Debug, ThisError)]
#[error("the thread that writes has died")]
struct Died;

/// The source of an error that a whole group is told.
#[derive(Debug, Clone)]
struct Common(Arc<dyn Error + Send + Sync>);

impl fmt::Display for Common {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Error for Common {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// The near end of the queue. When it is dropped, the thread does what is still in the queue, closes the file and ends.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Absent only while it is dropped.
    queue: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
    closed: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the thread, which owns the connection from now on.
    pub(crate) fn start(db: Connection) -> Result<Self, StoreError> {
        let (queue, requests) = mpsc::channel();
        let closed = Arc::new(AtomicBool::new(false));
        let mut thread = Thread { db, heads: Heads::default(), closed: closed.clone(), requests };
        let thread = std::thread::Builder::new()
            .name("shouwen-sqlite".to_owned())
            .spawn(move || thread.run())
            .map_err(|error| StoreError::Failed(Box::new(error)))?;
        Ok(Self { queue: Some(queue), thread: Some(thread), closed })
    }

    /// Whether the outcome of a commit is unknown, or the thread has died.
    pub(crate) fn closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Puts work into the queue and waits for its answer.
    pub(crate) fn ask(&self, work: Work) -> Answer {
        self.wait(&self.put(work)?)
    }

    /// Puts work into the queue; the answer comes at the far end.
    pub(crate) fn put(&self, work: Work) -> Result<Receiver<Answer>, StoreError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(Request { work, answer }).map_err(|_| {
            // Without anybody at the other end nothing can have been done.
            self.closed.store(true, Ordering::Release);
            StoreError::Closed
        })?;
        Ok(answered)
    }

    /// Waits for an answer.
    pub(crate) fn wait(&self, answered: &Receiver<Answer>) -> Answer {
        answered.recv().unwrap_or_else(|_| {
            self.closed.store(true, Ordering::Release);
            Err(StoreError::OutcomeUnknown(Box::new(Died)))
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // If it has died, everybody has been told already.
            let _ = thread.join();
        }
    }
}

/// The far end.
struct Thread {
    db: Connection,
    heads: Heads,
    closed: Arc<AtomicBool>,
    requests: Receiver<Request>,
}

impl Thread {
    fn run(&mut self) {
        while let Ok(first) = self.requests.recv() {
            let (works, waiting) = self.gather(first);
            let answers = self.write(&works);
            for (answer, waiting) in answers.into_iter().zip(waiting) {
                // Who no longer waits does not want to know.
                let _ = waiting.send(answer);
            }
        }
    }

    /// A request and what else is in the queue, within the bounds of a group.
    fn gather(&self, first: Request) -> (Vec<Work>, Vec<SyncSender<Answer>>) {
        let (mut works, mut waiting) = (Vec::new(), Vec::new());
        let (mut next, mut bytes) = (Some(first), 0usize);
        while let Some(Request { work, answer }) = next {
            if let Work::Aside(aside) = work {
                let _ = answer.send(aside(&self.db).map(|()| Vec::new()));
            } else {
                bytes = bytes.saturating_add(size(&work));
                works.push(work);
                waiting.push(answer);
            }
            let full = works.len() >= MAX_GROUP_REQUESTS || bytes >= MAX_GROUP_BYTES;
            next = if full { None } else { self.requests.try_recv().ok() };
        }
        (works, waiting)
    }

    fn write(&mut self, works: &[Work]) -> Vec<Answer> {
        if works.is_empty() {
            return Vec::new();
        }
        if self.closed.load(Ordering::Acquire) {
            return works.iter().map(|_| Err(StoreError::Closed)).collect();
        }
        match write::group(&mut self.db, &mut self.heads, works) {
            Ok(answers) => answers,
            // What is stored is wrong for one of them, and nothing was flushed: the others are not to suffer for it.
            Err(StoreError::Damaged(_)) if works.len() > 1 => {
                works.chunks(1).flat_map(|work| self.write(work)).collect()
            }
            Err(error) => {
                if matches!(error, StoreError::OutcomeUnknown(_)) {
                    // A flush that failed is never tried again: what the disk then holds is not what SQLite believes.
                    self.closed.store(true, Ordering::Release);
                }
                shared(error, works.len())
            }
        }
    }
}

/// About how many bytes are to be written.
fn size(work: &Work) -> usize {
    let Work::Commit(batch) = work else { return 0 };
    let of = |commit: &CaseCommit| {
        let records = commit.records.iter().map(|record| record.bytes.len());
        records.fold(commit.snapshot.len(), usize::saturating_add)
    };
    batch.iter().map(|(commit, _)| of(commit)).fold(0, usize::saturating_add)
}

/// One error for so many callers.
fn shared(error: StoreError, callers: usize) -> Vec<Answer> {
    let (unknown, source) = match error {
        error if callers == 1 => return vec![Err(error)],
        StoreError::OutcomeUnknown(source) => (true, Common(Arc::from(source))),
        StoreError::Failed(source) => (false, Common(Arc::from(source))),
        StoreError::Busy => return (0..callers).map(|_| Err(StoreError::Busy)).collect(),
        StoreError::ReadOnly => return (0..callers).map(|_| Err(StoreError::ReadOnly)).collect(),
        StoreError::Full(full) => return (0..callers).map(|_| Err(StoreError::Full(full))).collect(),
        other => (false, Common(Arc::new(other))),
    };
    let told = if unknown { StoreError::OutcomeUnknown } else { StoreError::Failed };
    (0..callers).map(|_| Err(told(Box::new(source.clone())))).collect()
}

/// The sizes of the groups into which works are gathered that stand in the queue together.
#[cfg(test)]
pub(crate) fn groups_of(works: Vec<Work>) -> Vec<usize> {
    let (queue, requests) = mpsc::channel();
    for work in works {
        queue.send(Request { work, answer: mpsc::sync_channel(1).0 }).unwrap();
    }
    let db = Connection::open_in_memory().unwrap();
    let thread = Thread { db, heads: Heads::default(), closed: Arc::default(), requests };
    let next = || thread.requests.try_recv().ok();
    std::iter::from_fn(|| next().map(|first| thread.gather(first).0.len())).collect()
}
