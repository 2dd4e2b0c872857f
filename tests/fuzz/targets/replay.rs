//! Foreign logs: reading, replaying and telling them ends without a panic, whatever stands in them. Half of the inputs
//! are bytes as they come; the other half are changes to a valid log, so that they get past the reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen::{LogInfo, MemoryStore, NoLibrary, Request, Runtime, Secret, SeededSalts, VirtualClock, compile, export};
use std::sync::LazyLock;

const LICENCE: &str = include_str!("../../../crates/shouwen/tests/data/minimal.proc");

static VALID: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let compilation = compile("minimal.proc", LICENCE.as_bytes(), &NoLibrary);
    let store = MemoryStore::new(LogInfo::new("fuzz", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
    runtime.begin("admin").unwrap();
    runtime.publish(&compilation.procedures[0]).unwrap();
    let open = Request::open("minimal", "1").applicant("甲").at("2026-03-02T09:10:00+08:00");
    assert!(runtime.execute(&open).unwrap().accepted());
    let complete = Request::complete("@1", "2", "收件").officer("陈岚", "窗口岗").conclude("意见", "准予");
    assert!(runtime.execute(&complete.at("2026-03-02T09:20:00+08:00")).unwrap().accepted());
    let mut log = Vec::new();
    export(runtime.store(), &mut log).unwrap();
    // Without the calendar's record, which is long and dull: nothing that is replayed here needs it.
    let lines: Vec<&[u8]> = log.split_inclusive(|b| *b == b'\n').filter(|l| l.len() < 20_000).collect();
    lines.concat()
});

fuzz_target!(|bytes: &[u8]| {
    let changed;
    let bytes = match bytes.split_first() {
        Some((first, changes)) if first % 2 == 1 => {
            let mut log = VALID.clone();
            for change in changes.chunks_exact(3) {
                let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % log.len();
                log[at] = change[2];
            }
            changed = log;
            &changed[..]
        }
        _ => bytes,
    };
    let Ok(log) = shouwen::Log::read(bytes) else { return };
    let replay = shouwen::replay(&log);
    // One record may differ in more than one way; each difference names a record of this log.
    for divergence in &replay.divergences {
        let line = log.lines.iter().find(|line| line.position == divergence.position).unwrap();
        assert_eq!((line.record.case, line.record.number), (divergence.case, divergence.record));
    }
    for line in &log.lines {
        let _ = shouwen::story::tell(&line.record);
    }
});
