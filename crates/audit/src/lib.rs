//! Record format, case chain, Merkle log, export and offline verification.
