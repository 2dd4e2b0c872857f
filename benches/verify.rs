//! Verifying and replaying an exported log offline; the floor parses each record once and hashes its bytes once.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench fails loudly")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shouwen::{Log, MemoryStore, VerifyOptions, export, replay};
use shouwen_audit::Record;
use shouwen_benches::licence::{begun, licence, log_info, run};
use shouwen_canon::Hash;
use std::hint::black_box;

/// Cases of the log; each has six records.
const CASES: usize = 600;

/// The log of many runs of the licence, as an export.
fn log() -> Vec<u8> {
    let mut runtime = begun(MemoryStore::new(log_info()), &licence());
    for request in (0..CASES).flat_map(|n| run(&n.to_string())) {
        assert!(runtime.execute(&request).expect("an answer").accepted());
    }
    let mut file = Vec::new();
    export(runtime.store(), &mut file).expect("an export");
    file
}

fn offline(c: &mut Criterion) {
    let file = log();
    let text = std::str::from_utf8(&file).expect("text");
    let lines: Vec<&str> = text.lines().filter(|line| serde_json::from_str::<Record>(line).is_ok()).collect();
    let records = lines.len();
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let mean = bytes.checked_div(records).expect("records");
    println!("{records} records of {mean} bytes on average, {} bytes with openings", file.len());
    let mut group = c.benchmark_group("log");
    group.sample_size(20);
    group.throughput(Throughput::Elements(records.try_into().expect("a count")));
    group.bench_function("floor: parse and hash", |b| {
        b.iter(|| {
            for line in &lines {
                black_box(serde_json::from_str::<Record>(black_box(line)).expect("a record"));
                black_box(Hash::sha256(line.as_bytes()));
            }
        });
    });
    group.bench_function("verify", |b| {
        b.iter(|| {
            let report = shouwen::verify(black_box(&file[..]), &VerifyOptions::default()).expect("a report");
            assert!(report.ok());
        });
    });
    group.bench_function("read for replay", |b| b.iter(|| Log::read(black_box(&file[..])).expect("a log")));
    let log = Log::read(&file[..]).expect("a log");
    group.bench_function("replay", |b| b.iter(|| assert!(replay(black_box(&log)).divergences.is_empty())));
    group.finish();
}

criterion_group!(benches, offline);
criterion_main!(benches);
