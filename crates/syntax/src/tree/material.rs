//! 材料: its clauses, as written.

use super::{Basis, Located, Name, Period};

/// A clause of 材料.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MaterialClause {
    /// 必要[，限 X].
    Needed(Option<Name>),
    /// 可容缺[，期限 五个工作日][，依据 …].
    Deferrable {
        /// How long it may still be handed in after acceptance.
        within: Option<Period>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 以承诺代替[，依据 …].
    ByPromise(Vec<Located<Basis>>),
    /// 份数 两份.
    Copies(Located<u32>),
    /// 共享自 X.
    SharedFrom(Name),
    /// 依据.
    Basis(Vec<Located<Basis>>),
}
