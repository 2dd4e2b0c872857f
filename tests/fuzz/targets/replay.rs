//! Foreign logs: reading, replaying and telling them ends without a panic, whatever stands in them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(log) = shouwen::Log::read(bytes) else { return };
    let replay = shouwen::replay(&log);
    assert!(replay.records >= u64::try_from(replay.divergences.len()).unwrap());
    for line in &log.lines {
        let _ = shouwen::story::tell(&line.record);
    }
});
