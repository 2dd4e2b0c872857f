//! 退回: an officer returns a case from a place that permits it, as often as the text says.

use super::draft::{Draft, Halt};
use super::{guard, office, perform, travel};
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::Sealed;
use shouwen_model::kernel::{Edge, Place, PlaceId, Trigger};

/// Returns the case, or does what the text says once that is used up. Nothing is completed by it.
pub(super) fn back(
    draft: &mut Draft<'_>,
    place: &str,
    to: &str,
    reasons: &Sealed<String>,
) -> Result<(), Halt> {
    let (id, here) = draft.here_in(place)?;
    let (edge, back, at_most) = permitted(draft, id, here, to)?;
    office::acts(draft, id, here)?;
    guard::reasons_fit(reasons)?;
    let times = draft.case.visits.get(&id).and_then(|visit| visit.returned.get(&back)).copied();
    if at_most.is_some_and(|most| times.unwrap_or_default() >= most) {
        let instead = edges(draft, id).find(|edge| edge.trigger == Trigger::UsedUp(back));
        let instead = instead.ok_or_else(|| super::malformed("nothing follows a limit that is used up"))?;
        perform::all(draft, &instead.effects)?;
        return travel::go(draft, &instead.target, &instead.clause);
    }
    draft.emit(Effect::Returned { place: here.name.clone(), to: to.to_owned() })?;
    travel::go(draft, &edge.target, &edge.clause)
}

fn edges<'a>(draft: &Draft<'a>, id: PlaceId) -> impl Iterator<Item = &'a Edge> {
    draft.definition().machine.edges_from(id)
}

/// The edge by which the place permits to return the case there, and how often.
fn permitted<'a>(
    draft: &Draft<'a>,
    id: PlaceId,
    here: &Place,
    to: &str,
) -> Result<(&'a Edge, PlaceId, Option<u32>), Halt> {
    let definition = draft.definition();
    let name = |place: PlaceId| definition.place(place).map(|place| place.name.as_str());
    let returns = || {
        edges(draft, id).filter_map(|edge| match edge.trigger {
            Trigger::Returned { to, at_most } => Some((edge, to, at_most)),
            _ => None,
        })
    };
    returns().find(|(_, place, _)| name(*place) == Some(to)).ok_or_else(|| {
        Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」不允许退回「{to}」", here.name),
            format!("`{}` does not permit returning the case to `{to}`", here.name),
        )
        .by(names::text(&here.section))
        .allow_each(returns().filter_map(|(_, place, _)| name(place)))
        .into()
    })
}
