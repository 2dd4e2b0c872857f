//! One step of a case in memory, decided, recorded and hashed, beside its floor: the very same record written and
//! hashed once. Prints the mean size of a record over an ordinary run of the licence.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a bench fails loudly"
)]

#[path = "../crates/executor/tests/common/mod.rs"]
mod common;

use common::{Done, HEAD, REVIEW, Run, WINDOW, at, officer};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use shouwen_audit::leaf_hash;
use shouwen_executor::{Body, Command, Decision, next};
use shouwen_model::form::Material;
use std::hint::black_box;

/// The command by which an officer completes the place.
fn completing(run: &Run, who: (&str, &str), when: &str, done: Done<'_>) -> Command {
    let body = Body::new("step", done.act(run.place()));
    Command { actor: officer(who.0, who.1), at: at(when), body }
}

fn one(c: &mut Criterion, group: &str, name: &str, run: &Run, command: &Command) {
    let Decision::Accepted(decided) = run.decide(command.at, command) else { panic!("{name} is refused") };
    let size = decided.written.bytes().len();
    let mut group = c.benchmark_group(group);
    group.bench_function(BenchmarkId::new("floor: write and hash", format!("{name}, {size} bytes")), |b| {
        b.iter(|| leaf_hash(&black_box(&decided.record).bytes().expect("bytes")));
    });
    group.bench_function(BenchmarkId::new("decide", format!("{name}, {size} bytes")), |b| {
        b.iter(|| run.decide(command.at, black_box(command)));
    });
    group.finish();
}

fn steps(c: &mut Criterion) {
    let review = Run::in_review();
    let yes = Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", false);
    one(c, "step", "review", &review, &completing(&review, REVIEW, "2024-03-04 10:00", yes));
    let mut decision = review.clone();
    decision.go_decision("2024-03-04 10:00", "准予");
    let granted = Done::with(&[("决定", "准予")]);
    one(c, "step", "decision", &decision, &completing(&decision, HEAD, "2024-03-05 10:00", granted.clone()));
    let time = next(&review.definition, review.case()).expect("something is due").command(review.case());
    one(c, "step", "an internal limit passes", &review, &time);

    decision.done(HEAD, "2024-03-05 10:00", granted).expect("granted");
    decision.serve("2024-03-06 10:00", 1).expect("served");
    let total: usize = decision.sizes.iter().sum();
    println!("records of a run: {:?}, mean {} bytes", decision.sizes, total / decision.sizes.len());
}

/// The same step over checklists of several lengths: what grows is the case, not the record.
fn sizes(c: &mut Criterion) {
    for materials in [3_usize, 30, 300] {
        let mut run = Run::with(|form| {
            let named = |n| Material {
                name: format!("材料{n}"),
                required: true,
                only: None,
                deferrable: None,
                promise: None,
                copies: None,
                shared_from: Some("库".into()),
                basis: None,
            };
            form.materials = (0..materials).map(named).collect();
        });
        run.open("2024-03-01 09:00", &[]).expect("open");
        run.check_materials("陈岚", "2024-03-01 10:00", &[]).expect("checked");
        let snapshot = run.case().bytes().expect("bytes").len();
        let command = completing(&run, WINDOW, "2024-03-01 11:00", Done::with(&[("管辖", "属本机关")]));
        one(c, "step by case", &format!("{materials} materials, snapshot of {snapshot}"), &run, &command);
    }
}

criterion_group!(benches, steps, sizes);
criterion_main!(benches);
