//! 会议: who meets, and how it is decided.

use super::Period;
use serde::{Deserialize, Serialize};

/// What a meeting says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "r", rename_all = "snake_case", deny_unknown_fields)]
pub enum MeetingRule {
    /// 由 … 组成，… 主持.
    Composed {
        /// The post whose holders are members.
        members: String,
        /// The post that presides.
        chair: String,
    },
    /// 应到 减去 回避人数.
    LessRecused {},
    /// 到会 …: how many have to be present, of those due.
    Quorum {
        /// How many.
        least: Threshold,
    },
    /// 赞成 … 的，….
    Carried {
        /// How many.
        by: Threshold,
        /// Of those due, not of those present.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        of_due: bool,
        /// The conclusion.
        conclusion: String,
        /// Its value then; otherwise it is the other one.
        value: String,
    },
    /// 平票的，….
    Tied {
        /// The value then; absent means that of whoever presides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// 到会不足的，… 改期 ….
    TooFew {
        /// Until when it meets again.
        within: Period,
        /// How often.
        times: u32,
        /// The value after that.
        value: String,
    },
}

/// So many of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// More than so many, not as many at least.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// So many parts.
    pub parts: u32,
    /// Of so many.
    pub of: u32,
}

impl Threshold {
    /// Whether a count reaches this share of a whole, in whole numbers.
    ///
    /// ```
    /// use shouwen_model::form::Threshold;
    /// let two_thirds = Threshold { more: false, parts: 2, of: 3 };
    /// assert!(two_thirds.reached(6, 9) && !two_thirds.reached(5, 9));
    /// let more_than_half = Threshold { more: true, parts: 1, of: 2 };
    /// assert!(more_than_half.reached(4, 7) && !more_than_half.reached(4, 8));
    /// ```
    #[must_use]
    pub fn reached(self, count: u32, whole: u32) -> bool {
        let has = u64::from(count).saturating_mul(u64::from(self.of));
        let needs = u64::from(whole).saturating_mul(u64::from(self.parts));
        if self.more { has > needs } else { has >= needs }
    }
}
