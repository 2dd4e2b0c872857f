//! Durable steps of the licence in SQLite, alone and in groups of 16, beside their floor: the same rows with the same
//! bytes, written plainly into the same tables in one transaction for 1 step or for 16.
//!
//! A durable figure means nothing without the flush rate of the disk, and that of a virtual disk may change by an order
//! of magnitude within a minute. So everything is measured in turns, a little of each in every round together with the
//! flush rate of that round, and a ratio is the middle one of those of the rounds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a bench fails loudly"
)]

#[path = "support/rows.rs"]
mod rows;

use rows::{Plain, capture};
use shouwen::{Answer, Compiled, Request, SqliteStore, Store};
use shouwen_benches::licence::{STEPS, begun, beside, licence, log_info, run};
use shouwen_store::{CaseCommit, Committed};
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Callers at the same time, and steps of a group.
const GROUP: usize = 16;
/// How often everything is measured.
const ROUNDS: usize = 9;
/// Steps of a measurement, alone and in groups.
const ALONE: usize = STEPS * GROUP * 4;
const GROUPED: usize = STEPS * GROUP * 20;

fn folder() -> TempDir {
    // On the disk of the build, since the usual temporary folder may be in memory.
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Writes of 4 KiB, each flushed, for a third of a second; how many a second.
fn flushes() -> f64 {
    let folder = folder();
    let mut file = File::create(folder.path().join("flush")).unwrap();
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < Duration::from_millis(333) {
        file.seek(SeekFrom::Start(u64::from(count % 256) * 4096)).unwrap();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

/// The middle one.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Rates of each kind, by round; the first kind is the floor of the others.
struct Table {
    kinds: &'static [&'static str],
    rounds: Vec<Vec<f64>>,
}

impl Table {
    fn print(&self) {
        for (n, kind) in self.kinds.iter().enumerate() {
            let rate = middle(self.rounds.iter().map(|round| round[n]).collect());
            let ratio = middle(self.rounds.iter().map(|round| 100.0 * round[n] / round[0]).collect());
            println!("  {kind:<44} {rate:>8.0} steps/s  {ratio:>4.0} % of the floor");
        }
    }
}

fn create(folder: &TempDir) -> SqliteStore {
    SqliteStore::create(folder.path().join("log.db"), &log_info()).unwrap()
}

/// The floor, so many commits a transaction.
fn plain(commits: &[CaseCommit], group: usize, steps: usize) -> f64 {
    let folder = folder();
    drop(create(&folder));
    let rows = rows::rows(&commits[..steps], group);
    let mut plain = Plain::open(&folder.path().join("log.db"));
    let start = Instant::now();
    for transaction in &rows {
        plain.write(transaction);
    }
    steps as f64 / start.elapsed().as_secs_f64()
}

/// Commits that are ready, by so many callers or in batches of so many.
fn stored(commits: &[CaseCommit], batch: usize, steps: usize) -> f64 {
    let folder = folder();
    let mut store = create(&folder);
    let start = Instant::now();
    for batch in commits[..steps].chunks(batch) {
        let answers = store.commit(batch).unwrap();
        assert!(answers.iter().all(|answer| matches!(answer, Committed::Done { .. })));
    }
    steps as f64 / start.elapsed().as_secs_f64()
}

/// The same by callers at the same time, each with every sixteenth case.
fn stored_together(commits: &[CaseCommit], steps: usize) -> f64 {
    let folder = folder();
    let store = create(&folder);
    let caller = |caller| {
        let commits: Vec<_> = commits[..steps].iter().skip(caller).step_by(GROUP).cloned().collect();
        let mut store = store.clone();
        move || {
            for commit in &commits {
                let answers = store.commit(std::slice::from_ref(commit)).unwrap();
                assert!(matches!(answers[..], [Committed::Done { .. }]));
            }
        }
    };
    steps as f64 / together((0..GROUP).map(caller)).as_secs_f64()
}

/// Lets callers act at the same time, and measures.
fn together<A: FnOnce() + Send>(callers: impl Iterator<Item = A>) -> Duration {
    let ready = Barrier::new(GROUP + 1);
    thread::scope(|scope| {
        let start = |act: A| {
            scope.spawn(|| {
                ready.wait();
                act();
            })
        };
        let threads: Vec<_> = callers.map(start).collect();
        ready.wait();
        let start = Instant::now();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        start.elapsed()
    })
}

/// Requests of cases of one caller, at least so many.
fn requests(caller: usize, steps: usize) -> Vec<Request> {
    (0..steps.div_ceil(STEPS)).flat_map(|n| run(&format!("{caller}-{n}"))).take(steps).collect()
}

/// Requests of so many cases side by side as a group has.
fn requests_abreast(steps: usize) -> Vec<Request> {
    let block = |block| {
        let runs: Vec<_> = (0..GROUP).map(|n| run(&format!("{block}-{n}"))).collect();
        (0..STEPS).flat_map(move |step| runs.iter().map(move |run| run[step].clone()).collect::<Vec<_>>())
    };
    (0..steps.div_ceil(STEPS * GROUP)).flat_map(block).take(steps).collect()
}

/// Whole steps through the runtime: read, decided, recorded, committed.
fn executed(licence: &Compiled, steps: usize) -> f64 {
    let folder = folder();
    let mut runtime = begun(create(&folder), licence);
    let requests = requests(0, steps);
    let start = Instant::now();
    for request in &requests {
        assert!(runtime.execute(request).unwrap().accepted());
    }
    steps as f64 / start.elapsed().as_secs_f64()
}

/// Whole steps that come to one runtime in groups.
fn executed_in_groups(licence: &Compiled, steps: usize) -> f64 {
    let folder = folder();
    let mut runtime = begun(create(&folder), licence);
    let requests = requests_abreast(steps);
    let start = Instant::now();
    for group in requests.chunks(GROUP) {
        assert!(runtime.execute_all(group).unwrap().iter().all(Answer::accepted));
    }
    steps as f64 / start.elapsed().as_secs_f64()
}

fn executed_together(licence: &Compiled, steps: usize) -> f64 {
    let folder = folder();
    let store = create(&folder);
    let first = begun(store.clone(), licence);
    let each = steps / GROUP;
    let caller = |caller: usize| {
        let seed = u64::try_from(caller).unwrap() + 2;
        let (mut runtime, requests) = (beside(&first, store.clone(), seed), requests(caller, each));
        move || {
            for request in &requests {
                assert!(runtime.execute(request).unwrap().accepted());
            }
        }
    };
    (each * GROUP) as f64 / together((0..GROUP).map(caller)).as_secs_f64()
}

fn main() {
    let licence = licence();
    let commits = capture(&licence, GROUP, GROUPED);
    let mean = |of: &dyn Fn(&CaseCommit) -> usize| commits.iter().map(of).sum::<usize>() / commits.len();
    let records = mean(&|commit| commit.records.iter().map(|record| record.bytes().len()).sum());
    let snapshots = mean(&|commit| commit.snapshot.len());
    println!("a step: records of {records} bytes and a snapshot of {snapshots} bytes on average");
    let table = |kinds: &'static [&'static str]| Table { kinds, rounds: Vec::new() };
    let mut alone = table(&["floor: plain rows", "commits that are ready", "whole steps"]);
    let mut grouped = table(&[
        "floor: plain rows",
        "commits that are ready, by 16 callers",
        "whole steps that come in groups of 16",
        "whole steps, by 16 callers",
    ]);
    let mut rates = Vec::new();
    for round in 1..=ROUNDS {
        let before = flushes();
        alone.rounds.push(vec![
            plain(&commits, 1, ALONE),
            stored(&commits, 1, ALONE),
            executed(&licence, ALONE),
        ]);
        let after = flushes();
        grouped.rounds.push(vec![
            plain(&commits, GROUP, GROUPED),
            stored_together(&commits, GROUPED),
            executed_in_groups(&licence, GROUPED),
            executed_together(&licence, GROUPED),
        ]);
        println!("round {round}: {before:.0} and {after:.0} flushes of 4 KiB a second");
        rates.extend([before, after]);
    }
    println!("flushes a second: {:.0} in the middle", middle(rates));
    println!(
        "one caller, a transaction for each step (a whole step is read, decided, recorded and committed):"
    );
    alone.print();
    println!("at the same time, and the floor in transactions of {GROUP} steps:");
    grouped.print();
}
