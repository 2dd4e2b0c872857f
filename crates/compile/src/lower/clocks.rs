//! Clocks of the case: budgets, ends, warnings, expiries and the extension.

use super::acts::{effects, ending, who};
use super::edges::{event, target};
use super::{LowerError, clause, in_days, limit, names::Names, remaining};
use shouwen_calendar::{DayEnd, Direction, Limit, Roll};
use shouwen_model::form::{self, ClockClause, ClockEnd, ClockName, Form, Period};
use shouwen_model::kernel::{
    Beginning, Clause, ClockDecl, ClockStop, Deadline, ExpiryDecl, Extension, LimitDecl, Restart, Target,
};

/// The clocks that have sections of their own, in order; the clocks of places follow behind them.
pub(super) fn named(form: &Form, names: &Names) -> Result<Vec<ClockDecl>, LowerError> {
    form.clocks.iter().map(|c| one(c, names)).collect()
}

pub(super) fn limit_kind(name: ClockName) -> Deadline {
    match name {
        ClockName::Statutory => Deadline::Statutory,
        ClockName::Promised => Deadline::Promised,
    }
}

fn one(clock: &form::Clock, names: &Names) -> Result<ClockDecl, LowerError> {
    let section = Clause { section: format!("clock {}", clock.name), number: 0 };
    let mut anchor = None;
    let mut stop = None;
    let mut limits = Vec::new();
    let mut extension = None;
    let mut restarts = Vec::new();
    for (index, part) in clock.clauses.iter().enumerate() {
        let at = clause("clock", &clock.name, index);
        match part {
            ClockClause::Budget { of, period, until, from, on, before, basis } => {
                anchor = beginning(from.as_deref(), on.as_ref(), names)?.or(anchor);
                limits.push(LimitDecl {
                    kind: limit_kind(*of),
                    limit: counted(clock, *period, *before, until.is_some()),
                    stated_in: None,
                    until: until.as_ref().map(|field| names.field(field)).transpose()?,
                    basis: basis.clone(),
                    warnings: Vec::new(),
                    expiry: None,
                });
            }
            ClockClause::Ends { at: end } => stop = Some(ends(end, names)?),
            ClockClause::Extend { times, at_most, by, tell, basis } => {
                if !in_days(at_most.unit) {
                    return Err(LowerError::incomplete(&at, "an extension is counted in days"));
                }
                extension = Some(Extension {
                    times: *times,
                    at_most: *at_most,
                    by: names.post(by)?,
                    tell: tell.as_ref().map(|t| who(t, names)).transpose()?,
                    basis: basis.clone(),
                    clause: at,
                });
            }
            ClockClause::Restart { event: happens, keeps_extension } => restarts.push(Restart {
                event: event(happens, names)?,
                keeps_extension: *keeps_extension,
                clause: at,
            }),
            // Warnings and expiries refer to budgets that may stand below them.
            ClockClause::Left { .. }
            | ClockClause::Expired(_)
            | ClockClause::NoStatutory
            | ClockClause::LastDay { .. }
            | ClockClause::DayEnds { .. }
            | ClockClause::AfterHours
            // What stands still in a place stands there.
            | ClockClause::LeftOut { .. } => {}
        }
    }
    limits.sort_by_key(|l| l.kind);
    for (index, part) in clock.clauses.iter().enumerate() {
        follow(part, clause("clock", &clock.name, index), &mut limits, names)?;
    }
    if let Some(extension) = &extension
        && limits.iter().any(|l| l.limit.unit != extension.at_most.unit)
    {
        let what = "an extension is counted in the unit of the limits that it lengthens";
        return Err(LowerError::incomplete(&extension.clause, what));
    }
    let stop = stop.ok_or_else(|| LowerError::incomplete(&section, "a clock needs an end"))?;
    let anchor = anchor
        .ok_or_else(|| LowerError::incomplete(&section, "a clock needs a date or an event to start from"))?;
    Ok(ClockDecl {
        name: clock.name.clone(),
        place: None,
        anchor: Some(anchor),
        after_hours: clock.clauses.contains(&ClockClause::AfterHours),
        limits,
        stop,
        extension,
        restarts,
        clause: section,
    })
}

/// What a limit says that its clock begins with.
fn beginning(
    from: Option<&str>,
    on: Option<&form::AwaitedEvent>,
    names: &Names,
) -> Result<Option<Beginning>, LowerError> {
    Ok(match (from, on) {
        (Some(date), _) => Some(Beginning::Date(names.date(date)?)),
        (None, Some(happens)) => Some(Beginning::Event(event(happens, names)?)),
        (None, None) => None,
    })
}

/// A limit with the clock's own rules for its last day. One up to a date ends on that date, unless the clock says what
/// becomes of a day off.
fn counted(clock: &form::Clock, period: Period, before: bool, until: bool) -> Limit {
    let mut counted = limit(period);
    let rolls = counted.roll != Roll::None;
    if until {
        counted.roll = Roll::None;
    }
    if before {
        // Who has to act so long before a day gains nothing from a day off: the last day moves away from it.
        counted.direction = Direction::Backward;
        counted.roll = if rolls { Roll::PreviousWorkday } else { Roll::None };
    }
    for clause in &clock.clauses {
        match clause {
            ClockClause::LastDay { roll } if rolls => counted.roll = *roll,
            ClockClause::DayEnds { at } if counted.day_end != DayEnd::Instant => counted.day_end = *at,
            ClockClause::LastDay { .. }
            | ClockClause::DayEnds { .. }
            | ClockClause::AfterHours
            | ClockClause::Budget { .. }
            | ClockClause::NoStatutory
            | ClockClause::Restart { .. }
            | ClockClause::LeftOut { .. }
            | ClockClause::Ends { .. }
            | ClockClause::Extend { .. }
            | ClockClause::Left { .. }
            | ClockClause::Expired(_) => {}
        }
    }
    counted
}

fn ends(end: &ClockEnd, names: &Names) -> Result<ClockStop, LowerError> {
    match end {
        ClockEnd::Date { name } => Ok(ClockStop::Date(names.date(name)?)),
        ClockEnd::Documents { of } => Ok(ClockStop::Documents(of.clone())),
        ClockEnd::Acts { of } => {
            Ok(ClockStop::Acts(of.iter().map(|a| ending(*a)).collect::<Result<_, _>>()?))
        }
    }
}

/// Puts a warning or an expiry on the limit it belongs to.
fn follow(part: &ClockClause, at: Clause, limits: &mut [LimitDecl], names: &Names) -> Result<(), LowerError> {
    let missing = "the limit it speaks of is not declared";
    match part {
        ClockClause::Left { of, left, acts } => {
            // Without a word it is the shorter, promised limit if there is one: that is the one due first.
            let wanted = of.map(limit_kind);
            let found = limits.iter_mut().rev().find(|l| wanted.is_none_or(|k| l.kind == k));
            let limit = found.ok_or_else(|| LowerError::incomplete(&at, missing))?;
            limit.warnings.push((*left, effects(acts, &at, names)?));
            let whole = limit.limit;
            limit.warnings.sort_by_key(|(left, _)| std::cmp::Reverse(remaining(*left, whole)));
        }
        ClockClause::Expired(expiry) => {
            let found = limits.iter_mut().find(|l| l.kind == limit_kind(expiry.of));
            let limit = found.ok_or_else(|| LowerError::incomplete(&at, missing))?;
            let target = match &expiry.to {
                Some(direction) => target(direction, None, names)?,
                None => Target::Stay { every: None },
            };
            limit.expiry =
                Some(ExpiryDecl { effects: effects(&expiry.acts, &at, names)?, target, clause: at });
        }
        ClockClause::Budget { .. }
        | ClockClause::NoStatutory
        | ClockClause::LastDay { .. }
        | ClockClause::DayEnds { .. }
        | ClockClause::AfterHours
        | ClockClause::Restart { .. }
        | ClockClause::LeftOut { .. }
        | ClockClause::Ends { .. }
        | ClockClause::Extend { .. } => {}
    }
    Ok(())
}
