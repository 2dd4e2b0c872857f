//! From the text of a procedure to the resolved form, which says what the author said, and from there to the kernel
//! definition, which the executor steps. Here the institutions become places, clocks, acts and guards; below this crate
//! nobody knows their names.
//!
//! The way is: read a file and what it uses ([`Library`]), declare and resolve every name, check, lower. Nothing comes
//! out of a file with an error, and everything that is wrong with it is said in one pass.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod blanks;
mod checks;
mod compilation;
mod compile;
mod elements;
mod explain;
mod library;
mod limits;
mod load;
mod lower;
mod names;
mod older;
mod promise;
mod regions;
mod resolve;
pub mod scenario;
mod sessions;

pub use blanks::MAX_LINES;
pub use compilation::{Compilation, Compiled, Seat};
pub use compile::compile;
pub use explain::{Graph, GraphEdge, GraphNode, NodeKind, dot, explain, graph};
pub use library::{EXTENSION, Library, MemoryLibrary, NoLibrary, candidates};
pub use limits::{MAX_ANYTIME, MAX_CLOCKS};
pub use load::MAX_FILES;
pub use lower::{LowerError, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS, lower};
pub use promise::Promise;
pub use sessions::{CHAIRED, HELD, MINUTES, NO_CASE, NOT_HELD, SessionsOf};
pub use shouwen_model::kernel::{INTERNAL_OVERDUE, SECOND_NOTICE};
