//! The frozen definition of a procedure.
//!
//! Two shapes live here and nothing else. [`form`] is the *resolved source form*: a typed tree of the clauses an
//! author wrote, with every name resolved, independent of language and layout. Its canonical bytes are the identity of
//! a procedure. [`kernel`] is what the executor steps: places, edges, clocks, duties and guards, lowered from the form
//! by the compiler and frozen in a petgraph machine. The lowering itself is not here; neither is any text, file,
//! clock or rule of execution.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

pub mod form;
pub mod kernel;
pub mod value;

pub use form::Form;
pub use kernel::Definition;
