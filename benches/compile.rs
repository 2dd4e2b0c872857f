//! Reading and compiling the licence; the floor is the grammar alone, line by line, without a tree.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::expect_used, reason = "a bench fails loudly")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shouwen::{MemoryLibrary, compile};
use shouwen_grammar::{Entry, parse};
use shouwen_syntax::{FileId, Source};
use std::hint::black_box;

const PATH: &str = "processes/labour_dispatch_licence/劳务派遣经营许可.proc";
const LICENCE: &str = include_str!("../processes/labour_dispatch_licence/劳务派遣经营许可.proc");
const OFFICE: &str = include_str!("../processes/机构.proc");

/// The clauses of the file with the entry rule each belongs to.
fn lines(text: &str) -> Vec<(Entry, &str)> {
    let mut entry = Entry::Head;
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim().trim_end_matches(['；', '。', '：']);
        if bare.is_empty() {
            continue;
        }
        if !line.starts_with("  ") {
            lines.push((Entry::Head, bare));
            let word = bare.split([' ', '，']).next().unwrap_or_default();
            entry = match word {
                "机构" => Entry::Organisation,
                "事项" => Entry::Procedure,
                "登记信息" => Entry::Data,
                "条件" => Entry::Condition,
                "岗位" => Entry::Post,
                "材料" => Entry::Material,
                "结果" => Entry::Outcome,
                "时限" => Entry::Clock,
                "随时" => Entry::AnyTime,
                "办结后" => Entry::AfterClosing,
                "案例" => Entry::Scenario,
                _ => Entry::Place,
            };
        } else {
            lines.push((entry, bare));
        }
    }
    lines
}

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
    group.bench_function("text to machine, checked", |b| {
        b.iter(|| compile(PATH, black_box(LICENCE.as_bytes()), &library));
    });
    group.finish();
}

criterion_group!(benches, licence);
criterion_main!(benches);
