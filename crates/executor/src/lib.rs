//! The executor: what a command does to a case.
//!
//! Three pure functions carry everything. [`decide`] knows the rules and gives a record or a refusal; [`apply`] puts a
//! record into a case and knows no rule; [`due`] tells when time itself must act next. Nothing here knows a text, a
//! file, a store or the host's clock: time, the calendar and the answers from outside are arguments. Institutions have
//! no name here either; they were lowered to places, clocks, guards and duties before.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod apply;
mod branch;
mod case;
mod command;
mod decide;
mod effect;
mod fact;
mod found;
mod lots;
mod names;
mod parties;
mod record;
mod refusal;
mod short;
pub mod system;
mod table;
mod terms;
mod time;

pub use apply::{ApplyError, apply};
pub use branch::{Branch, Thread};
pub use case::{
    Applicant, Case, ClockState, Concluded, DeferredState, DutyState, HandOver, Held, Holder, LimitState,
    Link, MAX_INTERRUPTIONS, MAX_PASSED, MaterialState, Offer, PauseState, Person, Round, SNAPSHOT, Stands,
    Visit,
};
pub use command::{
    APPLICANT, Act, Body, Command, DELEGATE, Datum, LINK, Late, LimitWord, MAX_KEY_BYTES, MAX_PROOF_BYTES,
    MAX_REASON_BYTES, Mark, Opening, Ordered, STAND_IN, TIME, TimeKind,
};
pub use decide::{
    Decided, Decision, MAX_AGENDA, MAX_BUSINESS_BEHIND_MILLIS, MAX_EFFECTS, MAX_RECORDS,
    MAX_REFUSED_ON_RECORD, RECORDS_IN_RESERVE, SEMANTICS, World, comes_before, decide, may_enter,
    opening_key, raised_key, session_key, unspoken,
};
pub use effect::{DueAt, Effect, Pause, Slot, truths};
pub use fact::{Capacity, Fact, Holding, Members, Nothing, Outside, Recorded, Why};
pub use found::{Consequence, Found, MAX_FINDINGS};
pub use lots::draw;
pub use record::{CaseRecord, commanded, openings, put_back};
pub use refusal::{Class, Refusal, RefusalCode, Said};
pub use shouwen_model::kernel::DUTY_OVERDUE;
pub use table::Table;
pub use terms::value_of;
pub use time::{MAX_TIME_STEPS, TimeAct, due, next};
