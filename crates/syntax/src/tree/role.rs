//! Who is meant, as written.

use super::Name;

/// Who is meant, by relation to the case or by post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// 申请人.
    Applicant,
    /// 经办人.
    Officer,
    /// 首办责任人.
    FirstHandler,
    /// 其上级.
    OwnSuperior,
    /// A post.
    Post(Name),
}
