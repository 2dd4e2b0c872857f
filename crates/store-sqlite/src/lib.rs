//! The embedded durable store on SQLite.
