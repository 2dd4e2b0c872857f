//! The suite that every store must pass, usable by stores written elsewhere (feature `conformance`). Each check panics
//! where the store departs from the contract.
//!
//! ```
//! use shouwen_store::{LogInfo, MemoryStore, conformance::Harness};
//!
//! struct Memory;
//! impl Harness for Memory {
//!     type Store = MemoryStore;
//!     fn create(&mut self, log: &LogInfo) -> MemoryStore {
//!         MemoryStore::new(log.clone())
//!     }
//!     fn reopen(&mut self, store: MemoryStore) -> MemoryStore {
//!         store // a real store is closed here, and opened again from what lasts
//!     }
//! }
//! shouwen_store::conformance::checks::happy_path(&mut Memory);
//! ```
//!
//! `shouwen_store::conformance!(Memory)` makes a test of every check.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::missing_panics_doc,
    reason = "a test suite fails loudly"
)]

mod author;
mod commits;
mod cursors;
mod limits;
mod log;
mod model;
mod pages;

pub use author::{Author, LOG, log_info};
pub use model::{Step, agrees_with_model};

use crate::{CaseCommit, Committed, Invalid, LogInfo, Store};
use shouwen_audit::leaf_hash;
use shouwen_canon::Hash;

/// How the suite comes by stores.
pub trait Harness {
    /// The store under test.
    type Store: Store;

    /// A new, empty store, independent of all others.
    fn create(&mut self, log: &LogInfo) -> Self::Store;

    /// Closes the store and opens it again from what lasts.
    fn reopen(&mut self, store: Self::Store) -> Self::Store;
}

/// The checks, one by one.
pub mod checks {
    pub use super::commits::{
        happy_path, keys_are_answered_once, malformed_commits_do_nothing, one_opening_key_one_case,
        one_stale_commit_holds_up_no_other, overtaken_commits_do_nothing,
        several_commits_of_one_case_in_a_batch, stale_commits_do_nothing,
    };
    pub use super::cursors::{cursors_are_independent, cursors_never_go_back_and_stay_within_the_log};
    pub use super::limits::{
        batches_end_at_their_limits, commits_end_at_their_limits, records_end_at_their_limits,
        texts_end_at_their_limits,
    };
    pub use super::log::{
        everything_outlives_a_restart, the_export_verifies, the_log_is_in_sealed_order,
        the_root_is_that_of_all_leaves,
    };
    pub use super::pages::{
        cases_are_listed_by_procedure, cases_are_listed_in_order, due_cases_come_in_order,
        pages_end_where_they_say,
    };
}

/// Makes a test of every check, for a harness given as an expression.
#[macro_export]
macro_rules! conformance {
    ($harness:expr) => {
        $crate::conformance!($harness =>
            happy_path, keys_are_answered_once, malformed_commits_do_nothing, one_opening_key_one_case,
            one_stale_commit_holds_up_no_other, overtaken_commits_do_nothing, several_commits_of_one_case_in_a_batch, stale_commits_do_nothing,
            cursors_are_independent, cursors_never_go_back_and_stay_within_the_log,
            batches_end_at_their_limits, commits_end_at_their_limits, records_end_at_their_limits,
            texts_end_at_their_limits, everything_outlives_a_restart, the_export_verifies,
            the_log_is_in_sealed_order, the_root_is_that_of_all_leaves, cases_are_listed_in_order, cases_are_listed_by_procedure,
            due_cases_come_in_order, pages_end_where_they_say
        );
    };
    ($harness:expr => $($check:ident),*) => {$(
        #[test]
        fn $check() {
            $crate::conformance::checks::$check(&mut $harness);
        }
    )*};
}

/// Commits one commit, which must be done.
fn done<S: Store>(store: &mut S, commit: CaseCommit) -> CaseCommit {
    let answers = store.commit(std::slice::from_ref(&commit)).unwrap();
    assert!(matches!(&answers[..], [Committed::Done { .. }]), "{answers:?}");
    commit
}

/// Commits one commit, which must be refused, and nothing may change.
fn refused<S: Store>(store: &mut S, commit: &CaseCommit) -> Invalid {
    let before = everything(store);
    let mut answers = store.commit(std::slice::from_ref(commit)).unwrap();
    assert_eq!(everything(store), before, "a refused commit changed something");
    match (answers.pop(), answers.pop()) {
        (Some(Committed::Refused(invalid)), None) => invalid,
        other => panic!("not refused but {other:?}"),
    }
}

/// All that can be read of a store with few rows, as text; long bytes are told by their digests.
fn everything<S: Store + ?Sized>(store: &S) -> String {
    let digest = |value: &dyn std::fmt::Debug| Hash::sha256(format!("{value:?}").as_bytes());
    let mut text = format!("{:?}", store.frontier().unwrap());
    for row in store.cases(None, usize::MAX).unwrap() {
        let stored = store.load(row.case).unwrap().unwrap();
        text += &format!("{row:?}{}{}{}", stored.version, stored.tip, Hash::sha256(&stored.snapshot));
        for record in store.records(row.case, 1, usize::MAX).unwrap() {
            text += &format!("{}{:?}{}", record.number, record.position, leaf_hash(&record.bytes));
        }
        if let Some(index) = row.index {
            text += &format!("{:?}", store.find(&index.opening).unwrap());
        }
    }
    for record in store.read_log(0, usize::MAX).unwrap() {
        let openings = digest(&record.openings);
        let leaf = leaf_hash(&record.bytes);
        text += &format!("{}{}{}{leaf}{openings}", record.position, record.case, record.number);
    }
    text + &format!("{:?}", store.due(author::at(1_000_000), None, usize::MAX).unwrap())
}
