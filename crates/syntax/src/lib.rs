//! Sources, spans and diagnostics of `.proc` text.
//!
//! What a text says wrongly is plain data here ([`Diagnostic`]), with its place, its reason and its repair in Chinese
//! and English; [`render`] shows it. Nothing here knows what a procedure means, and nothing reads a file.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "tests fail loudly"))]

mod catalogue;
mod diagnostic;
mod line_index;
pub mod render;
mod source;
mod span;

pub use catalogue::{CATALOGUE, Code, Entry};
pub use diagnostic::{
    Diagnostic, Diagnostics, Edit, Fix, Label, Language, MAX_DIAGNOSTICS, Severity, Text, apply_fixes,
};
pub use line_index::{LineIndex, Position};
pub use source::{MAX_SOURCE_BYTES, Source, SourceMap};
pub use span::{FileId, Span};
