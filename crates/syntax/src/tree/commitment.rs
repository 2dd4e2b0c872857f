//! 公开承诺: what the public is promised. As written.

use super::{Basis, Located, Name, Operand, Period};

/// A clause of 公开承诺.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromiseClause {
    /// 办理期限 不超过 十个工作日: the promise of a clock.
    Within(Name, Period),
    /// 到场 不超过 一次.
    Visits(Located<u32>),
    /// 即时办结.
    OnTheSpot,
    /// 不收费.
    Free,
    /// 收费 二十元，依据 ….
    Fee(Operand, Vec<Located<Basis>>),
    /// 不能兑现的，公开说明，道歉: what is done then.
    NotKept(Vec<Name>),
}
