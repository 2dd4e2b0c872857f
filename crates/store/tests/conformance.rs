//! The store in memory passes the suite, and its faults leave all or nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use proptest::prelude::*;
use shouwen_store::conformance::{Author, Harness, Step, agrees_with_model, log_info};
use shouwen_store::{Committed, Fault, LogInfo, MemoryStore, Store, StoreError};

struct Memory;

impl Harness for Memory {
    type Store = MemoryStore;

    fn create(&mut self, log: &LogInfo) -> MemoryStore {
        MemoryStore::new(log.clone())
    }

    fn reopen(&mut self, store: MemoryStore) -> MemoryStore {
        store
    }
}

shouwen_store::conformance!(Memory);

proptest! {
    #[test]
    fn random_batches_agree_with_the_model(
        batches in prop::collection::vec(prop::collection::vec(any::<Step>(), 0..6), 0..12),
    ) {
        agrees_with_model(&mut Memory, &batches);
    }
}

#[test]
fn a_fault_leaves_all_or_nothing() {
    for fault in [Fault::Before, Fault::RequestLost, Fault::Busy, Fault::AnswerLost] {
        let mut author = Author::default();
        let mut store = MemoryStore::new(log_info());
        assert_eq!(store.commit(&[author.commit("1", 1)]).unwrap().len(), 1);
        let batch = [author.commit("1", 2), author.commit("2", 1)];
        store.inject(2, fault);
        let before = store.checkpoint().unwrap();
        let error = store.commit(&batch).unwrap_err();
        let unknown = matches!(error, StoreError::OutcomeUnknown(_));
        assert_eq!(unknown, matches!(fault, Fault::RequestLost | Fault::AnswerLost), "{error:?}");
        let all = fault == Fault::AnswerLost;
        let expected = if all { before.size + 3 } else { before.size };
        assert_eq!(store.checkpoint().unwrap().size, expected);
        // Whoever reads the case again finds out by the key, and by the version.
        let found: Vec<_> =
            batch.iter().map(|c| store.key(c.case, &c.keys[0].key).unwrap().is_some()).collect();
        assert_eq!(found, [all, all]);
        let again = store.commit(&batch).unwrap();
        let stale = again.iter().all(|answer| matches!(answer, Committed::Stale { .. }));
        assert_eq!(stale, all, "{again:?}");
        assert_eq!(store.checkpoint().unwrap().size, before.size + 3);
        assert_eq!(store.calls(), 3);
    }
}
