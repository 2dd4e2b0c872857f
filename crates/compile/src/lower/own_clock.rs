//! The clocks of places: internal limits, and how long a wait may last.

use super::acts::effects;
use super::edges::target;
use super::names::Names;
use super::places::word;
use super::{LowerError, clause, limit, remaining};
use shouwen_model::form;
use shouwen_model::form::{Period, PlaceKind, Trigger as When};
use shouwen_model::kernel::{
    Action, ClockDecl, ClockStop, Deadline, Effect, ExpiryDecl, INTERNAL_OVERDUE, LimitDecl, PlaceId, Target,
    Who,
};

/// The limit that a clause sets, and the document that states it.
fn limit_of(kind: PlaceKind, part: &form::Clause) -> Option<(Deadline, Period, Option<String>)> {
    use form::Clause as C;
    match part {
        C::InternalLimit { period } => Some((Deadline::Internal, *period, None)),
        C::Longest { period } => Some((Deadline::Wait, *period, None)),
        // A posting lasts so long; a wait no shorter, which is no limit of its own.
        C::AtLeast { period } if kind == PlaceKind::Posting => Some((Deadline::Wait, *period, None)),
        C::StatedIn { document, at_least } => Some((Deadline::Wait, *at_least, Some(document.clone()))),
        C::HandledBy { .. }
        | C::AtLeast { .. }
        | C::FollowedBy { .. }
        | C::SignedBy { .. }
        | C::Differ { .. }
        | C::Meeting { .. }
        | C::PostedBy { .. }
        | C::Disclose { .. }
        | C::EachParty { .. }
        | C::Resuming { .. }
        | C::EnteredAgain { .. }
        | C::OnEntry { .. }
        | C::Conclude { .. }
        | C::FillIn { .. }
        | C::Appoint { .. }
        | C::MustAttach { .. }
        | C::Await { .. }
        | C::Direct { .. }
        | C::Owed { .. }
        | C::Duty { .. }
        | C::Forbid { .. }
        | C::OnlyWhen { .. }
        | C::Counts
        | C::Track { .. }
        | C::NotSamePerson { .. }
        | C::Branch { .. }
        | C::AllowReturn { .. }
        | C::Allow { .. } => None,
    }
}

/// The clock of a place: its internal limit, or how long a wait may last. An internal limit that passes is always a
/// finding against its post and an urge, whatever the text adds.
pub(super) fn own_clock(
    source: &form::Place,
    id: PlaceId,
    within: Option<PlaceId>,
    names: &Names,
) -> Result<Option<ClockDecl>, LowerError> {
    let limits = source
        .clauses
        .iter()
        .zip(0..)
        .filter_map(|(part, index)| Some((limit_of(source.kind, part)?, index)));
    let Some(((kind, period, stated_in), index)) = limits.last() else { return Ok(None) };
    let at = clause(word(source.kind), &source.name, index);
    let mut own = LimitDecl {
        kind,
        limit: limit(period),
        stated_in,
        until: None,
        basis: None,
        warnings: Vec::new(),
        expiry: None,
    };
    if kind == Deadline::Internal {
        let effect = |action| Effect { action, basis: None, clause: at.clone() };
        let effects = vec![
            effect(Action::Breach { breach: names.breach(INTERNAL_OVERDUE)?, answers: None }),
            effect(Action::Urge(Who::CurrentHandler)),
        ];
        own.expiry = Some(ExpiryDecl { effects, target: Target::Stay { every: None }, clause: at.clone() });
    }
    what_passes(source, &mut own, within, names)?;
    Ok(Some(ClockDecl {
        name: source.name.clone(),
        place: Some(id),
        anchor: None,
        after_hours: false,
        limits: vec![own],
        stop: ClockStop::Leave,
        extension: None,
        restarts: Vec::new(),
        clause: at,
    }))
}

/// Puts the warnings and the expiry of a place on its own limit.
fn what_passes(
    source: &form::Place,
    own: &mut LimitDecl,
    within: Option<PlaceId>,
    names: &Names,
) -> Result<(), LowerError> {
    for (index, part) in source.clauses.iter().enumerate() {
        let form::Clause::Direct { when, acts, to, .. } = part else { continue };
        let here = clause(word(source.kind), &source.name, index);
        match when {
            When::Left { left } => own.warnings.push((*left, effects(acts, &here, names)?)),
            When::Expired => {
                let to = to.as_ref().map(|t| target(t, within, names)).transpose()?;
                let mut all = own.expiry.take().map(|e| e.effects).unwrap_or_default();
                all.extend(effects(acts, &here, names)?);
                let target = to.unwrap_or(Target::Stay { every: None });
                own.expiry = Some(ExpiryDecl { effects: all, target, clause: here });
            }
            When::Completed
            | When::If { .. }
            | When::Overriding { .. }
            | When::Otherwise
            | When::Event { .. }
            | When::Joined { .. }
            | When::NoBranch => {}
        }
    }
    let whole = own.limit;
    own.warnings.sort_by_key(|(left, _)| std::cmp::Reverse(remaining(*left, whole)));
    Ok(())
}

pub(super) fn own_kind(source: &form::Place) -> Deadline {
    let internal = source.clauses.iter().any(|c| matches!(c, form::Clause::InternalLimit { .. }));
    if internal { Deadline::Internal } else { Deadline::Wait }
}
