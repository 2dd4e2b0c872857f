//! How large records and snapshots are over ordinary runs of the licence, so that neither grows unseen. The design aims
//! at 600 bytes for a record and one KiB for a snapshot; with full facts and effects of a real licence both lie above,
//! and are held here to what they are.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::*;

/// The sizes of all records and of the snapshots of open cases that wait.
fn runs() -> (Vec<usize>, Vec<usize>) {
    let mut snapshots = Vec::new();
    let mut note = |run: &Run| snapshots.push(run.case().bytes().unwrap().len());
    let mut plain = Run::in_review();
    note(&plain);
    plain.go_decision("2024-03-04 10:00", "准予");
    note(&plain);
    plain.done(HEAD, "2024-03-05 10:00", Done::with(&[("决定", "准予")])).unwrap();
    note(&plain);
    plain.serve("2024-03-06 10:00", 1).unwrap();
    let mut long = Run::in_supplement();
    note(&long);
    long.supplement("2024-03-08 15:00", &["场所使用证明"]).unwrap();
    long.go_hearing("2024-03-11 10:00");
    note(&long);
    long.event(REVIEW, "2024-03-18 16:00", "听证结束").unwrap();
    long.done(HEAD, "2024-03-19 10:00", Done::with(&[("决定", "准予")])).unwrap();
    long.serve("2024-03-20 10:00", 1).unwrap();
    (plain.sizes.into_iter().chain(long.sizes).collect(), snapshots)
}

#[test]
fn records_and_snapshots_keep_to_the_design() {
    let (records, snapshots) = runs();
    let mean = records.iter().sum::<usize>() / records.len();
    println!("records: {records:?}, mean {mean}; snapshots: {snapshots:?}");
    assert!(mean <= 800, "a record has {mean} bytes in the mean: {records:?}");
    assert!(snapshots.iter().all(|s| *s <= 1_400), "snapshots: {snapshots:?}");
}
