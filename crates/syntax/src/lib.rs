//! Sources, spans and diagnostics of `.proc` text.
//!
//! What a text says wrongly is plain data here ([`Diagnostic`]), with its place, its reason and its repair in Chinese
//! and English; [`render`] shows it. Nothing here knows what a procedure means, and nothing reads a file.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "tests fail loudly"))]

mod alike;
mod catalogue;
mod diagnostic;
mod diagnostics;
mod encoding;
mod fix;
mod line_index;
mod parse;
mod print;
pub mod render;
mod source;
mod span;
#[doc(hidden)]
pub mod testing;
pub mod tree;

pub use alike::{alike, same_shape, same_sound};
pub use catalogue::{CATALOGUE, Code, Entry, Example};
pub use diagnostic::{Diagnostic, Label, Language, Severity, Text};
pub use diagnostics::{Diagnostics, MAX_DIAGNOSTICS};
pub use fix::{Edit, Fix, FixError, apply_first_fixes, apply_fixes, apply_sure_fixes};
pub use line_index::{LineIndex, Position, TAB_WIDTH};
pub use parse::{
    ClauseLine, Dictionary, MAX_CUT_CHARS, MAX_LINE_BYTES, MAX_NESTING, MAX_READINGS, MAX_SECTIONS, Parsed,
    parse,
};
pub use print::{fmt, fmt_to, format, needs_quotes, official, same_meaning};
pub use shouwen_grammar::{keywords, numeral};
pub use source::{MAX_SOURCE_BYTES, Source, SourceMap};
pub use span::{FileId, Span};
