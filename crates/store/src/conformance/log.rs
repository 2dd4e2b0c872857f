//! The log: its order, its root, its export, and that it lasts.

use super::{Author, Harness, done, everything, log_info};
use crate::{Committed, Store, export};
use shouwen_audit::merkle::root;
use shouwen_audit::{Options, leaf_hash, verify};
use shouwen_canon::Value;

/// Commits of three cases in turn, one by one and in batches.
fn fill<S: Store>(store: &mut S, author: &mut Author) {
    for round in 0..5 {
        let names = [["1", "2", "3"], ["3", "1", "2"]][round % 2];
        let batch: Vec<_> = names.iter().map(|name| author.commit(name, 1 + round as u64 % 3)).collect();
        let answers = store.commit(&batch).unwrap();
        assert!(answers.iter().all(|answer| matches!(answer, Committed::Done { .. })), "{answers:?}");
        done(store, author.commit("1", 2));
    }
}

/// Positions are given in the order of arrival, without gaps, and are what the answers said.
pub fn the_log_is_in_sealed_order<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let mut arrived = Vec::new();
    for round in 0..6u64 {
        let batch = [author.commit("b", 1 + round % 2), author.commit("a", 1 + round % 3)];
        let answers = store.commit(&batch).unwrap();
        for (commit, answer) in batch.iter().zip(answers) {
            let Committed::Done { positions: Some(positions), .. } = answer else { panic!("{answer:?}") };
            assert_eq!(positions.start, arrived.len() as u64);
            arrived.extend(
                commit
                    .records
                    .iter()
                    .map(|r| (commit.case, r.number(), r.bytes().to_vec(), r.openings.clone())),
            );
            assert_eq!(positions.end, arrived.len() as u64);
        }
    }
    let log = store.read_log(0, usize::MAX).unwrap();
    assert!(log.iter().map(|record| record.position).eq(0..arrived.len() as u64));
    let read: Vec<_> = log.into_iter().map(|r| (r.case, r.number, r.bytes, r.openings)).collect();
    assert_eq!(read, arrived);
    for (position, (case, number, ..)) in arrived.iter().enumerate() {
        let record = &store.records(*case, *number, 1).unwrap()[0];
        assert_eq!(record.position, Some(position as u64));
    }
}

/// The frontier is that of all leaves in sealed order, after every commit.
pub fn the_root_is_that_of_all_leaves<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    for _ in 0..9 {
        done(&mut store, author.commit("1", 3));
        let log = store.read_log(0, usize::MAX).unwrap();
        let leaves: Vec<_> = log.iter().map(|record| leaf_hash(&record.bytes)).collect();
        assert_eq!(store.frontier().unwrap().size(), leaves.len() as u64);
        assert_eq!(store.frontier().unwrap().root(), root(&leaves));
        assert_eq!(store.checkpoint().unwrap().root, root(&leaves));
    }
}

/// The export has no problem, its own checkpoint vouches for it, and every opening fits.
pub fn the_export_verifies<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let mut file = Vec::new();
    export(&store, &mut file).unwrap();
    assert!(verify(&file[..], &Options::default()).unwrap().ok());

    fill(&mut store, &mut author);
    let mut file = Vec::new();
    let checkpoint = export(&store, &mut file).unwrap();
    assert_eq!(checkpoint, store.checkpoint().unwrap());
    let report = verify(&file[..], &Options { checkpoint: Some(checkpoint) }).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!((report.records, report.sealed, report.cases), (checkpoint.size, checkpoint.size, 3));
    assert_eq!(report.uncovered.unsealed, None);
    assert_eq!(report.uncovered.unanchored, None);
    assert_eq!((report.openings.digests, report.openings.opened), (checkpoint.size, checkpoint.size));
}

/// After a restart everything is there, and work goes on where it stopped.
pub fn everything_outlives_a_restart<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    for _ in 0..3 {
        fill(&mut store, &mut author);
        let mut commit = author.commit("4", 1);
        commit.records[0].openings[0].value = Value::Str("改过的\0".into());
        done(&mut store, commit);
        let before = everything(&store);
        store = harness.reopen(store);
        assert_eq!(store.log(), &log_info());
        assert_eq!(everything(&store), before);
    }
    let last = author.commit("1", 1);
    done(&mut store, last.clone());
    let store = harness.reopen(store);
    assert_eq!(store.key(last.case, &last.keys[0].key).unwrap().as_ref(), last.keys.first());
}
