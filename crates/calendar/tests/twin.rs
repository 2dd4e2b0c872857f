//! The tables against a twin that walks day by day and minute by minute, and the laws every due date obeys.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "the twin fails loudly; the lint's exception covers test functions only"
)]

use proptest::prelude::*;
use shouwen_calendar::{
    Anchor, Calendar, CalendarData, CalendarDataError, CalendarError, DayEnd, DayException, Direction,
    ExceptionKind, Limit, MAX_AMOUNT, Mode, OfficeHours, Opening, ReceivedRule, Roll, Suspension, Unit,
};
use shouwen_canon::{Date, Instant};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A slow calendar: asks of each day by itself.
struct Walker<'a>(&'a CalendarData);

impl Walker<'_> {
    fn works(&self, day: Date) -> bool {
        let exception = |list: &[DayException]| list.iter().find(|e| e.date == day).map(|e| e.kind);
        match exception(&self.0.local).or_else(|| exception(&self.0.national)) {
            Some(kind) => kind == ExceptionKind::Workday,
            None => day.weekday() <= 5,
        }
    }

    fn removed(day: Date, suspensions: &[Suspension]) -> bool {
        suspensions.iter().any(|s| day > s.from.date() && day <= s.to.date())
    }

    fn last_day(&self, limit: &Limit, event: Date, amount: u32, suspensions: &[Suspension]) -> Date {
        let countable = |day: Date| limit.unit == Unit::Day || self.works(day);
        let step = if limit.direction == Direction::Forward { 1 } else { -1 };
        let mut day = event;
        if amount == 0 {
            while !countable(day) {
                day = day.checked_add_days(step).unwrap();
            }
            return day;
        }
        let mut left = amount;
        while left > 0 {
            day = day.checked_add_days(step).unwrap();
            if countable(day) && !Self::removed(day, suspensions) {
                left -= 1;
            }
        }
        day
    }

    fn roll(&self, mut day: Date, roll: Roll) -> Date {
        let step = match roll {
            Roll::None => return day,
            Roll::NextWorkday => 1,
            Roll::PreviousWorkday => -1,
        };
        while !self.works(day) {
            day = day.checked_add_days(step).unwrap();
        }
        day
    }

    fn open(&self, at: Instant) -> bool {
        let hours = self.0.hours.iter().rev().find(|h| h.from <= at.date()).unwrap();
        self.works(at.date()) && hours.open.iter().any(|o| (o.from..o.to).contains(&at.minute_of_day()))
    }

    fn office_minutes(&self, from: Instant, amount: u32, suspensions: &[Suspension]) -> Instant {
        let mut at = from;
        while !self.open(at) {
            at = at.checked_add_millis(60_000).unwrap();
        }
        let mut left = amount;
        while left > 0 {
            let suspended = suspensions.iter().any(|s| at >= s.from && at < s.to);
            if self.open(at) && !suspended {
                left -= 1;
            }
            at = at.checked_add_millis(60_000).unwrap();
        }
        at
    }
}

fn local_calendar() -> Calendar {
    let mut data = Calendar::national().data().clone();
    data.local = vec![
        DayException { date: date("2024-03-04"), kind: ExceptionKind::Holiday, name: "本地".into() },
        DayException { date: date("2024-10-12"), kind: ExceptionKind::Holiday, name: "本地".into() },
        DayException { date: date("2025-03-01"), kind: ExceptionKind::Workday, name: "本地".into() },
    ];
    data.hours = vec![
        OfficeHours {
            from: data.from,
            open: vec![Opening { from: 540, to: 720 }, Opening { from: 810, to: 1050 }],
        },
        OfficeHours {
            from: date("2024-06-02"),
            open: vec![Opening { from: 510, to: 720 }, Opening { from: 870, to: 1050 }],
        },
        OfficeHours { from: date("2024-09-01"), open: vec![Opening { from: 540, to: 1020 }] },
    ];
    Calendar::new(data).unwrap()
}

prop_compose! {
    fn any_instant()(days in 19_000_i32..20_300, minute in 0_i64..1440) -> Instant {
        Instant::start_of(Date::from_days(days).unwrap()).checked_add_millis(minute * 60_000).unwrap()
    }
}

prop_compose! {
    fn any_suspension()(from in any_instant(), days in 0_i64..40, minutes in 0_i64..1440) -> Suspension {
        Suspension { from, to: from.checked_add_millis((days * 1440 + minutes) * 60_000).unwrap() }
    }
}

fn any_suspensions() -> impl Strategy<Value = Vec<Suspension>> {
    prop::collection::vec(any_suspension(), 0..4)
}

proptest! {
    #[test]
    fn days_agree_with_the_walker(
        at in any_instant(), amount in 0_u32..80, extension in 0_u32..20, suspensions in any_suspensions(),
        working: bool, roll in prop_oneof![Just(Roll::None), Just(Roll::NextWorkday), Just(Roll::PreviousWorkday)],
    ) {
        let calendar = local_calendar();
        let walker = Walker(calendar.data());
        let unit = if working { Unit::Workday } else { Unit::Day };
        let limit = Limit { amount, unit, direction: Direction::Forward, roll, day_end: DayEnd::Midnight };
        // A count of nothing is not suspended: the twin and the tables agree on that convention.
        let suspensions = if amount + extension == 0 { vec![] } else { suspensions };
        let due = calendar.due(&limit, Anchor::At(at), extension, &suspensions, Mode::Provisional).unwrap();
        let last = walker.roll(walker.last_day(&limit, at.date(), amount + extension, &suspensions), roll);
        prop_assert_eq!(due.last_day, last);
        prop_assert_eq!(due.deadline_at, Instant::start_of(last.checked_add_days(1).unwrap()));
    }

    #[test]
    fn backward_counts_agree_with_the_walker(at in any_instant(), amount in 0_u32..60, working: bool) {
        let calendar = local_calendar();
        let unit = if working { Unit::Workday } else { Unit::Day };
        let limit = Limit { direction: Direction::Backward, roll: Roll::None, ..Limit::new(amount, unit) };
        let due = calendar.due(&limit, Anchor::At(at), 0, &[], Mode::Provisional).unwrap();
        prop_assert_eq!(due.last_day, Walker(calendar.data()).last_day(&limit, at.date(), amount, &[]));
    }

    #[test]
    fn office_minutes_agree_with_the_walker(at in any_instant(), amount in 1_u32..3_000, suspensions in prop::collection::vec(any_suspension(), 0..2)) {
        let calendar = local_calendar();
        let limit = Limit::new(amount, Unit::OfficeMinute);
        let due = calendar.due(&limit, Anchor::At(at), 0, &suspensions, Mode::Provisional).unwrap();
        prop_assert_eq!(due.deadline_at, Walker(calendar.data()).office_minutes(at, amount, &suspensions));
    }

    #[test]
    fn later_events_and_more_time_never_end_earlier(
        a in any_instant(), b in any_instant(), amount in 1_u32..60, more in 0_u32..20, suspensions in any_suspensions(), extra in any_suspension(),
        unit in prop_oneof![Just(Unit::Workday), Just(Unit::Day), Just(Unit::Hour), Just(Unit::OfficeMinute), Just(Unit::Month)],
    ) {
        let calendar = local_calendar();
        let due = |at, extension, s: &[Suspension]| calendar.due(&Limit::new(amount, unit), Anchor::At(at), extension, s, Mode::Provisional).unwrap().deadline_at;
        let (first, second) = (a.min(b), a.max(b));
        if unit != Unit::Month {
            prop_assert!(due(first, 0, &suspensions) <= due(second, 0, &suspensions));
        }
        prop_assert!(due(first, 0, &suspensions) <= due(first, more, &suspensions));
        let mut with_extra = suspensions.clone();
        with_extra.push(extra);
        prop_assert!(due(first, 0, &suspensions) <= due(first, 0, &with_extra));
    }

    #[test]
    fn what_is_left_when_it_is_left(at in any_instant(), amount in 1_u32..40, left in 1_u32..40, suspensions in any_suspensions()) {
        let calendar = local_calendar();
        prop_assume!(left <= amount);
        let due = calendar.due(&Limit::new(amount, Unit::Workday), Anchor::At(at), 0, &suspensions, Mode::Provisional).unwrap();
        let when = calendar.when_left(&due, left, Unit::Workday, &suspensions).unwrap();
        let walker = Walker(calendar.data());
        let mut day = when.date();
        let mut counted = 0;
        while day <= due.last_day {
            counted += u32::from(walker.works(day) && !Walker::removed(day, &suspensions));
            day = day.checked_add_days(1).unwrap();
        }
        prop_assert_eq!(counted, left);
        prop_assert!(walker.works(when.date()) && !Walker::removed(when.date(), &suspensions));
    }

    #[test]
    fn beyond_the_coverage_weekdays_are_assumed_and_said(days in -20_000_i32..80_000, amount in 1_u32..500) {
        let calendar = Calendar::national();
        let event = Date::from_days(days).unwrap();
        let limit = Limit::new(amount, Unit::Workday);
        let Ok(due) = calendar.due(&limit, Anchor::On(event), 0, &[], Mode::Provisional) else { return Ok(()) };
        prop_assert_eq!(due.last_day, Walker(calendar.data()).last_day(&limit, event, amount, &[]));
        let inside = calendar.covers(event.checked_add_days(1).unwrap()) && calendar.covers(due.last_day);
        prop_assert_eq!(due.provisional, !inside);
        let strict = calendar.due(&limit, Anchor::On(event), 0, &[], Mode::Strict);
        prop_assert_eq!(strict.is_ok(), inside);
    }

    #[test]
    fn hours_are_sixty_minutes_each(at in any_instant(), amount in 0_u32..500) {
        let due = Calendar::national().due(&Limit::new(amount, Unit::Hour), Anchor::At(at), 0, &[], Mode::Strict).unwrap();
        prop_assert_eq!(due.deadline_at.millis_since(at), i64::from(amount) * 3_600_000);
    }
}

#[test]
fn a_filing_after_hours_counts_from_the_next_working_day() {
    let calendar = Calendar::national();
    let day = |text: &str| {
        calendar.event_date(instant(text), ReceivedRule::NextWorkdayIfClosed, Mode::Strict).unwrap().0
    };
    assert_eq!(day("2024-09-30T17:29:59+08:00"), date("2024-09-30"));
    assert_eq!(day("2024-09-30T17:30:00+08:00"), date("2024-10-08"));
    assert_eq!(day("2024-09-30T08:00:00+08:00"), date("2024-09-30"));
    assert_eq!(day("2024-09-29T12:30:00+08:00"), date("2024-09-29"), "a make-up Sunday is a working day");
}

#[test]
fn limits_end_at_the_greatest_amount() {
    let calendar = Calendar::national();
    let from = Anchor::On(date("2024-01-02"));
    let due =
        |amount, extension| calendar.due(&Limit::new(amount, Unit::Hour), from, extension, &[], Mode::Strict);
    assert!(due(MAX_AMOUNT, 0).is_ok());
    assert_eq!(due(MAX_AMOUNT, 1), Err(CalendarError::TooLarge(u64::from(MAX_AMOUNT) + 1)));
    let years = calendar.due(&Limit::new(MAX_AMOUNT, Unit::Year), from, 0, &[], Mode::Provisional);
    assert_eq!(years, Err(CalendarError::OutOfRange));
    let days = calendar.due(&Limit::new(MAX_AMOUNT, Unit::Workday), from, 0, &[], Mode::Provisional);
    assert_eq!(days, Err(CalendarError::OutOfRange));
}

#[test]
fn an_inconsistent_artefact_is_refused() {
    let good = Calendar::national().data().clone();
    let with = |change: fn(&mut CalendarData)| {
        let mut data = good.clone();
        change(&mut data);
        Calendar::new(data).unwrap_err()
    };
    assert!(matches!(
        with(|d| d.to = d.from.checked_add_days(-1).unwrap()),
        CalendarDataError::Coverage { .. }
    ));
    assert!(matches!(with(|d| d.national.swap(0, 1)), CalendarDataError::Order(_)));
    assert!(matches!(with(|d| d.national.insert(0, d.national[0].clone())), CalendarDataError::Order(_)));
    assert!(matches!(with(|d| d.national[0].kind = ExceptionKind::Workday), CalendarDataError::Idle(_)));
    assert!(matches!(with(|d| d.hours.clear()), CalendarDataError::Hours(_)));
    assert!(matches!(with(|d| d.hours[0].open.reverse()), CalendarDataError::Hours(_)));
    assert!(matches!(with(|d| d.hours[0].open[1].to = 1441), CalendarDataError::Hours(_)));
    assert!(matches!(with(|d| d.hours[0].open.clear()), CalendarDataError::Hours(_)));
}
