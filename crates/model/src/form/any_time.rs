//! 随时, resolved.

use super::{ActItem, AwaitedEvent, Basis, Direction};
use serde::{Deserialize, Serialize};

/// 随时: one clause of what may happen at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anytime {
    /// 决定日 之前: only while this date is not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// 在 审查、决定 环节: only while the case stands in one of these places; everywhere where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The event.
    pub event: AwaitedEvent,
    /// 由 X 登记: the post that enters it; the post in charge of the place where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What happens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActItem>,
    /// Where it leads.
    pub to: Direction,
    /// What the direction rests on, where no act stands between it and its 依据.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl Anytime {
    /// Whether it may happen while a case stands in a place.
    #[must_use]
    pub fn possible_in(&self, place: &str) -> bool {
        self.places.is_empty() || self.places.iter().any(|name| name == place)
    }
}
