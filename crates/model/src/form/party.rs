//! 当事人: others than the applicant, one or many.

use serde::{Deserialize, Serialize};

/// 当事人: a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// 多人: as many as the list of names holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
    /// 外单位: another organ or organisation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// 名称为 …: the field that names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// What a party does or leaves undone, as an event of a wait; of several it is what all of them do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyDoes {
    /// 收到送达: each has received what was sent.
    Receives,
    /// 作出答复: each has answered.
    Answers,
    /// 逾期未答复: each has answered or let the own period pass, and not all have answered.
    Silent,
    /// 期限届满: the period of each has passed.
    RunsOut,
}

/// What is asked about the persons of a party, or of all parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartiesAre {
    /// 均已收到.
    Received,
    /// 均已答复.
    Answered,
    /// 均已同意: in their answers, or by law.
    Consented,
    /// 均已期满.
    RunOut,
}
