//! Listings: their order, where they begin and where they end.

use super::author::at;
use super::{Author, Harness, done, log_info};
use crate::{CaseRow, DueChange, MAX_PAGE_BYTES, MAX_PAGE_ROWS, NewRecord, Store};
use shouwen_audit::Written;
use shouwen_canon::{CaseId, Instant};

/// Due cases come by instant, ties by id as text, up to and including the instant asked for.
pub fn due_cases_come_in_order<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let mut expected: Vec<(Instant, String, CaseId)> = Vec::new();
    for n in 0..40i64 {
        let mut commit = author.commit(&n.to_string(), 1);
        commit.due = DueChange::Set(at(n * 7 % 5));
        let commit = done(&mut store, commit);
        expected.push((at(n * 7 % 5), commit.case.to_string(), commit.case));
    }
    // One moves, one stays, one is cleared.
    let mut moved = author.commit("0", 1);
    moved.due = DueChange::Set(at(4));
    expected[0].0 = at(4);
    let mut kept = author.commit("1", 1);
    kept.due = DueChange::Keep;
    let mut cleared = author.commit("2", 1);
    cleared.due = DueChange::Clear;
    expected.remove(2);
    for commit in [moved, kept, cleared] {
        done(&mut store, commit);
    }
    expected.sort();
    let expected: Vec<_> = expected.into_iter().map(|(at, _, case)| (at, case)).collect();
    assert_eq!(store.due(at(100), None, usize::MAX).unwrap(), expected);
    for limit in [1, 3, 38, 39, 40] {
        let mut read: Vec<(Instant, CaseId)> = Vec::new();
        loop {
            let page = store.due(at(4), read.last().copied(), limit).unwrap();
            assert!(page.len() <= limit);
            if page.is_empty() {
                break;
            }
            read.extend(page);
        }
        assert_eq!(read, expected, "in pages of {limit}");
    }
    let until = |at: Instant| expected.iter().filter(|(due, _)| *due <= at).count();
    let just_before = at(2).checked_add_millis(-1).unwrap();
    assert_eq!(store.due(at(2), None, usize::MAX).unwrap().len(), until(at(2)));
    assert_eq!(store.due(just_before, None, usize::MAX).unwrap().len(), until(just_before));
    assert!(until(just_before) < until(at(2)));
    assert_eq!(store.due(at(-1), None, 9).unwrap(), []);
    assert_eq!(store.due(at(4), None, 0).unwrap(), []);
}

/// Cases are listed by id as text, from any point on, whether a case stands there or not.
pub fn cases_are_listed_in_order<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let mut names = Vec::new();
    for n in 0..30 {
        let mut commit = author.commit(&n.to_string(), 1);
        commit.index = commit.index.filter(|_| n % 3 != 0);
        names.push((commit.case.to_string(), done(&mut store, commit)));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    let rows = store.cases(None, usize::MAX).unwrap();
    assert_eq!(rows.len(), names.len());
    for (row, (_, commit)) in rows.iter().zip(&names) {
        assert_eq!((row.case, row.version, &row.index), (commit.case, 1, &commit.index));
        assert_eq!(DueChange::Set(row.due.unwrap()), commit.due);
    }
    for missing in 100..120 {
        let case = Author::case(&missing.to_string());
        let expected = names.iter().filter(|(name, _)| *name > case.to_string()).map(|(_, c)| c.case).take(2);
        let read: Vec<_> = store.cases(Some(case), 2).unwrap().iter().map(|row| row.case).collect();
        assert_eq!(read, expected.collect::<Vec<_>>());
    }
    assert_eq!(store.cases(Some(names[29].1.case), 9).unwrap(), []);
}

/// The cases of a procedure are those of the listing that bear its short name, in pages of any length.
pub fn cases_are_listed_by_procedure<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    for n in 0..30 {
        let mut commit = author.commit(&n.to_string(), 1);
        // Some are of another procedure, some are not listed at all.
        commit.index = commit.index.filter(|_| n % 5 != 0);
        if let Some(index) = commit.index.as_mut().filter(|_| n % 3 == 0) {
            "petition".clone_into(&mut index.alias);
        }
        done(&mut store, commit);
    }
    let all = store.cases(None, usize::MAX).unwrap();
    for alias in ["licence", "petition", "licenc", "Licence", "licence%", ""] {
        let of = |row: &&CaseRow| row.index.as_ref().is_some_and(|index| index.alias == alias);
        let expected: Vec<_> = all.iter().filter(of).cloned().collect();
        for limit in [1, 7, usize::MAX] {
            let (mut read, mut after) = (Vec::new(), None);
            loop {
                let page = store.cases_of(alias, after, limit).unwrap();
                assert!(page.len() <= limit);
                let Some(last) = page.last() else { break };
                after = Some(last.case);
                read.extend(page);
            }
            assert_eq!(read, expected, "of {alias} in pages of {limit}");
        }
    }
    assert_eq!(store.cases_of("licence", None, 0).unwrap(), []);
}

/// Pages are no longer than asked for and than allowed, and empty only at the end.
pub fn pages_end_where_they_say<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let case = Author::case("1");
    let rounds = MAX_PAGE_ROWS as u64 / 1000 + 1;
    for _ in 0..rounds {
        done(&mut store, author.commit("1", 1000));
    }
    let total = rounds * 1000;
    assert_eq!(store.read_log(0, usize::MAX).unwrap().len(), MAX_PAGE_ROWS);
    assert_eq!(store.records(case, 1, usize::MAX).unwrap().len(), MAX_PAGE_ROWS);
    assert_eq!(store.records(case, 0, 2).unwrap(), store.records(case, 1, 2).unwrap());
    assert_eq!(store.read_log(total - 1, 5).unwrap().len(), 1);
    assert_eq!(store.records(case, total, 5).unwrap().len(), 1);
    assert_eq!(store.read_log(total, 5).unwrap(), []);
    assert_eq!(store.read_log(u64::MAX, 5).unwrap(), []);
    assert_eq!(store.records(case, total + 1, 5).unwrap(), []);
    assert_eq!(store.records(case, u64::MAX, 5).unwrap(), []);
    assert_eq!(store.records(Author::case("2"), 1, 5).unwrap(), []);
    assert_eq!(store.read_log(0, 0).unwrap(), []);

    // Four records of 15 MiB: two do not fill a page, the third ends it.
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    for name in ["a", "b", "c", "d"] {
        let mut commit = author.plain(name);
        let text = String::from_utf8(commit.records[0].bytes().to_vec()).unwrap();
        let pad = "x".repeat(15 * 1024 * 1024);
        let text = text.replacen("\"e\":[]", &format!("\"e\":\"{pad}\""), 1);
        commit.records[0] = NewRecord::new(Written::read(text.into_bytes()).unwrap());
        done(&mut store, commit);
    }
    let page = store.read_log(0, 9).unwrap();
    let bytes: usize = page.iter().map(|record| record.bytes.len()).sum();
    assert_eq!(page.len(), 3);
    assert!(bytes >= MAX_PAGE_BYTES && bytes - page[2].bytes.len() < MAX_PAGE_BYTES);
    assert_eq!(store.read_log(3, 9).unwrap().len(), 1);
}
