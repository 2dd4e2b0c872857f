//! A log in one file, worked on by several threads: each has a runtime of its own over a handle on the same store, and
//! commits that meet share one flush. Processes may do the same.

use shouwen::{LogInfo, NoLibrary, OsSalts, Request, Runtime, Salts, SqliteStore, SystemClock};
use std::error::Error;

const THREADS: usize = 4;
const CASES: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("shouwen-threads-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut salts = OsSalts::new()?;
    let store = SqliteStore::create(folder.join("log.db"), &LogInfo::new("example", salts.secret())?)?;
    let mut runtime = Runtime::new(store.clone(), SystemClock, salts)?;
    runtime.begin("admin")?;
    let compiled = shouwen::compile("m.proc", include_bytes!("../tests/data/minimal.proc"), &NoLibrary);
    for procedure in &compiled.procedures {
        runtime.publish(procedure)?;
    }
    let opened = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let store = store.clone();
                scope.spawn(move || work(store, thread).map_err(|error| error.to_string()))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a thread failed".into())))
            .sum()
    });
    let opened: Result<usize, String> = opened;
    println!("{} cases opened, {} records", opened?, shouwen::Store::checkpoint(&store)?.size);
    drop((runtime, store));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// What one thread does: the runtime stays in it, the store is a handle.
fn work(store: SqliteStore, thread: usize) -> Result<usize, Box<dyn Error>> {
    let mut runtime = Runtime::new(store, SystemClock, OsSalts::new()?)?;
    let mut opened = Vec::new();
    for number in 0..CASES {
        let request = Request::open("minimal", format!("{thread}-{number}")).applicant("张三");
        opened.extend(runtime.execute(&request)?.case);
    }
    Ok(opened.len())
}
