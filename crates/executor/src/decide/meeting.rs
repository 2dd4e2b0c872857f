//! 会议: members vote, and whoever presides has the votes counted. Shares are weighed in whole numbers.

use super::draft::{Draft, Halt};
use super::{clocks, office};
use crate::case::Visit;
use crate::effect::Effect;
use crate::fact::Capacity;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Meeting, Place, PlaceId};

fn visit<'d>(draft: &'d Draft<'_>) -> Option<&'d Visit> {
    draft.case.place().and_then(|id| draft.case.visits.get(&id))
}

/// Whether the actor acts as a member, and so votes; whoever presides does not.
pub(super) fn is_member(draft: &Draft<'_>, meeting: &Meeting) -> bool {
    draft.command.actor.post.as_deref() == Some(draft.post_name(meeting.members).as_str())
}

/// A member votes for a value of the conclusion, or abstains. Nobody votes by delegation, and nobody twice.
pub(super) fn vote(
    draft: &mut Draft<'_>,
    id: PlaceId,
    place: &Place,
    meeting: &Meeting,
    given: &[(String, String)],
) -> Result<(), Halt> {
    let (person, capacity) = office::holder_of(draft, meeting.members, &place.in_charge)?;
    let post = draft.post_name(meeting.members);
    if capacity != Capacity::InPerson {
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("「{post}」的成员须本人投票"),
            format!("the members of `{post}` vote in person"),
        )
        .by(names::text(&place.in_charge))
        .into());
    }
    office::separated(draft, id, place, &person)?;
    if visit(draft).is_some_and(|v| v.signed.iter().any(|s| s.person == person)) {
        return Err(Refusal::new(
            RefusalCode::SamePerson,
            format!("{person} 已经投票，一人只投一票"),
            format!("{person} has voted already, and nobody votes twice"),
        )
        .by(names::text(&place.in_charge))
        .into());
    }
    if !visit(draft).is_some_and(|v| v.present().contains(&person)) {
        draft.emit(Effect::Acted { person: person.clone(), place: place.name.clone(), stead: None })?;
    }
    let value = given.first().map(|(_, value)| value.clone());
    draft.emit(Effect::Vote { person, post, place: place.name.clone(), value })
}

/// Counts the votes: what is concluded, or `None` where the meeting is put off.
pub(super) fn count(
    draft: &mut Draft<'_>,
    place: &Place,
    meeting: &Meeting,
    chair: &str,
) -> Result<Option<String>, Halt> {
    let post = draft.post_name(meeting.members);
    let members = draft.members(&post);
    let recused = if meeting.less_recused { 0 } else { members.recused.len() };
    let due = number(members.able.len().saturating_add(recused));
    // Who has left the post, or is recused by now, is no member any more.
    let votes: Vec<(&String, Option<&String>)> = visit(draft)
        .map(|v| v.signed.as_slice())
        .unwrap_or_default()
        .iter()
        .filter(|s| members.able.iter().any(|(able, _)| *able == s.person))
        .map(|s| (&s.person, s.given.first().map(|(_, value)| value)))
        .collect();
    let of = |value: Option<&String>| number(votes.iter().filter(|(_, v)| *v == value).count());
    let (yes, no, abstain) = (of(Some(&meeting.yes)), of(Some(&meeting.no)), of(None));
    let present = number(votes.len());
    let own = votes.iter().find(|(person, _)| *person == chair).and_then(|(_, v)| v.cloned());
    let place_name = place.name.clone();
    let quorum = present > 0 && meeting.quorum.reached(present, due);
    let put_off = visit(draft).map_or(0, |v| v.adjourned);
    if !quorum && put_off < meeting.times {
        draft.emit(Effect::Adjourned { due, present, place: place_name })?;
        clocks::again(draft, place, meeting.within)?;
        return Ok(None);
    }
    draft.emit(Effect::Voted { count: (yes, no, abstain), due, present, place: place_name })?;
    let base = if meeting.of_due { due } else { present };
    Ok(Some(if !quorum {
        meeting.too_few.clone()
    } else if yes == no {
        // Whoever presides and has not voted has not spoken for it.
        meeting.tied.clone().or(own).unwrap_or_else(|| meeting.no.clone())
    } else if meeting.carried.reached(yes, base) {
        meeting.yes.clone()
    } else {
        meeting.no.clone()
    }))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
