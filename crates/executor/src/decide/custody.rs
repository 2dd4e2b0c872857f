//! Slots of responsibility passing from hand to hand: offered, accepted, declined, left unanswered, put before a
//! superior, taken over by a successor in duty. Whatever happens, exactly one holder is there: a slot moves in one
//! effect, and an offer alone moves nothing.

use super::draft::{Draft, Halt};
use super::{clocks, malformed, office, perform};
use crate::case::{HandOver as State, Holder, Offer};
use crate::command::LimitWord;
use crate::effect::{DueAt, Effect, Slot};
use crate::fact::{Capacity, Why};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_calendar::{Limit, Roll};
use shouwen_model::form::FirstHolder;
use shouwen_model::kernel::{Action, Effect as Acts, HandOver, PostId, SlotDecl, Who};

fn declared<'a>(draft: &Draft<'a>, slot: &Slot) -> Option<&'a SlotDecl> {
    draft.definition().slots.iter().find(|decl| Slot::of(decl) == *slot)
}

/// A slot, with what the definition says of handing it over.
fn movable<'a>(draft: &Draft<'a>, slot: &Slot) -> Result<(&'a SlotDecl, &'a HandOver), Halt> {
    if draft.case.place().is_none() {
        return Err(Refusal::new(RefusalCode::CaseClosed, "该办件已经办结", "the case is decided").into());
    }
    let Some(decl) = declared(draft, slot) else {
        let known = draft.definition().slots.iter().map(|s| &s.name).collect::<Vec<_>>();
        if *slot == Slot::First || *slot == Slot::Current {
            return Err(Refusal::new(
                RefusalCode::NotPermitted,
                "这项责任不移交；原承办人离岗的，由接任人承接",
                "this slot is not handed over; only a successor in duty follows a holder who has left",
            )
            .allow_each(known)
            .into());
        }
        return Err(super::input::unknown("责任", "slot", slot.word(), known.into_iter()));
    };
    match &decl.hand_over {
        Some(hand_over) => Ok((decl, hand_over)),
        None => Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」没有写明可以移交", decl.name),
            format!("`{}` does not say that it may be handed over", decl.name),
        )
        .by(names::text(&decl.clause))
        .into()),
    }
}

fn state(draft: &Draft<'_>, slot: &Slot) -> State {
    draft.case.hand_overs.get(slot).cloned().unwrap_or_default()
}

/// A slot that nobody holds yet.
fn unheld(slot: &Slot) -> Refusal {
    let (zh, en) = match slot {
        Slot::First => ("首办责任人", "first handler"),
        Slot::Current => ("经办人", "officer in charge"),
        Slot::Named(name) => (name.as_str(), name.as_str()),
    };
    Refusal::new(RefusalCode::NotAwaited, format!("现在还没有人是「{zh}」"), format!("nobody is `{en}` yet"))
}

fn held(draft: &Draft<'_>, slot: &Slot) -> Result<Holder, Halt> {
    draft.holder(slot).cloned().ok_or_else(|| unheld(slot).into())
}

/// Lets the actor act for the person meant, in the post in which that person is meant: the very person, whoever that
/// person has delegated the post to, or the appointed stand-in. Gives the actor.
fn acts_as(draft: &mut Draft<'_>, meant: Option<&str>, post: PostId, by: &str) -> Result<String, Halt> {
    let name = draft.post_name(post);
    let named = draft.command.actor.post.as_deref() == Some(name.as_str());
    let person = draft.command.person().filter(|_| named && !draft.command.by_applicant());
    if let Some(person) = person
        && let Some(capacity) = draft.holding(person, &name)
    {
        let fits = match (meant, &capacity) {
            (None, _) | (_, Capacity::StandIn) => true,
            (Some(meant), Capacity::Delegate(holder)) if holder == meant => true,
            (Some(meant), _) => meant == person || draft.delegated(person, meant, &name),
        };
        if fits {
            return Ok(person.to_owned());
        }
    }
    let meant = meant.map_or_else(|| name.clone(), ToOwned::to_owned);
    let who = draft.command.person().unwrap_or("?");
    Err(Refusal::new(
        RefusalCode::NotHolder,
        format!("这一步由 {meant}（{name}）作出，{who} 此时不能作出或者代为作出"),
        format!("this is for {meant} ({name}); {who} may not do it now, nor instead"),
    )
    .by(by)
    .allow(format!("由 {meant}（{name}）作出"), format!("{meant} ({name})"))
    .into())
}

/// Lets the holder of a slot act upon it. Where only the post holds it, whoever acts holds it from now on.
fn as_holder(draft: &mut Draft<'_>, slot: &Slot, by: &str) -> Result<Holder, Halt> {
    let holder = held(draft, slot)?;
    let person = acts_as(draft, holder.person.as_deref(), holder.post, by)?;
    if holder.person.is_some() {
        return Ok(holder);
    }
    office::custody(draft, slot.clone(), Some(person.clone()), holder.post)?;
    Ok(Holder { person: Some(person), ..holder })
}

/// Who holds a slot does not decide who holds it next.
fn not_the_holder(draft: &Draft<'_>, actor: &str, holder: &Holder, by: &str) -> Result<(), Halt> {
    if holder.person.as_deref() != Some(actor) {
        return Ok(());
    }
    let post = draft.post_name(holder.post);
    Err(Refusal::new(
        RefusalCode::SamePerson,
        format!("{actor} 是现在的责任人（{post}），不能自己指定由谁接手"),
        format!("{actor} holds it now ({post}) and cannot say who holds it next"),
    )
    .by(by)
    .allow("由另一名上级指定", "another superior")
    .into())
}

/// 移交: the holder offers a slot.
pub(super) fn offer(draft: &mut Draft<'_>, slot: &Slot, to: &str, post: &str) -> Result<(), Halt> {
    let (decl, rule) = movable(draft, slot)?;
    let by = names::text(&rule.clause);
    let holder = as_holder(draft, slot, &by)?;
    let now = state(draft, slot);
    if let Some(offer) = &now.offer {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」已移交给 {}，等候签收", decl.name, offer.person),
            format!("`{}` is offered to {} already and waits for an answer", decl.name, offer.person),
        )
        .by(by)
        .allow(format!("由 {} 签收或者拒收", offer.person), format!("{} accepts or declines", offer.person))
        .into());
    }
    if let Some(superior) = now.referred {
        let superior = draft.post_name(superior);
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」已报「{superior}」，等候指定", decl.name),
            format!("`{}` lies before `{superior}`, who says who holds it", decl.name),
        )
        .by(by)
        .allow(format!("由「{superior}」指定"), format!("`{superior}` assigns it"))
        .into());
    }
    let post = takes(draft, slot, &holder, to, post, &by)?;
    let due = ends(draft, &rule.within)?;
    let decline = match &rule.decline {
        // Never: the offer may only be accepted.
        None => Some(draft.command.at),
        Some(limit) => Some(ends(draft, limit)?.deadline).filter(|at| *at < due.deadline),
    };
    let post = draft.post_name(post);
    draft.emit(Effect::Offered { decline, person: to.to_owned(), post, slot: slot.clone(), due })
}

/// Whether somebody may take a slot in a post: the post exists, the person holds it, and does not hold the slot
/// already; what the current handler does is done by holders of the same post.
fn takes(
    draft: &mut Draft<'_>,
    slot: &Slot,
    holder: &Holder,
    to: &str,
    post: &str,
    by: &str,
) -> Result<PostId, Halt> {
    let Ok(id) = names::post(draft.definition(), post) else {
        let posts = draft.definition().posts.iter().map(|p| &p.name);
        return Err(super::input::unknown("岗位", "post", post, posts));
    };
    if holder.person.as_deref() == Some(to) {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("已由 {to} 负责"),
            format!("{to} holds it already"),
        )
        .by(by)
        .into());
    }
    if (*slot == Slot::Current && id != holder.post) || draft.holding(to, post).is_none() {
        let wanted = if *slot == Slot::Current { draft.post_name(holder.post) } else { post.to_owned() };
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("{to} 此时不在「{wanted}」"),
            format!("{to} does not hold `{wanted}` now"),
        )
        .by(by)
        .allow(format!("「{wanted}」的在岗人员"), format!("a holder of `{wanted}`"))
        .into());
    }
    Ok(id)
}

fn ends(draft: &Draft<'_>, limit: &Limit) -> Result<DueAt, Halt> {
    // Hours run through nights and rest days, as the rule that sets them says (24 hours).
    let through = clocks::counts_instants(limit.unit);
    let limit = if through { Limit { roll: Roll::None, ..*limit } } else { *limit };
    clocks::ends(draft, &limit, draft.day(), LimitWord::Offer)
}

/// The offer of a slot that stands open.
fn open_offer(draft: &Draft<'_>, slot: &Slot) -> Result<(Offer, String), Halt> {
    let (decl, rule) = movable(draft, slot)?;
    let by = names::text(&rule.clause);
    match state(draft, slot).offer {
        Some(offer) => Ok((offer, by)),
        None => Err(Refusal::new(
            RefusalCode::NotAwaited,
            format!("「{}」没有待签收的移交", decl.name),
            format!("no offer of `{}` stands open", decl.name),
        )
        .by(by)
        .into()),
    }
}

/// 签收.
pub(super) fn accept(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let (offer, by) = open_offer(draft, slot)?;
    let actor = acts_as(draft, Some(&offer.person), offer.post, &by)?;
    // A delegate signs for the person meant; a stand-in, who acts because that person cannot, for the own person.
    let post = draft.post_name(offer.post);
    let for_other = actor != offer.person && draft.delegated(&actor, &offer.person, &post);
    let holder = if for_other { offer.person } else { actor };
    office::custody(draft, slot.clone(), Some(holder), offer.post)
}

/// 拒收.
pub(super) fn decline(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let (offer, by) = open_offer(draft, slot)?;
    acts_as(draft, Some(&offer.person), offer.post, &by)?;
    if let Some(until) = offer.decline.filter(|until| *until <= draft.command.at) {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("拒收的期限到 {until} 为止，现在只能签收"),
            format!("it could be declined until {until}; now it can only be accepted"),
        )
        .by(by)
        .allow("签收", "accept it")
        .into());
    }
    draft.emit(Effect::Declined { slot: slot.clone() })?;
    let (_, rule) = movable(draft, slot)?;
    match &rule.declined {
        Some((times, effects)) if state(draft, slot).declined >= *times => follow(draft, slot, None, effects),
        _ => Ok(()),
    }
}

/// 上报: the holder puts a slot before the own superior.
pub(super) fn refer(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let (decl, rule) = movable(draft, slot)?;
    let by = names::text(&rule.clause);
    as_holder(draft, slot, &by)?;
    if state(draft, slot).referred.is_some() {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("「{}」已经上报", decl.name),
            format!("`{}` lies before the superior already", decl.name),
        )
        .by(by)
        .into());
    }
    put_before_superior(draft, slot)
}

fn put_before_superior(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let holder = held(draft, slot)?;
    // A post without a superior answers for itself.
    let superior = draft.definition().post(holder.post).and_then(|p| p.superior).unwrap_or(holder.post);
    let post = draft.post_name(superior);
    draft.emit(Effect::Escalate { whom: post.clone() })?;
    draft.emit(Effect::Referred { post, slot: slot.clone() })
}

/// 指定: the superior says who holds a slot; that is binding.
pub(super) fn assign(draft: &mut Draft<'_>, slot: &Slot, to: &str, post: &str) -> Result<(), Halt> {
    let (decl, rule) = movable(draft, slot)?;
    let by = names::text(&rule.clause);
    let Some(superior) = state(draft, slot).referred else {
        return Err(Refusal::new(
            RefusalCode::NotAwaited,
            format!("「{}」没有上报，不由上级指定", decl.name),
            format!("`{}` was put before nobody", decl.name),
        )
        .by(by)
        .allow("由责任人移交", "its holder offers it")
        .into());
    };
    let superior = above(draft, superior);
    let actor = acts_as(draft, None, superior, &by)?;
    let holder = held(draft, slot)?;
    not_the_holder(draft, &actor, &holder, &by)?;
    // The superior may leave it where it is.
    let unmoved = Holder { person: None, ..holder };
    let post = takes(draft, slot, &unmoved, to, post, &by)?;
    office::custody(draft, slot.clone(), Some(to.to_owned()), post)
}

/// 接任: the holder has left the post, so that a successor in duty follows; nothing else moves a first handling.
pub(super) fn succeed(draft: &mut Draft<'_>, slot: &Slot, to: &str) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    let by =
        declared(draft, slot).map_or_else(|| names::text(&place.section), |decl| names::text(&decl.clause));
    let Some(holder) = draft.holder(slot).cloned() else {
        if declared(draft, slot).is_some() || matches!(slot, Slot::First | Slot::Current) {
            return Err(unheld(slot).into());
        }
        let known = draft.definition().slots.iter().map(|decl| &decl.name);
        return Err(super::input::unknown("责任", "slot", slot.word(), known));
    };
    let name = draft.post_name(holder.post);
    let why = match &holder.person {
        Some(person) => draft.gone(person, &name),
        None => None,
    };
    // Who is only away keeps the first handling: the stand-in acts meanwhile.
    if why.is_none() || why == Some(Why::Away) && *slot == Slot::First {
        let who = holder.person.as_deref().unwrap_or(&name);
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("{who} 仍在「{name}」，不发生接任"),
            format!("{who} has not left `{name}`, so nobody succeeds"),
        )
        .by(by)
        .allow("由原责任人继续负责", "the holder stays responsible")
        .into());
    }
    let superior = draft.definition().post(holder.post).and_then(|p| p.superior);
    let superior = above(draft, superior.unwrap_or(holder.post));
    let actor = acts_as(draft, None, superior, &by)?;
    not_the_holder(draft, &actor, &holder, &by)?;
    takes(draft, slot, &holder, to, &name, &by)?;
    office::custody(draft, slot.clone(), Some(to.to_owned()), holder.post)
}

/// The post in which a superior acts: the one meant, or one above it in the same line, for which the actor acts.
fn above(draft: &Draft<'_>, meant: PostId) -> PostId {
    let asked = draft.command.actor.post.as_deref();
    let mut line = line_of(draft, meant).into_iter();
    line.find(|post| asked == Some(draft.post_name(*post).as_str())).unwrap_or(meant)
}

/// A post and its superiors, one above the other. A circle names each post once.
fn line_of(draft: &Draft<'_>, post: PostId) -> Vec<PostId> {
    let mut line = vec![post];
    while let Some(above) = line.last().and_then(|id| draft.definition().post(*id)).and_then(|p| p.superior)
        && !line.contains(&above)
    {
        line.push(above);
    }
    line
}

/// An offer that nobody answered: what the definition says follows.
pub(super) fn unanswered(draft: &mut Draft<'_>, slot: &Slot) -> Result<(), Halt> {
    let (offer, _) = open_offer(draft, slot)?;
    let (_, rule) = movable(draft, slot)?;
    draft.emit(Effect::Expired { clock: slot.word().to_owned(), limit: LimitWord::Offer, repeat: None })?;
    let post = draft.post_name(offer.post);
    if draft.gone(&offer.person, &post).is_some() {
        // Who could not answer was not silent, and takes nothing over.
        return put_before_superior(draft, slot);
    }
    follow(draft, slot, Some(&offer), &rule.unanswered)
}

/// What follows an offer that was declined too often or not answered: a breach is the silent one's, the matter goes
/// before the holder's own superior, or the slot passes under the basis that the definition names.
fn follow(draft: &mut Draft<'_>, slot: &Slot, silent: Option<&Offer>, effects: &[Acts]) -> Result<(), Halt> {
    for effect in effects {
        match (&effect.action, silent) {
            (Action::Escalate(Who::Superior), _) => put_before_superior(draft, slot)?,
            (Action::DeemReceived, Some(offer)) => {
                let act = "receive".to_owned();
                draft.emit(Effect::Act { act, clause: names::text(&effect.clause), deemed: true })?;
                office::custody(draft, slot.clone(), Some(offer.person.clone()), offer.post)?;
            }
            (Action::Breach { breach, answers: None }, Some(offer)) => {
                let answers = (Some(offer.person.clone()), draft.post_name(offer.post));
                let finding =
                    perform::finding_of(draft, answers, *breach, &effect.clause, effect.basis.as_ref());
                draft.emit(finding)?;
            }
            _ => perform::one(draft, effect)?,
        }
    }
    Ok(())
}

/// On opening every slot of first contact has a holder: the officer who takes the case down, or the highest in rank of
/// those who were asked at once; the post that is to act, while nobody of the office has touched it.
pub(super) fn begin(draft: &mut Draft<'_>, present: &[(String, String)]) -> Result<(), Halt> {
    let definition = draft.definition();
    let slots = definition.slots.iter().filter(|decl| decl.first == FirstHolder::FirstContact);
    let start = definition.machine.start().and_then(|id| definition.place(id));
    for decl in slots {
        let slot = Slot::of(decl);
        let asked = first_asked(draft, present, decl.highest)?;
        match (asked, start.and_then(|place| place.post)) {
            (Some((person, post)), _) => office::custody(draft, slot, Some(person), post)?,
            (None, Some(post)) => office::custody(draft, slot, None, post)?,
            (None, None) => return Err(malformed("nobody is there to be asked first").into()),
        }
    }
    Ok(())
}

/// Of the officer who opens and those present, the one who is asked first: the opener, or the highest in rank.
fn first_asked(
    draft: &mut Draft<'_>,
    present: &[(String, String)],
    highest: bool,
) -> Result<Option<(String, PostId)>, Halt> {
    let (Some(person), Some(post)) = (draft.command.person(), draft.command.actor.post.as_deref()) else {
        return Ok(None);
    };
    let mut best: Option<(usize, String, PostId)> = None;
    let opener = (person.to_owned(), post.to_owned());
    for (person, post) in std::iter::once(&opener).chain(present) {
        let Ok(id) = names::post(draft.definition(), post) else {
            let posts = draft.definition().posts.iter().map(|p| &p.name);
            return Err(super::input::unknown("岗位", "post", post, posts));
        };
        if draft.holding(person, post).is_none() {
            return Err(Refusal::new(
                RefusalCode::NotHolder,
                format!("{person} 此时不在「{post}」"),
                format!("{person} does not hold `{post}` now"),
            )
            .into());
        }
        // The fewer superiors a post has above it, the higher its rank.
        let rank = line_of(draft, id).len();
        if best.as_ref().is_none_or(|(least, ..)| highest && rank < *least) {
            best = Some((rank, person.clone(), id));
        }
    }
    Ok(best.map(|(_, person, post)| (person, post)))
}

/// Whoever first acts upon a case holds the slots of first contact that nobody holds yet.
pub(super) fn touched(draft: &mut Draft<'_>, person: &str, post: PostId) -> Result<(), Halt> {
    for decl in &draft.definition().slots {
        let slot = Slot::of(decl);
        if decl.first == FirstHolder::FirstContact && draft.holder(&slot).is_some_and(|h| h.person.is_none())
        {
            office::custody(draft, slot, Some(person.to_owned()), post)?;
        }
    }
    Ok(())
}
