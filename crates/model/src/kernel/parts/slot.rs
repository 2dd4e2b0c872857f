//! Slots of responsibility.

use super::{Clause, Effect};
use crate::form::FirstHolder;
use shouwen_calendar::Limit;

/// A slot of responsibility with a hand-over of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotDecl {
    /// Name.
    pub name: String,
    /// Who holds it first.
    pub first: FirstHolder,
    /// Of several who are asked at once, the highest in rank holds it.
    pub highest: bool,
    /// How it may be handed over; `None`: it stays, save for a successor in duty.
    pub hand_over: Option<HandOver>,
    /// Where the text says so.
    pub clause: Clause,
}

/// How a slot is handed over: offered, then accepted, declined, or left unanswered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// How long an offer stands open.
    pub within: Limit,
    /// What follows an offer that nobody answers.
    pub unanswered: Vec<Effect>,
    /// How long it may be declined; `None`: never. No longer than it stands open.
    pub decline: Option<Limit>,
    /// What follows when it was declined so often.
    pub declined: Option<(u32, Vec<Effect>)>,
    /// Where the text says that it may be offered.
    pub clause: Clause,
}
