//! Benchmarks beside their floors.
#![forbid(unsafe_code)]
