//! Benchmarks beside their floors.
