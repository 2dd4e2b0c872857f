//! 日程: what comes round for open cases, resolved.

use super::Expr;
use serde::{Deserialize, Serialize};
use shouwen_calendar::{Calendar, Roll};
use shouwen_canon::{Date, Instant};

/// The days among which a further session is looked for: one comes round every month at the latest.
const MAX_DAYS_AHEAD: usize = 62;

/// 日程: sessions over the open cases of this procedure, one each period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Its name.
    pub name: String,
    /// Its clauses, in the order of the text.
    pub clauses: Vec<ScheduleClause>,
}

/// A clause of 日程.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScheduleClause {
    /// 每 周六 9:00[，自 … 至 …]，休息日照常.
    Session {
        /// When.
        when: Recurrence,
    },
    /// 对象 …: which open cases.
    Object {
        /// The condition.
        of: Expr,
    },
    /// 由 … 召集，… 主持.
    Convened {
        /// The post that convenes.
        by: String,
        /// The post that presides.
        chair: String,
    },
    /// 逐案 填写 …[，登记 …].
    EachCase {
        /// The event that happens in each case by that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<String>,
        /// What is filled in.
        fields: Vec<String>,
    },
    /// 缺席的，记为违规 ….
    Absent {
        /// The breach.
        breach: String,
    },
    /// 无案件的，记明.
    NoCase,
    /// 未召开的，记为违规 ….
    NotHeld {
        /// The breach.
        breach: String,
    },
}

/// When sessions come round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// On which days.
    pub on: Round,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute, 0 to 59.
    pub minute: u32,
    /// From this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// To this day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What becomes of a session on a day off.
    pub roll: Roll,
}

impl Recurrence {
    /// Whether a session comes round on a day, before any day off moves it.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.on.is_on(day)
    }

    /// The instant at which the session that comes round on a day is held: a day off may move it. Where days off move
    /// several to one instant, one is held, that of the day nearest to it; of the others there is none.
    #[must_use]
    pub fn held_at(&self, day: Date, calendar: &Calendar) -> Option<Instant> {
        let at = self.moved(day, calendar)?;
        let step = match self.roll {
            Roll::None => return Some(at),
            Roll::NextWorkday => 1,
            Roll::PreviousWorkday => -1,
        };
        let mut nearer = std::iter::successors(day.checked_add_days(step), |day| day.checked_add_days(step));
        let nearer = nearer.by_ref().take(MAX_DAYS_AHEAD).find(|day| self.is_on(*day));
        (nearer.and_then(|day| self.moved(day, calendar)) != Some(at)).then_some(at)
    }

    /// The instant to which a day off moves the session of a day.
    fn moved(&self, day: Date, calendar: &Calendar) -> Option<Instant> {
        let day = match self.roll {
            Roll::None => Some(day),
            Roll::NextWorkday => calendar.workday_from(day),
            Roll::PreviousWorkday => calendar.workday_until(day),
        };
        Instant::at(day?, self.hour, self.minute)
    }

    /// The last day on which the session that comes round on a day may be held: the one before the next session would
    /// be, were there one, but never before its own.
    #[must_use]
    pub fn last_day(&self, day: Date, calendar: &Calendar) -> Option<Date> {
        let own = self.held_at(day, calendar)?.date();
        let days = std::iter::successors(day.checked_add_days(1), |day| day.checked_add_days(1));
        let mut coming = days.take(MAX_DAYS_AHEAD).filter(|day| self.on.is_on(*day));
        let next = coming.find_map(|day| self.held_at(day, calendar))?;
        let last = next.date().checked_add_days(-1)?;
        Some(last.max(own))
    }
}

impl Round {
    fn is_on(self, day: Date) -> bool {
        match self {
            Self::Weekly(weekday) => day.weekday() == weekday,
            Self::Monthly(wanted) => {
                let (_, month, number) = day.ymd();
                let last = day.checked_add_days(1).is_none_or(|next| next.ymd().1 != month);
                number == wanted || last && number < wanted
            }
        }
    }
}

/// The days on which sessions come round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// On a weekday, 1 for Monday to 7.
    Weekly(u32),
    /// On a day of the month; a shorter month has its last day instead.
    Monthly(u32),
}

/// What makes a procedure the sessions of a schedule: its cases are opened by time, one each period, and have an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// 简称 of the procedure over whose cases they are.
    pub of: String,
    /// The schedule's name in it.
    pub schedule: String,
    /// When they come round.
    pub when: Recurrence,
    /// The outcome of a session without a case, where it closes at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_case: Option<String>,
    /// The key date that is the day of the session.
    pub day: String,
    /// The key date that is the last day on which it may be held.
    pub last: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn when(on: Round, roll: Roll) -> Recurrence {
        Recurrence { on, hour: 9, minute: 0, from: None, until: None, roll }
    }

    #[test]
    fn thirteen_saturdays_from_april_to_june_and_none_beside_them() {
        let when = Recurrence {
            from: Some(day("2012-04-01")),
            until: Some(day("2012-06-30")),
            ..when(Round::Weekly(6), Roll::None)
        };
        let days = (0..400).filter_map(|n| day("2012-01-01").checked_add_days(n));
        let found: Vec<Date> = days.filter(|day| when.is_on(*day)).collect();
        assert_eq!(found.len(), 13);
        assert_eq!((found[0], found[12]), (day("2012-04-07"), day("2012-06-30")));
    }

    #[test]
    fn a_shorter_month_has_its_last_day_and_a_day_off_moves_it() {
        let calendar = Calendar::national();
        let monthly = when(Round::Monthly(31), Roll::PreviousWorkday);
        assert!(monthly.is_on(day("2026-02-28")) && !monthly.is_on(day("2026-02-27")));
        assert!(monthly.is_on(day("2026-03-31")) && !monthly.is_on(day("2026-03-30")));
        // 2026-05-31 is a Sunday.
        let held = |roll| when(Round::Monthly(31), roll).held_at(day("2026-05-31"), calendar).unwrap();
        assert_eq!(held(Roll::PreviousWorkday).date(), day("2026-05-29"));
        assert_eq!(held(Roll::NextWorkday).date(), day("2026-06-01"));
        assert_eq!(held(Roll::None).to_string(), "2026-05-31T09:00:00.000+08:00");
    }

    #[test]
    fn days_that_days_off_move_to_one_instant_have_one_session() {
        let calendar = Calendar::national();
        // 2026-10-01 to 10-07 are days off, and so is the day of the moon, 09-25.
        let thursdays = when(Round::Weekly(4), Roll::NextWorkday);
        assert_eq!(thursdays.held_at(day("2026-10-01"), calendar), None);
        assert_eq!(thursdays.held_at(day("2026-10-08"), calendar).unwrap().date(), day("2026-10-08"));
        assert_eq!(thursdays.last_day(day("2026-09-24"), calendar), Some(day("2026-10-07")));
        assert_eq!(thursdays.last_day(day("2026-10-08"), calendar), Some(day("2026-10-14")));
        let ends = Recurrence { until: Some(day("2026-10-07")), ..thursdays };
        assert_eq!(ends.held_at(day("2026-10-01"), calendar).unwrap().date(), day("2026-10-08"));
        // 2026-02-15 to 02-23 are days off; both Sundays are moved, neither is the day on which it is held.
        let sundays = |roll| when(Round::Weekly(7), roll);
        let on = sundays(Roll::NextWorkday);
        assert_eq!(on.held_at(day("2026-02-15"), calendar), None);
        assert_eq!(on.held_at(day("2026-02-22"), calendar).unwrap().date(), day("2026-02-24"));
        let back = sundays(Roll::PreviousWorkday);
        assert_eq!(back.held_at(day("2026-02-15"), calendar).unwrap().date(), day("2026-02-14"));
        assert_eq!(back.held_at(day("2026-02-22"), calendar), None);
        assert_eq!(
            sundays(Roll::None).held_at(day("2026-02-15"), calendar).unwrap().date(),
            day("2026-02-15")
        );
    }

    #[test]
    fn a_session_may_be_held_until_the_day_before_the_next() {
        let calendar = Calendar::national();
        let weekly = when(Round::Weekly(6), Roll::None);
        assert_eq!(weekly.last_day(day("2026-03-07"), calendar), Some(day("2026-03-13")));
        let monthly = when(Round::Monthly(5), Roll::None);
        assert_eq!(monthly.last_day(day("2026-03-05"), calendar), Some(day("2026-04-04")));
    }
}
