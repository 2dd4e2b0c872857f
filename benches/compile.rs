//! Reading, laying out, translating and compiling the licence; the floor is the grammar alone, line by line, without a tree.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::expect_used, reason = "a bench fails loudly")]

#[path = "support/lines.rs"]
mod lines;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lines::lines;
use shouwen::{MemoryLibrary, compile};
use shouwen_grammar::parse;
use shouwen_syntax::{FileId, Language, Source, fmt_to};
use std::hint::black_box;

const PATH: &str = "processes/labour_dispatch_licence/劳务派遣经营许可.proc";
const LICENCE: &str = include_str!("../processes/labour_dispatch_licence/劳务派遣经营许可.proc");
const OFFICE: &str = include_str!("../processes/机构.proc");

fn licence(c: &mut Criterion) {
    let library = MemoryLibrary::default().with("processes/机构.proc", OFFICE);
    let lines = lines(LICENCE);
    let read = lines.iter().filter(|(entry, line)| parse(*entry, line).is_ok()).count();
    assert!(lines.len().saturating_sub(read) < 10, "the floor reads {read} of {} lines", lines.len());
    let mut group = c.benchmark_group("licence");
    group.throughput(Throughput::Bytes(u64::try_from(LICENCE.len()).expect("a size")));
    group.bench_function("floor: pest alone", |b| {
        b.iter(|| {
            for (entry, line) in &lines {
                let _ = black_box(parse(*entry, black_box(line)));
            }
        });
    });
    group.bench_function("text to tree", |b| {
        let source = Source::new(FileId(0), PATH, LICENCE).expect("a source");
        b.iter(|| shouwen_syntax::parse(black_box(&source)));
    });
    group.bench_function("text to tree, one fault", |b| {
        let faulty = LICENCE.replacen("由 审查岗 办理", "由审查岗办里", 1);
        let source = Source::new(FileId(0), PATH, &faulty).expect("a source");
        assert!(shouwen_syntax::parse(&source).diagnostics.has_errors(), "there is one");
        b.iter(|| shouwen_syntax::parse(black_box(&source)));
    });
    for (name, target) in [("format", Language::Chinese), ("translate", Language::English)] {
        group.bench_function(name, |b| {
            let source = Source::new(FileId(0), PATH, LICENCE).expect("a source");
            b.iter(|| fmt_to(black_box(&source), Some(target)));
        });
    }
    group.bench_function("text to machine, checked", |b| {
        b.iter(|| compile(PATH, black_box(LICENCE.as_bytes()), &library));
    });
    group.finish();
}

criterion_group!(benches, licence);
criterion_main!(benches);
