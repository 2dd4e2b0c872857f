//! Writes the records of the suite: a log that verifies, whichever cases are opened in whichever order.

use crate::{CaseCommit, CaseIndex, DueChange, KeyRow, LogInfo, NewRecord, Secret, Store};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::{Actor, FORMAT, PersonRef, Published, Record};
use shouwen_canon::{CaseId, Hash, Instant, Salt, Sealed, Value, from_bytes, to_bytes};
use std::collections::BTreeMap;

/// Id of the log.
pub const LOG: &str = "hrss-2026";

/// What the stores of the suite are created with.
#[must_use]
pub fn log_info() -> LogInfo {
    LogInfo::new(LOG, Secret::new([9; 32])).unwrap()
}

/// An instant so many minutes after the first.
pub(super) fn at(minute: i64) -> Instant {
    let start: Instant = "2026-03-02T09:00:00+08:00".parse().unwrap();
    start.checked_add_millis(minute * 60_000).unwrap()
}

/// Writes commits one after the other, and knows where each case stands if all of them are done.
#[derive(Debug, Clone, Default)]
pub struct Author {
    tips: BTreeMap<CaseId, (u64, Hash)>,
    minute: i64,
}

impl Author {
    /// The id of the case of that name.
    #[must_use]
    pub fn case(name: &str) -> CaseId {
        CaseId::derive(LOG, "licence", name).unwrap()
    }

    /// Goes on where a store stands that holds nothing but the commits of an author.
    #[must_use]
    pub fn resume<S: Store + ?Sized>(store: &S) -> Self {
        let rows = store.cases(None, usize::MAX).unwrap();
        let tip = |case| store.load(case).unwrap().map(|stored| (case, (stored.version, stored.tip)));
        let tips = rows.iter().filter_map(|row| tip(row.case)).collect();
        Self { tips, minute: i64::try_from(store.checkpoint().unwrap().size).unwrap() }
    }

    /// The next record of a case, with a note that is kept apart.
    pub fn record(&mut self, case: CaseId, note: &str) -> NewRecord {
        let (number, previous) = self.tips.get(&case).map_or((1, None), |(last, tip)| (last + 1, Some(*tip)));
        self.minute += 1;
        let record = record(case, number, previous, self.minute, note);
        self.tips.insert(case, (number, record.leaf()));
        record
    }

    /// A commit of so many records, which answers one key, sets the case due and lists it.
    pub fn commit(&mut self, name: &str, records: u64) -> CaseCommit {
        let case = Self::case(name);
        let expected = self.tips.get(&case).map_or(0, |(last, _)| *last);
        let records: Vec<_> =
            (0..records).map(|n| self.record(case, &format!("来件 {name} \"{n}\"\n"))).collect();
        let version = expected + records.len() as u64;
        CaseCommit {
            case,
            expected,
            upon: Vec::new(),
            records,
            snapshot: format!("{name} at {version}\0").into_bytes(),
            due: DueChange::Set(at(self.minute + 60)),
            keys: vec![KeyRow {
                key: format!("key/{version}"),
                digest: Hash::sha256(&version.to_be_bytes()),
                first: expected + 1,
                last: version,
            }],
            index: Some(CaseIndex { alias: "licence".into(), opening: name.into(), open: true }),
        }
    }

    /// A commit of one record, a small snapshot and nothing else.
    pub fn plain(&mut self, name: &str) -> CaseCommit {
        let commit = self.commit(name, 1);
        CaseCommit::new(commit.case, commit.expected, commit.records, b"x".to_vec())
    }
}

fn record(case: CaseId, number: u64, previous: Option<Hash>, minute: i64, note: &str) -> NewRecord {
    let value = |bytes: Vec<u8>| from_bytes::<Value>(&bytes).unwrap();
    let first = number == 1;
    let definition = Hash::tagged("shouwen/definition/0", case.as_bytes());
    let calendar = Hash::tagged("shouwen/calendar/0", b"2026");
    let salt = Salt(number.to_be_bytes().repeat(2).try_into().unwrap());
    let note = Sealed::seal(Value::Str(note.to_owned()), salt).unwrap();
    let mut command = BTreeMap::from([
        ("k".to_owned(), Value::Str(format!("key/{number}"))),
        ("note".to_owned(), value(to_bytes(&note).unwrap())),
        ("t".to_owned(), Value::Str(if first { "open" } else { "note" }.to_owned())),
    ]);
    if first {
        // Every case brings what it runs under, so that the cases may come in any order.
        let published = Published { definitions: vec![definition], calendars: vec![calendar] };
        command.insert("pub".to_owned(), value(to_bytes(&published).unwrap()));
    }
    let record = Record {
        actor: Actor { person: PersonRef::Id("chenlan".into()), capacity: None, post: Some("窗口".into()) },
        business: at(minute),
        case,
        definition: first.then_some(definition),
        effects: Value::Arr(vec![]),
        facts: Value::Arr(vec![]),
        log: first.then(|| LOG.to_owned()),
        semantics: 0,
        number,
        previous,
        command: Value::Obj(command),
        recorded: at(minute),
        format: FORMAT,
        calendar: first.then_some(calendar),
    };
    let opening = note.opening().unwrap();
    let opening = OpeningLine { case, digest: note.digest(), number, salt, value: opening.value.clone() };
    NewRecord { written: record.written().unwrap(), openings: vec![opening] }
}
