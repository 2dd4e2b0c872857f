//! The day-book: which cases are opened on which days, and what the people of the office do with them.

use super::plot::{Kind, Plot};
use super::random::Random;
use super::{OPERATOR, plot};
use crate::stop::Stop;
use shouwen::{Calendar, Date, Instant, Request};

/// The first day and the last.
pub(super) const FIRST: &str = "2026-02-02";
pub(super) const LAST: &str = "2026-03-06";

/// The last day on which an ordinary case is opened.
const LAST_OPENING: &str = "2026-03-03";

/// What has to happen, and on which day it begins.
const FIXED: &[(&str, Kind)] = &[
    ("2026-02-02", Kind::Granted),
    ("2026-02-02", Kind::PromiseBroken),
    ("2026-02-03", Kind::Refused),
    ("2026-02-03", Kind::SecondNotice),
    ("2026-02-03", Kind::Lapsed),
    ("2026-02-04", Kind::NotCompetent),
    ("2026-02-04", Kind::LateDelivery),
    ("2026-02-05", Kind::Hearing),
    ("2026-02-05", Kind::Corrected),
    ("2026-02-06", Kind::Extended),
    ("2026-02-06", Kind::Unchecked),
    ("2026-02-09", Kind::Deemed),
    ("2026-02-10", Kind::Overdue),
    ("2026-02-11", Kind::Transferred),
    ("2026-02-12", Kind::Withdrawn),
    ("2026-02-24", Kind::SiteCheck),
    ("2026-02-24", Kind::Supplemented),
    ("2026-02-25", Kind::Returned),
    ("2026-02-27", Kind::StandIn),
    ("2026-02-28", Kind::SamePerson),
];

/// Ordinary cases, on any day.
const ORDINARY: &[(usize, Kind)] = &[
    (13, Kind::Granted),
    (4, Kind::Supplemented),
    (3, Kind::SiteCheck),
    (2, Kind::Refused),
    (1, Kind::NotCompetent),
    (1, Kind::Withdrawn),
];

/// Who is away, from which day to which: their stand-in acts then.
pub(super) const AWAY: &[(&str, &str, &str)] =
    &[("郑凯", "2026-03-02", "2026-03-04"), ("褚伟", "2026-03-04", "2026-03-04")];

/// One thing that somebody does.
pub(super) struct Step {
    pub(super) at: Instant,
    pub(super) request: Request,
}

/// A date that stands in this file.
pub(super) fn date(text: &str) -> Result<Date, Stop> {
    text.parse().map_err(|_| Stop::usage(format!("「{text}」不是日期"), format!("`{text}` is no date")))
}

/// Everything that people do, in order of time.
pub(super) fn steps(seed: u64) -> Result<Vec<Step>, Stop> {
    let mut random = Random::new(seed);
    let mut openings = Vec::new();
    for (day, kind) in FIXED {
        openings.push((plot::desk_time(date(day)?, &mut random), *kind));
    }
    let days = opening_days()?;
    let first = date(FIRST)?;
    for (count, kind) in ORDINARY {
        for _ in 0..*count {
            let day = random.of(&days, first);
            openings.push((plot::desk_time(day, &mut random), *kind));
        }
    }
    openings.sort_by_key(|(at, _)| *at);
    let mut steps = absences()?;
    steps.extend(super::window::steps()?);
    for (number, (at, kind)) in (1_u32..).zip(openings) {
        let plot = Plot::new(number, at, &mut random)?;
        steps.extend(plot.told(kind)?);
    }
    let end = Instant::start_of(date(LAST)?.checked_add_days(1).unwrap_or(first));
    steps.retain(|step| step.at < end);
    // Stable: what one case does at one instant stays in its order.
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}

fn opening_days() -> Result<Vec<Date>, Stop> {
    let calendar = Calendar::national();
    let (first, last) = (date(FIRST)?, date(LAST_OPENING)?);
    let days = (first.days()..=last.days()).filter_map(Date::from_days);
    Ok(days.filter(|day| calendar.is_workday(*day)).collect())
}

fn absences() -> Result<Vec<Step>, Stop> {
    let entered = "2026-02-28T17:10:00+08:00";
    let at = crate::commands::due::instant(entered)?;
    let steps = AWAY.iter().enumerate().map(|(number, (person, from, until))| {
        let request = Request {
            person: Some((*person).to_owned()),
            from: Some((*from).to_owned()),
            until: Some((*until).to_owned()),
            ..Request::new("absent", format!("absence/{number}"))
        };
        Step { at, request: request.applicant(OPERATOR).at(entered) }
    });
    Ok(steps.collect())
}
