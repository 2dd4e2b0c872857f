//! 责任: a named slot of responsibility for a case, and how it passes from one hand to another.

use super::{ActItem, Basis, Period};
use serde::{Deserialize, Serialize};

/// 责任: a slot. From the opening of a case to its end it has exactly one holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// Its name.
    pub name: String,
    /// What is said of it, in order.
    pub clauses: Vec<CustodyClause>,
}

/// One clause of a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum CustodyClause {
    /// 归 …: who holds it first.
    Held {
        /// Who.
        by: FirstHolder,
    },
    /// 同时数人的，归 职级最高者.
    HighestOfSeveral,
    /// 移交 经 签收 转移: it may be offered, and moves when the offer is taken.
    HandOver,
    /// 签收 限 …: how long an offer stands open.
    Receipt {
        /// How long.
        within: Period,
    },
    /// 逾期未签收的，…: what follows an offer that nobody answers: 升级 其上级, or 视为签收 under a named basis.
    Unanswered {
        /// What happens.
        acts: Vec<ActItem>,
    },
    /// 拒收的，说明 理由，限 …: an offer may be declined, with reasons, within this time (or while it stands open).
    Decline {
        /// How long.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Period>,
        /// What it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// 拒收 满 …次的，…: what follows when it was declined so often: 升级 其上级.
    DeclinedTimes {
        /// How often.
        times: u32,
        /// What happens.
        acts: Vec<ActItem>,
    },
    /// 至 办结 止.
    UntilClosed,
}

/// Who holds a slot first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstHolder {
    /// 首先接触者: whoever takes the case down, or first acts upon it.
    FirstContact,
    /// 经办人: the current handler; the slot is the current handler's own.
    Officer,
}

/// 适用于 …: the procedures that a rule (制度) applies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// 全部事项.
    All,
    /// Those of these short names.
    Named {
        /// They.
        of: Vec<String>,
    },
}

impl Scope {
    /// Whether a rule of this scope applies to a procedure.
    #[must_use]
    pub fn covers(&self, alias: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named { of } => of.iter().any(|name| name == alias),
        }
    }
}
