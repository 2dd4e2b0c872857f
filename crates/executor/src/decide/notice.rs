//! 一次性告知: once a round, over a completed check, and never again for what was visible before.
//!
//! Basis: 行政许可法 art. 32 (4) (everything at once) and art. 72 (3) (liability for telling bit by bit). The guard is
//! generic: which act it guards and what an attempt becomes is said by the definition.

use super::draft::{Draft, Halt};
use super::{office, perform};
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Clause, OnViolation};

/// Refuses a notice without a completed check, without anything to list, or for what was visible at an earlier one.
pub(super) fn once(draft: &Draft<'_>, guard: &OnViolation, gaps: &[String]) -> Result<(), Halt> {
    if draft.case.round.on_file {
        return Err(second(draft, guard));
    }
    if let Some(first) = draft.case.round.noticed {
        let repeated = first == draft.case.round.number || gaps.iter().any(|gap| visible(draft, gap));
        if repeated {
            return Err(second(draft, guard));
        }
    }
    if !draft.case.round.checked {
        return Err(Refusal::new(
            RefusalCode::NotChecked,
            "告知之前须先核对全部材料",
            "the whole checklist has to be looked at before a notice",
        )
        .by(rule())
        .allow("先核对材料", "check the materials first")
        .into());
    }
    if gaps.is_empty() {
        return Err(Refusal::new(
            RefusalCode::NoGaps,
            "材料齐全，没有可以告知的缺项",
            "nothing is missing that a notice could list",
        )
        .by(rule())
        .allow("以现有材料继续办理", "go on with what is there")
        .into());
    }
    Ok(())
}

/// Whether a gap could have been seen at the notice before: the material was not handed in since.
fn visible(draft: &Draft<'_>, gap: &str) -> bool {
    let state = names::material(draft.definition(), gap).ok().and_then(|id| draft.case.materials.get(&id));
    state.and_then(|m| m.handed) != Some(draft.case.round.number)
}

/// Where the rule stands: it guards an act wherever the text does it.
fn guarding() -> Clause {
    Clause { section: "rule one_notice".to_owned(), number: 0 }
}

fn rule() -> String {
    names::text(&guarding())
}

fn second(draft: &Draft<'_>, guard: &OnViolation) -> Halt {
    let refusal = Refusal::new(
        RefusalCode::SecondNotice,
        "已经一次性告知过；告知时可见的缺项不得再次告知",
        "the applicant was told once; what was visible then may not be asked for again",
    )
    .by(rule())
    .allow(
        "按已告知的内容等候补齐，或者以现有材料继续办理",
        "wait for what was asked for, or go on with what is there",
    );
    match guard {
        OnViolation::Refuse => refusal.into(),
        OnViolation::Record { breach, basis } => {
            let finding = perform::finding(draft, *breach, &guarding(), basis.as_ref());
            draft.on_record(refusal, finding)
        }
    }
}

/// Lists every gap; the round is noticed.
pub(super) fn list(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let materials = draft.gaps();
    draft.emit(Effect::Listed { materials })
}

/// 按现有材料 办理: what is missing is no longer asked for.
pub(super) fn waive(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let materials = draft.gaps();
    draft.emit(Effect::OnFile { materials })
}

/// A notice outside the place that gives it. The first one is given by completing that place; another one never is.
pub(super) fn attempt(draft: &mut Draft<'_>, materials: &[String]) -> Result<(), Halt> {
    let (id, place) = draft.here()?;
    super::input::materials_known(draft, materials.iter())?;
    office::acts(draft, id, place)?;
    let guarded = draft.definition().acts.iter().find_map(|act| act.once_per_round.as_ref());
    if let Some(guard) = guarded
        && (draft.case.round.noticed.is_some() || draft.case.round.on_file)
    {
        return Err(second(draft, guard));
    }
    Err(Refusal::new(
        RefusalCode::NotPermitted,
        format!("「{}」不能直接告知；告知随流程中的告知环节作出", place.name),
        format!("a notice is given by completing its step, not directly in `{}`", place.name),
    )
    .by(names::text(&place.section))
    .allow(format!("完成「{}」", place.name), format!("complete `{}`", place.name))
    .into())
}
