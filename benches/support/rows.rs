//! The commits of runs of the licence, and the rows they become, with everything computed beforehand.

use rusqlite::{Connection, params};
use shouwen::{Compiled, MemoryStore, Store};
use shouwen_audit::{Written, merkle::Frontier};
use shouwen_benches::licence::{begun, log_info, run};
use shouwen_canon::{Instant, to_bytes};
use shouwen_executor::due;
use shouwen_store::{CaseCommit, CaseIndex, DueChange, KeyRow, NewRecord};
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the licence in memory, so many cases side by side, and gives at least so many commits as they were made.
pub(crate) fn capture(licence: &Compiled, abreast: usize, least: usize) -> Vec<CaseCommit> {
    let mut runtime = begun(MemoryStore::new(log_info()), licence);
    let mut commits = Vec::new();
    for block in 0.. {
        if commits.len() >= least {
            break;
        }
        let runs: Vec<_> = (0..abreast).map(|n| run(&format!("{block}-{n}"))).collect();
        for step in 0..runs[0].len() {
            for run in &runs {
                let request = &run[step];
                let id = runtime.find(&format!("@{}", run[0].key)).unwrap();
                let before = id.and_then(|id| runtime.case(id).unwrap());
                let answer = runtime.execute(request).unwrap();
                assert!(answer.accepted(), "{answer:?}");
                let (id, store) = (answer.case.unwrap(), runtime.store());
                let case = runtime.case(id).unwrap().unwrap();
                let expected = before.as_ref().map_or(0, |case| case.version);
                let records = store.records(id, expected + 1, usize::MAX).unwrap().into_iter();
                let records = records.map(|record| NewRecord {
                    written: Written::read(record.bytes).unwrap(),
                    openings: store.openings(id, record.number).unwrap(),
                });
                let snapshot = store.load(id).unwrap().unwrap().snapshot;
                let mut commit = CaseCommit::new(id, expected, records.collect(), snapshot);
                commit.due = match (before.as_ref().and_then(due), due(&case)) {
                    (was, is) if was == is => DueChange::Keep,
                    (_, Some(at)) => DueChange::Set(at),
                    (_, None) => DueChange::Clear,
                };
                commit.keys.extend(store.key(id, &request.key).unwrap());
                let listed = before.is_none_or(|before| before.settled() != case.settled());
                commit.index = listed.then(|| CaseIndex {
                    alias: "labour_dispatch_licence".to_owned(),
                    opening: run[0].key.clone(),
                    open: !case.settled(),
                });
                commits.push(commit);
            }
        }
    }
    commits
}

/// The rows of one transaction.
pub(crate) struct Rows {
    commits: Vec<Commit>,
    frontier: String,
}

/// The rows of one commit.
struct Commit {
    id: i64,
    /// The name of a new case.
    name: Option<String>,
    version: i64,
    tip: String,
    snapshot: Vec<u8>,
    /// If it changes.
    due: Option<Option<i64>>,
    index: Option<CaseIndex>,
    records: Vec<Record>,
}

struct Record {
    position: i64,
    number: i64,
    bytes: String,
    key: Option<KeyRow>,
    /// Digest, salt and value.
    openings: Vec<[String; 3]>,
}

/// The rows of commits, so many commits a transaction.
pub(crate) fn rows(commits: &[CaseCommit], group: usize) -> Vec<Rows> {
    let mut ids = BTreeMap::new();
    let mut frontier = Frontier::default();
    let one = |commit: &CaseCommit, ids: &mut BTreeMap<_, i64>, frontier: &mut Frontier| {
        let next = i64::try_from(ids.len()).unwrap() + 1;
        let id = *ids.entry(commit.case).or_insert(next);
        Commit {
            id,
            name: (commit.expected == 0).then(|| commit.case.to_string()),
            version: i64::try_from(commit.version()).unwrap(),
            tip: commit.records.last().unwrap().leaf().to_string(),
            snapshot: commit.snapshot.clone(),
            due: match commit.due {
                DueChange::Keep => None,
                DueChange::Set(at) => Some(Some(Instant::millis(at))),
                DueChange::Clear => Some(None),
            },
            index: commit.index.clone(),
            records: commit.records.iter().map(|new| record(commit, new, frontier)).collect(),
        }
    };
    let transaction = |group: &[CaseCommit]| Rows {
        commits: group.iter().map(|commit| one(commit, &mut ids, &mut frontier)).collect(),
        frontier: String::from_utf8(to_bytes(&frontier).unwrap()).unwrap(),
    };
    commits.chunks(group).map(transaction).collect()
}

fn record(commit: &CaseCommit, record: &NewRecord, frontier: &mut Frontier) -> Record {
    let position = i64::try_from(frontier.size()).unwrap();
    frontier.append(record.leaf()).unwrap();
    let openings = record.openings.iter().map(|opening| {
        let value = String::from_utf8(to_bytes(&opening.value).unwrap()).unwrap();
        [opening.digest.to_string(), opening.salt.to_string(), value]
    });
    Record {
        position,
        number: i64::try_from(record.number()).unwrap(),
        bytes: String::from_utf8(record.bytes().to_vec()).unwrap(),
        key: commit.keys.iter().find(|row| row.last == record.number()).cloned(),
        openings: openings.collect(),
    }
}

/// A connection like that of the store, which writes rows and asks nothing.
pub(crate) struct Plain(Connection);

impl Plain {
    pub(crate) fn open(path: &Path) -> Self {
        let db = Connection::open(path).unwrap();
        db.set_prepared_statement_cache_capacity(64);
        let pragmas =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;
            PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;";
        db.execute_batch(pragmas).unwrap();
        Self(db)
    }

    pub(crate) fn write(&mut self, rows: &Rows) {
        let step = self.0.transaction().unwrap();
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            step.prepare_cached(sql).unwrap().execute(values).unwrap();
        };
        for commit in &rows.commits {
            let Commit { id, version, tip, snapshot, .. } = commit;
            if let (Some(name), Some(index)) = (&commit.name, &commit.index) {
                run(
                    "INSERT INTO cases (id, name, version, tip, due, alias, opening, open, snapshot)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    params![
                        id,
                        name,
                        version,
                        tip,
                        commit.due.flatten(),
                        index.alias,
                        index.opening,
                        index.open,
                        snapshot
                    ],
                );
            } else {
                run(
                    "UPDATE cases SET version = ?2, tip = ?3, snapshot = ?4 WHERE id = ?1",
                    params![id, version, tip, snapshot],
                );
                if let Some(due) = &commit.due {
                    run("UPDATE cases SET due = ?2 WHERE id = ?1", params![id, due]);
                }
                if let Some(index) = &commit.index {
                    run("UPDATE cases SET open = ?2 WHERE id = ?1", params![id, index.open]);
                }
            }
            for record in &commit.records {
                let Record { position, number, bytes, .. } = record;
                run(
                    "INSERT INTO records (position, case_id, number, bytes) VALUES (?1, ?2, ?3, ?4)",
                    params![position, id, number, bytes],
                );
                let key = record.key.as_ref();
                let first = key.map(|row| i64::try_from(row.first).unwrap());
                run(
                    "INSERT INTO steps (case_id, number, position, key, digest, first)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        id,
                        number,
                        position,
                        key.map(|row| &row.key),
                        key.map(|row| row.digest.as_bytes()),
                        first
                    ],
                );
                for (ordinal, [digest, salt, value]) in (0_i64..).zip(&record.openings) {
                    run(
                        "INSERT INTO openings (position, ordinal, digest, salt, value)
                         VALUES (?1, ?2, ?3, ?4, ?5)",
                        params![position, ordinal, digest, salt, value],
                    );
                }
            }
        }
        run("UPDATE log SET frontier = ?1", params![rows.frontier]);
        step.commit().unwrap();
    }
}
