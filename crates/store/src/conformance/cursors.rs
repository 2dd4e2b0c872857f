//! The cursors of those who read the log after the fact.

use super::{Author, Harness, done, everything, log_info};
use crate::{MAX_CONSUMER_BYTES, Store, StoreError};

/// A cursor begins at 0, moves on to the end of the sealed log and no further, never moves back, and outlives a restart.
pub fn cursors_never_go_back_and_stay_within_the_log<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    assert_eq!(store.cursor("outbox").unwrap(), 0);
    store.set_cursor("outbox", 0).unwrap();
    assert_eq!(store.cursor("outbox").unwrap(), 0);
    for size in [2, 4] {
        done(&mut store, author.commit("1", 2));
        let before = (store.cursor("outbox").unwrap(), everything(&store));
        for position in [size + 1, u64::MAX] {
            let error = store.set_cursor("outbox", position).unwrap_err();
            let told = matches!(error, StoreError::CursorBeyond { position: p, size: s } if (p, s) == (position, size));
            assert!(told, "{error:?}");
        }
        assert_eq!(store.cursor("outbox").unwrap(), before.0);
        store.set_cursor("outbox", size).unwrap();
        for back in [0, size - 1, size] {
            store.set_cursor("outbox", back).unwrap();
            assert_eq!(store.cursor("outbox").unwrap(), size);
        }
        assert_eq!(everything(&store), before.1, "a cursor is no part of the log");
        store = harness.reopen(store);
        assert_eq!(store.cursor("outbox").unwrap(), size);
    }
}

/// Consumers do not know of one another, and their names end at their limit.
pub fn cursors_are_independent<H: Harness>(harness: &mut H) {
    let mut store = harness.create(&log_info());
    done(&mut store, Author::default().commit("1", 3));
    let longest = "x".repeat(MAX_CONSUMER_BYTES);
    let names = ["outbox", "OUTBOX", "outbox ", "统计", longest.as_str()];
    for (name, position) in names.iter().zip([1, 2, 3, 1, 2]) {
        assert_eq!(store.cursor(name).unwrap(), 0);
        store.set_cursor(name, position).unwrap();
    }
    store = harness.reopen(store);
    assert_eq!(names.map(|name| store.cursor(name).unwrap()), [1, 2, 3, 1, 2]);
    let long = "x".repeat(MAX_CONSUMER_BYTES + 1);
    for name in ["", long.as_str()] {
        for answer in [store.cursor(name).map(drop), store.set_cursor(name, 1)] {
            let error = answer.unwrap_err();
            assert!(matches!(error, StoreError::ConsumerBytes { bytes } if bytes == name.len()), "{error:?}");
        }
    }
}
