//! 完成: a place is done. What it needs must be there, exactly one directing clause must hold, and it is followed.

use super::draft::{Draft, Halt};
use super::{
    appointing, input, linked, malformed, meeting, office, papers, perform, session, signing, travel, unfit,
};
use crate::command::{Act, MAX_REASON_BYTES};
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::Sealed;
use shouwen_model::kernel::{Edge, Place, PlaceId, Target, Trigger};

/// Completes the place the case stands in.
pub(super) fn complete(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Complete { conclude, data, open, period, place, reasons } = &draft.command.body.act else {
        return Err(malformed("not a completion").into());
    };
    let (id, here) = draft.here_in(place)?;
    if !here.branches.is_empty() {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」是并行，办理的是它的分支", here.name),
            format!("`{}` is a parallel block: what is done is done in its branches", here.name),
        )
        .by(names::text(&here.section))
        .allow_each(draft.standing())
        .into());
    }
    if here.persons == 0 {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」是等候，不由人完成", here.name),
            format!("`{}` is a wait and is not completed by anybody", here.name),
        )
        .by(names::text(&here.section))
        .allow_each(travel::possible(draft, id))
        .into());
    }
    if let Some(reasons) = reasons {
        reasons_fit(reasons)?;
    }
    input::each_once(conclude.iter().map(|(name, _)| name))?;
    if let Some(meeting) = here.meeting.as_ref().filter(|meeting| meeting::is_member(draft, meeting)) {
        if !conclude.is_empty() {
            known(draft, here, conclude)?;
        }
        only_signed(open.is_empty() && period.is_none() && data.is_empty())?;
        return meeting::vote(draft, id, here, meeting, conclude);
    }
    let person = office::acts(draft, id, here)?;
    enough(draft, id, here)?;
    session::all_entered(draft, id, here)?;
    input::fill_here(draft, id, here, data)?;
    let Some(given) = given(draft, here, conclude, &person)? else {
        return only_signed(open.is_empty() && period.is_none());
    };
    conclusions(draft, here, &given)?;
    for field in &here.fields {
        if !draft.filled(*field) {
            let name = draft.definition().field(*field).map(|f| f.name.clone()).unwrap_or_default();
            return Err(input::field_missing(&name, Some(here)));
        }
    }
    appointing::done(draft, here)?;
    papers::on_file(draft, id, here)?;
    forbidden(draft, here, &given)?;
    only_when(draft, here)?;
    reasons_owed(draft, here)?;
    input::each_once(open.iter().map(|(link, _)| link))?;
    direct(draft, id, here)?;
    linked::all_opened(draft, open)?;
    if period.is_some() && !draft.states_period() {
        return Err(Refusal::new(
            RefusalCode::NoticePeriod,
            format!("「{}」这时不出具载明期限的文书", here.name),
            format!("`{}` issues no document here that states a period", here.name),
        )
        .by(names::text(&here.section))
        .allow("不写期限", "no period")
        .into());
    }
    Ok(())
}

/// What is concluded: by whoever is in charge, by all signers together, or by the votes of a meeting. `None` while it is
/// not.
fn given(
    draft: &mut Draft<'_>,
    here: &Place,
    conclude: &[(String, String)],
    person: &str,
) -> Result<Option<Vec<(String, String)>>, Halt> {
    if let Some(meeting) = &here.meeting {
        let name =
            draft.definition().conclusion(meeting.conclusion).map(|c| c.name.clone()).unwrap_or_default();
        if !conclude.is_empty() {
            return Err(Refusal::new(
                RefusalCode::ConclusionUnknown,
                format!("「{name}」由表决得出，主持人不得另给"),
                format!("`{name}` follows from the votes, and whoever presides does not give it"),
            )
            .by(names::text(&here.in_charge))
            .allow("不写结论，只办完", "complete it without a conclusion")
            .into());
        }
        return Ok(meeting::count(draft, here, meeting, person)?.map(|value| vec![(name, value)]));
    }
    known(draft, here, conclude)?;
    if here.signers.is_empty() {
        return Ok(Some(conclude.to_vec()));
    }
    forbidden(draft, here, conclude)?;
    signing::sign(draft, here, conclude)
}

/// Who only signs opens no case and states no period.
fn only_signed(plainly: bool) -> Result<(), Halt> {
    if plainly {
        Ok(())
    } else {
        Err(malformed("only the last signer opens a case or states a period").into())
    }
}

/// Reasons are neither empty nor without bound.
pub(super) fn reasons_fit(reasons: &Sealed<String>) -> Result<(), Halt> {
    if reasons.value().is_some_and(|r| r.trim().is_empty() || r.len() > MAX_REASON_BYTES) {
        return Err(unfit(
            format!("理由应有 1 至 {MAX_REASON_BYTES} 个字节"),
            format!("reasons are given in 1 to {MAX_REASON_BYTES} bytes"),
        )
        .into());
    }
    Ok(())
}

/// A place that takes several persons is done when so many have acted in it.
fn enough(draft: &Draft<'_>, id: PlaceId, place: &Place) -> Result<(), Halt> {
    let acted = draft.case.visits.get(&id).map_or(0, |v| v.present().len());
    let needed = usize::try_from(place.persons).unwrap_or(usize::MAX);
    if acted >= needed {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotHolder,
        format!("「{}」须由 {needed} 人共同办理，现有 {acted} 人", place.name),
        format!("`{}` takes {needed} persons, and {acted} acted", place.name),
    )
    .by(names::text(&place.in_charge))
    .allow("先由另一人填写或核对", "another person fills in or checks first")
    .into())
}

/// Every conclusion of the place is given, with a value that it has, and no other.
fn known(draft: &Draft<'_>, place: &Place, given: &[(String, String)]) -> Result<(), Halt> {
    let definition = draft.definition();
    let decls: Vec<_> = place.conclusions.iter().filter_map(|id| definition.conclusion(*id)).collect();
    for (name, value) in given {
        let decl = decls.iter().find(|d| d.name == *name);
        if decl.is_none_or(|d| !d.values.contains(value)) {
            let refusal = Refusal::new(
                RefusalCode::ConclusionUnknown,
                format!("「{}」没有「{name}：{value}」这个结论", place.name),
                format!("`{}` has no conclusion `{name}: {value}`", place.name),
            )
            .by(names::text(decl.map_or(&place.section, |d| &d.clause)));
            let allowed = decls.iter().flat_map(|d| d.values.iter().map(|v| format!("{}：{v}", d.name)));
            return Err(refusal.allow_each(allowed).into());
        }
    }
    for decl in decls {
        if !given.iter().any(|(name, _)| *name == decl.name) {
            return Err(Refusal::new(
                RefusalCode::ConclusionMissing,
                format!("「{}」须给出结论「{}」", place.name, decl.name),
                format!("`{}` needs the conclusion `{}`", place.name, decl.name),
            )
            .by(names::text(&decl.clause))
            .allow_each(&decl.values)
            .into());
        }
    }
    Ok(())
}

/// Puts what was concluded on record.
fn conclusions(draft: &mut Draft<'_>, place: &Place, given: &[(String, String)]) -> Result<(), Halt> {
    let definition = draft.definition();
    for decl in place.conclusions.iter().filter_map(|id| definition.conclusion(*id)) {
        let Some((_, value)) = given.iter().rev().find(|(name, _)| *name == decl.name) else { continue };
        draft.emit(Effect::Concluded {
            conclusion: decl.name.clone(),
            place: place.name.clone(),
            value: value.clone(),
        })?;
    }
    Ok(())
}

fn forbidden(draft: &mut Draft<'_>, place: &Place, given: &[(String, String)]) -> Result<(), Halt> {
    for rule in &place.forbidden {
        let decl = draft.definition().conclusion(rule.conclusion);
        let is = |(name, value): &(String, String)| {
            decl.is_some_and(|decl| decl.name == *name) && *value == rule.value
        };
        if given.iter().any(is) && draft.truth(&rule.when, &rule.clause)? {
            let decl = draft.definition().conclusion(rule.conclusion);
            let others = decl.map(|d| d.values.clone()).unwrap_or_default();
            return Err(Refusal::new(
                RefusalCode::ConclusionForbidden,
                format!("这种情形不得结论「{}」", rule.value),
                format!("`{}` may not be concluded in this situation", rule.value),
            )
            .by(names::text(&rule.clause))
            .allow_each(others.iter().filter(|v| **v != rule.value))
            .into());
        }
    }
    Ok(())
}

/// 方可 完成.
fn only_when(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    for (when, clause) in &place.only_when {
        if !draft.truth(when, clause)? {
            return Err(Refusal::new(
                RefusalCode::NotReady,
                format!("「{}」还不能完成：应当先具备的条件还没有具备", place.name),
                format!("`{}` cannot be completed yet: what has to hold first does not hold", place.name),
            )
            .by(names::text(clause))
            .into());
        }
    }
    Ok(())
}

/// Whether the command gives reasons. What time brings about owes none.
pub(super) fn has_reasons(draft: &Draft<'_>) -> bool {
    match &draft.command.body.act {
        Act::Complete { reasons, .. } => reasons.is_some(),
        _ => true,
    }
}

fn reasons_owed(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    for (when, clause) in &place.reasons {
        if draft.truth(when, clause)? && !has_reasons(draft) {
            return Err(Refusal::new(
                RefusalCode::ReasonsOwed,
                "这种情形须说明理由",
                "reasons are owed in this situation",
            )
            .by(names::text(clause))
            .allow("附上理由", "give reasons")
            .into());
        }
    }
    Ok(())
}

/// … 的，应当 …: every duty whose condition holds is done; what one of them does changes nothing for another.
fn owed(draft: &mut Draft<'_>, place: &Place) -> Result<(), Halt> {
    let mut due = Vec::new();
    for duty in &place.owed {
        if draft.truth(&duty.when, &duty.clause)? {
            due.push(&duty.effects);
        }
    }
    due.into_iter().try_for_each(|effects| perform::all(draft, effects))
}

/// Follows the one directing clause that holds, or jumps back to whoever returned the case.
fn direct(draft: &mut Draft<'_>, id: PlaceId, place: &Place) -> Result<(), Halt> {
    if let Some(returner) = draft.case.returner {
        travel::completed(draft)?;
        owed(draft, place)?;
        return travel::go(draft, &Target::Place(returner), &place.section);
    }
    let mut chosen: Option<&Edge> = None;
    for edge in draft.definition().machine.edges_from(id) {
        let holds = match &edge.trigger {
            Trigger::Completed(None) => true,
            Trigger::Completed(Some(guard)) => draft.truth(guard, &edge.clause)?,
            _ => continue,
        };
        if holds && let Some(other) = chosen.replace(edge) {
            return Err(Refusal::new(
                RefusalCode::ManyDirections,
                format!("「{}」有两句同时成立", place.name),
                format!("two clauses of `{}` hold at once", place.name),
            )
            .by(names::text(&other.clause))
            .into());
        }
    }
    let Some(edge) = chosen else {
        let conclusions = place.conclusions.iter().filter_map(|id| draft.definition().conclusion(*id));
        let values = conclusions.flat_map(|c| c.values.iter().map(|v| format!("{}：{v}", c.name)));
        return Err(Refusal::new(
            RefusalCode::NoDirection,
            format!("「{}」没有一句适用于这种情形", place.name),
            format!("no clause of `{}` covers this situation", place.name),
        )
        .by(names::text(&place.section))
        .allow_each(values)
        .into());
    };
    travel::completed(draft)?;
    owed(draft, place)?;
    perform::all(draft, &edge.effects)?;
    travel::go(draft, &edge.target, &edge.clause)
}
