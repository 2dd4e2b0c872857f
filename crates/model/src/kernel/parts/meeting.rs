//! Meetings.

use super::super::{ConclusionId, PostId};
use crate::form::Threshold;

/// How a body decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The post whose holders in person are members.
    pub members: PostId,
    /// Those recused are not due.
    pub less_recused: bool,
    /// How many of those due have to be present.
    pub quorum: Threshold,
    /// How many in favour carry it.
    pub carried: Threshold,
    /// Of those due, not of those present.
    pub of_due: bool,
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// Its value for a vote in favour.
    pub yes: String,
    /// Its other value.
    pub no: String,
    /// The value of a tie; `None`: as whoever presides voted.
    pub tied: Option<String>,
    /// In how many units of the place's own limit it meets again.
    pub within: u32,
    /// How often.
    pub times: u32,
    /// The value after that.
    pub too_few: String,
}
