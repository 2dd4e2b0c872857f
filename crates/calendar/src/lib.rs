//! Working days, office hours and limits of Chinese administrative law: pure date arithmetic.
//!
//! A [`Calendar`] is built from a [`CalendarData`] artefact, whose hash cases pin, and answers by table look-up: a due
//! date costs the same whether it is two or two hundred working days away. Nothing here knows a case, a clock that
//! runs, or today.
//!
//! The counting rules are those of the Civil Code art. 200–204 and the Administrative Licensing Law art. 82, with the
//! conventions that `ARCHITECTURE.md` lists; every one of them has rows in `tests/data/deadline-cases.csv`.
//!
//! ```
//! use shouwen_calendar::{Anchor, Calendar, Limit, Mode, Unit};
//! // Five working days for the one-time notice (行政许可法第三十二条), across Spring Festival 2024.
//! let received = "2024-02-07T10:20:00+08:00".parse()?;
//! let due = Calendar::national().due(&Limit::new(5, Unit::Workday), Anchor::At(received), 0, &[], Mode::Strict)?;
//! assert_eq!(due.last_day.to_string(), "2024-02-20");
//! assert_eq!(due.deadline_at.to_string(), "2024-02-21T00:00:00.000+08:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "tests fail loudly"
    )
)]

pub mod cases;
mod data;
mod due;
mod left;
mod limit;
mod office;
mod show;
mod table;

pub use data::{
    CalendarData, CalendarDataError, DayException, ExceptionKind, MAX_COVERED_DAYS, MAX_EXCEPTIONS,
    MAX_REGIMES, OfficeHours, Opening,
};
pub use due::{CalendarError, Due, Mode, Suspension};
pub use left::Progress;
pub use limit::{Anchor, DayEnd, Direction, Limit, MAX_AMOUNT, ReceivedRule, Roll, Unit};
pub use show::{Count, CountedDay, DayKind, MAX_SHOWN_DAYS};
pub use table::Calendar;
