//! What is left, what is used up, what is shown, and where the coverage matters, each against a count day by day.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "the twins fail loudly; the lint's exception covers test functions only"
)]

use proptest::prelude::*;
use shouwen_calendar::{
    Anchor, Calendar, CalendarError, Count, DayEnd, Direction, Limit, Mode, Roll, Suspension, Unit,
};
use shouwen_canon::{Date, Instant};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

fn suspension(from: &str, to: &str) -> Suspension {
    Suspension { from: instant(from), to: instant(to) }
}

fn later(day: Date, days: i32) -> Date {
    day.checked_add_days(days).unwrap()
}

fn removed(day: Date, suspensions: &[Suspension]) -> bool {
    suspensions.iter().any(|s| day > s.from.date() && day <= s.to.date())
}

/// The corresponding date, by trying the days of the target month from the wanted one down.
fn months_later(day: Date, months: i32) -> Date {
    let (year, month, wanted) = day.ymd();
    let index = year * 12 + i32::try_from(month).unwrap() - 1 + months;
    let (year, month) = (index.div_euclid(12), u32::try_from(index.rem_euclid(12)).unwrap() + 1);
    (1..=wanted).rev().find_map(|d| Date::from_ymd(year, month, d)).unwrap()
}

prop_compose! {
    fn any_instant()(days in 19_000_i32..20_000, minute in 0_i64..1440) -> Instant {
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

fn any_day_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Workday), Just(Unit::Day), Just(Unit::Month), Just(Unit::Year)]
}

fn any_roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::None), Just(Roll::NextWorkday), Just(Roll::PreviousWorkday)]
}

proptest! {
    #[test]
    fn months_and_years_agree_with_trying(days in 14_000_i32..20_000, amount in 0_i32..60, years: bool, back: bool) {
        let event = Date::from_days(days).unwrap();
        let unit = if years { Unit::Year } else { Unit::Month };
        let direction = if back { Direction::Backward } else { Direction::Forward };
        let limit = Limit { direction, roll: Roll::None, ..Limit::new(amount.unsigned_abs(), unit) };
        let due = Calendar::national().due(&limit, Anchor::On(event), 0, &[], Mode::Provisional).unwrap();
        let months = amount * if years { 12 } else { 1 } * if back { -1 } else { 1 };
        prop_assert_eq!(due.last_day, months_later(event, months));
    }

    #[test]
    fn used_up_and_left_are_counted_day_by_day(
        event in any_instant(), at in any_instant(), amount in 1_u32..60, working: bool, suspensions in any_suspensions(),
    ) {
        let calendar = Calendar::national();
        let unit = if working { Unit::Workday } else { Unit::Day };
        let limit = Limit { roll: Roll::None, ..Limit::new(amount, unit) };
        let due = calendar.due(&limit, Anchor::At(event), 0, &suspensions, Mode::Provisional).unwrap();
        let progress = calendar.progress(&limit, Anchor::At(event), &due, &suspensions, at);
        let mut expected = (0, 0);
        let mut day = later(event.date(), 1);
        while day <= due.last_day {
            if (!working || calendar.is_workday(day)) && !removed(day, &suspensions) {
                if day < at.date() { expected.0 += 1 } else { expected.1 += 1 }
            }
            day = later(day, 1);
        }
        prop_assert_eq!((progress.elapsed, progress.remaining), expected);
        prop_assert_eq!(progress.elapsed + progress.remaining, amount);
    }

    #[test]
    fn a_warning_in_minutes_comes_when_so_much_is_left(
        event in any_instant(), amount in 1_u32..2_000, share in 1_u32..100, hours: bool, suspensions in any_suspensions(),
    ) {
        let calendar = Calendar::national();
        let unit = if hours { Unit::Hour } else { Unit::OfficeMinute };
        let limit = Limit::new(amount, unit);
        let due = calendar.due(&limit, Anchor::At(event), 0, &suspensions, Mode::Provisional).unwrap();
        let left = (amount * share / 100).max(1);
        let at = calendar.when_left(&due, left, unit, &suspensions).unwrap();
        let of = |at| calendar.progress(&limit, Anchor::At(event), &due, &suspensions, at);
        prop_assert_eq!(of(at).remaining, left);
        prop_assert_eq!(of(at).elapsed, amount - left);
        let after = of(at.checked_add_millis(if hours { 3_600_000 } else { 60_000 }).unwrap());
        prop_assert!(after.remaining < left, "it is the latest such instant: {} and {}", at, after.remaining);
    }

    #[test]
    fn what_is_shown_is_what_was_counted(
        days in 14_000_i32..20_000, amount in 0_u32..60, unit in any_day_unit(), roll in any_roll(), back: bool, suspensions in any_suspensions(),
    ) {
        let calendar = Calendar::national();
        let event = Date::from_days(days).unwrap();
        let direction = if back { Direction::Backward } else { Direction::Forward };
        let amount = if unit == Unit::Year { amount % 3 } else { amount };
        let suspensions = if back { vec![] } else { suspensions };
        let limit = Limit { amount, unit, direction, roll, day_end: DayEnd::Midnight };
        let due = calendar.due(&limit, Anchor::On(event), 0, &suspensions, Mode::Provisional).unwrap();
        let shown = calendar.counted_days(&limit, event, 0, &suspensions, Mode::Provisional).unwrap();
        let numbers = shown.iter().filter(|d| matches!(d.count, Count::Number(_))).count();
        if amount > 0 && matches!(unit, Unit::Workday | Unit::Day) {
            prop_assert_eq!(numbers, usize::try_from(amount).unwrap());
        }
        if amount > 0 && roll == Roll::None {
            prop_assert_eq!(shown.last().map(|d| d.date), Some(due.last_day));
        }
        for day in &shown {
            match day.count {
                Count::Event => prop_assert_eq!(day.date, event),
                Count::Suspended => prop_assert!(removed(day.date, &suspensions)),
                Count::Rest => prop_assert!(unit == Unit::Workday && !calendar.is_workday(day.date)),
                Count::Rolled => prop_assert!(roll != Roll::None),
                Count::Number(_) => prop_assert!(!removed(day.date, &suspensions)),
            }
        }
    }

    #[test]
    fn a_clock_that_stands_has_an_end_only_if_it_was_reached(
        event in any_instant(), amount in 1_u32..40, unit in any_day_unit(), since in any_instant(), far in 400_i32..500,
    ) {
        // The twin: a suspension that ends in the far future moves the due date beyond it, or not at all.
        let calendar = Calendar::national();
        let amount = if unit == Unit::Year { 1 } else { amount };
        let limit = Limit { roll: Roll::None, ..Limit::new(amount, unit) };
        let to = Instant::start_of(later(since.date(), far));
        let due = |s: &[Suspension]| calendar.due(&limit, Anchor::At(event), 0, s, Mode::Provisional).unwrap();
        let (without, with) = (due(&[]), due(&[Suspension { from: since, to }]));
        let open = calendar
            .due_suspended_since(&limit, Anchor::At(event), 0, &[], since, Mode::Provisional)
            .unwrap();
        // A suspension that is over before the count begins, or begins after its end, changes nothing.
        if since.date() >= without.last_day {
            prop_assert_eq!(with, without);
            prop_assert_eq!(open, Some(without));
        } else {
            prop_assert_eq!(open, None);
        }
    }
}

#[test]
fn office_minutes_left_skip_the_night_and_the_suspension() {
    let calendar = Calendar::national();
    let due = |suspensions: &[Suspension]| {
        let from = Anchor::At(instant("2024-04-12T16:30:00+08:00"));
        calendar.due(&Limit::new(90, Unit::OfficeMinute), from, 0, suspensions, Mode::Strict).unwrap()
    };
    let left =
        |left: u32, s: &[Suspension]| calendar.when_left(&due(s), left, Unit::OfficeMinute, s).unwrap();
    assert_eq!(due(&[]).deadline_at, instant("2024-04-15T09:30:00+08:00"));
    assert_eq!(left(20, &[]), instant("2024-04-15T09:10:00+08:00"));
    assert_eq!(
        left(30, &[]),
        instant("2024-04-15T09:00:00+08:00"),
        "at the opening, not at the close before"
    );
    assert_eq!(left(40, &[]), instant("2024-04-12T17:20:00+08:00"));
    let monday = [suspension("2024-04-15T09:05:00+08:00", "2024-04-15T10:05:00+08:00")];
    assert_eq!(due(&monday).deadline_at, instant("2024-04-15T10:30:00+08:00"));
    assert_eq!(left(20, &monday), instant("2024-04-15T10:10:00+08:00"));
    assert_eq!(left(28, &monday), instant("2024-04-15T09:02:00+08:00"));
    assert_eq!(left(0, &monday), due(&monday).deadline_at);
}

#[test]
fn one_month_left_begins_the_day_after_the_corresponding_date() {
    let calendar = Calendar::national();
    let limit = Limit { roll: Roll::None, ..Limit::new(3, Unit::Month) };
    let due = calendar.due(&limit, Anchor::On(date("2024-01-15")), 0, &[], Mode::Strict).unwrap();
    assert_eq!(due.last_day, date("2024-04-15"));
    let left = calendar.when_left(&due, 1, Unit::Month, &[]).unwrap();
    assert_eq!(left, Instant::start_of(date("2024-03-16")));
    let all = calendar.when_left(&due, 3, Unit::Month, &[]).unwrap();
    assert_eq!(all, Instant::start_of(date("2024-01-16")), "the whole limit begins the day after the event");
}

#[test]
fn days_reached_by_rolling_have_no_number() {
    let calendar = Calendar::national();
    // Day 15 lies inside National Day and rolls to 2024-10-08.
    let shown =
        calendar.counted_days(&Limit::new(15, Unit::Day), date("2024-09-20"), 0, &[], Mode::Strict).unwrap();
    let of = |day: &str| shown.iter().find(|d| d.date == date(day)).map(|d| d.count);
    assert_eq!(of("2024-09-20"), Some(Count::Event));
    assert_eq!(of("2024-10-05"), Some(Count::Number(15)));
    assert_eq!(of("2024-10-06"), Some(Count::Rolled));
    assert_eq!(shown.last().map(|d| (d.date, d.count)), Some((date("2024-10-08"), Count::Rolled)));
}

#[test]
fn working_days_are_shown_with_the_reason_of_each_gap() {
    let calendar = Calendar::national();
    let hearing = [suspension("2024-02-18T09:00:00+08:00", "2024-02-19T09:00:00+08:00")];
    let shown = calendar
        .counted_days(&Limit::new(4, Unit::Workday), date("2024-02-07"), 0, &hearing, Mode::Strict)
        .unwrap();
    let told: Vec<String> = shown.iter().map(|d| format!("{} {:?} {:?}", d.date, d.kind, d.count)).collect();
    assert_eq!(
        told,
        [
            "2024-02-07 Workday Event",
            "2024-02-08 Workday Number(1)",
            "2024-02-09 Workday Number(2)",
            "2024-02-10 Weekend Rest",
            "2024-02-11 Weekend Rest",
            "2024-02-12 Holiday(\"春节\") Rest",
            "2024-02-13 Holiday(\"春节\") Rest",
            "2024-02-14 Holiday(\"春节\") Rest",
            "2024-02-15 Holiday(\"春节\") Rest",
            "2024-02-16 Holiday(\"春节\") Rest",
            "2024-02-17 Weekend Rest",
            "2024-02-18 MakeUp(\"春节\") Number(3)",
            "2024-02-19 Workday Suspended",
            "2024-02-20 Workday Number(4)",
        ]
    );
}

#[test]
fn only_the_days_that_are_asked_of_must_be_covered() {
    let calendar = Calendar::national();
    let strict = |limit: Limit, event: &str, suspensions: &[Suspension]| {
        calendar.due(&limit, Anchor::On(date(event)), 0, suspensions, Mode::Strict).map(|d| d.last_day)
    };
    let backward = Limit { direction: Direction::Backward, ..Limit::new(1, Unit::Workday) };
    assert_eq!(strict(backward, "2027-01-01", &[]), Ok(date("2026-12-31")));
    assert!(matches!(strict(backward, "2027-01-02", &[]), Err(CalendarError::NotCovered { .. })));
    let five = Limit::new(5, Unit::Workday);
    assert_eq!(strict(five, "2006-12-31", &[]), Ok(date("2007-01-10")));
    let refused = strict(five, "2006-12-30", &[]);
    assert!(matches!(refused, Err(CalendarError::NotCovered { date: d, .. }) if d == date("2006-12-31")));
    // What a removed date is does not matter.
    let before = [suspension("2006-12-01T09:00:00+08:00", "2006-12-31T09:00:00+08:00")];
    assert_eq!(strict(five, "2006-12-01", &before), Ok(date("2007-01-10")));
}
