//! The frozen definition: resolved source form, typed ids, the petgraph machine, content hash.
