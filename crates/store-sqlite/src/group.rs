//! A group: who commits at the same time, waiting for one transaction and its one flush.

use crate::writer::Died;
use shouwen_store::check::Sound;
use shouwen_store::{CaseCommit, Committed, Invalid, StoreError};
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Most requests of one group. Beyond some hundreds the flush is no longer what a commit costs, and everybody in a group
/// waits for all of it.
pub const MAX_GROUP_REQUESTS: usize = 256;
/// After this many bytes of records and snapshots (16 MiB) a group takes no further request.
pub const MAX_GROUP_BYTES: usize = 16 * 1024 * 1024;

/// Longest that a request waits for others before it is written: a few flushes of a fast disk, a fraction of one of a
/// slow disk.
pub const MAX_COMPANY_WAIT: Duration = Duration::from_millis(1);
/// After waiting in vain again and again, waiting is tried once in so many groups.
const MAX_PAUSE: u32 = 64;

/// What is known of the callers. Those who were answered together usually come back together, and a transaction for
/// eight costs nearly as much as one for sixteen. So a group waits until as many have come as were there last; if they
/// stay away, that is not tried again for a while, so that callers who think longer cost next to nothing. A caller who is
/// alone never waits.
#[derive(Debug, Default)]
pub(crate) struct Company {
    /// How many there were.
    known: usize,
    /// For how many groups nobody is waited for.
    pause: u32,
    /// The next such pause.
    next_pause: u32,
}

impl Company {
    /// How many are to be waited for.
    pub(crate) fn wanted(&mut self) -> usize {
        if self.pause > 0 {
            self.pause = self.pause.saturating_sub(1);
            return 1;
        }
        self.known.clamp(1, MAX_GROUP_REQUESTS)
    }

    /// Learns how many were there, and whether those came who were waited for, if any were.
    pub(crate) fn learn(&mut self, known: usize, came: Option<bool>) {
        self.known = known;
        if let Some(came) = came {
            self.next_pause = if came { 0 } else { self.next_pause.saturating_mul(2).clamp(1, MAX_PAUSE) };
            self.pause = self.next_pause;
        }
    }
}

/// What is to be written.
#[derive(Debug)]
pub(crate) enum Work {
    /// A batch, with what [`shouwen_store::check::sound`] says of each commit. All of it or nothing.
    Commit(Vec<(CaseCommit, Result<Sound, Invalid>)>),
    /// A cursor is to move on.
    Cursor {
        /// Whose.
        consumer: String,
        /// Whereto.
        position: u64,
    },
    /// Whoever writes it panics.
    #[cfg(test)]
    Panic,
}

/// What becomes of it. Only a batch has something to tell.
pub(crate) type Answer = Result<Vec<Committed>, StoreError>;

/// Works and, afterwards, their answers in the same places.
#[derive(Debug)]
pub(crate) struct Group {
    state: Mutex<State>,
    answered: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Those who wait keep a share of their own, so that each frees what it brought and whoever writes need not.
    works: Vec<Arc<Work>>,
    bytes: usize,
    /// How many are waited for.
    wanted: usize,
    /// Somebody leads it.
    led: bool,
    answers: Option<Vec<Option<Answer>>>,
}

/// A place in a group.
pub(crate) struct Place {
    pub(crate) number: usize,
    /// Whether who has it is to lead the group.
    pub(crate) leads: bool,
}

impl Group {
    /// A group that waits for so many.
    pub(crate) fn new(wanted: usize) -> Self {
        Self { state: Mutex::new(State { wanted, ..State::default() }), answered: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked did so between two whole changes.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the group, if it has room. Whoever completes it leads it.
    pub(crate) fn join(&self, work: &Arc<Work>) -> Option<Place> {
        let mut state = self.state();
        let number = state.works.len();
        if state.full() {
            return None;
        }
        state.bytes = state.bytes.saturating_add(size(work));
        state.works.push(work.clone());
        let leads = !state.led && (state.works.len() >= state.wanted || state.full());
        state.led |= leads;
        Some(Place { number, leads })
    }

    /// Waits for others, for a while; whether the group is to be led nevertheless.
    pub(crate) fn alone(&self) -> bool {
        let waiting = |state: &mut State| !state.led && state.answers.is_none();
        let waited = self.answered.wait_timeout_while(self.state(), MAX_COMPANY_WAIT, waiting);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut state.led, true)
    }

    /// Takes the works, which nobody may join any more, and tells whether those came who were waited for.
    pub(crate) fn take(&self) -> (Vec<Arc<Work>>, Option<bool>) {
        let mut state = self.state();
        let came = (state.wanted > 1).then_some(state.works.len() >= state.wanted);
        (std::mem::take(&mut state.works), came)
    }

    /// Answers everybody at once.
    pub(crate) fn answer(&self, answers: Vec<Answer>) {
        self.state().answers = Some(answers.into_iter().map(Some).collect());
        self.answered.notify_all();
    }

    /// Waits for the answer at a place.
    pub(crate) fn wait(&self, place: usize) -> Answer {
        let waiting = |state: &mut State| state.answers.is_none();
        let state = self.answered.wait_while(self.state(), waiting);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let answer = state.answers.as_mut().and_then(|answers| answers.get_mut(place)?.take());
        answer.unwrap_or_else(|| Err(StoreError::OutcomeUnknown(Box::new(Died))))
    }

    /// How many have joined it.
    pub(crate) fn len(&self) -> usize {
        self.state().works.len()
    }
}

impl State {
    const fn full(&self) -> bool {
        self.works.len() >= MAX_GROUP_REQUESTS || self.bytes >= MAX_GROUP_BYTES
    }
}

/// About how many bytes are to be written.
fn size(work: &Work) -> usize {
    let Work::Commit(batch) = work else { return 0 };
    let of = |commit: &CaseCommit| {
        let records = commit.records.iter().map(|record| record.bytes().len());
        records.fold(commit.snapshot.len(), usize::saturating_add)
    };
    batch.iter().map(|(commit, _)| of(commit)).fold(0, usize::saturating_add)
}

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

/// One error for so many callers.
pub(crate) fn shared(error: StoreError, callers: usize) -> Vec<Answer> {
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
