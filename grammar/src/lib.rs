//! The pest grammar of the .proc language and its one keyword table, Chinese and English.
#![forbid(unsafe_code)]
