//! The `shouwen` command.

fn main() {}
