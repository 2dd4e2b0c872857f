//! Several runtimes in threads of one process, each on its own handle of one file.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod common;

use common::{OPERATOR, carry_on, whole_run};
use shouwen::{LogInfo, Secret, SqliteStore, Store};

const THREADS: u64 = 4;
const CASES: u64 = 3;
const NOW: &str = "2026-03-01 00:00";

/// A run of the licence under keys of its own, so many records; gives how many commands were done here first.
fn run(store: &SqliteStore, thread: u64, name: &str) -> usize {
    let mut runtime = carry_on(store.clone(), NOW, 100 + thread);
    let mut first = 0;
    for request in whole_run(name) {
        let answer = runtime.execute(&request).unwrap();
        assert!(answer.accepted(), "{answer:?}");
        first += usize::from(!answer.repeated);
    }
    let case = runtime.find(&format!("@{name}")).unwrap().unwrap();
    assert!(runtime.case(case).unwrap().unwrap().settled());
    first
}

#[test]
fn runtimes_in_threads_share_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let info = LogInfo::new("test", Secret::new([7; 32])).unwrap();
    let store = SqliteStore::create(folder.path().join("log.db"), &info).unwrap();
    let mut runtime = carry_on(store.clone(), NOW, 1);
    runtime.begin(OPERATOR).unwrap();
    runtime.publish(&common::licence()).unwrap();
    drop(runtime);
    let before = store.checkpoint().unwrap().size;
    let length = whole_run("k").len();

    let firsts: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let store = store.clone();
                scope.spawn(move || {
                    for n in 0..CASES {
                        assert_eq!(run(&store, thread, &format!("{thread}-{n}")), length);
                    }
                    // The very same commands in all threads.
                    run(&store, thread, "shared")
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(firsts.iter().sum::<usize>(), length, "each command of the shared case took effect once");

    let mut file = Vec::new();
    let checkpoint = shouwen::export(&store, &mut file).unwrap();
    let runs = usize::try_from(THREADS * CASES + 1).unwrap();
    assert_eq!(checkpoint.size, before + u64::try_from(runs * length).unwrap());
    assert_eq!(common::proved(&file).lines.len(), usize::try_from(checkpoint.size).unwrap());
}
