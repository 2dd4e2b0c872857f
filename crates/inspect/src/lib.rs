//! What auditors and supervisors ask of a log: findings, timelines, attribution.
#![forbid(unsafe_code)]
