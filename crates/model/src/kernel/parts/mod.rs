//! The parts of a kernel definition other than its graph: declarations, clocks, actions and guards.

mod act;
mod after_closing;
mod clause;
mod clock;
mod declare;
mod edge;
mod expr;
mod ladder;
mod meeting;
mod party;
mod place;
mod schedule;
mod slot;
mod who;

pub use act::{ActDecl, Action, Addressee, Answers, DateFrom, Effect, OnViolation};
pub use after_closing::{AfterDuty, DutyTerm, Owes};
pub use clause::{Clause, section_in_chinese};
pub use clock::{
    Beginning, ClockDecl, ClockStop, Deadline, Exclusion, ExpiryDecl, Extension, LimitDecl, Restart,
};
pub use declare::{Appointed, ConclusionDecl, FieldDecl, MaterialDecl, OutcomeDecl, PostDecl};
pub use edge::{Event, Node, Target, Trigger};
pub use expr::{ComputedDecl, Condition, Expr, Term};
pub use ladder::{LadderDecl, RungDecl};
pub use meeting::Meeting;
pub use party::{PartyDecl, PartyPeriod};
pub use place::{Elements, Forbidden, Least, Owed, Paper, Place};
pub use schedule::ScheduleDecl;
pub use slot::{HandOver, SlotDecl};
pub use who::Who;
