//! Commands as lines of JSON against a live log with a rule, an item and hand-overs: whatever the bytes are, an answer
//! comes, and the log verifies and replays.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen::{
    Compiled, LogInfo, MemoryStore, NoLibrary, ReadRequest, Runtime, Secret, SeededSalts, VirtualClock, compile, export,
    read_request,
};
use std::sync::OnceLock;

const ITEM: &str = include_str!("../../../crates/shouwen/tests/data/minimal.proc");
const RULE: &str = include_str!("../../../crates/shouwen/tests/data/contact.proc");

static COMPILED: OnceLock<Vec<Compiled>> = OnceLock::new();

fn compiled() -> Vec<Compiled> {
    let all = [RULE, ITEM].map(|text| compile("a.proc", text.as_bytes(), &NoLibrary).procedures);
    all.into_iter().flatten().collect()
}

fuzz_target!(|bytes: &[u8]| {
    let store = MemoryStore::new(LogInfo::new("fuzz", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1)).unwrap();
    runtime.begin("admin").unwrap();
    for procedure in COMPILED.get_or_init(compiled) {
        runtime.publish(procedure).unwrap();
    }
    for line in bytes.split(|b| *b == b'\n').take(32) {
        let request = match read_request(line) {
            ReadRequest::Request(request) => request,
            ReadRequest::Refused { refusal, .. } => {
                assert!(refusal.message.zh != refusal.message.en);
                continue;
            }
            ReadRequest::Unreadable(_) => {
                let json = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
                assert!(std::str::from_utf8(line).is_err() || !json);
                continue;
            }
        };
        let first = runtime.execute(&request).unwrap();
        let again = runtime.execute(&request).unwrap();
        if first.accepted() && request.at.is_some() {
            assert!(again.repeated, "{first:?} {again:?}");
        }
    }
    let mut log = Vec::new();
    export(runtime.store(), &mut log).unwrap();
    assert!(shouwen::verify(&log[..], &shouwen::VerifyOptions::default()).unwrap().ok());
    let replay = shouwen::replay(&shouwen::Log::read(&log[..]).unwrap());
    assert!(replay.divergences.is_empty(), "{:?}", replay.divergences);
});
