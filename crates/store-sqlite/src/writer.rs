//! Writing: one connection, and one caller at a time who writes with it for all who came meanwhile.
//!
//! Whoever commits joins the group that is open. The one who completes it leads it: once nobody else writes, it closes the
//! group, takes all of it into one transaction with one flush, and each is answered after it. So callers who come at the
//! same time share the flush, and one who is alone does everything itself, without a hop between threads.

use crate::group::{Answer, Company, Group, Place, Work, shared};
use crate::write::{self, Heads};
use rusqlite::Connection;
use shouwen_store::StoreError;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use thiserror::Error as ThisError;

/// Whoever wrote panicked.
#[derive(Debug, ThisError)]
#[error("whoever wrote for the group has panicked")]
pub(crate) struct Died;

/// The one connection that writes, and the way to it.
pub(crate) struct Writer {
    door: Mutex<Door>,
    /// Held by who writes.
    pen: Mutex<Pen>,
    closed: AtomicBool,
}

/// The way into groups.
#[derive(Default)]
struct Door {
    /// The group that may be joined.
    open: Option<Arc<Group>>,
    company: Company,
}

/// What is needed for writing.
struct Pen {
    db: Connection,
    heads: Heads,
}

impl fmt::Debug for Writer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Writer").field("closed", &self.closed).finish_non_exhaustive()
    }
}

impl Writer {
    pub(crate) fn new(db: Connection) -> Self {
        let pen = Mutex::new(Pen { db, heads: Heads::default() });
        Self { door: Mutex::default(), pen, closed: AtomicBool::new(false) }
    }

    /// Whether the outcome of a commit is unknown, or somebody panicked while writing.
    pub(crate) fn closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Does some work in a group, and waits for its answer.
    pub(crate) fn ask(&self, work: Work) -> Answer {
        let work = Arc::new(work);
        let (group, place) = self.join(&work);
        if place.leads || place.number == 0 && group.alone() {
            self.lead(&group);
        }
        group.wait(place.number)
    }

    /// Does something with the connection itself, in no group and no transaction.
    pub(crate) fn aside<T>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let pen = self.pen();
        self.guarded(|| act(&pen.db)).unwrap_or_else(|died| Err(StoreError::OutcomeUnknown(Box::new(died))))
    }

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pen(&self) -> MutexGuard<'_, Pen> {
        // Nobody panics with it: what panics is caught, and nothing is written afterwards.
        self.pen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the open group, or opens one; gives the place in it.
    pub(crate) fn join(&self, work: &Arc<Work>) -> (Arc<Group>, Place) {
        let mut door = self.door();
        if let Some(group) = &door.open
            && let Some(place) = group.join(work)
        {
            return (group.clone(), place);
        }
        let group = Arc::new(Group::new(door.company.wanted()));
        let place = group.join(work).unwrap_or(Place { number: 0, leads: true });
        door.open = Some(group.clone());
        (group, place)
    }

    /// Writes a whole group as soon as nobody else writes, and answers it.
    fn lead(&self, group: &Arc<Group>) {
        let mut pen = self.pen();
        let (works, came) = self.close(group);
        let answers = self.guarded(|| self.write(&mut pen, &works));
        drop(pen);
        let callers = works.len();
        drop(works);
        let mut door = self.door();
        let next = door.open.as_ref().map_or(0, |group| group.len());
        door.company.learn(callers.saturating_add(next), came);
        drop(door);
        group.answer(
            answers.unwrap_or_else(|died| shared(StoreError::OutcomeUnknown(Box::new(died)), callers)),
        );
    }

    fn close(&self, group: &Arc<Group>) -> (Vec<Arc<Work>>, Option<bool>) {
        let mut door = self.door();
        // A full group has made room for another already.
        if door.open.as_ref().is_some_and(|open| Arc::ptr_eq(open, group)) {
            door.open = None;
        }
        drop(door);
        group.take()
    }

    /// Does something that could panic, after which nothing is known of the connection.
    fn guarded<T>(&self, act: impl FnOnce() -> T) -> Result<T, Died> {
        catch_unwind(AssertUnwindSafe(act)).map_err(|_| {
            self.closed.store(true, Ordering::Release);
            Died
        })
    }

    fn write(&self, pen: &mut Pen, works: &[Arc<Work>]) -> Vec<Answer> {
        if self.closed() {
            return works.iter().map(|_| Err(StoreError::Closed)).collect();
        }
        match write::group(&mut pen.db, &mut pen.heads, works) {
            Ok(answers) => answers,
            // What is stored is wrong for one of them, and nothing was flushed: the others are not to suffer for it.
            Err(StoreError::Damaged(_)) if works.len() > 1 => {
                works.chunks(1).flat_map(|work| self.write(pen, work)).collect()
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

    /// How many have joined the group that is open.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.door().open.as_ref().map_or(0, |group| group.len())
    }
}

/// The sizes of the groups that works make which come while somebody else writes.
#[cfg(test)]
pub(crate) fn groups_of(works: Vec<Work>) -> Vec<usize> {
    let writer = Writer::new(Connection::open_in_memory().unwrap());
    let mut groups: Vec<Arc<Group>> = Vec::new();
    for work in works {
        let (group, place) = writer.join(&Arc::new(work));
        if place.number == 0 {
            groups.push(group);
        }
    }
    groups.iter().map(|group| group.len()).collect()
}
