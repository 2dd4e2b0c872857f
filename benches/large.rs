//! Reading and compiling a procedure of ten thousand clauses; the floor is the grammar alone, line by line.
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

const CLAUSES: usize = 10_000;

fn large(c: &mut Criterion) {
    let (text, clauses) = procedure(Size::of(CLAUSES));
    let lines = lines(&text);
    assert!(lines.iter().all(|(entry, line)| parse(*entry, line).is_ok()), "the floor reads every line");
    assert_eq!(compile("large.proc", text.as_bytes(), &NoLibrary).procedures.len(), 1);
    let mut group = c.benchmark_group(format!("{clauses} clauses"));
    group.sample_size(20);
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

criterion_group!(benches, large);
criterion_main!(benches);
