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

    /// Forgets a case.
    pub(super) fn forget(&mut self, id: CaseId) {
        self.0.retain(|known| known.case.id != id);
    }

    /// Keeps a case, in place of what was kept of it, and forgets the one that was not used for longest.
    pub(super) fn keep(&mut self, known: Known) {
        self.forget(known.case.id);
        if self.0.len() >= MAX_RECENT {
            self.0.pop_front();
        }
        self.0.push_back(known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Compiled, LogInfo, MemoryLibrary, MemoryStore, Request, Runtime, Secret, SeededSalts, VirtualClock,
        compile,
    };

    /// So many cases as a runtime knows them.
    fn cases(count: usize) -> Vec<Known> {
        let text = include_bytes!("../../tests/data/minimal.proc");
        let compiled: Compiled =
            compile("minimal.proc", text, &MemoryLibrary::default()).procedures.remove(0);
        let store = MemoryStore::new(LogInfo::new("test", Secret::new([7; 32])).unwrap());
        let clock = VirtualClock::at("2026-03-01T00:00:00+08:00".parse().unwrap());
        let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
        runtime.begin("管理员").unwrap();
        runtime.publish(&compiled).unwrap();
        let mut open = |n: usize| {
            let request = Request::open("minimal", n.to_string()).applicant("张三").at("2026-03-02 09:00");
            let id = runtime.execute(&request).unwrap().case.unwrap();
            runtime.known(id).unwrap().unwrap()
        };
        (0..count).map(&mut open).collect()
    }

    #[test]
    fn so_many_are_kept_and_the_one_used_last_stays() {
        let mut recent = Recent::default();
        let mut cases = cases(MAX_RECENT + 1);
        let one_more = cases.pop().unwrap();
        cases.into_iter().for_each(|known| recent.keep(known));
        let first = recent.find(Named::Opening("0")).unwrap();
        recent.keep(first);
        assert_eq!(recent.0.len(), MAX_RECENT);
        recent.keep(one_more);
        assert_eq!(recent.0.len(), MAX_RECENT);
        assert!(recent.find(Named::Opening("1")).is_none(), "the one that was not used for longest");
        assert!(recent.find(Named::Opening("0")).is_some());
    }

    #[test]
    fn a_case_stands_there_once_and_only_as_the_store_has_it() {
        let mut recent = Recent::default();
        let known = cases(1).remove(0);
        let (id, version, tip) = (known.case.id, known.case.version, known.case.tip);
        let again = Known { case: known.case.clone(), opening: known.opening.clone() };
        recent.keep(known);
        recent.keep(again);
        assert_eq!(recent.0.len(), 1);
        assert!(recent.take(id, version + 1, tip).is_none());
        assert!(recent.0.is_empty(), "what is old is forgotten");
    }
}
