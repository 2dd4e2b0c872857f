//! The SQLite store passes the suite, restarts included.
#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

use proptest::prelude::*;
use shouwen_store::LogInfo;
use shouwen_store::conformance::{Harness, Step, agrees_with_model};
use shouwen_store_sqlite::{OpenMode, SqliteStore};
use tempfile::TempDir;

/// Every store in a folder of its own; the last one is the one that is opened again.
#[derive(Default)]
struct Files {
    folders: Vec<TempDir>,
}

impl Harness for Files {
    type Store = SqliteStore;

    fn create(&mut self, log: &LogInfo) -> SqliteStore {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(folder.path().join("log.db"), log).unwrap();
        self.folders.push(folder);
        store
    }

    fn reopen(&mut self, store: SqliteStore) -> SqliteStore {
        drop(store);
        SqliteStore::open(self.folders.last().unwrap().path().join("log.db"), OpenMode::ReadWrite).unwrap()
    }
}

shouwen_store::conformance!(Files::default());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn random_batches_agree_with_the_model(
        batches in prop::collection::vec(prop::collection::vec(any::<Step>(), 0..6), 0..12),
    ) {
        agrees_with_model(&mut Files::default(), &batches);
    }
}
