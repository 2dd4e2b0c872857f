//! The words of the `.proc` language: its one keyword table in Chinese and English, and its numerals.
//!
//! The table is the only place where a word of the language is spelt; everything that reads, writes or translates a
//! text takes its words from here.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

pub mod forms;
pub mod keywords;
pub mod numeral;
mod parse;
mod words;

pub use parse::{Entry, Node, ParseFailure, Rule, keyword_of_rule, parse};
pub use words::reader_word;
