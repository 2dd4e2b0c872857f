//! What a commit does, and what does nothing.

use super::{Author, Harness, done, everything, log_info, refused};
use crate::{Asked, CaseCommit, Committed, DueChange, Invalid, MAX_COMMIT_UPON, Moment, Named, Store};
use shouwen_audit::Written;
use shouwen_canon::Hash;

/// What was committed is read back, and what was not is not there.
pub fn happy_path<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let case = Author::case("1");
    assert_eq!(store.log(), &log_info());
    assert_eq!(store.load(case).unwrap(), None);
    let asked = Asked { case: Some(Named::Id(case)), key: Some("key/1"), versions: &[case] };
    assert_eq!(store.moment(&asked).unwrap(), Moment { versions: vec![0], ..Moment::default() });
    assert_eq!(store.frontier().unwrap().size(), 0);
    assert_eq!(store.commit(&[]).unwrap(), []);

    for (records, positions, version) in [(1, 0..1, 1), (3, 1..4, 4)] {
        let commit = author.commit("1", records);
        let answers = store.commit(std::slice::from_ref(&commit)).unwrap();
        assert_eq!(answers, [Committed::Done { version, positions: Some(positions) }]);
        let stored = store.load(case).unwrap().unwrap();
        assert_eq!((stored.version, stored.snapshot), (version, commit.snapshot));
        assert_eq!(stored.index, commit.index);
        assert_eq!(stored.tip, commit.records.last().unwrap().leaf());
        let row = &commit.keys[0];
        assert_eq!(store.key(case, &row.key).unwrap().as_ref(), Some(row));
        assert_eq!(store.key(Author::case("2"), &row.key).unwrap(), None);
        assert_eq!(store.key(case, "another").unwrap(), None);
        for record in &commit.records {
            let read = store.records(case, record.number(), 1).unwrap();
            assert_eq!((read[0].number, &read[0].bytes[..]), (record.number(), record.bytes()));
            assert_eq!(store.openings(case, record.number()).unwrap(), record.openings);
        }
    }
    assert_eq!(store.find("1").unwrap(), Some(case));
    assert_eq!(store.find("2").unwrap(), None);
    assert_eq!(store.openings(case, 5).unwrap(), []);
    assert_eq!(store.openings(case, 0).unwrap(), []);
}

/// A commit on another version than the case has does nothing and tells the version.
pub fn stale_commits_do_nothing<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let first = author.commit("1", 2);
    let second = author.commit("1", 1);
    let before = everything(&store);
    assert_eq!(store.commit(std::slice::from_ref(&second)).unwrap(), [Committed::Stale { actual: 0 }]);
    assert_eq!(everything(&store), before);
    let first = done(&mut store, first);
    let before = everything(&store);
    assert_eq!(store.commit(&[first]).unwrap(), [Committed::Stale { actual: 2 }]);
    assert_eq!(everything(&store), before);
    done(&mut store, second);
}

/// A commit that was decided upon another case does nothing once that case has gone on, in the same batch or before.
pub fn overtaken_commits_do_nothing<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let (one, two) = (Author::case("1"), Author::case("2"));
    let upon = |commit: CaseCommit, case, version| CaseCommit { upon: vec![(case, version)], ..commit };
    // Upon a case that is not there.
    done(&mut store, upon(author.commit("1", 1), two, 0));
    done(&mut store, upon(author.commit("2", 2), one, 1));
    let next = upon(author.commit("1", 1), two, 2);
    for version in [0, 1, 3] {
        let before = everything(&store);
        let stale = upon(next.clone(), two, version);
        assert_eq!(store.commit(&[stale]).unwrap(), [Committed::Overtaken { case: two, actual: 2 }]);
        assert_eq!(everything(&store), before);
    }
    let answers = store.commit(&[author.commit("2", 1), next.clone()]).unwrap();
    let overtaken = Committed::Overtaken { case: two, actual: 3 };
    assert!(matches!(&answers[..], [Committed::Done { .. }, last] if *last == overtaken), "{answers:?}");
    let many = |cases| CaseCommit { upon: vec![(two, 3); cases], ..next.clone() };
    let cases = MAX_COMMIT_UPON + 1;
    assert_eq!(refused(&mut store, &many(cases)), Invalid::CommitUpon { cases });
    done(&mut store, many(MAX_COMMIT_UPON));
}

/// In a batch a stale and a malformed commit are answered as such and the others are done.
pub fn one_stale_commit_holds_up_no_other<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let old = done(&mut store, author.commit("1", 1));
    let mut malformed = author.commit("2", 1);
    rewrite(&mut malformed, 0, "\"n\":1", "\"n\":2");
    let (good, last) = (author.commit("3", 2), author.commit("1", 1));
    let answers = store.commit(&[old, malformed, good, last]).unwrap();
    let expected = [
        Committed::Stale { actual: 1 },
        Committed::Refused(Invalid::Number { expected: 1, found: 2 }),
        Committed::Done { version: 2, positions: Some(1..3) },
        Committed::Done { version: 2, positions: Some(3..4) },
    ];
    assert_eq!(answers, expected);
    assert_eq!(store.load(Author::case("2")).unwrap(), None);
    assert_eq!(store.read_log(0, 9).unwrap().len(), 4);
}

/// Commits of one case in one batch build on each other; two on the same version are one too many.
pub fn several_commits_of_one_case_in_a_batch<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let mut rival = author.clone();
    let batch = [author.commit("1", 1), rival.commit("1", 2), author.commit("1", 1)];
    let expected = [
        Committed::Done { version: 1, positions: Some(0..1) },
        Committed::Stale { actual: 1 },
        Committed::Done { version: 2, positions: Some(1..2) },
    ];
    assert_eq!(store.commit(&batch).unwrap(), expected);
    assert_eq!(store.load(batch[2].case).unwrap().unwrap().snapshot, batch[2].snapshot);
    // A key that the first of a batch answers is taken for the second.
    let first = author.commit("1", 1);
    let mut second = author.commit("1", 1);
    second.keys[0].key.clone_from(&first.keys[0].key);
    let answers = store.commit(&[first, second]).unwrap();
    assert!(matches!(answers[0], Committed::Done { .. }), "{answers:?}");
    assert!(matches!(&answers[1], Committed::Refused(Invalid::KeyTaken { same: false, .. })), "{answers:?}");
}

/// A key is answered once in its case; again it is a mistake of the caller, told apart by the digest.
pub fn keys_are_answered_once<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let first = done(&mut store, author.commit("1", 1));
    let again = |commit: CaseCommit, digest| {
        let mut commit = commit;
        commit.keys[0].key.clone_from(&first.keys[0].key);
        commit.keys[0].digest = digest;
        commit
    };
    let next = author.commit("1", 1);
    let key = first.keys[0].key.clone();
    let same = again(next.clone(), first.keys[0].digest);
    assert_eq!(refused(&mut store, &same), Invalid::KeyTaken { key: key.clone(), same: true });
    let other = again(next.clone(), Hash::sha256(b"another"));
    assert_eq!(refused(&mut store, &other), Invalid::KeyTaken { key: key.clone(), same: false });
    assert_eq!(store.key(first.case, &key).unwrap().as_ref(), first.keys.first());
    // In another case the same key is another key.
    done(&mut store, again(author.commit("2", 1), Hash::sha256(b"another")));
    done(&mut store, next);
    let mut twice = author.commit("1", 1);
    twice.keys.push(twice.keys[0].clone());
    assert!(matches!(refused(&mut store, &twice), Invalid::KeyTaken { same: true, .. }));
}

/// An opening key names one case of the log.
pub fn one_opening_key_one_case<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    let first = done(&mut store, author.commit("1", 1));
    let mut second = author.commit("2", 1);
    let mut index = second.index.clone().unwrap();
    index.opening = "1".into();
    second.index = Some(index.clone());
    let taken = Invalid::OpeningTaken { opening: "1".into(), by: first.case };
    assert_eq!(refused(&mut store, &second), taken);
    // Within one batch too.
    index.opening = "4".into();
    second.index = Some(index);
    let fourth = author.commit("4", 1);
    let answers = store.commit(&[fourth.clone(), second]).unwrap();
    let taken = Invalid::OpeningTaken { opening: "4".into(), by: fourth.case };
    assert_eq!(answers[1], Committed::Refused(taken));
    // The case itself may be listed anew.
    let mut closed = author.commit("1", 1);
    closed.index.as_mut().unwrap().open = false;
    closed.due = DueChange::Clear;
    let closed = done(&mut store, closed);
    let rows = store.cases(None, 9).unwrap();
    let row = rows.iter().find(|row| row.case == closed.case).unwrap();
    assert_eq!((row.version, row.due, &row.index), (2, None, &closed.index));
    assert_eq!(store.find("1").unwrap(), Some(closed.case));
}

type Spoil = fn(&mut CaseCommit);
type Expected = fn(&Invalid) -> bool;

fn rewrite(commit: &mut CaseCommit, at: usize, from: &str, to: &str) {
    let record = &mut commit.records[at];
    let text = String::from_utf8(record.bytes().to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    record.written = Written::read(text.replacen(from, to, 1).into_bytes()).unwrap();
}

const MALFORMED: &[(Spoil, Expected)] = &[
    (|c| c.records.clear(), |i| *i == Invalid::NoRecord),
    (|c| rewrite(c, 0, "\"n\":3", "\"n\":4"), |i| *i == Invalid::Number { expected: 3, found: 4 }),
    (|c| rewrite(c, 1, "\"n\":4", "\"n\":3"), |i| *i == Invalid::Number { expected: 4, found: 3 }),
    (|c| c.records.swap(0, 1), |i| *i == Invalid::Number { expected: 3, found: 4 }),
    (|c| rewrite(c, 0, "\"m\":", "\"l\":\"hrss-2026\",\"m\":"), |i| matches!(i, Invalid::Record { .. })),
    (
        |c| rewrite(c, 0, &c.case.to_string(), &Author::case("2").to_string()),
        |i| matches!(i, Invalid::Record { number: 3, .. }),
    ),
    // Not relinked after a change, and linked to nothing.
    (|c| rewrite(c, 0, "\"f\":[]", "\"f\":[1]"), |i| *i == Invalid::Link { number: 4 }),
    (
        |c| {
            let tip = Hash::sha256(b"another").to_string();
            let text = String::from_utf8(c.records[0].bytes().to_vec()).unwrap();
            let old = text.split("\"p\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            rewrite(c, 0, &old, &tip);
            c.records.truncate(1);
            c.keys.clear();
        },
        |i| *i == Invalid::Link { number: 3 },
    ),
    (|c| c.records[0].openings[0].number = 4, |i| matches!(i, Invalid::Opening { number: 3, .. })),
    (|c| c.records[0].openings[0].case = Author::case("2"), |i| matches!(i, Invalid::Opening { .. })),
    (|c| c.records[0].openings[0].digest = Hash::sha256(b"x"), |i| matches!(i, Invalid::Opening { .. })),
    (
        |c| {
            let opening = c.records[0].openings[0].clone();
            c.records[0].openings.push(opening);
        },
        |i| matches!(i, Invalid::Opening { number: 3, .. }),
    ),
    (|c| c.keys[0].first = 2, |i| matches!(i, Invalid::KeyAnswer { .. })),
    (|c| c.keys[0].last = 5, |i| matches!(i, Invalid::KeyAnswer { .. })),
    (
        |c| {
            let key = "another".to_owned();
            c.keys.push(crate::KeyRow { key, ..c.keys[0].clone() });
        },
        |i| matches!(i, Invalid::KeyAnswer { .. }),
    ),
    (|c| (c.keys[0].first, c.keys[0].last) = (4, 3), |i| matches!(i, Invalid::KeyAnswer { .. })),
];

/// A commit that would spoil the log is refused by name, and nothing of it is done.
pub fn malformed_commits_do_nothing<H: Harness>(harness: &mut H) {
    let mut author = Author::default();
    let mut store = harness.create(&log_info());
    done(&mut store, author.commit("1", 2));
    let good = author.commit("1", 2);
    for (nth, (spoil, expected)) in MALFORMED.iter().enumerate() {
        let mut commit = good.clone();
        spoil(&mut commit);
        let invalid = refused(&mut store, &commit);
        assert!(expected(&invalid), "malformed commit {nth}: {invalid:?}");
    }
    done(&mut store, good);
    let mut foreign = author.commit("2", 1);
    rewrite(&mut foreign, 0, super::LOG, "another");
    assert!(matches!(refused(&mut store, &foreign), Invalid::Record { number: 1, .. }));
}
