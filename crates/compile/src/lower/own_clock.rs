//! The clocks of places: internal limits, and how long a wait may last.

use super::acts::effects;
use super::edges::target;
use super::names::Names;
use super::places::word;
use super::{LowerError, about_minutes, clause, limit};
use shouwen_model::form;
use shouwen_model::form::Trigger as When;
use shouwen_model::kernel::{
    Action, ClockDecl, ClockStop, Deadline, Effect, ExpiryDecl, INTERNAL_OVERDUE, LimitDecl, PlaceId, Target,
    Who,
};

/// The clock of a place: its internal limit, or how long a wait may last. An internal limit that passes is always a
/// finding against its post and an urge, whatever the text adds.
pub(super) fn own_clock(
    source: &form::Place,
    id: PlaceId,
    names: &Names,
) -> Result<Option<ClockDecl>, LowerError> {
    use form::Clause as C;
    let mut found = None;
    for (index, part) in source.clauses.iter().enumerate() {
        let (kind, period) = match part {
            C::InternalLimit { period } => (Deadline::Internal, *period),
            C::Longest { period } | C::StatedIn { at_least: period, .. } => (Deadline::Wait, *period),
            C::HandledBy { .. }
            | C::FollowedBy { .. }
            | C::OnEntry { .. }
            | C::Conclude { .. }
            | C::FillIn { .. }
            | C::Await { .. }
            | C::Direct { .. }
            | C::Duty { .. }
            | C::Forbid { .. }
            | C::Counts
            | C::Track { .. }
            | C::NotSamePerson { .. }
            | C::Allow { .. } => continue,
        };
        let stated_in = match part {
            C::StatedIn { document, .. } => Some(document.clone()),
            C::HandledBy { .. }
            | C::FollowedBy { .. }
            | C::OnEntry { .. }
            | C::Conclude { .. }
            | C::FillIn { .. }
            | C::Await { .. }
            | C::Direct { .. }
            | C::Duty { .. }
            | C::Forbid { .. }
            | C::InternalLimit { .. }
            | C::Longest { .. }
            | C::Counts
            | C::Track { .. }
            | C::NotSamePerson { .. }
            | C::Allow { .. } => None,
        };
        found = Some((kind, period, stated_in, clause(word(source.kind), &source.name, index)));
    }
    let Some((kind, period, stated_in, at)) = found else { return Ok(None) };
    let mut own =
        LimitDecl { kind, limit: limit(period), stated_in, basis: None, warnings: Vec::new(), expiry: None };
    if kind == Deadline::Internal {
        let effect = |action| Effect { action, basis: None, clause: at.clone() };
        let effects = vec![
            effect(Action::Breach(names.breach(INTERNAL_OVERDUE)?)),
            effect(Action::Urge(Who::CurrentHandler)),
        ];
        own.expiry = Some(ExpiryDecl { effects, target: Target::Stay { every: None }, clause: at.clone() });
    }
    for (index, part) in source.clauses.iter().enumerate() {
        let C::Direct { when, acts, to, .. } = part else { continue };
        let here = clause(word(source.kind), &source.name, index);
        match when {
            When::Left { period } => own.warnings.push((*period, effects(acts, &here, names)?)),
            When::Expired => {
                let to = to
                    .as_ref()
                    .map(|t| target(t, names))
                    .transpose()?
                    .unwrap_or(Target::Stay { every: None });
                let mut all = own.expiry.take().map(|e| e.effects).unwrap_or_default();
                all.extend(effects(acts, &here, names)?);
                own.expiry = Some(ExpiryDecl { effects: all, target: to, clause: here });
            }
            When::Completed | When::If { .. } | When::Otherwise | When::Event { .. } => {}
        }
    }
    own.warnings.sort_by_key(|(left, _)| std::cmp::Reverse(about_minutes(*left)));
    Ok(Some(ClockDecl {
        name: source.name.clone(),
        place: Some(id),
        anchor: None,
        limits: vec![own],
        stop: ClockStop::Leave,
        extension: None,
        clause: at,
    }))
}

pub(super) fn own_kind(source: &form::Place) -> Deadline {
    let internal = source.clauses.iter().any(|c| matches!(c, form::Clause::InternalLimit { .. }));
    if internal { Deadline::Internal } else { Deadline::Wait }
}
