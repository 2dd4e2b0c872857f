//! The executor: decide, apply, due; cases, clocks, custody, obligations, findings; replay.
#![forbid(unsafe_code)]
