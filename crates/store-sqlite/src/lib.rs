//! The embedded durable store on SQLite.
#![forbid(unsafe_code)]
