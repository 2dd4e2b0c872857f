//! Random batches against a model that a reader can check by eye.

use super::author::at;
use super::{Author, Harness, log_info};
use crate::{Asked, CaseCommit, Committed, DueChange, Invalid, Named, NewRecord, Store, Stored};
use shouwen_audit::merkle::root;
use shouwen_audit::{Record, leaf_hash};
use shouwen_canon::{CaseId, Hash, Instant, Value};
use std::collections::BTreeMap;

/// What one commit of a random batch is: which case, how many records, what becomes of the due instant, and what is
/// wrong with it. Any four bytes are a step.
pub type Step = [u8; 4];

#[derive(Default)]
struct Case {
    version: u64,
    tip: Option<Hash>,
    snapshot: Vec<u8>,
    due: Option<Instant>,
}

#[derive(Default)]
struct Model {
    cases: BTreeMap<CaseId, Case>,
    keys: BTreeMap<(CaseId, String), Hash>,
    log: Vec<(CaseId, u64, Vec<u8>)>,
}

impl Model {
    /// What is asked at once is what is asked piece by piece.
    fn at_one_moment<S: Store>(&self, store: &S, id: CaseId, stored: &Stored) {
        let ids: Vec<_> = self.cases.keys().copied().collect();
        let versions: Vec<_> = self.cases.values().map(|case| case.version).collect();
        let opening = stored.index.as_ref().map(|index| index.opening.as_str());
        let key = format!("key/{}", stored.version);
        for case in [Some(Named::Id(id)), opening.map(Named::Opening)].into_iter().flatten() {
            let moment = store.moment(&Asked { case: Some(case), key: Some(&key), versions: &ids }).unwrap();
            assert_eq!((moment.case, &moment.versions), (Some((id, stored.clone())), &versions));
            assert_eq!(moment.key, store.key(id, &key).unwrap());
        }
    }

    /// What the store must answer.
    fn commit(&mut self, commit: &CaseCommit) -> Committed {
        for record in &commit.records {
            if record.written.log().is_some() != (record.number() == 1) {
                let why = "the id of the log stands in the first record of a case, and only there";
                return Committed::Refused(Invalid::Record { number: record.number(), why });
            }
        }
        let case = self.cases.entry(commit.case).or_default();
        if case.version != commit.expected {
            return Committed::Stale { actual: case.version };
        }
        let first = &commit.records[0];
        if Record::<Value, Value, Value>::from_bytes(first.bytes()).unwrap().previous != case.tip {
            return Committed::Refused(Invalid::Link { number: first.number() });
        }
        for row in &commit.keys {
            if let Some(digest) = self.keys.get(&(commit.case, row.key.clone())) {
                let same = *digest == row.digest;
                return Committed::Refused(Invalid::KeyTaken { key: row.key.clone(), same });
            }
        }
        let first = self.log.len() as u64;
        for record in &commit.records {
            self.log.push((commit.case, record.number(), record.bytes().to_vec()));
            (case.version, case.tip) = (record.number(), Some(record.leaf()));
        }
        case.snapshot.clone_from(&commit.snapshot);
        match commit.due {
            DueChange::Keep => {}
            DueChange::Set(at) => case.due = Some(at),
            DueChange::Clear => case.due = None,
        }
        self.keys.extend(commit.keys.iter().map(|row| ((commit.case, row.key.clone()), row.digest)));
        Committed::Done { version: case.version, positions: Some(first..self.log.len() as u64) }
    }

    fn check<S: Store>(&self, store: &S) {
        let there = || self.cases.iter().filter(|(_, case)| case.version > 0);
        for (id, case) in there() {
            let stored = store.load(*id).unwrap().unwrap();
            let (tip, snapshot) = (Some(stored.tip), &stored.snapshot);
            assert_eq!((stored.version, tip, snapshot), (case.version, case.tip, &case.snapshot));
            self.at_one_moment(store, *id, &stored);
        }
        for ((case, key), digest) in &self.keys {
            assert_eq!(store.key(*case, key).unwrap().map(|row| row.digest), Some(*digest));
        }
        let mut due: Vec<_> = there().filter_map(|(id, case)| Some((case.due?, id.to_string()))).collect();
        due.sort();
        let read = store.due(at(1_000_000), None, usize::MAX).unwrap();
        assert_eq!(read.into_iter().map(|(at, case)| (at, case.to_string())).collect::<Vec<_>>(), due);
        let log: Vec<_> =
            store.read_log(0, usize::MAX).unwrap().into_iter().map(|r| (r.case, r.number, r.bytes)).collect();
        assert_eq!(log, self.log);
        let leaves: Vec<_> = log.iter().map(|(.., bytes)| leaf_hash(bytes)).collect();
        assert_eq!(store.frontier().unwrap().root(), root(&leaves));
        assert_eq!(store.cases(None, usize::MAX).unwrap().len(), there().count());
    }
}

/// The commit that a step describes, on what `author` holds to be committed.
fn commit(author: &mut Author, step: Step) -> CaseCommit {
    let [case, records, due, fault] = step;
    let name = (case % 5).to_string();
    if fault % 8 == 0 {
        // On a version that the case has not reached.
        author.commit(&name, 1);
    }
    let mut commit = author.commit(&name, 1 + u64::from(records % 3));
    commit.due = match due % 3 {
        0 => DueChange::Keep,
        1 => DueChange::Set(at(i64::from(due))),
        _ => DueChange::Clear,
    };
    match fault % 8 {
        1 => misplace(&mut commit.records[0]),
        2 => "key/1".clone_into(&mut commit.keys[0].key),
        3 => commit.index = None,
        _ => {}
    }
    commit
}

/// Commits the batches, each a list of steps, and holds every answer and all that can be read against the model, with a
/// restart in the middle.
pub fn agrees_with_model<H: Harness>(harness: &mut H, batches: &[Vec<Step>]) {
    let mut author = Author::default();
    let mut model = Model::default();
    let mut store = harness.create(&log_info());
    for (nth, steps) in batches.iter().enumerate() {
        let (mut batch, mut expected) = (Vec::new(), Vec::new());
        for step in steps {
            let before = author.clone();
            let commit = commit(&mut author, *step);
            let answer = model.commit(&commit);
            if !matches!(answer, Committed::Done { .. }) {
                author = before;
            }
            expected.push(answer);
            batch.push(commit);
        }
        // What was committed before comes again, as after an answer that was lost.
        if nth % 3 == 2 {
            let again = batch.clone();
            expected.extend(again.iter().map(|commit| model.commit(commit)));
            batch.extend(again);
        }
        assert_eq!(store.commit(&batch).unwrap(), expected);
        if nth == batches.len() / 2 {
            store = harness.reopen(store);
        }
        model.check(&store);
    }
}

/// Takes the id of the log out of a first record, or puts one into a later.
fn misplace(record: &mut NewRecord) {
    let mut changed = Record::<Value, Value, Value>::from_bytes(record.bytes()).unwrap();
    changed.log = if changed.log.is_some() { None } else { Some("another".into()) };
    record.written = changed.written().unwrap();
}
