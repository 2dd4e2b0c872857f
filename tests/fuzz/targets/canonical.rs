//! The canonical reader: whatever it accepts, it writes again byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen_audit::Record;
use shouwen_canon::{Value, from_bytes, to_bytes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = from_bytes::<Value>(bytes) {
        assert_eq!(to_bytes(&value).unwrap(), bytes);
    }
    if let Ok(record) = Record::<Value, Value, Value>::from_bytes(bytes) {
        assert_eq!(record.bytes().unwrap(), bytes);
    }
});
