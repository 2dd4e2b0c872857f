//! Reading and compiling procedures of ten and a hundred thousand clauses, and one of 200 steps; the floor is the grammar alone, line by line.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::expect_used, reason = "a bench fails loudly")]

#[path = "../crates/compile/tests/generate/mod.rs"]
mod generate;
#[path = "support/lines.rs"]
mod lines;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generate::{Size, procedure};
use lines::lines;
use shouwen::{NoLibrary, compile};
use shouwen_grammar::parse;
use shouwen_syntax::{FileId, Source};
use std::hint::black_box;

/// Two hundred steps, with what an office of that size has besides.
const STEPS: Size =
    Size { steps: 200, posts: 20, materials: 20, outcomes: 10, conditions: 20, scenarios: 10, padding: 0 };

fn large(c: &mut Criterion) {
    for clauses in [10_000, 100_000] {
        one(c, Size::of(clauses), 10);
    }
}

/// A procedure as large as one of an office may be.
fn steps(c: &mut Criterion) {
    one(c, STEPS, 100);
}

fn one(c: &mut Criterion, size: Size, samples: usize) {
    let (text, clauses) = procedure(size);
    let lines = lines(&text);
    assert!(lines.iter().all(|(entry, line)| parse(*entry, line).is_ok()), "the floor reads every line");
    assert_eq!(compile("large.proc", text.as_bytes(), &NoLibrary).procedures.len(), 1);
    let mut group = c.benchmark_group(format!("{clauses} clauses, {} steps", size.steps));
    group.sample_size(samples);
    group.throughput(Throughput::Elements(clauses.try_into().expect("a count")));
    group.bench_function("floor: pest alone", |b| {
        b.iter(|| {
            for (entry, line) in &lines {
                let _ = black_box(parse(*entry, black_box(line)));
            }
        });
    });
    let source = Source::new(FileId(0), "large.proc", &text).expect("a source");
    group.bench_function("text to tree", |b| b.iter(|| shouwen_syntax::parse(black_box(&source))));
    group.bench_function("text to machine, checked", |b| {
        b.iter(|| compile("large.proc", black_box(text.as_bytes()), &NoLibrary));
    });
    group.finish();
}

criterion_group!(benches, steps, large);
criterion_main!(benches);
