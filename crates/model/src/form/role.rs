//! Who is meant.

use serde::{Deserialize, Serialize};

/// Who is meant, by relation to the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// 申请人.
    Applicant,
    /// 经办人: who holds the current work item; in a wait, its follower.
    Officer,
    /// 首办责任人.
    FirstHandler,
    /// 其上级: the superior post of the post in charge.
    OwnSuperior,
    /// A party other than the applicant.
    Party {
        /// Its name.
        name: String,
    },
    /// A post by name.
    Post {
        /// Its name.
        name: String,
    },
}
