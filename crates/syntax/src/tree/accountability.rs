//! 责任追究: what follows a breach, by how often it happened. As written.

use super::{Basis, Located, Name, Role};

/// A clause of 责任追究.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LadderClause {
    /// 依据 …: what the table rests on.
    Basis(Vec<Located<Basis>>),
    /// 每 年度 按 责任人 计次.
    Counting {
        /// In which time breaches are counted together.
        each: Located<Window>,
        /// Whose they are.
        by: Located<CountedBy>,
    },
    /// 超期、违诺 满 两次的，约谈，扣 二分，依据 ….
    Rung {
        /// Which breaches; none named for 任何违规.
        of: Vec<Name>,
        /// From which time on; every time if nothing is said.
        times: Option<Located<u32>>,
        /// What follows.
        measures: Vec<Located<Measure>>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
}

/// A time in which breaches are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 年度.
    Year,
    /// 季度.
    Quarter,
    /// 月度.
    Month,
}

/// Whose breaches are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// 责任人.
    Person,
    /// 岗位.
    Post,
}

/// A consequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is done.
    pub what: MeasureWord,
    /// 对 其上级: to somebody else than whoever answers.
    pub against: Option<Located<Role>>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureWord {
    /// 约谈: a name of the author's.
    Named(Name),
    /// 扣 二分.
    Points(Located<u32>),
    /// 移送 监察室.
    SendOn(Name),
}
