//! The limits of commits and batches, at each and one past it.

use super::{Author, Harness, done, everything, log_info, refused};
use crate::{
    CaseCommit, Invalid, MAX_ALIAS_BYTES, MAX_BATCH_BYTES, MAX_BATCH_COMMITS, MAX_CASE_RECORDS,
    MAX_COMMIT_RECORDS, MAX_KEY_BYTES, MAX_RECORD_OPENINGS, MAX_SNAPSHOT_BYTES, NewRecord, Store, StoreError,
};
use shouwen_audit::export::{MAX_LINE_BYTES, OpeningLine};
use shouwen_audit::{MAX_RECORD_BYTES, Written};
use shouwen_canon::{Hash, Salt, Value, to_bytes};

/// Records, keys and snapshot bytes of one commit; records of one case.
pub fn commits_end_at_their_limits<H: Harness>(harness: &mut H) {
    let mut store = harness.create(&log_info());
    let most = MAX_COMMIT_RECORDS as u64;
    let records = MAX_COMMIT_RECORDS + 1;
    let long = Author::default().commit("1", most + 1);
    assert_eq!(refused(&mut store, &long), Invalid::CommitRecords { records });
    let mut author = Author::default();
    let mut full = author.commit("1", most);
    full.snapshot = vec![0; MAX_SNAPSHOT_BYTES];
    full.keys = (1..=most).map(|n| key(&full, n)).collect();
    let full = done(&mut store, full);
    for row in &full.keys {
        assert_eq!(store.key(full.case, &row.key).unwrap().as_ref(), Some(row));
    }

    let mut next = author.commit("1", 1);
    let good = next.clone();
    next.snapshot = vec![0; MAX_SNAPSHOT_BYTES + 1];
    assert_eq!(refused(&mut store, &next), Invalid::SnapshotBytes { bytes: MAX_SNAPSHOT_BYTES + 1 });
    next = good.clone();
    next.keys = (0..=most).map(|n| key(&next, n)).collect();
    assert_eq!(refused(&mut store, &next), Invalid::CommitKeys { keys: records });
    next = good;
    // So many records cannot be written here: the number alone is refused, and one below it is merely stale.
    next.expected = MAX_CASE_RECORDS;
    assert_eq!(refused(&mut store, &next), Invalid::CaseRecords { number: MAX_CASE_RECORDS + 1 });
    next.expected = MAX_CASE_RECORDS - 1;
    let due = Invalid::Number { expected: MAX_CASE_RECORDS, found: most + 1 };
    assert_eq!(refused(&mut store, &next), due);
}

fn key(commit: &CaseCommit, last: u64) -> crate::KeyRow {
    crate::KeyRow { key: format!("x{last}"), last, ..commit.keys[0].clone() }
}

/// Bytes of keys, opening keys and short names.
pub fn texts_end_at_their_limits<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let long = |bytes: usize| "x".repeat(bytes);
    let mut commit = author.commit("1", 1);
    for bytes in [0, MAX_KEY_BYTES + 1] {
        commit.keys[0].key = long(bytes);
        assert_eq!(refused(&mut store, &commit), Invalid::KeyBytes { bytes });
    }
    commit.keys[0].key = long(MAX_KEY_BYTES);
    for bytes in [0, MAX_KEY_BYTES + 1] {
        commit.index.as_mut().unwrap().opening = long(bytes);
        assert_eq!(refused(&mut store, &commit), Invalid::KeyBytes { bytes });
    }
    commit.index.as_mut().unwrap().opening = long(MAX_KEY_BYTES);
    for bytes in [0, MAX_ALIAS_BYTES + 1] {
        commit.index.as_mut().unwrap().alias = long(bytes);
        assert_eq!(refused(&mut store, &commit), Invalid::AliasBytes { bytes });
    }
    commit.index.as_mut().unwrap().alias = long(MAX_ALIAS_BYTES);
    let commit = done(&mut store, commit);
    assert_eq!(store.key(commit.case, &long(MAX_KEY_BYTES)).unwrap().as_ref(), commit.keys.first());
    assert_eq!(store.find(&long(MAX_KEY_BYTES)).unwrap(), Some(commit.case));
}

/// The record with a text in place of its effects, so that it has so many bytes.
fn padded(record: &NewRecord, bytes: usize) -> NewRecord {
    let text = String::from_utf8(record.bytes().to_vec()).unwrap();
    let pad = "x".repeat(bytes - record.bytes().len());
    let bytes = text.replacen("\"e\":[]", &format!("\"e\":\"{pad}\""), 1).into_bytes();
    NewRecord { written: Written::read(bytes).unwrap(), openings: record.openings.clone() }
}

/// Bytes and openings of a record, and bytes of an opening.
pub fn records_end_at_their_limits<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let commit = author.plain("1");
    let with = |record: NewRecord| CaseCommit { records: vec![record], ..commit.clone() };
    let bytes = MAX_RECORD_BYTES + 1;
    let long = with(padded(&commit.records[0], bytes));
    assert_eq!(refused(&mut store, &long), Invalid::RecordBytes { number: 1, bytes });
    let mut longest = padded(&commit.records[0], MAX_RECORD_BYTES);
    assert_eq!(longest.bytes().len(), MAX_RECORD_BYTES);
    longest.openings[0].value = Value::Str(String::new());
    // The line of an export has `{"o":` and `}` around it.
    let frame = to_bytes(&longest.openings[0]).unwrap().len() + 6;
    longest.openings[0].value = Value::Str("x".repeat(MAX_LINE_BYTES - frame + 1));
    assert_eq!(refused(&mut store, &with(longest.clone())), Invalid::OpeningBytes { number: 1 });
    longest.openings[0].value = Value::Str("x".repeat(MAX_LINE_BYTES - frame));
    let longest = done(&mut store, with(longest));
    assert_eq!(store.records(commit.case, 1, 1).unwrap()[0].bytes, longest.records[0].bytes());
    assert_eq!(store.openings(commit.case, 1).unwrap(), longest.records[0].openings);

    let many = |count: usize| {
        let commit = Author::default().plain("2");
        let digest = |n: usize| Hash::sha256(&n.to_be_bytes());
        let list: Vec<_> = (0..count).map(|n| format!("{{\"h\":\"{}\"}}", digest(n))).collect();
        let text = String::from_utf8(commit.records[0].bytes().to_vec()).unwrap();
        let text = text.replacen("\"e\":[]", &format!("\"e\":[{}]", list.join(",")), 1);
        let opening = |n: usize| OpeningLine {
            case: commit.case,
            digest: digest(n),
            number: 1,
            salt: Salt([1; 16]),
            value: Value::Null,
        };
        let openings = (0..count).map(opening).collect();
        CaseCommit {
            records: vec![NewRecord { written: Written::read(text.into_bytes()).unwrap(), openings }],
            ..commit.clone()
        }
    };
    let openings = MAX_RECORD_OPENINGS + 1;
    assert_eq!(refused(&mut store, &many(openings)), Invalid::Openings { number: 1, openings });
    let most = done(&mut store, many(MAX_RECORD_OPENINGS));
    assert_eq!(store.openings(most.case, 1).unwrap(), most.records[0].openings);
}

/// Commits and bytes of a batch.
pub fn batches_end_at_their_limits<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let before = everything(&store);
    let mut batch: Vec<_> = (0..=MAX_BATCH_COMMITS).map(|n| author.plain(&n.to_string())).collect();
    let error = store.commit(&batch).unwrap_err();
    assert!(matches!(error, StoreError::BatchCommits { commits } if commits == MAX_BATCH_COMMITS + 1));
    assert_eq!(everything(&store), before);
    batch.pop();
    assert_eq!(store.commit(&batch).unwrap().len(), MAX_BATCH_COMMITS);
    assert_eq!(store.frontier().unwrap().size(), MAX_BATCH_COMMITS as u64);

    let mut store = harness.create(&log_info());
    let mut author = Author::default();
    let mut batch: Vec<_> =
        (0..=MAX_BATCH_BYTES / MAX_SNAPSHOT_BYTES).map(|n| author.plain(&n.to_string())).collect();
    for commit in &mut batch {
        commit.records[0].openings.clear();
    }
    let mut left =
        MAX_BATCH_BYTES - batch.iter().map(|commit| commit.records[0].bytes().len()).sum::<usize>();
    for commit in &mut batch {
        commit.snapshot = vec![0; left.min(MAX_SNAPSHOT_BYTES)];
        left -= commit.snapshot.len();
    }
    let last = batch.len() - 1;
    batch[last].snapshot.push(0);
    let error = store.commit(&batch).unwrap_err();
    assert!(matches!(error, StoreError::BatchBytes { bytes } if bytes == MAX_BATCH_BYTES + 1), "{error:?}");
    assert_eq!(everything(&store), before);
    batch[last].snapshot.pop();
    assert_eq!(store.commit(&batch).unwrap().len(), batch.len());
}
