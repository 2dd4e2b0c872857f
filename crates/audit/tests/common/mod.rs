//! A log made for the tests, and the one way to change it and to read the verdict.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_docs_in_private_items,
    reason = "helpers of tests fail loudly, and each test uses some of them"
)]

use shouwen_audit::export::{OpeningLine, Writer};
use shouwen_audit::{
    Actor, Checkpoint, Code, FORMAT, Options, PersonRef, Published, Record, Report, leaf_hash, verify,
};
use shouwen_canon::{CaseId, Hash, Instant, Salt, Sealed, Value, from_bytes, to_bytes};
use std::collections::BTreeMap;

pub const LOG: &str = "hrss-2026";

/// A record with its openings, as it stands in the log.
#[derive(Clone, Debug)]
pub struct Entry {
    pub record: Record,
    pub openings: Vec<OpeningLine>,
}

pub fn at(minute: i64) -> Instant {
    let start: Instant = "2026-03-02T09:00:00+08:00".parse().unwrap();
    start.checked_add_millis(minute * 60_000).unwrap()
}

pub fn definition(name: &str) -> Hash {
    Hash::tagged("shouwen/definition/0", name.as_bytes())
}

pub fn calendar() -> Hash {
    Hash::tagged("shouwen/calendar/0", b"2026")
}

pub fn json(text: &str) -> Value {
    from_bytes(text.as_bytes()).unwrap()
}

/// Cases that grow side by side; links are made at the end.
#[derive(Default)]
pub struct Builder {
    entries: Vec<Entry>,
    counts: BTreeMap<CaseId, u64>,
}

impl Builder {
    /// Adds a record to the case that `name` was opened with. `publish` lists names of definitions.
    pub fn step(&mut self, name: &str, act: &str, publish: &[&str]) -> &mut Self {
        let case = CaseId::derive(LOG, "case", name).unwrap();
        let number = self.counts.entry(case).and_modify(|n| *n += 1).or_insert(1);
        let (number, first) = (*number, *number == 1);
        let minute = i64::try_from(self.entries.len()).unwrap();
        let salt = Salt([u8::try_from(self.entries.len()).unwrap(); 16]);
        let note = Sealed::seal(Value::Str(format!("来件 {minute} \"甲\"\n")), salt).unwrap();
        let mut command = BTreeMap::from([
            ("k".to_owned(), Value::Str(format!("{act}/{number}"))),
            ("t".to_owned(), Value::Str(act.to_owned())),
        ]);
        let mut openings = Vec::new();
        if publish.is_empty() {
            command.insert("note".to_owned(), json(&String::from_utf8(to_bytes(&note).unwrap()).unwrap()));
            let opening = note.opening().unwrap();
            openings.push(OpeningLine {
                case,
                digest: note.digest(),
                number,
                salt,
                value: opening.value.clone(),
            });
        } else {
            let calendars = if act == "genesis" { vec![calendar()] } else { vec![] };
            let published =
                Published { definitions: publish.iter().map(|name| definition(name)).collect(), calendars };
            command
                .insert("pub".to_owned(), json(&String::from_utf8(to_bytes(&published).unwrap()).unwrap()));
        }
        let procedure = if publish.is_empty() { "licence" } else { "system" };
        self.entries.push(Entry {
            record: Record {
                actor: Actor {
                    person: PersonRef::Id("chenlan".into()),
                    capacity: None,
                    post: Some("窗口".into()),
                },
                business: at(minute),
                case,
                definition: first.then(|| definition(procedure)),
                effects: json(r#"[{"t":"place","to":"review"},{"due":"2026-03-30","t":"clock"}]"#),
                facts: Value::Arr(vec![]),
                log: first.then(|| LOG.to_owned()),
                semantics: 0,
                number,
                previous: None,
                command: Value::Obj(command),
                recorded: at(minute),
                format: FORMAT,
                calendar: first.then(calendar),
            },
            openings,
        });
        self
    }

    pub fn build(&self) -> Vec<Entry> {
        relink(self.entries.clone())
    }
}

/// Links every record to its predecessor as it now is: what somebody does who owns the store.
pub fn relink(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut tips: BTreeMap<CaseId, Hash> = BTreeMap::new();
    for entry in &mut entries {
        entry.record.previous = tips.get(&entry.record.case).copied();
        tips.insert(entry.record.case, leaf_hash(&entry.record.bytes().unwrap()));
    }
    entries
}

/// Genesis, a registry, and three cases of four, three and two records, interleaved.
pub fn sample() -> Vec<Entry> {
    let mut log = Builder::default();
    log.step("log", "genesis", &["system"]).step("registry", "publish", &["licence"]);
    for (name, act) in [
        ("1", "open"),
        ("2", "open"),
        ("1", "check"),
        ("1", "accept"),
        ("3", "open"),
        ("2", "check"),
        ("1", "decide"),
        ("2", "withdraw"),
        ("3", "check"),
    ] {
        log.step(name, act, &[]);
    }
    log.build()
}

/// The export with the trailer after `sealed` records.
pub fn export_sealed(entries: &[Entry], sealed: usize) -> (Vec<u8>, Checkpoint) {
    let mut writer = Writer::new(Vec::new(), LOG).unwrap();
    let mut trailer = None;
    for (position, entry) in entries.iter().enumerate() {
        if position == sealed {
            trailer = Some(writer.seal().unwrap());
        }
        writer.record(&entry.record.bytes().unwrap()).unwrap();
        for opening in &entry.openings {
            writer.opening(opening).unwrap();
        }
    }
    let trailer = trailer.unwrap_or_else(|| writer.seal().unwrap());
    (writer.finish().unwrap(), trailer)
}

pub fn export(entries: &[Entry]) -> (Vec<u8>, Checkpoint) {
    export_sealed(entries, entries.len())
}

/// The export of changed entries under the trailer of the unchanged ones.
pub fn export_under(entries: &[Entry], trailer: Checkpoint) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), LOG).unwrap();
    for entry in entries {
        writer.record(&entry.record.bytes().unwrap()).unwrap();
        for opening in &entry.openings {
            writer.opening(opening).unwrap();
        }
    }
    writer.trailer(&trailer).unwrap();
    writer.finish().unwrap()
}

pub fn check(file: &[u8]) -> Report {
    verify(file, &Options::default()).unwrap()
}

pub fn check_with(file: &[u8], checkpoint: Checkpoint) -> Report {
    verify(file, &Options { checkpoint: Some(checkpoint) }).unwrap()
}

pub fn codes(report: &Report) -> Vec<Code> {
    report.problems.iter().map(|problem| problem.code).collect()
}

/// The successor of the record at `position` in its case.
pub fn successor(entries: &[Entry], position: usize) -> Option<usize> {
    let record = &entries[position].record;
    entries.iter().position(|e| e.record.case == record.case && e.record.number == record.number + 1)
}
