//! One case acting upon another: a case orders the opening of another, and gets its result. Nothing is atomic across
//! the two; each side has a record of its own, and names the other's.

use super::draft::{Draft, Halt};
use super::{malformed, travel};
use crate::command::{Act, LINK, Opening, Ordered};
use crate::effect::Effect;
use crate::fact::Fact;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::CaseId;
use shouwen_model::kernel::{Clause, Event};

/// The key under which an ordered case opens: the same however often the order is carried out.
#[must_use]
pub fn opening_key(ordered: &Ordered) -> String {
    // The link's name may be long; what tells two links of one record apart is its digest.
    let link = shouwen_canon::Hash::sha256(ordered.link.as_bytes());
    format!("link/{}/{}/{link}", ordered.case, ordered.number)
}

/// 开启: the case that the command names opens, as a case of its own, once this record is written.
pub(super) fn open(draft: &mut Draft<'_>, link: &str, clause: &Clause) -> Result<(), Halt> {
    let (Act::Complete { open, .. } | Act::Verify { open, .. }) = &draft.command.body.act else {
        return Err(malformed("only the completion of a step, or of a duty, opens a linked case").into());
    };
    let by = names::text(clause);
    let Some((_, opening)) = open.iter().find(|(name, _)| name == link) else {
        return Err(Refusal::new(
            RefusalCode::FieldMissing,
            format!("须写明「{link}」开启哪一事项"),
            format!("it has to say which procedure opens as `{link}`"),
        )
        .by(by)
        .allow_each([link])
        .into());
    };
    if draft.case.links.get(link).is_some_and(|l| l.outcome.is_none() && l.refused.is_none()) {
        return Err(Refusal::new(
            RefusalCode::CaseExists,
            format!("「{link}」已经开启，还没有结果"),
            format!("`{link}` is open already and has no result yet"),
        )
        .by(by)
        .into());
    }
    in_reach(draft, opening, &by)?;
    let ordered = Ordered { case: draft.case.id, link: link.to_owned(), number: draft.number() };
    let case = CaseId::derive(draft.world.log, &opening.alias, &opening_key(&ordered));
    let case = case.map_err(|e| malformed(&e.to_string()))?;
    draft.emit(Effect::Link { alias: opening.alias.clone(), case, link: link.to_owned() })
}

/// A rule opens cases only of the procedures it applies to.
fn in_reach(draft: &mut Draft<'_>, opening: &Opening, by: &str) -> Result<(), Halt> {
    let alias = &opening.alias;
    if draft.definition().rule.is_some() {
        let rules = draft.world.outside.rules(alias, draft.command.at.date());
        let own = rules.into_iter().find(|(rule, ..)| *rule == draft.definition().alias);
        let Some((rule, definition, source)) = own else {
            return Err(out_of_reach(alias, by));
        };
        draft.used(Fact::Rule { alias: rule, definition, source });
    }
    let found = draft.world.outside.in_force(alias, draft.command.at.date());
    let Some((definition, source)) = found else {
        return Err(Refusal::new(
            RefusalCode::NotInForce,
            format!("「{alias}」此时没有生效的版本"),
            format!("no version of `{alias}` is in force now"),
        )
        .by(by)
        .into());
    };
    draft.used(Fact::InForce { alias: alias.clone(), definition, source });
    Ok(())
}

fn out_of_reach(alias: &str, by: &str) -> Halt {
    Refusal::new(
        RefusalCode::NotPermitted,
        format!("「{alias}」不在本制度适用的事项之内"),
        format!("this rule does not apply to `{alias}`"),
    )
    .by(by)
    .into()
}

/// What a command opens must be asked for by a clause that it fires; nothing is dropped in silence.
pub(super) fn all_opened(draft: &Draft<'_>, open: &[(String, Opening)]) -> Result<(), Halt> {
    let opened = |link: &String| draft.opened_now(link);
    match open.iter().find(|(link, _)| !opened(link)) {
        None => Ok(()),
        Some((link, _)) => Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("这时不开启「{link}」"),
            format!("nothing opens `{link}` here"),
        )
        .into()),
    }
}

/// An opening that another case orders: its record must be there, and the key must be the one that follows from it.
pub(super) fn ordered(draft: &mut Draft<'_>, ordered: &Ordered) -> Result<(), Halt> {
    if draft.command.person() != Some(LINK) || draft.command.body.key != opening_key(ordered) {
        return Err(malformed("an ordered opening is carried out by the log itself").into());
    }
    let Some((number, source)) =
        draft.world.outside.linked(ordered.case).filter(|(n, _)| *n == ordered.number)
    else {
        return Err(malformed("no record orders this opening").into());
    };
    draft.used(Fact::Linked { case: ordered.case, number: Some(number), source: Some(source) });
    Ok(())
}

/// A linked case has come to its end, or could not be opened.
pub(super) fn answered(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Linked { case, link, outcome, refused } = &draft.command.body.act else {
        return Err(malformed("not the answer of a linked case").into());
    };
    if draft.command.person() != Some(LINK) || outcome.is_some() == refused.is_some() {
        return Err(malformed("the log itself says how a linked case ended").into());
    }
    let waits = draft.case.links.get(link).filter(|l| l.case == *case);
    if waits.is_none_or(|l| l.outcome.is_some() || l.refused.is_some()) {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("没有等候结果的「{link}」"),
            format!("no `{link}` waits for a result"),
        )
        .into());
    }
    let found = draft.world.outside.linked(*case);
    if outcome.is_some() && found.is_none() {
        return Err(malformed("the linked case has no records").into());
    }
    draft.used(Fact::Linked {
        case: *case,
        number: found.map(|(number, _)| number),
        source: found.map(|(_, source)| source),
    });
    draft.emit(Effect::Linked { link: link.clone(), outcome: outcome.clone(), refused: refused.clone() })?;
    let event = if outcome.is_some() {
        Event::LinkedDecided(link.clone())
    } else {
        Event::LinkedNotOpened(link.clone())
    };
    // Where the case does not wait for it, or is decided, the result is on record and nothing follows.
    if travel::awaits(draft, &event) { travel::follow(draft, &event) } else { Ok(()) }
}
