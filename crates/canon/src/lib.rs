//! Canonical JSON, instants, dates and decimals as text, tagged hashes: the one canonical writer.
