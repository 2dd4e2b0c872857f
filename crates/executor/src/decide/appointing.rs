//! 指定: somebody is appointed to a post of one case, by name or by lot. Whoever is appointed stays so until the person
//! cannot act any more; then another one is appointed.

use super::draft::{Draft, Halt};
use super::{input, office};
use crate::case::Holder;
use crate::effect::{Effect, Slot};
use crate::fact::{Capacity, Why};
use crate::lots;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::form::Lot;
use shouwen_model::kernel::{Appointed, Clause, Place, PlaceId, PostId, Who};

/// A post of one case, and how somebody comes to hold it.
#[derive(Clone, Copy)]
pub(super) struct Role {
    post: PostId,
    how: Appointed,
}

/// The post of one case that a slot is.
pub(super) fn role(draft: &Draft<'_>, slot: &Slot) -> Option<Role> {
    let Slot::Named(name) = slot else { return None };
    let post = names::post(draft.definition(), name).ok()?;
    let how = draft.definition().post(post)?.appointed?;
    Some(Role { post, how })
}

/// Somebody is appointed by name.
pub(super) fn assign(draft: &mut Draft<'_>, role: Role, to: &str, post: &str) -> Result<(), Halt> {
    let by = entitled(draft, role)?;
    let (name, out_of) = (draft.post_name(role.post), draft.post_name(role.how.out_of));
    if role.how.lot == Lot::Always {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{name}」随机抽取，不由人点名"),
            format!("`{name}` is drawn by lot, not named"),
        )
        .by(by)
        .allow("随机抽取", "draw by lot")
        .into());
    }
    if post != out_of {
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("「{name}」从「{out_of}」指定，不从「{post}」指定"),
            format!("`{name}` is appointed out of `{out_of}`, not out of `{post}`"),
        )
        .by(by)
        .allow(format!("「{out_of}」的在岗人员"), format!("a holder of `{out_of}`"))
        .into());
    }
    able(draft, role, to, &out_of, &by)?;
    apart(draft, role, to)?;
    hold(draft, role, to)
}

/// Somebody is drawn by lot out of all who may act.
pub(super) fn draw(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let Some(role) = role(draft, slot) else {
        let posts = draft.definition().posts.iter().filter(|post| post.appointed.is_some());
        return Err(input::unknown("指定", "appointment", slot.word(), posts.map(|post| &post.name)));
    };
    let by = entitled(draft, role)?;
    let (name, out_of) = (draft.post_name(role.post), draft.post_name(role.how.out_of));
    if role.how.lot == Lot::Never {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{name}」没有写可以随机，由人指定"),
            format!("nothing says that `{name}` is drawn by lot: somebody is named"),
        )
        .by(by)
        .allow(format!("指定「{out_of}」的在岗人员"), format!("name a holder of `{out_of}`"))
        .into());
    }
    let mut candidates = Vec::new();
    for (person, _) in draft.members(&out_of).able {
        if draft.gone(&person, &out_of).is_none() && apart(draft, role, &person).is_ok() {
            candidates.push(person);
        }
    }
    let chosen = lots::draw(draft.case.tip, &name, &candidates, 1)
        .map_err(|error| super::malformed(&error.to_string()))?;
    let Some(person) = chosen.first().cloned() else {
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("「{out_of}」现在没有人可以抽取：全部不在、回避，或者已在须由他人办理的环节办过本件"),
            format!(
                "there is nobody of `{out_of}` to draw: all are away, recused, or kept out by what they did"
            ),
        )
        .by(by)
        .into());
    };
    draft.emit(Effect::Drawn { candidates, chosen, post: name })?;
    hold(draft, role, &person)
}

/// Lets the actor appoint: in a step that says so, whoever is in charge of it; later, where the person appointed cannot
/// act any more, whoever holds the post in charge of such a step. Gives the clause.
fn entitled(draft: &mut Draft<'_>, role: Role) -> Result<String, Halt> {
    let (id, place) = draft.here()?;
    let name = draft.post_name(role.post);
    let here = place.appoints.iter().find(|(post, _)| *post == role.post).map(|(_, clause)| clause);
    let held = draft.holder(&Slot::Named(name.clone())).and_then(|holder| holder.person.clone());
    if let Some(person) = &held
        && draft.gone(person, &name).is_none()
        && apart(draft, role, person).is_ok()
    {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{name}」已指定 {person}；本人离岗、回避、缺勤或者因办过本件不得再办的，才另行指定"),
            format!(
                "`{name}` is {person}; another one follows only whoever leaves, is recused, is away, or is kept out \
                 by what they did"
            ),
        )
        .by(names::text(here.unwrap_or(&place.section)))
        .allow(format!("由 {person} 办理"), format!("{person} acts"))
        .into());
    }
    if let Some(clause) = here {
        office::acts(draft, id, place)?;
        return Ok(names::text(clause));
    }
    let clause = steps(draft, role)
        .find(|(post, _)| draft.command.actor.post.as_deref() == Some(draft.post_name(*post).as_str()));
    let clause = clause.or_else(|| steps(draft, role).next());
    match clause {
        Some((post, clause)) if held.is_some() || in_charge(place, role.post) => {
            office::holder_of(draft, post, clause)?;
            Ok(names::text(clause))
        }
        _ => Err(Refusal::new(
            RefusalCode::NotAwaited,
            format!("办件在「{}」，这里不指定「{name}」", place.name),
            format!("the case stands in `{}`, where nobody is appointed to `{name}`", place.name),
        )
        .by(names::text(&place.section))
        .into()),
    }
}

/// Of the places where branches stand, the one that appoints to a post of the case; else one that it has in charge.
pub(super) fn branch(draft: &Draft<'_>, slot: &Slot, open: &[PlaceId]) -> Option<PlaceId> {
    let post = role(draft, slot)?.post;
    let find = |is: fn(&Place, PostId) -> bool| {
        open.iter().copied().find(|id| draft.definition().place(*id).is_some_and(|place| is(place, post)))
    };
    find(|place, post| place.appoints.iter().any(|(named, _)| *named == post)).or_else(|| find(in_charge))
}

/// The posts in charge of the steps that appoint, each with the clause.
fn steps<'a>(draft: &Draft<'a>, role: Role) -> impl Iterator<Item = (PostId, &'a Clause)> + use<'a> {
    draft.definition().places.iter().flat_map(move |place| {
        let clauses = place.appoints.iter().filter(move |(post, _)| *post == role.post);
        clauses.filter_map(|(_, clause)| Some((place.post?, clause)))
    })
}

/// Whether a post acts in a place.
fn in_charge(place: &Place, post: PostId) -> bool {
    place.post == Some(post) || place.signers.contains(&post) || place.follower == Some(Who::Post(post))
}

/// Only whoever holds the post in person, is not away and has a part in the case is appointed.
fn able(draft: &mut Draft<'_>, role: Role, to: &str, out_of: &str, by: &str) -> Result<(), Halt> {
    let why = draft.gone(to, out_of);
    if why != Some(Why::Away) && draft.holding(to, out_of) == Some(Capacity::InPerson) {
        return Ok(());
    }
    let name = draft.post_name(role.post);
    let (zh, en) = match why {
        Some(Why::Recused) => ("对本件回避", "is recused from this case"),
        Some(Why::Away) => ("现在缺勤", "is away now"),
        _ => ("此时不是本人担任这一岗位", "does not hold the post in person"),
    };
    Err(Refusal::new(
        if why == Some(Why::Recused) { RefusalCode::Recused } else { RefusalCode::NotHolder },
        format!("不能指定 {to} 为「{name}」：{to} {zh}"),
        format!("{to} cannot be appointed to `{name}`: {to} {en}"),
    )
    .by(by)
    .allow(format!("「{out_of}」的其他在岗人员"), format!("another holder of `{out_of}`"))
    .into())
}

/// Nobody is appointed whom separation of duty keeps out of what the post does.
fn apart(draft: &Draft<'_>, role: Role, to: &str) -> Result<(), Halt> {
    for (number, place) in draft.definition().places.iter().enumerate() {
        if let Some(id) = PlaceId::new(number).filter(|_| in_charge(place, role.post)) {
            office::separated(draft, id, place, to)?;
        }
    }
    Ok(())
}

/// The person holds the post of the case from now on, and whatever lies with it.
fn hold(draft: &mut Draft<'_>, role: Role, to: &str) -> Result<(), Halt> {
    let slot = Slot::Named(draft.post_name(role.post));
    office::custody(draft, slot, Some(to.to_owned()), role.post)?;
    if draft.holder(&Slot::Current).is_some_and(|now| now.post == role.post) {
        office::custody(draft, Slot::Current, Some(to.to_owned()), role.post)?;
    }
    Ok(())
}

/// Whether somebody else is appointed to a post of this case since what is entered late happened: the case lies with
/// the one appointed since.
pub(super) fn since(draft: &Draft<'_>, post: PostId) -> bool {
    let now = holder(draft, post).person;
    now.is_some() && draft.case.appointee(post, draft.command.at) != now.as_deref()
}

/// Nobody succeeds to a post of one case: another one is appointed.
pub(super) fn not_succeeded(draft: &Draft<'_>, role: Role) -> Halt {
    let name = draft.post_name(role.post);
    Refusal::new(
        RefusalCode::NotPermitted,
        format!("「{name}」不由人接任，另行指定"),
        format!("nobody succeeds as `{name}`: another one is appointed"),
    )
    .allow("指定", "assign")
    .into()
}

/// A step that appoints is complete when somebody is appointed.
pub(super) fn done(draft: &Draft<'_>, place: &Place) -> Result<(), Halt> {
    for (post, clause) in &place.appoints {
        let name = draft.post_name(*post);
        if draft.holder(&Slot::Named(name.clone())).is_none_or(|holder| holder.person.is_none()) {
            return Err(Refusal::new(
                RefusalCode::NotReady,
                format!("还没有指定「{name}」"),
                format!("nobody is appointed to `{name}` yet"),
            )
            .by(names::text(clause))
            .allow(format!("先指定「{name}」"), format!("appoint somebody to `{name}` first"))
            .into());
        }
    }
    Ok(())
}

/// Who holds a post: of one of this case, whoever is appointed.
pub(super) fn holder(draft: &Draft<'_>, post: PostId) -> Holder {
    let appointed = draft.definition().post(post).filter(|decl| decl.appointed.is_some());
    let held = appointed.and_then(|decl| draft.holder(&Slot::Named(decl.name.clone())));
    Holder { person: held.and_then(|holder| holder.person.clone()), post }
}
