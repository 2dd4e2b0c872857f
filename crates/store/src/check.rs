//! What a commit must be before a store writes any of it: one set of checks for every store.

use crate::commit::{CaseCommit, Committed, KeyRow, NewRecord};
use crate::error::{Invalid, StoreError};
use crate::{
    MAX_ALIAS_BYTES, MAX_BATCH_BYTES, MAX_BATCH_COMMITS, MAX_CASE_RECORDS, MAX_COMMIT_RECORDS,
    MAX_COMMIT_UPON, MAX_CONSUMER_BYTES, MAX_KEY_BYTES, MAX_PAGE_ROWS, MAX_RECORD_OPENINGS,
    MAX_SNAPSHOT_BYTES,
};
use shouwen_audit::export::{MAX_LINE_BYTES, OpeningLine};
use shouwen_audit::{MAX_RECORD_BYTES, Written};
use shouwen_canon::{CaseId, Hash, to_bytes};
use std::collections::BTreeSet;

/// The bytes of an export's line around an opening: `{"o":` and `}`.
const OPENING_FRAME_BYTES: usize = 6;

/// Where a case stands: what a commit is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// Number of the last record, 0 if there is none.
    pub version: u64,
    /// Its leaf hash.
    pub tip: Option<Hash>,
}

/// What is known of a commit that is well-formed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sound {
    /// How many bytes of records, openings and snapshot it has.
    pub bytes: usize,
    /// The leaf hash of the record that its first record follows.
    pub previous: Option<Hash>,
}

/// Checks a batch by itself, without knowing what is stored: an answer for each commit that is malformed.
///
/// # Errors
/// [`StoreError::BatchCommits`] and [`StoreError::BatchBytes`]; nothing of such a batch may be done.
pub fn batch(log: &str, batch: &[CaseCommit]) -> Result<Vec<Option<Invalid>>, StoreError> {
    Ok(sound(log, batch)?.into_iter().map(Result::err).collect())
}

/// Checks a batch as [`batch`] does, and tells what [`follows`] needs of each commit that is well-formed.
///
/// # Errors
/// As [`batch`].
pub fn sound(log: &str, batch: &[CaseCommit]) -> Result<Vec<Result<Sound, Invalid>>, StoreError> {
    if batch.len() > MAX_BATCH_COMMITS {
        return Err(StoreError::BatchCommits { commits: batch.len() });
    }
    let mut bytes = 0usize;
    let mut verdicts = Vec::with_capacity(batch.len());
    for commit in batch {
        let verdict = alone(log, commit);
        bytes = bytes.saturating_add(verdict.as_ref().map_or(0, |sound| sound.bytes));
        verdicts.push(verdict);
    }
    if bytes > MAX_BATCH_BYTES { Err(StoreError::BatchBytes { bytes }) } else { Ok(verdicts) }
}

/// Checks one commit by itself and tells how many bytes of records, openings and snapshot it has.
///
/// # Errors
/// [`Invalid`], whichever comes first.
pub fn commit(log: &str, commit: &CaseCommit) -> Result<usize, Invalid> {
    Ok(alone(log, commit)?.bytes)
}

fn alone(log: &str, commit: &CaseCommit) -> Result<Sound, Invalid> {
    limits(commit)?;
    let mut bytes = commit.snapshot.len();
    let mut number = commit.expected;
    let mut first = None;
    let mut before = None;
    for record in &commit.records {
        number = number.saturating_add(1);
        let previous = record_itself(log, commit.case, number, &record.written)?;
        if before.is_some() && previous != before {
            return Err(Invalid::Link { number });
        }
        first.get_or_insert(previous);
        before = Some(record.leaf());
        bytes = bytes.saturating_add(record.bytes().len()).saturating_add(openings(commit.case, record)?);
    }
    keys(commit)?;
    if let Some(index) = &commit.index {
        let bytes = index.alias.len();
        if bytes == 0 || bytes > MAX_ALIAS_BYTES {
            return Err(Invalid::AliasBytes { bytes });
        }
        key_bytes(&index.opening)?;
    }
    Ok(Sound { bytes, previous: first.flatten() })
}

/// Holds a commit that is well-formed by itself against the stored case: an answer if it cannot be done.
///
/// Whether its keys and its opening key are free is asked with [`key_free`] and [`opening_free`].
#[must_use]
pub fn against(commit: &CaseCommit, head: Head) -> Option<Committed> {
    follows(commit, commit.records.first()?.written.previous(), head)
}

/// Does what [`against`] does with what [`sound`] told of the commit: the leaf hash that its first record follows.
#[must_use]
pub fn follows(commit: &CaseCommit, previous: Option<Hash>, head: Head) -> Option<Committed> {
    if head.version != commit.expected {
        return Some(Committed::Stale { actual: head.version });
    }
    let number = commit.expected.saturating_add(1);
    (previous != head.tip).then_some(Committed::Refused(Invalid::Link { number }))
}

/// Holds the cases that a commit was decided upon against the versions they have: an answer if one has another.
///
/// # Errors
/// Whatever looking for a version fails with.
pub fn upon<E>(
    commit: &CaseCommit,
    mut version: impl FnMut(CaseId) -> Result<u64, E>,
) -> Result<Option<Committed>, E> {
    for (case, known) in &commit.upon {
        let actual = version(*case)?;
        if actual != *known {
            return Ok(Some(Committed::Overtaken { case: *case, actual }));
        }
    }
    Ok(None)
}

/// Checks that a key has not been answered.
///
/// # Errors
/// [`Invalid::KeyTaken`].
pub fn key_free(row: &KeyRow, stored: Option<&KeyRow>) -> Result<(), Invalid> {
    stored.map_or(Ok(()), |stored| {
        Err(Invalid::KeyTaken { key: row.key.clone(), same: stored.digest == row.digest })
    })
}

/// Checks that no other case was opened with the opening key of the commit.
///
/// # Errors
/// [`Invalid::OpeningTaken`].
pub fn opening_free(commit: &CaseCommit, by: Option<CaseId>) -> Result<(), Invalid> {
    match (by, &commit.index) {
        (Some(by), Some(index)) if by != commit.case => {
            Err(Invalid::OpeningTaken { opening: index.opening.clone(), by })
        }
        _ => Ok(()),
    }
}

/// Checks the name of a consumer of the log.
///
/// # Errors
/// [`StoreError::ConsumerBytes`].
pub const fn consumer(name: &str) -> Result<(), StoreError> {
    let bytes = name.len();
    if bytes == 0 || bytes > MAX_CONSUMER_BYTES { Err(StoreError::ConsumerBytes { bytes }) } else { Ok(()) }
}

/// Checks that a cursor stays within the sealed log.
///
/// # Errors
/// [`StoreError::CursorBeyond`].
pub const fn cursor(position: u64, size: u64) -> Result<(), StoreError> {
    if position > size { Err(StoreError::CursorBeyond { position, size }) } else { Ok(()) }
}

/// The rows that a page may have, given what was asked for.
#[must_use]
pub const fn page_rows(limit: usize) -> usize {
    if limit > MAX_PAGE_ROWS { MAX_PAGE_ROWS } else { limit }
}

fn limits(commit: &CaseCommit) -> Result<(), Invalid> {
    let records = commit.records.len();
    if records == 0 {
        return Err(Invalid::NoRecord);
    }
    if records > MAX_COMMIT_RECORDS {
        return Err(Invalid::CommitRecords { records });
    }
    let number = commit.expected.saturating_add(u64::try_from(records).unwrap_or(u64::MAX));
    if number > MAX_CASE_RECORDS {
        return Err(Invalid::CaseRecords { number });
    }
    if commit.snapshot.len() > MAX_SNAPSHOT_BYTES {
        return Err(Invalid::SnapshotBytes { bytes: commit.snapshot.len() });
    }
    if commit.keys.len() > MAX_COMMIT_RECORDS {
        return Err(Invalid::CommitKeys { keys: commit.keys.len() });
    }
    if commit.upon.len() > MAX_COMMIT_UPON {
        return Err(Invalid::CommitUpon { cases: commit.upon.len() });
    }
    Ok(())
}

/// Checks a record without its neighbours and gives its link. Whether the bytes are canonical is not asked: they come
/// from the one canonical writer, and writing every record twice would cost more than all the rest.
fn record_itself(log: &str, case: CaseId, number: u64, record: &Written) -> Result<Option<Hash>, Invalid> {
    let bytes = record.bytes().len();
    if record.number() != number {
        return Err(Invalid::Number { expected: number, found: record.number() });
    }
    if bytes > MAX_RECORD_BYTES {
        return Err(Invalid::RecordBytes { number, bytes });
    }
    let why = if record.case() != case {
        "it is of another case"
    } else if record.log() != (number == 1).then_some(log) {
        "the id of the log stands in the first record of a case, and only there"
    } else {
        return Ok(record.previous());
    };
    Err(Invalid::Record { number, why })
}

/// Checks the openings of a record and tells how many bytes they have.
fn openings(case: CaseId, record: &NewRecord) -> Result<usize, Invalid> {
    let number = record.number();
    if record.openings.len() > MAX_RECORD_OPENINGS {
        return Err(Invalid::Openings { number, openings: record.openings.len() });
    }
    if record.openings.is_empty() {
        return Ok(0);
    }
    let mut unopened = digests(record.bytes());
    let mut bytes = 0usize;
    for opening in &record.openings {
        let bad = |why| Err(Invalid::Opening { number, why });
        if opening.case != case || opening.number != number {
            return bad("it names another record");
        }
        if !unopened.remove(&opening.digest) {
            return bad("its digest does not stand in the record, or is opened twice");
        }
        bytes = bytes.saturating_add(opening_bytes(number, opening)?);
    }
    Ok(bytes)
}

fn opening_bytes(number: u64, opening: &OpeningLine) -> Result<usize, Invalid> {
    let line = to_bytes(opening).map_err(|_| Invalid::OpeningBytes { number })?.len();
    let line = line.saturating_add(OPENING_FRAME_BYTES);
    if line > MAX_LINE_BYTES { Err(Invalid::OpeningBytes { number }) } else { Ok(line) }
}

/// The salted digests of a record: objects whose only member is `h`.
fn digests(bytes: &[u8]) -> BTreeSet<Hash> {
    const BEFORE: &str = "{\"h\":\"";
    // The text of a hash and what closes the object.
    const TEXT_BYTES: usize = 45;
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let texts = text.match_indices(BEFORE).filter_map(|(at, before)| {
        let from = at.checked_add(before.len())?;
        text.get(from..from.checked_add(TEXT_BYTES)?)?.strip_suffix("\"}")
    });
    texts.filter_map(|text| text.parse().ok()).collect()
}

fn keys(commit: &CaseCommit) -> Result<(), Invalid> {
    let (mut seen, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for row in &commit.keys {
        key_bytes(&row.key)?;
        let outside = row.first <= commit.expected || row.first > row.last || row.last > commit.version();
        if !seen.insert(row.key.as_str()) {
            let same = commit.keys.iter().all(|other| other.key != row.key || other.digest == row.digest);
            return Err(Invalid::KeyTaken { key: row.key.clone(), same });
        }
        if outside || !answered.insert(row.last) {
            return Err(Invalid::KeyAnswer { key: row.key.clone() });
        }
    }
    Ok(())
}

fn key_bytes(key: &str) -> Result<(), Invalid> {
    let bytes = key.len();
    if bytes == 0 || bytes > MAX_KEY_BYTES { Err(Invalid::KeyBytes { bytes }) } else { Ok(()) }
}
