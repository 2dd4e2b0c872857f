//! 补录: what is entered later than it happened. It counts from when it happened, a second person vouches for it, and
//! what time did in between stands: the conflict is put on record, and nothing is undone.

use super::draft::{Draft, Halt};
use super::malformed;
use crate::command::{Act, Late};
use crate::effect::Effect;
use crate::refusal::{Refusal, RefusalCode};

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
    for (who, post) in [(&person, &post), (&late.second, &late.post)] {
        let declared = draft.definition().posts.iter().any(|p| p.name == *post);
        if !declared || draft.holding(who, post).is_none() {
            return Err(Refusal::new(
                RefusalCode::NotHolder,
                format!("{who} 当时不在「{post}」，不能补录或者核对"),
                format!("{who} did not hold `{post}` then, and can neither enter nor vouch for it"),
            )
            .allow_each(draft.definition().posts.iter().map(|p| &p.name))
            .into());
        }
    }
    Ok(())
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
            | Act::Notify { .. }
            | Act::Correct { .. }
            | Act::Transfer { .. }
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
    if !bound || at >= entered || draft.case.place().is_none() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::TimeBackward,
        format!("办件 {entered} 才到这一环节，不能补录更早的办理"),
        format!("the case came to this place at {entered}; nothing was done in it before"),
    )
    .allow(format!("不早于 {entered}"), format!("{entered} at the earliest"))
    .into())
}

/// Whether a refusal only says that the case has gone on meanwhile.
pub(super) const fn gone_on(code: RefusalCode) -> bool {
    matches!(
        code,
        RefusalCode::CaseClosed
            | RefusalCode::WrongPlace
            | RefusalCode::NotAwaited
            | RefusalCode::ClockNotRunning
            | RefusalCode::NoExtension
            | RefusalCode::NoDuty
            | RefusalCode::DateRecorded
            | RefusalCode::TimeBackward
    )
}
