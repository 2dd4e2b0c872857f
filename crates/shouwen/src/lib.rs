//! Shouwen 首问: write, prove and run administrative procedures. The facade for embedding services.
#![forbid(unsafe_code)]
