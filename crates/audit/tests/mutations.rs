//! Every change of a log is reported, at the right place, without blaming a record that was not touched; and logs that
//! were not changed stay clean.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "tests and their helpers fail loudly"
)]

mod common;

use common::*;
use shouwen_audit::merkle::empty_root;
use shouwen_audit::{Code, MAX_LOG_ID_BYTES, Report, Status, leaf_hash};
use shouwen_canon::{CaseId, Hash, Value};
use std::collections::BTreeSet;

/// Which line of the export is which record: (first byte, one past the last, position).
fn record_lines(file: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in file.split(|&byte| byte == b'\n') {
        if line.starts_with(b"{\"a\":") {
            found.push((start, start + line.len(), found.len()));
        }
        start += line.len() + 1;
    }
    found
}

/// The records that a report blames, by case and number.
fn blamed(report: &Report) -> BTreeSet<(CaseId, u64)> {
    report.problems.iter().filter_map(|p| Some((p.case?, p.number?))).collect()
}

fn key(entry: &Entry) -> (CaseId, u64) {
    (entry.record.case, entry.record.number)
}

#[test]
fn control_logs_are_clean_and_never_plainly_ok() {
    let entries = sample();
    for count in 0..=entries.len() {
        let (file, trailer) = export(&entries[..count]);
        let report = check(&file);
        assert_eq!(report.problems, [], "{count}");
        assert_eq!((report.records, report.sealed, report.root), (count as u64, count as u64, trailer.root));
        assert_eq!(report.uncovered.unanchored.map_or(0, |window| window.records()), count as u64);
        assert_eq!(report.uncovered.unsealed, None);
        let expected = if count == 0 { Status::Anchored } else { Status::Uncovered };
        assert_eq!(report.status(), expected);
        assert_eq!(check_with(&file, trailer).status(), Status::Anchored);
    }
}

#[test]
fn windows_are_exact() {
    let entries = sample();
    let (_, checkpoint) = export(&entries[..4]);
    let (file, _) = export_sealed(&entries, 7);
    let report = check_with(&file, checkpoint);
    assert_eq!(report.problems, []);
    let unsealed = report.uncovered.unsealed.unwrap();
    assert_eq!((unsealed.first, unsealed.last, unsealed.records()), (7, 10, 4));
    assert_eq!((unsealed.first_recorded, unsealed.last_recorded), (Some(at(7)), Some(at(10))));
    let unanchored = report.uncovered.unanchored.unwrap();
    assert_eq!((unanchored.first, unanchored.last), (4, 10));
    assert_eq!((unanchored.first_recorded, unanchored.last_recorded), (Some(at(4)), Some(at(10))));
    let sentences: Vec<String> = report.summary().into_iter().map(|text| text.en).collect();
    assert_eq!(
        sentences[2],
        "unanchored: 7 records, positions 4 to 10, from 2026-03-02T09:04:00.000+08:00 to 2026-03-02T09:10:00.000+08:00"
    );
}

#[test]
fn every_changed_byte_is_reported_at_its_record() {
    let entries = sample();
    let (file, _) = export(&entries);
    let lines = record_lines(&file);
    assert_eq!(lines.len(), entries.len());
    for at in 0..file.len() {
        for mask in [1u8, 1 << (at % 8)] {
            let mut changed = file.clone();
            changed[at] ^= mask;
            let report = check(&changed);
            let shown = || {
                String::from_utf8_lossy(&changed[at.saturating_sub(30)..(at + 30).min(file.len())])
                    .into_owned()
            };
            assert!(!report.ok(), "byte {at} mask {mask} is not noticed: {}", shown());
            let Some(&(start, _, position)) = lines.iter().find(|line| line.0 <= at && at < line.1) else {
                continue;
            };
            let next = successor(&entries, position);
            let mut may: BTreeSet<_> =
                [Some(position), next].into_iter().flatten().map(|p| key(&entries[p])).collect();
            let last_of_case = next.is_none();
            let line = file[..start].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
            let here = report.problems.iter().any(|p| {
                p.line == line || p.case.is_some_and(|case| may.contains(&(case, p.number.unwrap_or(0))))
            });
            let tree = report.problems.iter().any(|p| matches!(p.code, Code::RootMismatch | Code::SizeLong));
            assert!(here || last_of_case && tree, "byte {at} mask {mask}: {:?} {}", report.problems, shown());
            if last_of_case {
                // It and its predecessor accuse each other, and no third record decides.
                may.extend(
                    entries
                        .iter()
                        .map(key)
                        .filter(|&(case, number)| (case, number + 1) == key(&entries[position])),
                );
            }
            // What stands on the line itself may carry the changed case or number.
            for problem in report.problems.iter().filter(|p| p.line == line || p.line == line + 1) {
                may.extend(problem.case.zip(problem.number));
            }
            let undeclared = [Code::UndeclaredDefinition, Code::UndeclaredCalendar];
            let innocent: Vec<_> = report
                .problems
                .iter()
                .filter(|p| position > 1 || !undeclared.contains(&p.code))
                .filter(|p| p.case.zip(p.number).is_some_and(|who| !may.contains(&who)))
                .collect();
            assert!(innocent.is_empty(), "byte {at} mask {mask}: {innocent:?} {}", shown());
        }
    }
}

#[test]
fn every_deleted_record_is_missed_at_its_successor() {
    let entries = sample();
    let (_, trailer) = export(&entries);
    for position in 0..entries.len() {
        let mut fewer = entries.clone();
        fewer.remove(position);
        let report = check(&export_under(&fewer, trailer));
        let codes = codes(&report);
        assert!(codes.contains(&Code::SizeShort), "{position}: {codes:?}");
        match successor(&entries, position) {
            Some(next) => {
                let gap = report.problems.iter().find(|p| p.code == Code::SeqGap).unwrap();
                assert_eq!(
                    (gap.case, gap.number),
                    (Some(key(&entries[next]).0), Some(key(&entries[next]).1))
                );
                assert_eq!(gap.record, Some(next as u64 - 1));
                let mut others = report.problems.iter().filter(|p| p.code != Code::SeqGap);
                let known = [Code::SizeShort, Code::UndeclaredDefinition, Code::UndeclaredCalendar];
                assert!(others.all(|p| known.contains(&p.code)), "{:?}", report.problems);
                assert!(undeclared(&report) == 0 || position < 2);
            }
            None => assert_eq!(report.problems.len(), 1 + undeclared(&report), "{:?}", report.problems),
        }
    }
}

fn undeclared(report: &Report) -> usize {
    let codes = [Code::UndeclaredDefinition, Code::UndeclaredCalendar];
    report.problems.iter().filter(|problem| codes.contains(&problem.code)).count()
}

#[test]
fn every_repeated_record_is_reported_where_it_stands_again() {
    let entries = sample();
    let (_, trailer) = export(&entries);
    for from in 0..entries.len() {
        for to in from + 1..=entries.len() {
            let mut more = entries.clone();
            more.insert(to, entries[from].clone());
            let report = check(&export_under(&more, trailer));
            assert_eq!(
                codes(&report),
                [Code::Duplicate, Code::SizeLong],
                "{from} {to}: {:?}",
                report.problems
            );
            assert_eq!(
                (report.problems[0].record, report.problems[0].case),
                (Some(to as u64), Some(key(&entries[from]).0))
            );
        }
    }
}

#[test]
fn every_swap_is_reported() {
    let entries = sample();
    let (_, trailer) = export(&entries);
    for left in 0..entries.len() {
        for right in left + 1..entries.len() {
            let mut swapped = entries.clone();
            swapped.swap(left, right);
            let report = check(&export_under(&swapped, trailer));
            let codes = codes(&report);
            assert!(codes.contains(&Code::RootMismatch), "{left} {right}: {codes:?}");
            let same = entries[left].record.case == entries[right].record.case;
            let between = entries[left + 1..right]
                .iter()
                .any(|e| [entries[left].record.case, entries[right].record.case].contains(&e.record.case));
            if same {
                assert!(
                    blamed(&report).contains(&key(&entries[left])),
                    "{left} {right}: {:?}",
                    report.problems
                );
                assert!(codes.contains(&Code::Order));
            } else if !between && left > 1 {
                assert_eq!(codes, [Code::RootMismatch], "{left} {right}");
            }
        }
    }
}

#[test]
fn every_cut_is_reported() {
    let (file, _) = export(&sample());
    for len in 0..file.len() {
        let report = check(&file[..len]);
        let codes = codes(&report);
        assert!(!report.ok(), "{len}");
        let told = [Code::TrailerMissing, Code::LineCut, Code::HeaderBad];
        assert!(codes.iter().any(|code| told.contains(code)), "{len}: {codes:?}");
        let lost_trailer = len < file.len() - 1 && !codes.contains(&Code::TrailerMissing);
        assert!(!lost_trailer || codes.contains(&Code::LineCut), "{len}: {codes:?}");
        if report.records > 0 {
            assert!(report.uncovered.unsealed.is_some() || len == file.len() - 1, "{len}");
        }
    }
}

#[test]
fn a_rewritten_tail_is_told_by_a_checkpoint_only() {
    let entries = sample();
    let (_, checkpoint) = export(&entries);
    for position in 0..entries.len() {
        let mut forged = entries.clone();
        forged[position].record.effects = Value::Arr(vec![]);
        let (file, _) = export(&relink(forged));
        let alone = check(&file);
        assert!(alone.ok());
        assert_eq!(alone.status(), Status::Uncovered);
        assert_eq!(alone.uncovered.unanchored.unwrap().records(), entries.len() as u64);
        let report = check_with(&file, checkpoint);
        assert_eq!(codes(&report), [Code::CheckpointInconsistent]);
        assert_eq!(report.uncovered.unanchored.unwrap().first, 0);
        // A checkpoint before the forgery still vouches for what it covers, and only for that.
        let (_, earlier) = export(&entries[..position]);
        assert_eq!(check_with(&file, earlier).uncovered.unanchored.unwrap().first, position as u64);
    }
    let (shorter, _) = export(&entries[..entries.len() - 2]);
    assert_eq!(codes(&check_with(&shorter, checkpoint)), [Code::SizeRegression]);
}

#[test]
fn an_erased_opening_is_no_problem_and_a_wrong_one_is() {
    let entries = sample();
    let (whole, _) = export(&entries);
    let full = check(&whole).openings;
    assert_eq!((full.digests, full.opened), (9, 9));
    for position in 2..entries.len() {
        let mut redacted = entries.clone();
        let opening = redacted[position].openings.remove(0);
        let (file, _) = export(&redacted);
        let report = check(&file);
        assert_eq!(report.problems, []);
        assert_eq!((report.openings.digests, report.openings.opened), (9, 8));

        let mut changed = entries.clone();
        changed[position].openings[0].value = Value::Str("另一人".into());
        assert_eq!(codes(&check(&export(&changed).0)), [Code::OpeningMismatch]);

        let mut moved = redacted.clone();
        moved[if position == 2 { 3 } else { 2 }].openings.push(opening.clone());
        assert_eq!(codes(&check(&export(&moved).0)), [Code::OpeningOrphan]);

        let mut twice = entries.clone();
        twice[position].openings.push(opening);
        assert_eq!(codes(&check(&export(&twice).0)), [Code::Duplicate]);
    }
}

/// A change of the entries and the problem it must bring, alone, at the record given.
type Story = (Code, usize, fn(&mut Vec<Entry>));

const STORIES: &[Story] = &[
    (Code::UnknownFormat, 4, |e| e[4].record.format = 1),
    (Code::UnknownSemantics, 4, |e| e[4].record.semantics = 7),
    (Code::ClockRegression, 5, |e| {
        e[5].record.recorded = at(3);
        e[5].record.business = at(3);
    }),
    (Code::BusinessAhead, 5, |e| e[5].record.business = at(5).checked_add_millis(300_001).unwrap()),
    (Code::WrongLog, 6, |e| e[6].record.log = Some("elsewhere".into())),
    (Code::FirstRecord, 6, |e| e[6].record.log = None),
    (Code::FirstRecord, 6, |e| e[6].record.definition = None),
    (Code::FirstRecord, 6, |e| e[6].record.calendar = None),
    (Code::FirstRecord, 4, |e| e[4].record.log = Some(LOG.into())),
    (Code::HashRepeated, 4, |e| e[4].record.definition = Some(definition("licence"))),
    (Code::UndeclaredDefinition, 4, |e| e[4].record.definition = Some(definition("unknown"))),
    (Code::UndeclaredCalendar, 6, |e| e[6].record.calendar = Some(Hash::sha256(b"other"))),
    (Code::CommandShape, 4, |e| e[4].record.command = json(r#"{"t":"check"}"#)),
    (Code::CommandShape, 4, |e| e[4].record.command = json(r#"{"k":"","t":"check"}"#)),
    (Code::CommandShape, 4, |e| e[4].record.command = json(r#"{"k":"1","pub":[],"t":"check"}"#)),
];

#[test]
fn every_fault_of_a_writer_is_named_alone() {
    for (code, position, story) in STORIES {
        let mut entries = sample();
        story(&mut entries);
        for entry in &mut entries {
            if *code != Code::OpeningOrphan {
                entry.openings.clear();
            }
        }
        let (file, _) = export(&relink(entries.clone()));
        let report = check(&file);
        assert_eq!(codes(&report), [*code], "{:?}", report.problems);
        assert_eq!(report.problems[0].record, Some(*position as u64));
        assert_eq!(report.problems[0].number, Some(entries[*position].record.number));
    }
}

#[test]
fn what_is_just_allowed_is_silent() {
    let mut entries = sample();
    entries[5].record.business = at(5).checked_add_millis(300_000).unwrap();
    entries[6].record.business = at(-100_000);
    entries[5].record.recorded = at(5);
    entries[7].record.recorded = entries[3].record.recorded;
    let (file, _) = export(&relink(entries));
    assert_eq!(check(&file).problems, []);
}

#[test]
fn a_record_filed_under_another_case_is_told_by_its_link() {
    let entries = sample();
    let (_, trailer) = export(&entries);
    let mut moved = entries.clone();
    moved[5].record.case = entries[6].record.case;
    moved[5].openings.clear();
    let report = check(&export_under(&moved, trailer));
    assert_eq!(codes(&report), [Code::CaseMismatch, Code::RootMismatch]);
    assert_eq!(report.problems[0].record, Some(5));
}

#[test]
fn headers_and_trailers_stand_once() {
    let (file, trailer) = export(&sample());
    let header = file.split_inclusive(|&byte| byte == b'\n').next().unwrap().to_vec();
    assert_eq!(codes(&check(&[&header[..], &file[..]].concat())), [Code::HeaderBad]);
    assert_eq!(codes(&check(&file[header.len()..])), [Code::HeaderBad]);
    let tail = format!("{{\"root\":\"{}\",\"size\":{}}}\n", trailer.root, trailer.size);
    assert_eq!(codes(&check(&[&file[..], tail.as_bytes()].concat())), [Code::TrailerRepeated]);
    let other = String::from_utf8(file.clone()).unwrap().replacen("\"v\":0", "\"v\":1", 1);
    assert_eq!(codes(&check(other.as_bytes())), [Code::HeaderBad]);
    let other = String::from_utf8(file).unwrap().replacen(LOG, "another", 1);
    let report = check(other.as_bytes());
    assert_eq!((codes(&report), report.problems[0].line), (vec![Code::WrongLog], 1));
    assert_eq!(codes(&check(b"")), [Code::HeaderBad, Code::TrailerMissing]);
    let named = |id: &str| {
        format!(
            "{{\"format\":\"shouwen-log\",\"log\":\"{id}\",\"v\":0}}\n{{\"root\":\"{}\",\"size\":0}}\n",
            empty_root()
        )
    };
    assert_eq!(codes(&check(named(&"x".repeat(MAX_LOG_ID_BYTES)).as_bytes())), []);
    assert_eq!(codes(&check(named(&"x".repeat(MAX_LOG_ID_BYTES + 1)).as_bytes())), [Code::HeaderBad]);
    assert_eq!(codes(&check(named("").as_bytes())), [Code::HeaderBad]);
}

#[test]
fn a_record_changed_after_the_fact_is_blamed_itself() {
    let entries = sample();
    let (_, trailer) = export(&entries);
    for position in 0..entries.len() {
        let mut forged = entries.clone();
        forged[position].record.effects = Value::Arr(vec![]);
        let report = check(&export_under(&forged, trailer));
        let expected = match successor(&entries, position) {
            Some(_) => vec![Code::LinkBroken, Code::RootMismatch],
            None => vec![Code::RootMismatch],
        };
        assert_eq!(codes(&report), expected);
        if expected.len() == 2 {
            assert_eq!(report.problems[0].record, Some(position as u64));
        }
        assert_ne!(
            leaf_hash(&forged[position].record.bytes().unwrap()),
            leaf_hash(&entries[position].record.bytes().unwrap())
        );
    }
}

#[test]
fn an_unreadable_record_is_one_problem_and_named_by_its_neighbours() {
    let entries = sample();
    let (file, _) = export(&entries);
    for (start, end, position) in record_lines(&file) {
        // Nothing of the record can be read, save that a command stands in it.
        let mut changed = file.clone();
        changed[start..end].iter_mut().for_each(|byte| *byte = b'x');
        changed[start..start + 5].copy_from_slice(b"\"q\":{");
        let report = check(&changed);
        let undeclared = undeclared(&report);
        assert!(undeclared == 0 || position < 2);
        assert_eq!(report.problems.len() - undeclared, 2, "{:?}", report.problems);
        assert_eq!(report.problems[0].code, Code::NotCanonical);
        assert_eq!(report.problems[0].record, Some(position as u64));
        let named = report.problems[0].case.zip(report.problems[0].number);
        assert_eq!(named, successor(&entries, position).map(|_| key(&entries[position])));
        assert!(codes(&report).contains(&Code::RootMismatch));
    }
}

#[test]
fn every_code_has_both_texts_and_stands_in_the_format_document() {
    let document = include_str!("../../../docs/record-format.md");
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        assert!(seen.insert(code.as_str()), "{code} twice");
        assert!(document.contains(&format!("`{code}`")), "{code} is not in docs/record-format.md");
        assert!(code.zh().chars().any(|c| c > '\u{3000}') && code.en().is_ascii());
    }
}
