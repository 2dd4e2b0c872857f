//! 公开承诺, 新旧衔接, 日程.

use super::Forget;
use crate::tree::{MigrationClause, PromiseClause, Round, ScheduleClause};

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
    Session { on, at, between, moves_on },
    Object(of),
    Convened { by, chair },
    EachCase(fields),
    Absent(breach),
    NoCase,
    NotHeld(breach),
});
