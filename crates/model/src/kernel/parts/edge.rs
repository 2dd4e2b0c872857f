//! What leads from place to place.

use super::super::{ClockId, DateId, OutcomeId, PartyId, PlaceId, PostId};
use super::{Deadline, Expr};
use crate::form::{PartyDoes, Period, ReturnMode};

/// Where a case goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// It stays, and the effects repeat at the interval, if one is given.
    Stay {
        /// The interval.
        every: Option<Period>,
    },
    /// To a place.
    Place(PlaceId),
    /// Back to a place.
    Return(PlaceId, ReturnMode),
    /// To a place, leaving the present one as it stands.
    Interrupt(PlaceId),
    /// Back to the place that was interrupted last.
    Back,
    /// The branch of this parallel block is done.
    EndBranch(PlaceId),
    /// Out of the parallel block, whose branches end where they stand.
    Abort(PlaceId),
    /// It ends.
    Close(OutcomeId),
}

/// An event from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The applicant hands in what was asked for.
    Supplemented,
    /// The applicant withdraws.
    Withdrawn,
    /// A linked case is decided.
    LinkedDecided(String),
    /// A linked case could not be opened.
    LinkedNotOpened(String),
    /// What a party does.
    Party(PartyId, PartyDoes),
    /// By name.
    Named(String),
}

/// What sets an edge off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The officer completes the place, and the guard holds (`None`: always).
    Completed(Option<Expr>),
    /// An awaited event happens.
    Event(Event),
    /// A parallel block is entered: its branch of this number, from 0, begins.
    Forked(u32),
    /// So many branches of a parallel block are done, or all of them where no more have begun.
    Joined(u32),
    /// A parallel block is entered, and every list whose elements would each have a branch is empty.
    NoBranch,
    /// An officer returns the case to a place, so often at most.
    Returned {
        /// The place.
        to: PlaceId,
        /// How often in one case.
        at_most: Option<u32>,
    },
    /// An officer would return the case to a place, and may no more.
    UsedUp(PlaceId),
    /// A limit of a clock passes.
    Expired(ClockId, Deadline),
    /// An event possible at any time before a key date is recorded, and the post that enters it (`None`: the post in
    /// charge of the place).
    Anytime(Event, Option<DateId>, Option<PostId>),
}

/// The node of the machine: a place, or an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A place where a case can stand.
    Place(PlaceId),
    /// The end with this outcome.
    End(OutcomeId),
}
