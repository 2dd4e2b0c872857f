//! 须附: papers that have to be on file before a place is completed.

use super::draft::{Draft, Halt};
use super::{input, office, unfit};
use crate::effect::Effect;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::kernel::{Paper, Place, PlaceId};

/// 附: whoever works in the place puts papers on file that it needs; a further version of one replaces the first.
pub(super) fn attach(draft: &mut Draft<'_>, place: &str, papers: &[String]) -> Result<(), Halt> {
    let (id, here) = draft.here_in(place)?;
    if papers.is_empty() {
        return Err(unfit("没有写附什么", "nothing is named that is attached").into());
    }
    input::each_once(papers.iter())?;
    for name in papers {
        if here.papers.iter().all(|paper| paper.name != *name) {
            let needed = here.papers.iter().map(|paper| &paper.name);
            return Err(input::unknown("须附的材料", "paper to attach", name, needed));
        }
    }
    office::acts(draft, id, here)?;
    draft.emit(Effect::Attached { papers: papers.to_vec(), place: here.name.clone() })
}

/// Whether a paper is on file: attached here, handed in by the applicant, or issued in this case.
fn is_on_file(draft: &Draft<'_>, id: PlaceId, paper: &Paper) -> bool {
    let here = draft.case.visits.get(&id).is_some_and(|visit| visit.papers.get(&paper.name).is_some());
    let material = paper.material.and_then(|id| draft.case.materials.get(&id));
    here || material.is_some_and(|state| state.handed.is_some())
        || draft.case.documents.get(&paper.name).is_some()
}

/// Everything that the place needs is on file.
pub(super) fn on_file(draft: &Draft<'_>, id: PlaceId, place: &Place) -> Result<(), Halt> {
    let missing: Vec<&Paper> = place.papers.iter().filter(|paper| !is_on_file(draft, id, paper)).collect();
    let Some(first) = missing.first() else { return Ok(()) };
    let open: Vec<&str> = missing.iter().map(|paper| paper.name.as_str()).collect();
    Err(Refusal::new(
        RefusalCode::NotReady,
        format!("「{}」还不能完成，须附：{}", place.name, open.join("、")),
        format!("`{}` cannot be completed yet; to be attached: {}", place.name, open.join(", ")),
    )
    .by(names::text(&first.clause))
    .allow_each(&open)
    .into())
}
