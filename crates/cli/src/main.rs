//! The `shouwen` command.
#![forbid(unsafe_code)]
fn main() {}
