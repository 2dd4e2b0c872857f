//! 岗位: its clauses, resolved.

use serde::{Deserialize, Serialize};

/// 岗位: a post; the people in it belong to the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its name.
    pub name: String,
    /// What is said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<PostClause>,
}

/// What is said of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum PostClause {
    /// 上级.
    Superior {
        /// The superior post.
        post: String,
    },
    /// 首问负责.
    FirstInquiry,
    /// 首办负责.
    FirstHandling,
    /// 指定: a post of one case, for which one holder of another post is appointed.
    Appointed {
        /// The other post.
        post: String,
        /// Whether by lot.
        #[serde(default, skip_serializing_if = "Lot::is_never")]
        lot: Lot,
    },
    /// 风险.
    Risk {
        /// The grade as written: 高, 中, 低.
        grade: RiskGrade,
    },
}

/// 风险等级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskGrade {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

/// Whether somebody is appointed by lot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lot {
    /// Never: whoever appoints names the person.
    #[default]
    Never,
    /// 可随机: named or drawn.
    May,
    /// 随机: always drawn.
    Always,
}

impl Lot {
    const fn is_never(&self) -> bool {
        matches!(self, Self::Never)
    }
}
