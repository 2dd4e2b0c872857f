//! Several runtimes in threads of one process, each on its own handle of one file.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod common;

use common::{OPERATOR, carry_on, instant, open, whole_run};
use shouwen::{Error, LogInfo, MemoryStore, Runtime, Secret, SeededSalts, SqliteStore, Store, VirtualClock};

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

#[test]
fn a_runtime_beside_another_knows_what_it_read_and_decides_anew_on_what_comes_after() {
    let store = common::Shared::new();
    let mut first = common::begun(&store);
    let mut second =
        first.beside(store.clone(), VirtualClock::at(instant(NOW)), SeededSalts::new(2)).unwrap();
    assert_eq!(second.registers(), first.registers());
    let opened = |answer: shouwen::Answer, by: &Runtime<common::Shared>| {
        assert!(answer.accepted() && !answer.repeated, "{answer:?}");
        by.case(answer.case.unwrap()).unwrap().unwrap().definition
    };
    let old = opened(second.execute(&open("k1", "2026-03-02 09:00")).unwrap(), &second);
    assert_eq!(old, common::licence().definition.hash);

    // Another version, in force at once: the second has not read of it and opens on it all the same.
    let newer = common::licence_with(|text| {
        text.replacen("剩余 两个工作日", "剩余 三个工作日", 1).replacen(
            "生效 2020-01-01",
            "生效 2026-02-01",
            1,
        )
    });
    assert_ne!(newer.definition.hash, old);
    first.publish(&newer).unwrap();
    assert_ne!(second.registers(), first.registers());
    let new = opened(second.execute(&open("k2", "2026-03-02 09:00")).unwrap(), &second);
    assert_eq!(new, newer.definition.hash);
    assert_eq!(second.registers(), first.registers());

    // What the first opened is there for the second, and the other way round.
    let again = first.execute(&open("k2", "2026-03-02 09:00")).unwrap();
    assert!(again.accepted() && again.repeated, "{again:?}");
    common::proved(&store.export());
}

#[test]
fn a_runtime_is_beside_another_on_the_same_log_only() {
    let store = |name| MemoryStore::new(LogInfo::new(name, Secret::new([7; 32])).unwrap());
    let first = carry_on(store("one"), NOW, 1);
    let other = first.beside(store("other"), VirtualClock::at(instant(NOW)), SeededSalts::new(2));
    assert!(matches!(other, Err(Error::OtherLog { known, asked }) if known == "other" && asked == "one"));
}
