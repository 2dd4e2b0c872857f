//! A due date by table look-up; the floor is one walk-free addition of calendar days, which needs no table.
#![allow(missing_docs, reason = "criterion's macro makes a public function without one")]
#![allow(clippy::expect_used, reason = "a bench fails loudly")]

use criterion::{Criterion, criterion_group, criterion_main};
use shouwen_calendar::{Anchor, Calendar, Limit, Mode, Suspension, Unit};
use std::hint::black_box;

fn due(c: &mut Criterion) {
    let calendar = Calendar::national();
    let from = Anchor::On("2024-01-25".parse().expect("a date"));
    let at = |text: &str| text.parse().expect("an instant");
    let hearing = [Suspension { from: at("2024-02-01T09:00:00+08:00"), to: at("2024-03-01T09:00:00+08:00") }];
    let mut group = c.benchmark_group("due");
    for (name, limit, suspensions) in [
        (
            "floor: 20 calendar days, no roll",
            Limit { roll: shouwen_calendar::Roll::None, ..Limit::new(20, Unit::Day) },
            &[][..],
        ),
        ("20 working days", Limit::new(20, Unit::Workday), &[]),
        ("2000 working days", Limit::new(2_000, Unit::Workday), &[]),
        ("20 working days with a hearing", Limit::new(20, Unit::Workday), &hearing),
        ("60 calendar days, rolled", Limit::new(60, Unit::Day), &[]),
        ("3 months", Limit::new(3, Unit::Month), &[]),
        ("600 office minutes", Limit::new(600, Unit::OfficeMinute), &[]),
    ] {
        // Long limits reach past the published years; provisional answers cost the same.
        group.bench_function(name, |b| {
            b.iter(|| {
                calendar.due(black_box(&limit), black_box(from), 0, black_box(suspensions), Mode::Provisional)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, due);
criterion_main!(benches);
