//! Sources, spans, diagnostics, the tree, parsing, formatting and translation of .proc text.
#![forbid(unsafe_code)]
