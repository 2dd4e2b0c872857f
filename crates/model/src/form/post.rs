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
