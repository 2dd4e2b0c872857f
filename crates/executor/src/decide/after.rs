//! 办结后: what is owed once a case is decided, until nothing is.

use super::draft::{Draft, Halt};
use super::{clocks, malformed, office, perform, travel};
use crate::command::{LimitWord, MAX_PROOF_BYTES, Mark};
use crate::effect::{DueAt, Effect};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::{Date, Instant};
use shouwen_model::kernel::{AfterDuty, Clause, DateFrom, DutyTerm, Owes, Who};

/// A duty that outlives the decision begins.
pub(super) fn owe(draft: &mut Draft<'_>, duty: &AfterDuty, number: u32, day: Date) -> Result<(), Halt> {
    let (from, due) = match &duty.term {
        DutyTerm::Within { from, limit } => {
            let from = from.and_then(|date| draft.case.dates.get(&date).copied()).unwrap_or(day);
            (from, clocks::ends(draft, limit, from, LimitWord::Duty)?)
        }
        DutyTerm::Until(date) => (day, until(draft, *date, day, &duty.clause)?),
    };
    draft.emit(Effect::Duty { from, number, due })
}

/// Up to a date, this day included; a date that lies before the decision leaves the day of the decision.
fn until(draft: &Draft<'_>, date: DateFrom, day: Date, clause: &Clause) -> Result<DueAt, Halt> {
    let (name, value) = perform::date_of(draft, date);
    let last_day = match value {
        Some(value) => value.max(day),
        // Time is never refused by its own acts.
        None if draft.by_time() => day,
        None => {
            return Err(Refusal::new(
                RefusalCode::DateMissing,
                format!("「{name}」还没有记录"),
                format!("`{name}` is not recorded yet"),
            )
            .by(names::text(clause))
            .into());
        }
    };
    let next = last_day.checked_add_days(1).ok_or_else(|| malformed("the date is beyond every calendar"))?;
    let deadline = Instant::start_of(next);
    Ok(DueAt { deadline, last_day, limit: LimitWord::Duty, provisional: false, warnings: Vec::new() })
}

/// The case is settled once nothing is owed.
pub(super) fn settle(draft: &mut Draft<'_>) -> Result<(), Halt> {
    if draft.case.duties.is_empty() { draft.emit(Effect::Settle {}) } else { Ok(()) }
}

/// A duty that outlives the decision is done, late or not.
pub(super) fn done(
    draft: &mut Draft<'_>,
    number: u32,
    proof: Option<&str>,
    found: Option<Mark>,
) -> Result<(), Halt> {
    let decl = owed(draft, number)?;
    by_whom(draft, decl)?;
    proven(decl, proof)?;
    verified(decl, found)?;
    draft.emit(Effect::Done { number, found })?;
    if let Owes::Act(effect) = &decl.what {
        perform::one(draft, effect)?;
    }
    if found == Some(Mark::Nonconforming) {
        perform::all(draft, &decl.failed)?;
    }
    settle(draft)
}

/// The duty of that number, if it is open.
fn owed<'a>(draft: &Draft<'a>, number: u32) -> Result<&'a AfterDuty, Halt> {
    if draft.case.outcome().is_none() {
        return Err(
            Refusal::new(RefusalCode::CaseOpen, "该办件还没有办结", "the case is not decided yet").into()
        );
    }
    let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let decl = index.and_then(|i| draft.definition().after.get(i));
    decl.filter(|_| draft.case.duties.get(&number).is_some()).ok_or_else(|| {
        let open: Vec<String> = draft.case.duties.iter().map(|(n, _)| n.to_string()).collect();
        Refusal::new(
            RefusalCode::NoDuty,
            format!("没有第 {number} 项待办的事"),
            format!("no duty {number} is open"),
        )
        .allow_each(&open)
        .into()
    })
}

/// Whoever owes it does it.
fn by_whom(draft: &mut Draft<'_>, decl: &AfterDuty) -> Result<(), Halt> {
    if decl.by == Who::Applicant && draft.command.by_applicant() {
        return travel::is_applicant(draft);
    }
    // What the applicant owes an officer of the first post may take down.
    let who = if decl.by == Who::Applicant { Who::FirstHandler } else { decl.by };
    let post = office::post_of(draft, who).ok_or_else(|| malformed("nobody owes the duty"))?;
    office::holder_of(draft, post, &decl.clause).map(|_| ())
}

fn proven(decl: &AfterDuty, proof: Option<&str>) -> Result<(), Halt> {
    if proof.is_some_and(|proof| proof.is_empty() || proof.len() > MAX_PROOF_BYTES) {
        return Err(malformed(&format!("a proof is named in 1 to {MAX_PROOF_BYTES} bytes")).into());
    }
    match &decl.proof {
        Some(owed) if proof != Some(owed.as_str()) => Err(Refusal::new(
            RefusalCode::ProofOwed,
            format!("须取得「{owed}」"),
            format!("the proof `{owed}` is owed"),
        )
        .by(names::text(&decl.clause))
        .allow_each([owed])
        .into()),
        _ => Ok(()),
    }
}

/// A verification says what it found, and nothing else does.
fn verified(decl: &AfterDuty, found: Option<Mark>) -> Result<(), Halt> {
    match (&decl.what, found) {
        (Owes::Verify(name), None | Some(Mark::Missing)) => Err(Refusal::new(
            RefusalCode::ConclusionMissing,
            format!("「{name}」须写明核查合格还是不合格"),
            format!("`{name}` is found conforming or nonconforming"),
        )
        .by(names::text(&decl.clause))
        .allow("合格", "conforming")
        .allow("不合格", "nonconforming")
        .into()),
        (Owes::Verify(_), Some(_)) | (_, None) => Ok(()),
        (_, Some(_)) => Err(Refusal::new(
            RefusalCode::ConclusionUnknown,
            "这一项不是核查，没有合格不合格",
            "nothing is verified by this duty",
        )
        .by(names::text(&decl.clause))
        .allow("不写核查结果", "say nothing of a finding")
        .into()),
    }
}
