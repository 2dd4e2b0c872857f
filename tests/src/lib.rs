//! Tests across crates: layers, bans, sizes, bad input, the deadline cases, the command.
