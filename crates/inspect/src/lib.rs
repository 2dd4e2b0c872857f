//! What auditors and supervisors ask of a log: deciding everything again, who answers for which breach, and the story
//! of a case in words. It reads logs and never a store.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod breach;
mod immediate;
mod log;
mod replay;
pub mod story;

pub use breach::{Breach, breaches};
pub use immediate::{Immediate, Overtaken, immediate};
pub use log::{Log, LogError, LogLine};
pub use replay::{Divergence, DivergenceCode, MAX_LISTED, Replay, replay};
