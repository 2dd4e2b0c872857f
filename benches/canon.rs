//! The canonical writer beside its floor: a general JSON writer over the same value, which here writes the same bytes.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::expect_used, reason = "a bench fails loudly")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shouwen_benches::sample;
use shouwen_canon::Hash;
use std::hint::black_box;

fn canon(c: &mut Criterion) {
    let record = sample();
    let bytes = shouwen_canon::to_bytes(&record).expect("canonical bytes");
    assert_eq!(bytes, serde_json::to_vec(&record).expect("bytes"), "the floor writes the same bytes");
    let mut group = c.benchmark_group("canon");
    group.throughput(Throughput::Bytes(bytes.len().try_into().expect("a length")));
    group.bench_function("floor: general writer", |b| b.iter(|| serde_json::to_vec(black_box(&record))));
    group.bench_function("canonical writer", |b| b.iter(|| shouwen_canon::to_bytes(black_box(&record))));
    group.bench_function("hash", |b| b.iter(|| Hash::sha256(black_box(&bytes))));
    group.finish();
}

criterion_group!(benches, canon);
criterion_main!(benches);
