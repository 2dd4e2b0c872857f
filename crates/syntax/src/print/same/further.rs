//! 公开承诺, 新旧衔接, 日程.

use super::Forget;
use crate::tree::{DaysOff, MigrationClause, PromiseClause, Round, ScheduleClause};

plain!(DaysOff);
plain!(Round);
variants!(PromiseClause {
    Within(clock, period),
    Visits(times),
    OnTheSpot,
    Free,
    Fee(amount, basis),
    NotKept(what),
});
variants!(MigrationClause {
    Older(date),
    Place(old, new),
    PlaceStays(old),
    Clock(old, new),
    Data(old, new),
    DataDropped(old),
});
variants!(ScheduleClause {
    Session { on, at, between, days_off },
    Object(of),
    Convened { by, chair },
    EachCase { fields, event },
    Absent(breach),
    NoCase,
    NotHeld(breach),
});
