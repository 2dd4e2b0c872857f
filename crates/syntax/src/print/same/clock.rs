//! 时限.

use super::Forget;
use crate::tree::{ClockClause, ClockEnd, DayEnd, EndingAct, LimitName, Remainder, Roll, Start};

plain!(DayEnd, EndingAct, LimitName, Roll);
variants!(Start { From(date), Before(date), Event(event) });
variants!(Remainder { Period(period), Share(share) });
variants!(ClockClause {
    Budget { of, period, until, start, basis },
    NoStatutory,
    LastDay(roll),
    DayEnds(end),
    AfterHours,
    Restart { event, keeps },
    LeftOut { of, places, at_most, cause, tell, basis },
    Ends(end),
    Extend { times, at_most, by, tell, basis },
    Left { of, left, deeds },
    Expired { of, deeds },
});
variants!(ClockEnd { Date(name), Acts(acts), Documents(papers) });
