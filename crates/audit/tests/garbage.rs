//! Whatever the bytes are, reading and verifying come to an end without a panic.

#![allow(clippy::indexing_slicing, reason = "tests and their helpers fail loudly")]

mod common;

use common::*;
use proptest::prelude::*;
use shouwen_audit::export::Lines;
use shouwen_audit::{MAX_PROBLEMS, Options, verify};

fn fragments() -> impl Strategy<Value = Vec<u8>> {
    let (file, _) = export(&sample());
    let lines: Vec<Vec<u8>> = file.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let piece = prop_oneof![
        3 => prop::sample::select(lines.clone()),
        1 => (prop::sample::select(lines.clone()), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut line, at, with)| {
            let at = at.index(line.len());
            line[at] = with;
            line
        }),
        1 => (prop::sample::select(lines), any::<prop::sample::Index>()).prop_map(|(mut line, at)| {
            line.truncate(at.index(line.len()));
            line
        }),
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => "[{}\\[\\]\",:a-z0-9\\n]{0,60}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_reported_on(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for line in Lines::new(&bytes[..]) {
            prop_assert!(line.is_ok());
        }
        prop_assert!(!verify(&bytes[..], &Options::default()).unwrap().ok());
    }

    #[test]
    fn any_shuffle_of_real_lines_is_reported_on(bytes in fragments()) {
        let report = check(&bytes);
        let (whole, _) = export(&sample());
        // Only lines in the right order could make a clean log, and then the openings may be missing.
        prop_assert!(!report.ok() || whole.starts_with(&bytes[..bytes.len().min(40)]));
        for problem in &report.problems {
            prop_assert!(problem.line <= bytes.split(|&byte| byte == b'\n').count() as u64);
            prop_assert!(problem.record.is_none_or(|record| record < report.records));
        }
    }
}

#[test]
fn problems_are_listed_up_to_their_limit() {
    let at_limit = "x\n".repeat(MAX_PROBLEMS - 1);
    let report = check(at_limit.as_bytes());
    assert_eq!((report.problems.len(), report.unlisted), (MAX_PROBLEMS, 0));
    let report = check(format!("{at_limit}x\n").as_bytes());
    assert_eq!((report.problems.len(), report.unlisted), (MAX_PROBLEMS, 1));
    assert!(!report.ok());
}
