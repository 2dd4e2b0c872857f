//! Which fields an act has, and how long a name may be.

use super::{MAX_NAME_BYTES, malformed};
use crate::request::{Materials, Request};
use shouwen_executor::Refusal;

/// No name is longer than names are, so that no refusal repeats one at length.
pub(crate) fn sized(request: &Request) -> Result<(), Refusal> {
    let single = [
        ("actor.person", Some(&request.actor.person)),
        ("actor.post", request.actor.post.as_ref()),
        ("agenda", request.agenda.as_ref()),
        ("case", request.case.as_ref()),
        ("answer", request.answer.as_ref()),
        ("clock", request.clock.as_ref()),
        ("event", request.event.as_ref()),
        ("party", request.party.as_ref()),
        ("person", request.person.as_ref()),
        ("post", request.post.as_ref()),
        ("procedure", request.procedure.as_ref()),
        ("proof", request.proof.as_ref()),
        ("recorded", request.recorded.as_ref()),
        ("slot", request.slot.as_ref()),
        ("step", request.step.as_ref()),
        ("to", request.to.as_ref()),
        ("late.person", request.late.as_ref().map(|late| &late.person)),
        ("late.post", request.late.as_ref().map(|late| &late.post)),
    ];
    let listed = match &request.materials {
        Some(Materials::List(names)) => names.as_slice(),
        _ => &[],
    };
    let concluded = request.conclude.iter().flat_map(|(name, value)| [name, value]);
    let single = single.into_iter().filter_map(|(field, name)| name.map(|name| (field, name)));
    let names = single
        .chain(listed.iter().map(|name| ("materials", name)))
        .chain(concluded.map(|name| ("conclude", name)))
        .chain(request.open.iter().flat_map(|(link, opening)| {
            let materials = opening.materials.iter();
            [link, &opening.procedure].into_iter().chain(materials).map(|name| ("open", name))
        }))
        .chain(
            request
                .present
                .iter()
                .flat_map(|who| std::iter::once(&who.person).chain(&who.post).map(|name| ("present", name))),
        );
    for (field, name) in names {
        if name.len() > MAX_NAME_BYTES {
            return Err(malformed(
                field,
                &format!("不得超过 {MAX_NAME_BYTES} 个字节"),
                &format!("it has at most {MAX_NAME_BYTES} bytes"),
            ));
        }
    }
    Ok(())
}

/// Whether an act is upon the directory and not upon a case.
pub(crate) fn is_directory(word: &str) -> bool {
    matches!(word, "appoint" | "relieve" | "absent" | "delegate" | "recuse")
}

/// Which fields an act has; another one that is given is refused rather than ignored.
pub(crate) fn only(request: &Request, word: &str) -> Result<(), Refusal> {
    let fields: &[&str] = match word {
        "open" => &["procedure", "data", "materials", "applicant", "present"],
        "check" => &["case", "step", "materials"],
        "fill" => &["case", "step", "data"],
        "enter" => &["case", "step", "agenda", "data", "absent"],
        "complete" => &["case", "step", "conclude", "data", "reasons", "period", "open"],
        "supplement" | "notify" => &["case", "materials"],
        "event" => &["case", "event", "step"],
        "receipt" => &["case", "party", "number"],
        "answer" => &["case", "party", "number", "answer"],
        "correct" => &["case", "data", "materials"],
        "attach" => &["case", "step", "materials"],
        "return" => &["case", "reasons", "step", "to"],
        "transfer" => &["case", "person"],
        "extend" => &["case", "clock", "amount", "reasons"],
        "serve" => &["case", "duty", "proof"],
        "verify" => &["case", "duty", "proof", "conclude", "open"],
        "offer" | "assign" => &["case", "slot", "person", "post"],
        "accept" | "draw" => &["case", "slot"],
        "decline" | "refer" => &["case", "slot", "reasons"],
        "succeed" => &["case", "slot", "person"],
        "delegate" => &["person", "to", "post", "from", "until"],
        "recuse" => &["case", "person", "reasons"],
        "appoint" => &["person", "post", "stand_in", "from"],
        "relieve" => &["person", "post"],
        "absent" => &["person", "from", "until"],
        "withdraw" => &["case"],
        _ => &[],
    };
    let given = [
        ("absent", request.absent),
        ("agenda", request.agenda.is_some()),
        ("amount", request.amount.is_some()),
        ("answer", request.answer.is_some()),
        ("applicant", request.applicant.is_some()),
        ("case", request.case.is_some()),
        ("clock", request.clock.is_some()),
        ("conclude", !request.conclude.is_empty()),
        ("data", !request.data.is_empty()),
        ("duty", request.duty.is_some()),
        ("event", request.event.is_some()),
        ("from", request.from.is_some()),
        ("materials", request.materials.is_some()),
        ("number", request.number.is_some()),
        ("open", !request.open.is_empty()),
        ("party", request.party.is_some()),
        ("period", request.period.is_some()),
        ("person", request.person.is_some()),
        ("post", request.post.is_some()),
        ("present", !request.present.is_empty()),
        ("procedure", request.procedure.is_some()),
        ("proof", request.proof.is_some()),
        ("reasons", request.reasons.is_some()),
        ("slot", request.slot.is_some()),
        ("stand_in", request.stand_in),
        ("step", request.step.is_some()),
        ("to", request.to.is_some()),
        ("until", request.until.is_some()),
    ];
    // Any act upon a case may be entered late.
    let late = request.late.is_some() || request.recorded.is_some();
    if late && is_directory(word) {
        return Err(malformed("late", "岗位变动不补录", "an act upon the directory is not entered late"));
    }
    match given.iter().find(|(name, there)| *there && !fields.contains(name)) {
        Some((name, _)) => Err(malformed(
            name,
            &format!("「{word}」没有这个字段"),
            &format!("the act `{word}` has no such field"),
        )
        .allow_each(fields)),
        None => Ok(()),
    }
}
