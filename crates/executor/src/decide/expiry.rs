//! Time acts: warnings, expiries, and what comes round again. It acts by the same door as everybody else, and only on
//! what is due next.

use super::draft::{Draft, Halt};
use super::{clocks, custody, deferred, malformed, office, parties, perform, travel};
use crate::command::{Act, LimitWord, TimeKind};
use crate::effect::{Effect, Slot};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use crate::time;
use shouwen_calendar::{Anchor, Limit};
use shouwen_canon::Instant;
use shouwen_model::kernel::{ClockDecl, DUTY_OVERDUE, LimitDecl, Target, Who};

/// Carries out what is due next, which the command has to name exactly.
pub(super) fn time(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Time { legal, clock, limit, kind } = &draft.command.body.act else {
        return Err(malformed("not an act of time").into());
    };
    let next = time::next(draft.definition(), &draft.case);
    // Key, actor and business time follow from what is due, so that one command and no other does it.
    if next.as_ref().is_none_or(|next| next.command(&draft.case) != *draft.command) {
        let refusal = Refusal::new(RefusalCode::TimeNotDue, "没有到期的事项", "nothing of the kind is due");
        return Err(match &next {
            Some(next) => refusal.allow(
                format!("{} 的「{}」", next.legal, next.clock),
                format!("`{}` at {}", next.clock, next.legal),
            ),
            None => refusal,
        }
        .into());
    }
    match limit {
        LimitWord::Party => return parties::expired(draft, clock),
        LimitWord::Duty => return duty(draft, clock),
        LimitWord::Deferred => return deferred::overdue(draft, clock),
        LimitWord::Offer => return custody::unanswered(draft, &Slot::from(clock.clone())),
        _ => {}
    }
    let id = names::clock(draft.definition(), clock).map_err(|e| malformed(&e.to_string()))?;
    let decl = draft.definition().clock(id).ok_or_else(|| malformed("no such clock"))?;
    let found = clocks::limit_of(decl, *limit).ok_or_else(|| malformed("the clock has no such limit"))?;
    match kind {
        TimeKind::Warn => warn(draft, decl, found, *limit),
        TimeKind::Expire | TimeKind::Repeat => expire(draft, decl, found, *limit, *legal),
    }
}

fn warn(draft: &mut Draft<'_>, decl: &ClockDecl, limit: &LimitDecl, word: LimitWord) -> Result<(), Halt> {
    let id = names::clock(draft.definition(), &decl.name).map_err(|e| malformed(&e.to_string()))?;
    let state = draft.case.clocks.get(&id).and_then(|c| c.limits.iter().find(|l| l.limit == word));
    let given = state.map_or(0, |l| l.warned);
    let acts = usize::try_from(given).ok().and_then(|n| limit.warnings.get(n));
    draft.emit(Effect::Warned { clock: decl.name.clone(), limit: word })?;
    match acts {
        Some((_, effects)) => perform::all(draft, effects),
        None => Ok(()),
    }
}

fn expire(
    draft: &mut Draft<'_>,
    decl: &ClockDecl,
    limit: &LimitDecl,
    word: LimitWord,
    legal: Instant,
) -> Result<(), Halt> {
    let expiry = limit.expiry.as_ref();
    let repeat = match expiry.map(|e| &e.target) {
        Some(Target::Stay { every: Some(every) }) => {
            let anchor = if clocks::counts_instants(every.unit) {
                Anchor::At(legal)
            } else {
                Anchor::On(legal.checked_add_millis(-1).unwrap_or(legal).date())
            };
            let calendar = draft.world.calendar;
            let due = calendar.due(&Limit::new(every.n, every.unit), anchor, 0, &[], draft.world.mode);
            // An interval of nothing would come round at the same instant for ever; it comes round once.
            Some(due.map_err(|e| clocks::calendar(&e))?.deadline_at).filter(|at| *at > legal)
        }
        _ => None,
    };
    draft.emit(Effect::Expired { clock: decl.name.clone(), limit: word, repeat })?;
    let Some(expiry) = expiry else { return Ok(()) };
    perform::all(draft, &expiry.effects)?;
    travel::go(draft, &expiry.target, &expiry.clause)
}

/// A duty that outlives the decision is overdue: a finding against the post that owes it.
fn duty(draft: &mut Draft<'_>, number: &str) -> Result<(), Halt> {
    let index = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let decl =
        index.and_then(|i| draft.definition().after.get(i)).ok_or_else(|| malformed("no such duty"))?;
    draft.emit(Effect::Expired { clock: number.to_owned(), limit: LimitWord::Duty, repeat: None })?;
    // What the applicant owes is no breach of the office.
    if decl.by != Who::Applicant {
        let (person, post) = office::answers(draft, decl.by);
        let finding = perform::finding_named(
            draft,
            (person, post),
            DUTY_OVERDUE.to_owned(),
            &decl.clause,
            decl.basis.as_ref(),
        );
        draft.emit(finding)?;
    }
    let whom = office::whom(draft, decl.by);
    draft.emit(Effect::Urge { whom })?;
    perform::all(draft, &decl.lapsed)
}
