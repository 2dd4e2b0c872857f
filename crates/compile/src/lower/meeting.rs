//! How a meeting decides.

use super::names::Names;
use super::places::word;
use super::{LowerError, clause};
use shouwen_model::form::{self, Clause as C, MeetingRule};
use shouwen_model::kernel::{Meeting, Place};

/// Puts what a meeting says, and who presides, into its place.
pub(super) fn presided(source: &form::Place, place: &mut Place, names: &Names) -> Result<(), LowerError> {
    if source.kind != form::PlaceKind::Meeting {
        return Ok(());
    }
    for (index, part) in source.clauses.iter().enumerate() {
        if let C::Meeting { rule: MeetingRule::Composed { chair, .. } } = part {
            (place.post, place.persons) = (Some(names.post(chair)?), 1);
            place.in_charge = clause(word(source.kind), &source.name, index);
        }
    }
    place.meeting = Some(meeting(source, names)?);
    Ok(())
}

/// Gathers what the clauses of a meeting say.
fn meeting(source: &form::Place, names: &Names) -> Result<Meeting, LowerError> {
    let rules =
        || source.clauses.iter().filter_map(|c| if let C::Meeting { rule } = c { Some(rule) } else { None });
    let lacks =
        |what: &'static str| LowerError::incomplete(&clause(word(source.kind), &source.name, 0), what);
    let members = rules()
        .find_map(|r| if let MeetingRule::Composed { members, .. } = r { Some(members) } else { None });
    let quorum =
        rules().find_map(|r| if let MeetingRule::Quorum { least } = r { Some(*least) } else { None });
    let carried = rules().find_map(|r| match r {
        MeetingRule::Carried { by, of_due, conclusion, value } => Some((*by, *of_due, conclusion, value)),
        MeetingRule::Composed { .. }
        | MeetingRule::LessRecused {}
        | MeetingRule::Quorum { .. }
        | MeetingRule::Tied { .. }
        | MeetingRule::TooFew { .. } => None,
    });
    let tied =
        rules().find_map(|r| if let MeetingRule::Tied { value } = r { Some(value.clone()) } else { None });
    let too_few = rules().find_map(|r| {
        if let MeetingRule::TooFew { within, times, value } = r {
            Some((within.n, *times, value))
        } else {
            None
        }
    });
    let (by, of_due, conclusion, yes) = carried.ok_or_else(|| lacks("nothing says how many carry it"))?;
    let (within, times, too_few) =
        too_few.ok_or_else(|| lacks("nothing says what follows when too few come"))?;
    let others = source.clauses.iter().find_map(|c| {
        let C::Conclude { name, of, .. } = c else { return None };
        of.iter().find(|value| name == conclusion && *value != yes)
    });
    Ok(Meeting {
        members: names.post(members.ok_or_else(|| lacks("nobody meets"))?)?,
        less_recused: rules().any(|r| matches!(r, MeetingRule::LessRecused {})),
        quorum: quorum.ok_or_else(|| lacks("nothing says how many have to be present"))?,
        carried: by,
        of_due,
        conclusion: names.conclusion(&source.name, conclusion)?,
        yes: yes.clone(),
        no: others.ok_or_else(|| lacks("the conclusion has one value only"))?.clone(),
        tied: tied.ok_or_else(|| lacks("nothing says what a tie is"))?,
        within,
        times,
        too_few: too_few.clone(),
    })
}
