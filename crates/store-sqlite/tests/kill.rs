//! `kill -9` under load: nothing that was acknowledged to any of several callers is lost, and no batch is torn. The test
//! runs itself again as the process that is killed.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen_audit::merkle::root;
use shouwen_audit::{Options, leaf_hash, verify};
use shouwen_store::conformance::{Author, log_info};
use shouwen_store::{Committed, Store, export};
use shouwen_store_sqlite::{OpenError, OpenMode, SqliteStore};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Names the file to the child; without it the child's test does nothing.
const FILE: &str = "SHOUWEN_KILL_FILE";
/// So many callers commit at the same time.
const CALLERS: usize = 4;
/// The cases of each.
const CASES: [&str; 3] = ["1", "2", "3"];
const KILLS: u32 = 24;
const KILLS_OF_CREATION: u32 = 12;

/// Numbers that are the same in every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn open_or_create(path: &Path) -> SqliteStore {
    match SqliteStore::open(path, OpenMode::ReadWrite) {
        Err(OpenError::Missing | OpenError::NotAStore) => SqliteStore::create(path, &log_info()).unwrap(),
        other => other.unwrap(),
    }
}

/// The last version of each caller's cases.
type Versions = [u64; CALLERS];

fn name(caller: usize, case: &str) -> String {
    format!("{caller}/{case}")
}

/// The process that is killed: several callers, each with one batch after the other, each with the same number of records
/// for all cases of that caller, and after each the caller and the version of its cases on standard error.
#[test]
fn the_child_commits_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let store = open_or_create(Path::new(&path));
    let author = Author::resume(&store);
    std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let (store, author) = (store.clone(), author.clone());
            scope.spawn(move || go_on(store, author, caller));
        }
    });
}

fn go_on(mut store: SqliteStore, mut author: Author, caller: usize) {
    loop {
        let records = 1 + store.checkpoint().unwrap().size / 4 % 3;
        let batch = CASES.map(|case| author.commit(&name(caller, case), records));
        let answers = store.commit(&batch).unwrap();
        let Some(Committed::Done { version, .. }) = answers.first() else { panic!("{answers:?}") };
        std::io::stderr().write_all(format!("{caller} {version}\n").as_bytes()).unwrap();
    }
}

fn child(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["the_child_commits_until_it_is_killed", "--exact", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the child after so many answers and a little later, and gives the last versions that it acknowledged.
fn kill(mut child: Child, answers: usize, later: Duration) -> Versions {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut seen: Vec<String> = lines.by_ref().take(answers).collect();
    std::thread::sleep(later);
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died is still in the pipe.
    seen.extend(lines);
    let mut acknowledged = Versions::default();
    for line in &seen {
        let told = line.split_once(' ').and_then(|(caller, version)| {
            Some((caller.parse::<usize>().ok()?, version.parse::<u64>().ok()?))
        });
        let (caller, version) = told.unwrap_or_else(|| panic!("the child failed: {seen:?}"));
        acknowledged[caller] = acknowledged[caller].max(version);
    }
    acknowledged
}

/// Checks that everything is whole and that the cases of every caller have the version it was told, or a later one.
fn check(path: &Path, acknowledged: Versions) -> Versions {
    let store = SqliteStore::open(path, OpenMode::ReadWrite).unwrap();
    let log = store.read_log(0, usize::MAX).unwrap();
    let leaves: Vec<_> = log.iter().map(|record| leaf_hash(&record.bytes)).collect();
    let frontier = store.frontier().unwrap();
    assert_eq!((frontier.size(), frontier.root()), (leaves.len() as u64, root(&leaves)));
    let version = |name: String| {
        let case = Author::case(&name);
        let Some(stored) = store.load(case).unwrap() else { return 0 };
        assert_eq!(stored.snapshot, format!("{name} at {}\0", stored.version).into_bytes());
        assert_eq!(store.records(case, 1, usize::MAX).unwrap().len() as u64, stored.version);
        let key = store.key(case, &format!("key/{}", stored.version)).unwrap().unwrap();
        assert_eq!(key.last, stored.version);
        stored.version
    };
    let mut found = Versions::default();
    for caller in 0..CALLERS {
        let versions = CASES.map(|case| version(name(caller, case)));
        assert!(versions.iter().all(|version| *version == versions[0]), "a torn batch: {versions:?}");
        assert!(versions[0] >= acknowledged[caller], "{caller}: {} told, {versions:?}", acknowledged[caller]);
        found[caller] = versions[0];
    }
    let mut file = Vec::new();
    let checkpoint = export(&store, &mut file).unwrap();
    let report = verify(&file[..], &Options { checkpoint: Some(checkpoint) }).unwrap();
    assert_eq!(report.problems, []);
    found
}

#[test]
fn nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    drop(SqliteStore::create(&path, &log_info()).unwrap());
    let mut seeded = Seeded(20_260_302);
    let (mut before, mut unanswered) = (Versions::default(), 0);
    for _ in 0..KILLS {
        let answers = usize::try_from(seeded.below(40)).unwrap();
        let later = Duration::from_micros(seeded.below(4_000));
        let told = kill(child(&path), answers, later);
        let acknowledged = std::array::from_fn(|caller| told[caller].max(before[caller]));
        let found = check(&path, acknowledged);
        unanswered += found.iter().zip(acknowledged).filter(|(found, told)| *found > told).count();
        before = found;
    }
    assert!(before.iter().all(|version| *version > 20), "the child did next to nothing: {before:?}");
    println!("{KILLS} kills, versions {before:?}, {unanswered} callers' commits done and not answered");
}

#[test]
fn a_creation_that_was_cut_short_is_done_again() {
    let mut seeded = Seeded(7);
    for _ in 0..KILLS_OF_CREATION {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.db");
        let acknowledged = kill(child(&path), 0, Duration::from_micros(seeded.below(20_000)));
        drop(open_or_create(&path));
        check(&path, acknowledged);
    }
}
