//! 当事人: others than the applicant, and what they do, as written.

use super::Name;

/// A clause of 当事人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyClause {
    /// 一人.
    One,
    /// 多人.
    Several,
    /// 外单位.
    Outside,
    /// 名称为 X: the field that names it.
    NamedIn(Name),
}

/// What a party does or leaves undone, as an event of a wait; of several it is what all of them do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyDoes {
    /// 收到送达.
    Receives,
    /// 作出答复.
    Answers,
    /// 逾期未答复.
    Silent,
    /// 期限届满.
    RunsOut,
}

/// What is asked about the persons of a party, or of all parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartiesAre {
    /// 均已收到.
    Received,
    /// 均已答复.
    Answered,
    /// 均已同意.
    Consented,
    /// 均已期满.
    RunOut,
}

/// 各方 / 第三方 均已收到.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// The party; 各方, if it is absent.
    pub party: Option<Name>,
    /// What is asked.
    pub are: PartiesAre,
}
