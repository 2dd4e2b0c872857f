//! 公开承诺, resolved: what the public is promised. It stands beside the form and not in it, because a promise does not
//! change how a case is handled; the checks hold it against what the form says.

use shouwen_model::form::{Basis, Period};
use shouwen_model::value::Value;

/// A clause of 公开承诺.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promise {
    /// 办理期限 不超过 十个工作日.
    Within {
        /// The clock.
        clock: String,
        /// At most.
        period: Period,
    },
    /// 到场 不超过 一次.
    Visits(u32),
    /// 即时办结.
    OnTheSpot,
    /// 不收费.
    Free,
    /// 收费 二十元，依据 ….
    Fee {
        /// The amount; none if it could not be read.
        amount: Option<Value>,
        /// 依据.
        basis: Option<Basis>,
    },
    /// 不能兑现的，公开说明，道歉.
    NotKept(Vec<String>),
}
