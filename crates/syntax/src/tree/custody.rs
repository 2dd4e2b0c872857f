//! 责任: a slot of responsibility and how it is handed over; 适用于: where a rule holds. As written.

use super::{Basis, Deed, Located, Name, Period};

/// 适用于 …: where a 制度 holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applies {
    /// 全部事项.
    All,
    /// 事项 甲、乙: by their short names.
    Named(Vec<Name>),
}

/// A clause of 责任.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustodyClause {
    /// [自 接触 起，]归 首先接触者.
    Held {
        /// 自 接触 起.
        from_contact: bool,
        /// Who holds it first.
        by: Located<FirstHolder>,
    },
    /// 同时数人的，归 职级最高者.
    HighestOfSeveral,
    /// 移交 经 签收 转移.
    HandOver,
    /// 签收 限 一个工作日.
    Receipt(Period),
    /// 逾期未签收的，….
    Unanswered(Vec<Located<Deed>>),
    /// 拒收的，说明 理由[，限 二十四小时][，依据 …].
    Decline {
        /// Within this time.
        within: Option<Period>,
        /// 依据.
        basis: Vec<Located<Basis>>,
    },
    /// 拒收 满 两次的，….
    DeclinedTimes {
        /// How often.
        times: Located<u32>,
        /// What happens.
        deeds: Vec<Located<Deed>>,
    },
    /// 至 办结 止.
    UntilClosed,
}

/// Who holds a slot first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstHolder {
    /// 首先接触者.
    FirstContact,
    /// 经办人.
    Officer,
}
