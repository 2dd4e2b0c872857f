//! 容缺: what is missing on acceptance and may be deferred is owed until a day.

use super::draft::{Draft, Halt};
use super::{clocks, office};
use crate::command::LimitWord;
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_calendar::Limit;
use shouwen_model::kernel::{Clause, Who};

/// 容缺受理: every gap is owed from now on. A gap that may not be deferred stands in the way.
pub(super) fn all_gaps(draft: &mut Draft<'_>, clause: &Clause) -> Result<(), Halt> {
    if draft.by_time() && !draft.case.round.checked {
        return Ok(());
    }
    draft.checked()?;
    let mut owed: Vec<(String, Limit)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for (_, decl) in draft.wanting() {
        match decl.deferrable {
            Some(within) => owed.push((decl.name.clone(), within)),
            None => open.push(decl.name.clone()),
        }
    }
    // Time is never refused by its own acts.
    if !open.is_empty() && !draft.by_time() {
        return Err(Refusal::new(
            RefusalCode::GapsRemain,
            format!("不可容缺的材料还缺：{}", open.join("、")),
            format!("missing, and not to be deferred: {}", open.join(", ")),
        )
        .by(names::text(clause))
        .allow_each(&open)
        .into());
    }
    let day = draft.day();
    for (material, within) in owed {
        let due = clocks::ends(draft, &within, day, LimitWord::Deferred)?;
        draft.emit(Effect::Deferred { material, due })?;
    }
    Ok(())
}

/// Whether all of these materials, and one at least, are owed.
pub(super) fn owes(draft: &Draft<'_>, materials: &[String]) -> bool {
    let owed = |name: &String| {
        names::material(draft.definition(), name).is_ok_and(|id| draft.case.deferred.get(&id).is_some())
    };
    !materials.is_empty() && materials.iter().all(owed)
}

/// The day has passed and the material has not come in: the applicant is urged.
pub(super) fn overdue(draft: &mut Draft<'_>, material: &str) -> Result<(), Halt> {
    draft.emit(Effect::Expired { clock: material.to_owned(), limit: LimitWord::Deferred, repeat: None })?;
    let whom = office::whom(draft, Who::Applicant);
    draft.emit(Effect::Urge { whom })
}
