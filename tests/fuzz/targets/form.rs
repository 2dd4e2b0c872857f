//! A form read from foreign bytes is lowered or refused; one that is accepted keeps its hash.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen_canon::{from_bytes, to_bytes};
use shouwen_compile::lower;
use shouwen_model::Form;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(form) = from_bytes::<Form>(bytes) {
        assert_eq!(to_bytes(&form).unwrap(), bytes);
        if let Ok(definition) = lower(&form) {
            assert_eq!(definition.hash, form.hash().unwrap());
        }
    }
});
