//! Who may act: posts and their holders, separation of duty, and the slots of responsibility.

use super::draft::{Draft, Halt};
use super::{appointing, signing};
use crate::case::Holder;
use crate::effect::{Effect, Slot};
use crate::fact::Capacity;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Clause, Place, PlaceId, PostId, Who};

/// Lets the actor act in a place: holder of its post, and nobody whom another step excludes. Takes the case up.
pub(super) fn acts(draft: &mut Draft<'_>, id: PlaceId, place: &Place) -> Result<String, Halt> {
    let post = in_charge(draft, place)?;
    let (person, capacity) = holder_of(draft, post, &place.in_charge)?;
    let stead = capacity.stead().map(ToOwned::to_owned);
    separated(draft, id, place, &person)?;
    if let Some(holder) = &stead {
        separated(draft, id, place, holder)?;
    }
    let acted = draft.case.visits.get(&id).is_some_and(|v| v.present().contains(&person));
    if !acted {
        draft.emit(Effect::Acted { person: person.clone(), place: place.name.clone(), stead })?;
    }
    super::custody::touched(draft, &person, post)?;
    let first_handling = draft.definition().post(post).is_some_and(|p| p.first_handling);
    if first_handling && draft.holder(&Slot::First).is_none() {
        custody(draft, Slot::First, Some(person.clone()), post)?;
    }
    let now = Holder { person: Some(person.clone()), post };
    if draft.holder(&Slot::Current) != Some(&now) && !appointing::since(draft, post) {
        custody(draft, Slot::Current, now.person, post)?;
    }
    Ok(person)
}

/// The post whose holder may act in a place: its own, or the post of whoever follows a wait.
fn in_charge(draft: &Draft<'_>, place: &Place) -> Result<PostId, Halt> {
    let followed = place.follower.and_then(|who| post_of(draft, who));
    signing::post(draft, place).or(place.post).or(followed).ok_or_else(|| {
        Refusal::new(
            RefusalCode::NotHolder,
            format!("「{}」没有责任岗位", place.name),
            format!("`{}` has no post in charge", place.name),
        )
        .by(names::text(&place.in_charge))
        .into()
    })
}

/// The post of somebody meant by relation to the case. Where nobody became the first handler, whoever handles the case
/// now is meant; where a post has no superior, it stands for itself.
pub(super) fn post_of(draft: &Draft<'_>, who: Who) -> Option<PostId> {
    let held = |slot| draft.holder(&slot).map(|h| h.post);
    match who {
        Who::Applicant | Who::Party(_) => None,
        Who::CurrentHandler => held(Slot::Current),
        Who::FirstHandler => held(Slot::First).or_else(|| held(Slot::Current)),
        Who::Superior => {
            let now = held(Slot::Current)?;
            draft.definition().post(now).and_then(|p| p.superior).or(Some(now))
        }
        Who::Post(post) => Some(post),
    }
}

/// Who answers for what somebody meant by relation to the case owes: the person, if one is known, and the post.
pub(super) fn answers(draft: &Draft<'_>, who: Who) -> (Option<String>, String) {
    let person = match who {
        Who::FirstHandler => draft.holder(&Slot::First).or_else(|| draft.holder(&Slot::Current)).cloned(),
        Who::CurrentHandler => draft.holder(&Slot::Current).cloned(),
        // A post of this case means whoever is appointed to it.
        Who::Post(post) => Some(appointing::holder(draft, post)),
        Who::Applicant | Who::Party(_) | Who::Superior => None,
    };
    let post = post_of(draft, who).map(|post| draft.post_name(post)).unwrap_or_default();
    (person.and_then(|holder| holder.person), post)
}

/// Who answers for what was done in a place: who acted in it last, and its post. While nobody has, who was asked first
/// for that post.
pub(super) fn acted_in(draft: &Draft<'_>, id: PlaceId) -> (Option<String>, String) {
    let place = draft.definition().place(id);
    let post = place.and_then(|p| p.post.or_else(|| p.follower.and_then(|who| post_of(draft, who))));
    let acted = draft.case.visits.get(&id).and_then(|visit| visit.persons.last());
    let person = acted.cloned().or_else(|| post.and_then(|post| draft.first_asked(post)));
    (person, post.map(|post| draft.post_name(post)).unwrap_or_default())
}

/// The actor's person id and capacity, if the actor acts for the post and the directory knows it. The clause says who
/// is in charge.
pub(super) fn holder_of(
    draft: &mut Draft<'_>,
    post: PostId,
    clause: &Clause,
) -> Result<(String, Capacity), Halt> {
    let name = draft.post_name(post);
    let command = draft.command;
    let named = command.actor.post.as_deref() == Some(name.as_str());
    if let Some(person) = command.person().filter(|_| named && !command.by_applicant())
        && let Some(capacity) = draft.holding(person, &name)
    {
        return Ok((person.to_owned(), capacity));
    }
    if let Some(person) = command.person().filter(|person| draft.recused(person)) {
        return Err(no_part(person, &name).by(names::text(clause)).into());
    }
    Err(not_holder(draft, post, clause))
}

/// Whoever is recused has no part in a case.
pub(super) fn no_part(person: &str, post: &str) -> Refusal {
    Refusal::new(
        RefusalCode::Recused,
        format!("{person} 对本件回避"),
        format!("{person} is recused from this case"),
    )
    .allow(format!("由「{post}」的其他在岗人员办理"), format!("another holder of `{post}`"))
}

/// Something is for another post, or for others of it.
pub(super) fn not_holder(draft: &Draft<'_>, post: PostId, clause: &Clause) -> Halt {
    let (name, command) = (draft.post_name(post), draft.command);
    let who = command.person().unwrap_or("?");
    let given = command.actor.post.as_deref().unwrap_or("—");
    Refusal::new(
        RefusalCode::NotHolder,
        format!("这一步由「{name}」办理；{who}（{given}）此时不在该岗位，也不能代其办理"),
        format!(
            "this is for the post `{name}`; {who} ({given}) neither holds it now nor stands in for its holder"
        ),
    )
    .by(names::text(clause))
    .allow(format!("由「{name}」的在岗人员办理"), format!("a holder of `{name}`"))
    .into()
}

pub(super) fn separated(draft: &Draft<'_>, id: PlaceId, place: &Place, person: &str) -> Result<(), Halt> {
    let definition = draft.definition();
    // Who acted in somebody's stead acted for both of them.
    let acted = |other: &PlaceId| {
        let visit = draft.case.visits.get(other);
        visit.is_some_and(|v| v.persons.iter().chain(&v.steads).any(|p| p == person))
    };
    // The prohibition stands in one of the two places and binds both.
    let here = place.not_same.iter().map(|(other, clause)| (*other, clause));
    let there = definition.places.iter().enumerate().flat_map(|(index, other)| {
        let back = other.not_same.iter().filter(move |(named, _)| *named == id);
        back.filter_map(move |(_, clause)| PlaceId::new(index).map(|other| (other, clause)))
    });
    for (other, clause) in here.chain(there) {
        if acted(&other) {
            let name = definition.place(other).map(|p| p.name.clone()).unwrap_or_default();
            return Err(Refusal::new(
                RefusalCode::SamePerson,
                format!("{person} 已办理「{name}」，不得再办理「{}」", place.name),
                format!("{person} acted in `{name}` and may not act in `{}`", place.name),
            )
            .by(names::text(clause))
            .allow("由另一名在岗人员办理", "another holder of the post")
            .into());
        }
    }
    Ok(())
}

/// What a named post enters about a case is not entered by anybody who has acted in the case, or was asked first, for
/// another post.
pub(super) fn apart(draft: &Draft<'_>, post: PostId, person: &str, clause: &Clause) -> Result<(), Halt> {
    let definition = draft.definition();
    let elsewhere = |(id, visit): (&PlaceId, &crate::case::Visit)| {
        let of =
            definition.place(*id).and_then(|p| p.post.or_else(|| p.follower.and_then(|w| post_of(draft, w))));
        of != Some(post) && visit.persons.iter().chain(&visit.steads).any(|p| p == person)
    };
    let asked = |(slot, holder): (&Slot, &Holder)| {
        matches!(slot, Slot::Named(_)) && holder.post != post && holder.person.as_deref() == Some(person)
    };
    if !draft.case.visits.iter().any(elsewhere) && !draft.case.custody.iter().any(asked) {
        return Ok(());
    }
    let name = draft.post_name(post);
    Err(Refusal::new(
        RefusalCode::SamePerson,
        format!("{person} 已在别的岗位上经办本件，不得再作为「{name}」登记"),
        format!("{person} has dealt with the case in another post and may not enter this as `{name}`"),
    )
    .by(names::text(clause))
    .allow("由另一名在岗人员登记", "another holder of the post")
    .into())
}

/// Puts a slot into other hands.
pub(super) fn custody(
    draft: &mut Draft<'_>,
    slot: Slot,
    person: Option<String>,
    post: PostId,
) -> Result<(), Halt> {
    let post = draft.post_name(post);
    draft.emit(Effect::Custody { person, post, slot })
}

/// On entering a place the case lies with its post; whoever holds it already for the same post keeps it.
pub(super) fn arrive(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    let current = draft.holder(&Slot::Current).cloned();
    let next = match (signing::next(draft, place).or(place.post), place.follower) {
        (Some(post), _) | (None, Some(Who::Post(post))) => Some(appointing::holder(draft, post)),
        (None, Some(Who::FirstHandler)) => draft.holder(&Slot::First).cloned(),
        _ => None,
    };
    match (current, next) {
        (_, None) => Ok(()),
        (Some(now), Some(next)) if now.post == next.post && next.person.is_none() => Ok(()),
        (Some(now), Some(next)) if now == next => Ok(()),
        (_, Some(next)) => custody(draft, Slot::Current, next.person, next.post),
    }
}

/// 转办: the work goes to another holder of the same post, for good.
pub(super) fn transfer(draft: &mut Draft<'_>, to: &str) -> Result<(), Halt> {
    let (id, place) = draft.here()?;
    if !place.transfer {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」不允许转办", place.name),
            format!("`{}` does not permit a transfer", place.name),
        )
        .by(names::text(&place.section))
        .allow(format!("在「{}」继续办理", place.name), format!("go on with `{}`", place.name))
        .into());
    }
    acts(draft, id, place)?;
    let post = in_charge(draft, place)?;
    let name = draft.post_name(post);
    if draft.holding(to, &name).is_none() {
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("{to} 不在「{name}」"),
            format!("{to} does not hold `{name}`"),
        )
        .by(names::text(&place.in_charge))
        .allow(format!("转给「{name}」的在岗人员"), format!("a holder of `{name}`"))
        .into());
    }
    separated(draft, id, place, to)?;
    let now = Holder { person: Some(to.to_owned()), post };
    if draft.holder(&Slot::Current) == Some(&now) {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("已由 {to} 办理"),
            format!("{to} handles it already"),
        )
        .by(names::text(&place.in_charge))
        .into());
    }
    custody(draft, Slot::Current, now.person, post)
}

/// How records name somebody by relation to the case.
pub(super) fn whom(draft: &Draft<'_>, who: Who) -> String {
    if who == Who::Applicant {
        return crate::command::APPLICANT.to_owned();
    }
    if let Who::Party(id) = who {
        return draft.definition().party(id).map(|party| party.name.clone()).unwrap_or_default();
    }
    let (person, post) = answers(draft, who);
    person.unwrap_or(post)
}
