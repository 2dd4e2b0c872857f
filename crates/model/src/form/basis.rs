//! 依据: what an act or limit rests on.

use serde::{Deserialize, Serialize};

/// 依据: what an act or limit rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// 《…》第…条: a law or regulation, with its article as written.
    Law {
        /// The title, without the marks.
        title: String,
        /// The article, as written; absent when the whole law is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    /// 本机关规定（…）: the office's own rule; carries internal acts and promised limits only.
    OwnRule {
        /// Its document number.
        number: String,
    },
    /// 依据待核: not verified yet; a warning in a draft, an error on publishing.
    Unverified,
    /// Several, in the order of the text.
    Several {
        /// They.
        of: Vec<Basis>,
    },
}
