//! The cases that were looked at last, as they stood then: whoever acts upon a case often acts upon it again soon, and
//! reading a snapshot costs more than deciding. Whether a case still stands as it did, the store says every time.

use super::Known;
use shouwen_canon::{CaseId, Hash};
use shouwen_store::Named;
use std::collections::VecDeque;

/// How many cases are kept; an ordinary one takes a few KiB.
const MAX_RECENT: usize = 64;

/// Cases, the one used last at the end.
#[derive(Default)]
pub(super) struct Recent(VecDeque<Known>);

impl Recent {
    /// Takes a case out, if it stands at this version still.
    pub(super) fn take(&mut self, id: CaseId, version: u64, tip: Hash) -> Option<Known> {
        let known = self.find(Named::Id(id))?;
        (known.case.version == version && known.case.tip == tip).then_some(known)
    }

    /// Takes a case out by its name, as it stood when it was put in.
    pub(super) fn find(&mut self, named: Named<'_>) -> Option<Known> {
        let at = self.0.iter().rposition(|known| match named {
            Named::Id(id) => known.case.id == id,
            Named::Opening(key) => known.opening == key,
        })?;
        self.0.remove(at)
    }

    /// Keeps a case, and forgets the one that was not used for longest.
    pub(super) fn keep(&mut self, known: Known) {
        if self.0.len() >= MAX_RECENT {
            self.0.pop_front();
        }
        self.0.push_back(known);
    }
}
