//! Office minutes: time that runs only while the office is open.

use crate::data::OfficeHours;
use crate::due::{CalendarError, Suspension, suspended};
use crate::table::Calendar;
use shouwen_canon::{Date, Instant};

const MILLIS_A_MINUTE: i64 = 60_000;

impl OfficeHours {
    /// The minute of the day at which the office closes for good.
    #[must_use]
    pub fn close(&self) -> Option<u32> {
        self.open.last().map(|o| o.to)
    }

    /// Open milliseconds of a whole day.
    fn whole_day(&self) -> i64 {
        self.until(i64::MAX)
    }

    /// Open milliseconds of a day before a millisecond of it.
    fn until(&self, millis_of_day: i64) -> i64 {
        self.open
            .iter()
            .map(|o| {
                let from = i64::from(o.from).saturating_mul(MILLIS_A_MINUTE);
                let to = i64::from(o.to).saturating_mul(MILLIS_A_MINUTE);
                millis_of_day.clamp(from, to).saturating_sub(from)
            })
            .sum()
    }

    /// The first millisecond of a day by which `millis` open milliseconds have passed.
    fn reached(&self, mut millis: i64) -> Option<i64> {
        for o in &self.open {
            let from = i64::from(o.from).saturating_mul(MILLIS_A_MINUTE);
            let length = i64::from(o.to.saturating_sub(o.from)).saturating_mul(MILLIS_A_MINUTE);
            if millis <= length {
                return Some(from.saturating_add(millis));
            }
            millis = millis.saturating_sub(length);
        }
        None
    }
}

impl Calendar {
    /// Open milliseconds from one instant to another; 0 if the second is not later. Beyond the coverage Monday to
    /// Friday is assumed.
    #[must_use]
    pub fn office_millis_between(&self, from: Instant, to: Instant) -> i64 {
        if to <= from { 0 } else { self.position(to).saturating_sub(self.position(from)) }
    }

    /// The first instant at or after `from` at which the office is open.
    #[must_use]
    pub fn next_office_open(&self, from: Instant) -> Option<Instant> {
        let date = from.date();
        if self.is_workday(date) {
            let at = from.millis_of_day();
            for o in &self.hours_on(date)?.open {
                let start = i64::from(o.from).saturating_mul(MILLIS_A_MINUTE);
                let end = i64::from(o.to).saturating_mul(MILLIS_A_MINUTE);
                if at < end {
                    return Instant::start_of(date).checked_add_millis(at.max(start));
                }
            }
        }
        let next = self.workday_from(date.checked_add_days(1)?)?;
        let start = i64::from(self.hours_on(next)?.open.first()?.from).saturating_mul(MILLIS_A_MINUTE);
        Instant::start_of(next).checked_add_millis(start)
    }

    /// The instant at which that many office minutes have passed, suspended time not counted. A count that ends at the
    /// close ends there, not at the next opening.
    pub(crate) fn after_office_minutes(
        &self,
        from: Instant,
        minutes: i32,
        suspensions: &[Suspension],
    ) -> Result<Instant, CalendarError> {
        let budget = i64::from(minutes).saturating_mul(MILLIS_A_MINUTE);
        let mut end = self.after_office_millis(from, budget)?;
        let mut total = budget;
        for stretch in suspended(suspensions) {
            let start = stretch.from.max(from);
            if start < end && stretch.to > start {
                total = total.saturating_add(self.office_millis_between(start, stretch.to));
                end = self.after_office_millis(from, total)?;
            }
        }
        Ok(end)
    }

    fn after_office_millis(&self, from: Instant, millis: i64) -> Result<Instant, CalendarError> {
        let start = self.next_office_open(from).ok_or(CalendarError::OutOfRange)?;
        if millis == 0 {
            return Ok(start);
        }
        let target = self.position(start).saturating_add(millis);
        let day = self.day_of(target, start.date()).ok_or(CalendarError::OutOfRange)?;
        let rest = target.saturating_sub(self.position(Instant::start_of(day)));
        let at = self.hours_on(day).and_then(|h| h.reached(rest)).ok_or(CalendarError::OutOfRange)?;
        Instant::start_of(day).checked_add_millis(at).ok_or(CalendarError::OutOfRange)
    }

    /// The first working day from `first` on by whose close `target` is reached: whole regimes are jumped over, and
    /// inside one the day is found by division.
    fn day_of(&self, target: i64, first: Date) -> Option<Date> {
        let mut day = first;
        loop {
            let hours = self.hours_on(day)?;
            let a_day = hours.whole_day();
            let open = target.saturating_sub(self.position(Instant::start_of(day)));
            let whole = open.saturating_sub(1).checked_div(a_day)?;
            let found = self.nth(self.rank(day.days()).checked_add(i32::try_from(whole).ok()?)?)?;
            let after = self.data().hours.partition_point(|h| h.from <= day);
            match self.data().hours.get(after) {
                Some(regime) if regime.from <= found => day = self.workday_from(regime.from)?,
                _ => return Some(found),
            }
        }
    }

    /// Open milliseconds since the beginning of the first regime of office hours.
    fn position(&self, at: Instant) -> i64 {
        let date = at.date();
        let regimes = &self.data().hours;
        let current = regimes.partition_point(|h| h.from <= date).saturating_sub(1);
        let mut total: i64 = 0;
        for (index, regime) in regimes.iter().enumerate().take(current.saturating_add(1)) {
            let end = if index == current {
                date
            } else {
                regimes.get(index.saturating_add(1)).map_or(date, |r| r.from)
            };
            let days = self.rank(end.days()).saturating_sub(self.rank(regime.from.days()));
            total = total.saturating_add(i64::from(days).saturating_mul(regime.whole_day()));
        }
        let today = if self.is_workday(date) {
            regimes.get(current).map_or(0, |h| h.until(at.millis_of_day()))
        } else {
            0
        };
        total.saturating_add(today)
    }
}
