//! Verification of any bytes: an answer every time, the same one twice, and never "ok" without a header and a trailer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen_audit::{Options, verify};

fuzz_target!(|bytes: &[u8]| {
    let report = verify(bytes, &Options::default()).unwrap();
    let again = verify(bytes, &Options::default()).unwrap();
    assert_eq!(report.problems, again.problems);
    if report.ok() {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.starts_with("{\"format\"") && text.contains("{\"root\":"));
    }
});
