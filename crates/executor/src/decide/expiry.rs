//! Time acts: warnings, expiries, and what comes round again. It acts by the same door as everybody else, and only on
//! what is due next.

use super::draft::{Draft, Halt};
use super::{clocks, malformed, office, perform, travel};
use crate::command::{Act, LimitWord, TimeKind};
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::{self, DUTY_OVERDUE};
use shouwen_calendar::{Anchor, Limit};
use shouwen_canon::Instant;
use shouwen_model::kernel::{ClockDecl, LimitDecl, Target};

/// Carries out what is due next, which the command has to name exactly.
pub(super) fn time(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Time { legal, clock, limit, kind } = &draft.command.body.act else {
        return Err(malformed("not an act of time").into());
    };
    let next = time::next(draft.definition(), &draft.case);
    let is_next = next.as_ref().is_some_and(|next| {
        (next.legal, next.clock.as_str(), next.limit, next.kind) == (*legal, clock.as_str(), *limit, *kind)
    });
    if !is_next || *legal > draft.command.at {
        let refusal = Refusal::new(RefusalCode::TimeNotDue, "没有到期的事项", "nothing of the kind is due");
        return Err(refusal.into());
    }
    if *limit == LimitWord::Duty {
        return duty(draft, clock);
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
            let day = legal.checked_add_millis(-1).unwrap_or(legal).date();
            let calendar = draft.world.calendar;
            let due =
                calendar.due(&Limit::new(every.n, every.unit), Anchor::On(day), 0, &[], draft.world.mode);
            Some(due.map_err(|e| {
                Refusal::new(
                    RefusalCode::Calendar,
                    format!("算不出下一次：{e}"),
                    format!("there is no next time: {e}"),
                )
            })?)
        }
        _ => None,
    };
    let repeat = repeat.map(|due| due.deadline_at);
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
    draft.emit(Effect::Finding {
        breach: DUTY_OVERDUE.to_owned(),
        clause: names::text(&decl.clause),
        person: None,
        basis: decl.basis.clone(),
        post: office::whom(draft, decl.by),
    })?;
    let whom = office::whom(draft, decl.by);
    draft.emit(Effect::Urge { whom })
}
