//! 时限.

use super::Forget;
use crate::tree::{ClockClause, ClockEnd, EndingAct, LimitName};

plain!(EndingAct, LimitName);
variants!(ClockClause {
    Budget { of, period, from, basis },
    Ends(end),
    Extend { times, at_most, by, tell, basis },
    Left { of, period, deeds },
    Expired { of, deeds },
});
variants!(ClockEnd { Date(name), Acts(acts) });
