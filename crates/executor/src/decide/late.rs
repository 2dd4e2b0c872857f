//! 补录: what is entered later than it happened. It counts from when it happened, a second person vouches for it, and
//! what time did in between stands: the conflict is put on record, and nothing is undone.

use super::draft::{Draft, Halt};
use super::{malformed, office};
use crate::case::Case;
use crate::command::{Act, Late};
use crate::effect::Effect;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::Instant;

/// A late entry is made by an officer of the procedure; another officer of it vouches for it.
pub(super) fn vouched(draft: &mut Draft<'_>, late: &Late) -> Result<(), Halt> {
    super::guard::reasons_fit(&late.reasons)?;
    let (Some(person), Some(post)) = (draft.command.person(), draft.command.actor.post.as_deref()) else {
        return Err(malformed("a late entry is made by an officer, for a post").into());
    };
    let (person, post) = (person.to_owned(), post.to_owned());
    if late.second == person {
        return Err(Refusal::new(
            RefusalCode::SamePerson,
            format!("补录须由另一人核对，不能由 {person} 自己核对"),
            format!("a late entry takes a second person, who is not {person}"),
        )
        .allow("另一名在岗人员", "another officer")
        .into());
    }
    if custodial(&draft.command.body.act) {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            "责任交接以当时的签收为准，不补录",
            "a hand-over is what was signed when it happened, and is not entered late",
        )
        .allow("现在移交、签收或者指定", "offer, accept or assign it now")
        .into());
    }
    let mut steads: Vec<String> = Vec::new();
    for (who, post) in [(&person, &post), (&late.second, &late.post)] {
        let declared = draft.definition().posts.iter().any(|p| p.name == *post);
        let capacity = if declared { draft.holding(who, post) } else { None };
        steads.extend(capacity.as_ref().and_then(|c| c.stead()).map(ToOwned::to_owned));
        if capacity.is_none() {
            return Err(Refusal::new(
                RefusalCode::NotHolder,
                format!("{who} 当时不在「{post}」，不能补录或者核对"),
                format!("{who} did not hold `{post}` then, and can neither enter nor vouch for it"),
            )
            .allow_each(draft.definition().posts.iter().map(|p| &p.name))
            .into());
        }
    }
    // Whoever acts in another's stead is vouched for by neither of the two, nor the other way round.
    if steads.iter().any(|stead| *stead == late.second || *stead == person) {
        return Err(Refusal::new(
            RefusalCode::SamePerson,
            format!("{} 与 {person} 是委托与受托的关系，不能互相核对", late.second),
            format!("{} and {person} act for one another and cannot vouch for one another", late.second),
        )
        .allow("另一名在岗人员", "another officer")
        .into());
    }
    // Who may not do a step may not vouch for it either.
    match draft.case.place() {
        Some(id) if draft.number() > 1 => match draft.definition().place(id) {
            Some(place) => office::separated(draft, id, place, &late.second),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Acts upon slots of responsibility.
const fn custodial(act: &Act) -> bool {
    matches!(
        act,
        Act::Offer { .. }
            | Act::Accept { .. }
            | Act::Decline { .. }
            | Act::Refer { .. }
            | Act::Assign { .. }
            | Act::Draw { .. }
            | Act::Succeed { .. }
    )
}

/// What time did after the instant at which the entry happened, put on record. Whether there was any.
pub(super) fn conflicts(draft: &mut Draft<'_>) -> Result<bool, Halt> {
    let at = draft.command.at;
    let met: Vec<_> = draft.case.passed.iter().filter(|(_, _, legal)| *legal > at).cloned().collect();
    let any = !met.is_empty();
    for (clock, limit, legal) in met {
        draft.emit(Effect::Conflict { legal, clock, limit })?;
    }
    Ok(any)
}

/// What is done in a place happened after the case had entered it.
pub(super) fn in_its_place(draft: &Draft<'_>) -> Result<(), Halt> {
    let bound = matches!(
        draft.command.body.act,
        Act::Check { .. }
            | Act::Fill { .. }
            | Act::Complete { .. }
            | Act::Supplement { .. }
            | Act::Event { .. }
            | Act::Answer { .. }
            | Act::Notify { .. }
            | Act::Correct { .. }
            | Act::Transfer { .. }
            | Act::Serve { .. }
    );
    let (entered, at) = (draft.case.entered, draft.command.at);
    let named = match &draft.command.body.act {
        Act::Check { place, .. } | Act::Fill { place, .. } | Act::Complete { place, .. } => Some(place),
        _ => None,
    };
    // That the case stands elsewhere by now is said first.
    if let Some(place) = named {
        draft.here_in(place)?;
    }
    // Once the case is decided only what is owed after the decision is done; the rest is said to be too late.
    let decided = draft.case.place().is_none() && !matches!(draft.command.body.act, Act::Serve { .. });
    if !bound || at >= entered || decided {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::TimeBackward,
        format!("办件 {entered} 才到这一步，不能补录更早的办理"),
        format!("the case came to where it stands at {entered}; nothing of the kind was done before"),
    )
    .allow(format!("不早于 {entered}"), format!("{entered} at the earliest"))
    .into())
}

/// Whether a refusal only says that the case has gone on meanwhile.
pub(super) fn gone_on(case: &Case, at: Instant, code: RefusalCode) -> bool {
    // That it came too early for where the case stands counts only if it was time that brought it there.
    let moved = || case.passed.iter().any(|(_, _, legal)| *legal > at && *legal <= case.entered);
    match code {
        RefusalCode::TimeBackward => moved(),
        RefusalCode::CaseClosed
        | RefusalCode::WrongPlace
        | RefusalCode::NotAwaited
        | RefusalCode::Barred
        | RefusalCode::ClockNotRunning
        | RefusalCode::NoExtension
        | RefusalCode::NoDuty
        | RefusalCode::DateRecorded => true,
        _ => false,
    }
}
