//! The store contract, the in-memory store, and the conformance suite every store must pass.
#![forbid(unsafe_code)]
