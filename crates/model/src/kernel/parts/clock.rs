//! Clocks, their limits and what stops them.

use super::super::{ActId, ClockId, DateId, FieldId, PlaceId, PostId};
use super::{Clause, Effect, Event, Target, Who};
use crate::form::{Basis, Period, Remainder};
use shouwen_calendar::Limit;

/// One limit of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitDecl {
    /// `statutory`, `promised`, `internal`, `wait`.
    pub kind: Deadline,
    /// The counting rule.
    pub limit: Limit,
    /// The document whose stated period replaces the amount, which is then its minimum.
    pub stated_in: Option<String>,
    /// The field whose date takes the place of the day from which it counts; while there is none it has no end.
    pub until: Option<FieldId>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// What happens when so much is left, largest remainder first.
    pub warnings: Vec<(Remainder, Vec<Effect>)>,
    /// What happens at expiry.
    pub expiry: Option<ExpiryDecl>,
}

/// The kind of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// 法定.
    Statutory,
    /// 承诺.
    Promised,
    /// 内部时限.
    Internal,
    /// The longest a wait may last, or the applicant's period.
    Wait,
}

/// What follows at expiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiryDecl {
    /// What happens.
    pub effects: Vec<Effect>,
    /// Where the case goes.
    pub target: Target,
    /// Where the text says so.
    pub clause: Clause,
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockDecl {
    /// Its name; a place's own clock has the name of its place.
    pub name: String,
    /// The place whose visit it measures; `None` for a clock of the case.
    pub place: Option<PlaceId>,
    /// What it starts with, for a clock of the case.
    pub anchor: Option<Beginning>,
    /// A day on which something comes after hours counts as the next working day.
    pub after_hours: bool,
    /// Its limits, statutory before promised.
    pub limits: Vec<LimitDecl>,
    /// What ends it, for a clock of the case.
    pub stop: ClockStop,
    /// The one extension.
    pub extension: Option<Extension>,
    /// Events after which it counts from zero.
    pub restarts: Vec<Restart>,
    /// Where the text says so.
    pub clause: Clause,
}

/// What a clock of the case starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// The key date has its value: it counts from that date.
    Date(DateId),
    /// The event happens: it counts from that instant, unless it runs already.
    Event(Event),
}

/// What ends a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockStop {
    /// The place is left.
    Leave,
    /// The key date is recorded.
    Date(DateId),
    /// One of the acts is done.
    Acts(Vec<ActId>),
    /// One of the documents is issued.
    Documents(Vec<String>),
}

/// An event after which a running clock counts from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// The event.
    pub event: Event,
    /// Whether an extension that was granted is kept.
    pub keeps_extension: bool,
    /// Where the text says so.
    pub clause: Clause,
}

/// An extension of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// How often.
    pub times: u32,
    /// By no more than this.
    pub at_most: Period,
    /// Who approves.
    pub by: PostId,
    /// Who is told the reason.
    pub tell: Option<Who>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}

/// A clock that stands still while the case is in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The clock.
    pub clock: ClockId,
    /// Only this limit of it; `None` for all.
    pub only: Option<Deadline>,
    /// No more than this.
    pub at_most: Option<Period>,
    /// The cause, as told.
    pub cause: String,
    /// Who is told.
    pub tell: Option<Who>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}
