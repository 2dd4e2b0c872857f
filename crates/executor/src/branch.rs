//! The branches of a parallel block. A case is turned to one of them at a time, and only within a record: what then
//! reads or changes where the case stands means the branch, and what the case as a whole is at is kept in its stead.

use crate::case::{Case, Holder, Stands};
use crate::effect::Slot;
use serde::{Deserialize, Serialize};
use shouwen_canon::Instant;
use shouwen_model::kernel::PlaceId;

/// A branch that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The block.
    #[serde(rename = "b")]
    pub block: PlaceId,
    /// Its number in the block, from 0.
    #[serde(rename = "n")]
    pub number: u32,
    /// What it is at.
    #[serde(rename = "t")]
    pub thread: Thread,
}

/// What a branch is at, or the case as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// Business time at which it entered the place.
    #[serde(rename = "en")]
    pub entered: Instant,
    /// Who handles it.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
    /// The place; absent once the branch is done.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The place to jump back to once the present one is done.
    #[serde(rename = "z", default, skip_serializing_if = "Option::is_none")]
    pub returner: Option<PlaceId>,
}

impl Case {
    /// Where the case stands: in one place, or in that of each branch of a parallel block that is not done.
    ///
    /// Empty once it is decided.
    #[must_use]
    pub fn standing(&self) -> Vec<PlaceId> {
        let Some(here) = self.place() else { return Vec::new() };
        let open: Vec<PlaceId> = self.open_branches(here).filter_map(|branch| branch.thread.place).collect();
        if open.is_empty() { vec![here] } else { open }
    }

    /// Who handles what is to be done in one of the places where the case stands.
    #[must_use]
    pub fn handler_in(&self, place: PlaceId) -> Option<&Holder> {
        let branch = self.branches.iter().find(|branch| branch.thread.place == Some(place));
        match branch {
            Some(branch) => branch.thread.holder.as_ref(),
            None => self.custody.get(&Slot::Current),
        }
    }

    /// The branches of a block that are not done.
    pub fn open_branches(&self, block: PlaceId) -> impl Iterator<Item = &Branch> {
        self.branches.iter().filter(move |b| b.block == block && b.thread.place.is_some())
    }

    /// What the case is at as it is turned now.
    fn thread(&self) -> Thread {
        Thread {
            entered: self.entered,
            holder: self.custody.get(&Slot::Current).cloned(),
            place: self.place(),
            returner: self.returner,
        }
    }

    fn put(&mut self, thread: Thread) {
        self.entered = thread.entered;
        self.returner = thread.returner;
        match thread.holder {
            Some(holder) => self.custody.set(Slot::Current, holder),
            None => self.custody.remove(&Slot::Current),
        }
        if let Some(p) = thread.place {
            self.stands = Stands::At { p };
        }
    }

    /// Turns to a branch, or to the case as a whole. While the case is turned to a branch, the branch keeps what the
    /// case as a whole is at.
    pub(crate) fn turn(&mut self, to: Option<usize>) {
        for at in [self.turned.take(), to].into_iter().flatten() {
            let now = self.thread();
            if let Some(branch) = self.branches.get_mut(at) {
                let other = std::mem::replace(&mut branch.thread, now);
                self.put(other);
            }
        }
        self.turned = to;
    }

    /// Turns to the branch of that number, which begins if it has not, in the hands in which the case is.
    pub(crate) fn turn_to(&mut self, block: PlaceId, number: u32) {
        self.turn(None);
        let found = self.branches.iter().position(|b| b.block == block && b.number == number);
        let at = found.unwrap_or_else(|| {
            let thread = Thread { returner: None, ..self.thread() };
            self.branches.push(Branch { block, number, thread });
            self.branches.len().saturating_sub(1)
        });
        self.turn(Some(at));
    }

    /// The branch that the case is turned to is done.
    pub(crate) fn finish(&mut self) {
        let done = self.turned;
        self.turn(None);
        if let Some(branch) = done.and_then(|at| self.branches.get_mut(at)) {
            branch.thread.place = None;
        }
    }
}
