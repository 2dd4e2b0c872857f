//! How ends of limits are written: nothing that follows from something else. Nearly every limit ends with a day and
//! nearly every warning comes at the beginning of one, so the instant is written only where it is another.

use crate::case::LimitState;
use crate::command::LimitWord;
use crate::effect::DueAt;
use serde::{Deserialize, Serialize};
use shouwen_canon::{Date, Instant};

/// The first instant after a day.
fn end_of(day: Date) -> Option<Instant> {
    day.checked_add_days(1).map(Instant::start_of)
}

/// An instant; the beginning of a day is written as its date.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Moment {
    Day(Date),
    At(Instant),
}

impl From<Instant> for Moment {
    fn from(at: Instant) -> Self {
        if at.millis_of_day() == 0 { Self::Day(at.date()) } else { Self::At(at) }
    }
}

impl From<Moment> for Instant {
    fn from(moment: Moment) -> Self {
        match moment {
            Moment::Day(day) => Self::start_of(day),
            Moment::At(at) => at,
        }
    }
}

/// The end of a limit, in a record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Due {
    /// The first instant that is too late, where it is not 24:00 of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    d: Date,
    l: LimitWord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    w: Vec<Moment>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    x: bool,
}

impl From<DueAt> for Due {
    fn from(due: DueAt) -> Self {
        Self {
            at: (end_of(due.last_day) != Some(due.deadline)).then_some(due.deadline),
            d: due.last_day,
            l: due.limit,
            w: due.warnings.into_iter().map(Moment::from).collect(),
            x: due.provisional,
        }
    }
}

impl From<Due> for DueAt {
    fn from(due: Due) -> Self {
        Self {
            // A day has an end wherever a limit can end with it.
            deadline: due.at.or_else(|| end_of(due.d)).unwrap_or(Instant::start_of(due.d)),
            last_day: due.d,
            limit: due.l,
            provisional: due.x,
            warnings: due.w.into_iter().map(Instant::from).collect(),
        }
    }
}

/// A limit of a clock in a snapshot: its end, and what came of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<Date>,
    l: LimitWord,
    /// How many warnings were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<Moment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    w: Vec<Moment>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    x: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    z: bool,
}

impl From<LimitState> for Limit {
    fn from(state: LimitState) -> Self {
        let due = state.due.map(Due::from);
        let (at, d, w, x) =
            due.map_or((None, None, Vec::new(), false), |due| (due.at, Some(due.d), due.w, due.x));
        Self {
            at,
            d,
            l: state.limit,
            n: (state.warned > 0).then_some(state.warned),
            r: state.repeat.map(Moment::from),
            w,
            x,
            z: state.expired,
        }
    }
}

impl From<Limit> for LimitState {
    fn from(limit: Limit) -> Self {
        let Limit { at, d, l, n, r, w, x, z } = limit;
        Self {
            due: d.map(|d| DueAt::from(Due { at, d, l, w, x })),
            limit: l,
            repeat: r.map(Instant::from),
            warned: n.unwrap_or(0),
            expired: z,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(deadline: &str, warning: &str) -> DueAt {
        DueAt {
            deadline: deadline.parse().unwrap(),
            last_day: "2024-02-20".parse().unwrap(),
            limit: LimitWord::Statutory,
            provisional: false,
            warnings: vec![warning.parse().unwrap()],
        }
    }

    #[test]
    fn ends_of_days_and_other_instants_read_back() {
        let day = due("2024-02-21T00:00:00.000+08:00", "2024-02-19T00:00:00.000+08:00");
        let close = due("2024-02-20T17:30:00.000+08:00", "2024-02-20T10:00:00.000+08:00");
        let text = |due: &DueAt| String::from_utf8(shouwen_canon::to_bytes(due).unwrap()).unwrap();
        assert_eq!(text(&day), r#"{"d":"2024-02-20","l":"statutory","w":["2024-02-19"]}"#);
        assert!(text(&close).starts_with(r#"{"at":"2024-02-20T17:30"#));
        for due in [day, close] {
            let read: DueAt = shouwen_canon::from_bytes(text(&due).as_bytes()).unwrap();
            assert_eq!(read, due);
        }
    }
}
