//! Periods.

use serde::{Deserialize, Serialize};
use shouwen_calendar::Unit;

/// A period with its unit; working days and calendar days are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}
