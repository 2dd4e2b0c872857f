//! What falls due: the next instant at which time itself must act on a case, and the command by which it does.

use crate::case::{Case, ClockState, DeferredState};
use crate::command::{Act, Body, Command, LimitWord, TIME, TimeKind};
use crate::parties;
use shouwen_audit::{Actor, PersonRef};
use shouwen_canon::Instant;
use shouwen_model::kernel::{Definition, MaterialId};

/// The most times that time acts on one case in one commit; more is left for the next.
pub const MAX_TIME_STEPS: usize = 1_000;

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeAct {
    /// The legal instant.
    pub legal: Instant,
    /// The clock's name, that of the material, or the number of the duty.
    pub clock: String,
    /// Which limit.
    pub limit: LimitWord,
    /// What time does.
    pub kind: TimeKind,
}

/// The next instant at which time must act; `None` if nothing runs.
#[must_use]
pub fn due(case: &Case) -> Option<Instant> {
    let clocks = case.clocks.iter().flat_map(|(_, state)| acts_of(state)).map(|(at, ..)| at);
    let duties = case.duties.iter().filter(|(_, duty)| !duty.expired).map(|(_, duty)| duty.due.deadline);
    let offers = case.hand_overs.iter().filter_map(|(_, state)| Some(state.offer.as_ref()?.due.deadline));
    let owed = owed(case).map(|(_, state)| state.due.deadline);
    let parties = parties::running(case).map(|(_, _, deadline)| deadline);
    clocks.chain(duties).chain(offers).chain(owed).chain(parties).min()
}

/// What is due next: by legal instant, then clocks in the order of the definition with a warning before an expiry,
/// then the periods of parties, then offers of a slot, then materials that are owed, then duties after the decision.
#[must_use]
pub fn next(definition: &Definition, case: &Case) -> Option<TimeAct> {
    let mut best: Option<(Instant, usize, TimeKind, LimitWord)> = None;
    for (order, (_, state)) in case.clocks.iter().enumerate() {
        for (at, kind, limit) in acts_of(state) {
            if best.is_none_or(|(b, b_order, b_kind, _)| (at, order, kind) < (b, b_order, b_kind)) {
                best = Some((at, order, kind, limit));
            }
        }
    }
    let clock = best.and_then(|(legal, order, kind, limit)| {
        let (id, _) = case.clocks.iter().nth(order)?;
        Some(TimeAct { legal, clock: definition.clock(*id)?.name.clone(), limit, kind })
    });
    let offers = case.hand_overs.iter().filter_map(|(slot, state)| {
        let legal = state.offer.as_ref()?.due.deadline;
        Some(expiry(legal, slot.word().to_owned(), LimitWord::Offer))
    });
    let duties = case.duties.iter().filter(|(_, duty)| !duty.expired);
    let duties = duties.map(|(n, duty)| expiry(duty.due.deadline, n.to_string(), LimitWord::Duty));
    let periods = parties::running(case).filter_map(|(id, number, legal)| {
        let clock = parties::clock(&definition.party(id)?.name, number);
        Some(expiry(legal, clock, LimitWord::Party))
    });
    let owed = owed(case).filter_map(|(id, state)| {
        let name = definition.material(*id)?.name.clone();
        Some(expiry(state.due.deadline, name, LimitWord::Deferred))
    });
    // The first of equals is taken.
    clock.into_iter().chain(periods).chain(offers).chain(owed).chain(duties).min_by_key(|act| act.legal)
}

/// The deferred materials that have not come in and whose day has not passed.
fn owed(case: &Case) -> impl Iterator<Item = (&MaterialId, &DeferredState)> {
    case.deferred.iter().filter(|(_, state)| !state.handed && !state.expired)
}

const fn expiry(legal: Instant, clock: String, limit: LimitWord) -> TimeAct {
    TimeAct { legal, clock, limit, kind: TimeKind::Expire }
}

/// Everything that is still to come from a clock.
fn acts_of(state: &ClockState) -> impl Iterator<Item = (Instant, TimeKind, LimitWord)> {
    let running = state.limits.iter().filter(|_| !state.stopped);
    running.filter_map(|limit| {
        if limit.expired {
            return limit.repeat.map(|at| (at, TimeKind::Repeat, limit.limit));
        }
        let due = limit.due.as_ref()?;
        let warning = usize::try_from(limit.warned).ok().and_then(|n| due.warnings.get(n));
        Some(match warning {
            Some(at) => ((*at).min(due.deadline), TimeKind::Warn, limit.limit),
            None => (due.deadline, TimeKind::Expire, limit.limit),
        })
    })
}

impl TimeAct {
    /// The command by which time does it. Its business time is the legal instant, or the case's own if that is later.
    #[must_use]
    pub fn command(&self, case: &Case) -> Command {
        let kind = match self.kind {
            TimeKind::Warn => "warn",
            TimeKind::Expire => "expire",
            TimeKind::Repeat => "repeat",
        };
        let number = case.version.saturating_add(1);
        Command {
            actor: Actor { person: PersonRef::Id(TIME.to_owned()), capacity: None, post: None },
            at: self.legal.max(case.business),
            body: Body {
                key: key(&self.clock, kind, self.legal, number),
                late: None,
                act: Act::Time {
                    legal: self.legal,
                    clock: self.clock.clone(),
                    limit: self.limit,
                    kind: self.kind,
                },
            },
        }
    }
}

/// The reserved key of an act of time. A clock's name may be long; a digest stands for what does not fit.
fn key(clock: &str, kind: &str, legal: Instant, number: u64) -> String {
    const MAX_CLOCK_BYTES: usize = 60;
    if clock.len() <= MAX_CLOCK_BYTES {
        return format!("time/{clock}/{kind}/{legal}/{number}");
    }
    let digest = shouwen_canon::Hash::sha256(clock.as_bytes());
    format!("time/{digest}/{kind}/{legal}/{number}")
}
