//! 会签: several posts sign a step. Each signature is on record with what was concluded; the last one completes the step.

use super::draft::{Draft, Halt};
use super::office;
use crate::case::Visit;
use crate::effect::{Effect, Slot};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Place, PostId};

/// Who signed in this visit.
fn visit<'d>(draft: &'d Draft<'_>) -> Option<&'d Visit> {
    draft.case.place().and_then(|id| draft.case.visits.get(&id))
}

/// The post that signs next, of a place that several posts sign.
pub(super) fn next(draft: &Draft<'_>, place: &Place) -> Option<PostId> {
    visit(draft).map_or_else(|| place.signers.first().copied(), |visit| visit.to_sign(place).first().copied())
}

/// The post for which the actor signs: the own one, if it is that one's turn; else the one whose turn it is.
pub(super) fn post(draft: &Draft<'_>, place: &Place) -> Option<PostId> {
    let given = draft.command.actor.post.as_deref();
    let open = visit(draft)?.to_sign(place);
    let own = open.iter().find(|post| given == Some(draft.post_name(**post).as_str()));
    own.or_else(|| open.first()).copied()
}

/// One signs: gives what all of them concluded once everybody has signed.
pub(super) fn sign(
    draft: &mut Draft<'_>,
    place: &Place,
    given: &[(String, String)],
) -> Result<Option<Vec<(String, String)>>, Halt> {
    let (Some(post), Some(person)) = (post(draft, place), draft.command.person()) else {
        return Err(super::malformed("nobody is left to sign").into());
    };
    let person = person.to_owned();
    if visit(draft).is_some_and(|v| v.signed.iter().any(|s| s.person == person)) {
        return Err(Refusal::new(
            RefusalCode::SamePerson,
            format!("{person} 已经会签「{}」，一人只签一次", place.name),
            format!("{person} has signed `{}` already, and nobody signs twice", place.name),
        )
        .by(names::text(&place.in_charge))
        .allow("由另一名在岗人员签署", "another holder of the post")
        .into());
    }
    let signed = Effect::Signed {
        person,
        post: draft.post_name(post),
        place: place.name.clone(),
        given: given.to_vec(),
    };
    draft.emit(signed)?;
    if let Some(next) = next(draft, place) {
        office::custody(draft, Slot::Current, None, next)?;
        return Ok(None);
    }
    Ok(Some(joint(draft, place)))
}

/// What all signers concluded: what every one of them said, or what the text says for when they differ.
fn joint(draft: &Draft<'_>, place: &Place) -> Vec<(String, String)> {
    let signed = visit(draft).map(|v| v.signed.as_slice()).unwrap_or_default();
    let mut together = Vec::new();
    for decl in place.conclusions.iter().filter_map(|id| Some((*id, draft.definition().conclusion(*id)?))) {
        let (id, decl) = decl;
        let said = |s: &'_ crate::case::Signature| {
            s.given.iter().find(|(n, _)| *n == decl.name).map(|(_, v)| v.clone())
        };
        let mut values: Vec<String> = signed.iter().filter_map(said).collect();
        values.dedup();
        let differ = || place.differ.iter().find(|(of, _)| *of == id).map(|(_, value)| value.clone());
        let value = if values.len() == 1 { values.pop() } else { differ() };
        together.extend(value.map(|value| (decl.name.clone(), value)));
    }
    together
}
