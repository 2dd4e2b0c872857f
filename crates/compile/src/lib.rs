//! Lowering: from the resolved form, which says what the author said, to the kernel definition, which the executor
//! steps. Here the institutions become places, clocks, acts and guards; below this crate nobody knows their names.
//!
//! What is proved about a definition, and names and types of the text, belong here too and are still to come.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod checks;
mod compilation;
mod compile;
mod explain;
mod library;
mod load;
mod lower;
mod names;
mod resolve;
pub mod scenario;

pub use compilation::{Compilation, Compiled, Seat};
pub use compile::compile;
pub use explain::{dot, explain};
pub use library::{EXTENSION, Library, MemoryLibrary, NoLibrary, candidates};
pub use load::MAX_FILES;
pub use lower::{DUTY_OVERDUE, INTERNAL_OVERDUE, KERNEL_BREACHES, LowerError, SECOND_NOTICE, lower};
