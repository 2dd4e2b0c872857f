//! Lowering: from the resolved form, which says what the author said, to the kernel definition, which the executor
//! steps. Here the institutions become places, clocks, acts and guards; below this crate nobody knows their names.
//!
//! What is proved about a definition, and names and types of the text, belong here too and are still to come.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod checks;
mod compilation;
mod compile;
mod library;
mod load;
mod lower;
mod names;
mod resolve;
pub mod scenario;

pub use compilation::{Compilation, Compiled, Seat};
#[doc(hidden)]
pub use compile::compile_with;
pub use library::{EXTENSION, Library, MemoryLibrary, NoLibrary, candidates};
pub use load::MAX_FILES;
pub use lower::{
    INTERNAL_OVERDUE, LowerError, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS, SECOND_NOTICE, lower,
};
