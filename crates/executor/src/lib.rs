//! The executor: decide, apply, due; cases, clocks, custody, obligations, findings; replay.
