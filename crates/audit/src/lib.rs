//! Record format, case chain, Merkle log, export and offline verification.
#![forbid(unsafe_code)]
