//! What is left of a limit, what is used up, and what becomes of it while its clock stands still.

use crate::due::{
    CalendarError, Due, Mode, Scale, Suspension, add_months, checked_amount, count, months, next, removed,
    suspended,
};
use crate::limit::{Anchor, Direction, Limit, Roll, Unit};
use crate::table::Calendar;
use shouwen_canon::{Date, Instant};

const MILLIS_A_MINUTE: i64 = 60_000;
const MILLIS_AN_HOUR: i64 = 3_600_000;

/// How far a limit has run at an instant.
///
/// Days are whole: the day of the instant itself is still left, the days before it are used up, so that both together
/// are always the days of the limit. Hours and office minutes that have begun are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is counted: the limit's own unit, and calendar days for months and years, whose length differs.
    pub unit: Unit,
    /// Used up.
    pub elapsed: u32,
    /// Left, up to the last day after rolling; 0 from the deadline on.
    pub remaining: u32,
}

impl Calendar {
    /// The latest instant at which `left` units remain until `due`: 00:00 of the day that is the `left`-th countable one
    /// from the end, suspended dates passed over; for hours and office minutes exact, and inside office hours for the
    /// latter. Nothing left is the deadline itself. More than the whole limit lies before its beginning.
    ///
    /// ```
    /// use shouwen_calendar::{Anchor, Calendar, Limit, Mode, Unit};
    /// // Two working days are left of a limit that ends on Wednesday 2024-10-09, after National Day.
    /// let calendar = Calendar::national();
    /// let received = Anchor::On("2024-09-26".parse()?);
    /// let due = calendar.due(&Limit::new(5, Unit::Workday), received, 0, &[], Mode::Strict)?;
    /// assert_eq!(due.last_day.to_string(), "2024-10-09");
    /// let warning = calendar.when_left(&due, 2, Unit::Workday, &[])?;
    /// assert_eq!(warning.to_string(), "2024-10-08T00:00:00.000+08:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`CalendarError::TooLarge`] and [`CalendarError::OutOfRange`].
    pub fn when_left(
        &self,
        due: &Due,
        left: u32,
        unit: Unit,
        suspensions: &[Suspension],
    ) -> Result<Instant, CalendarError> {
        let amount = checked_amount(&Limit::new(left, unit), 0)?;
        if amount == 0 {
            return Ok(due.deadline_at);
        }
        let first = match unit {
            Unit::Workday => back(Scale::Working(self), due.last_day, amount, suspensions)?,
            Unit::Day => back(Scale::Every, due.last_day, amount, suspensions)?,
            Unit::Month | Unit::Year => back_months(due.last_day, months(unit, amount), suspensions)?,
            Unit::Hour | Unit::OfficeMinute => return self.back_millis(due, amount, unit, suspensions),
        };
        Ok(Instant::start_of(first))
    }

    /// How much of a forward limit is used up and left at an instant. A limit that has not begun is left whole.
    #[must_use]
    pub fn progress(
        &self,
        limit: &Limit,
        anchor: Anchor,
        due: &Due,
        suspensions: &[Suspension],
        at: Instant,
    ) -> Progress {
        let (unit, scale) = match limit.unit {
            Unit::Workday => (Unit::Workday, Scale::Working(self)),
            Unit::Day | Unit::Month | Unit::Year => (Unit::Day, Scale::Every),
            Unit::Hour | Unit::OfficeMinute => {
                return self.progress_millis(limit.unit, anchor, due, suspensions, at);
            }
        };
        let event = anchor.date().days();
        // The event's date is not counted, so nothing is used up before the day after it is over.
        let today = at.date().days().max(event.saturating_add(1));
        let end = due.last_day.days().saturating_add(1);
        let today = if at >= due.deadline_at { end } else { today.min(end) };
        Progress {
            unit,
            elapsed: unsuspended(scale, event.saturating_add(1), today, suspensions),
            remaining: unsuspended(scale, today, end, suspensions),
        }
    }

    /// The end of a limit whose clock stands still since `since`, with no end of that in sight: `None` while the count is
    /// open, or the end if it was reached before anything was removed. The date of `since` itself still counts.
    ///
    /// # Errors
    /// [`CalendarError`] as for [`Calendar::due`].
    pub fn due_suspended_since(
        &self,
        limit: &Limit,
        anchor: Anchor,
        extension: u32,
        suspensions: &[Suspension],
        since: Instant,
        mode: Mode,
    ) -> Result<Option<Due>, CalendarError> {
        if limit.direction == Direction::Backward {
            return Err(CalendarError::Backward);
        }
        if checked_amount(limit, extension)? == 0 {
            return self.due(limit, anchor, extension, suspensions, mode).map(Some);
        }
        // Whether the count is complete is asked before the roll. Days beyond the coverage need not be refused for that:
        // if they are reached at all, the answer itself is asked for strictly.
        let plain = Limit { roll: Roll::None, ..*limit };
        let count = self.due(&plain, anchor, extension, suspensions, Mode::Provisional)?;
        let complete = match limit.unit {
            Unit::Hour | Unit::OfficeMinute => since >= count.deadline_at,
            _ => since.date() >= count.last_day,
        };
        if complete { self.due(limit, anchor, extension, suspensions, mode).map(Some) } else { Ok(None) }
    }

    /// Milliseconds of the unit that run from one instant to another.
    fn running_millis(&self, unit: Unit, from: Instant, to: Instant) -> i64 {
        if unit == Unit::OfficeMinute {
            self.office_millis_between(from, to)
        } else {
            to.millis_since(from).max(0)
        }
    }

    /// The same without what is suspended; the stretches are disjoint.
    fn unsuspended_millis(&self, unit: Unit, from: Instant, to: Instant, stretches: &[Suspension]) -> i64 {
        let lost: i64 =
            stretches.iter().map(|s| self.running_millis(unit, s.from.max(from), s.to.min(to))).sum();
        self.running_millis(unit, from, to).saturating_sub(lost)
    }

    fn progress_millis(
        &self,
        unit: Unit,
        anchor: Anchor,
        due: &Due,
        suspensions: &[Suspension],
        at: Instant,
    ) -> Progress {
        let stretches = suspended(suspensions);
        let start = anchor.instant();
        let at = at.max(start).min(due.deadline_at.max(start));
        let of = |from, to| self.unsuspended_millis(unit, from, to, &stretches);
        let (elapsed, left, whole) = (
            of(start, at),
            of(at, due.deadline_at),
            if unit == Unit::Hour { MILLIS_AN_HOUR } else { MILLIS_A_MINUTE },
        );
        let units = |millis: i64| u32::try_from(millis.div_euclid(whole)).unwrap_or(u32::MAX);
        Progress {
            unit,
            elapsed: units(elapsed),
            remaining: units(left.saturating_add(whole).saturating_sub(1)),
        }
    }

    /// The latest instant with that much left, by halving: what is left never grows as time goes on.
    fn back_millis(
        &self,
        due: &Due,
        amount: i32,
        unit: Unit,
        suspensions: &[Suspension],
    ) -> Result<Instant, CalendarError> {
        let whole = if unit == Unit::Hour { MILLIS_AN_HOUR } else { MILLIS_A_MINUTE };
        let wanted = i64::from(amount).saturating_mul(whole);
        let stretches = suspended(suspensions);
        let enough = |back: i64| -> Result<bool, CalendarError> {
            let from =
                due.deadline_at.checked_add_millis(back.saturating_neg()).ok_or(CalendarError::OutOfRange)?;
            Ok(self.unsuspended_millis(unit, from, due.deadline_at, &stretches) >= wanted)
        };
        let (mut short, mut far) = (0_i64, wanted);
        while !enough(far)? {
            (short, far) = (far, far.saturating_mul(2));
        }
        while far.saturating_sub(short) > 1 {
            let middle = short.saturating_add(far.saturating_sub(short).div_euclid(2));
            if enough(middle)? {
                far = middle;
            } else {
                short = middle;
            }
        }
        due.deadline_at.checked_add_millis(far.saturating_neg()).ok_or(CalendarError::OutOfRange)
    }
}

/// The `amount`-th countable day from the end, the last day included.
fn back(
    scale: Scale<'_>,
    last_day: Date,
    amount: i32,
    suspensions: &[Suspension],
) -> Result<Date, CalendarError> {
    let mut rank = scale.rank(last_day.days().saturating_add(1)).saturating_sub(amount);
    for (first, last) in removed(suspensions).into_iter().rev() {
        if last >= scale.nth(rank)? {
            rank = rank.saturating_sub(count(scale, first, last.min(last_day)));
        }
    }
    scale.nth(rank)
}

/// The first day of that many months which end with the last day: the day after the corresponding date.
fn back_months(last_day: Date, months: i32, suspensions: &[Suspension]) -> Result<Date, CalendarError> {
    let mut event = add_months(last_day, months.saturating_neg())?;
    for (first, last) in removed(suspensions).into_iter().rev() {
        if last > event {
            let days = count(Scale::Every, first, last.min(last_day));
            event = event.checked_add_days(days.saturating_neg()).ok_or(CalendarError::OutOfRange)?;
        }
    }
    next(event)
}

/// Countable days of the day numbers `from` to `to`, the second excluded, without the removed ones.
fn unsuspended(scale: Scale<'_>, from: i32, to: i32, suspensions: &[Suspension]) -> u32 {
    let of = |from: i32, to: i32| scale.rank(to.max(from)).saturating_sub(scale.rank(from));
    let lost: i32 = removed(suspensions)
        .into_iter()
        .map(|(first, last)| of(first.days().max(from), last.days().saturating_add(1).min(to)))
        .sum();
    u32::try_from(of(from, to).saturating_sub(lost)).unwrap_or(0)
}
