//! Instants: milliseconds since the Unix epoch, always shown in the time of Shanghai (+08:00).
//!
//! China has had one zone without summer time since 1991-09-15; the years before are outside what any case here
//! counts, so the offset is a constant.

use crate::date::{Date, digits};
use crate::text::Ascii;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The offset of Shanghai from UTC, in minutes.
pub const ZONE_MINUTES: i64 = 480;

const MILLIS_A_MINUTE: i64 = 60_000;
const MILLIS_A_DAY: i64 = 86_400_000;
const ZONE_MILLIS: i64 = 28_800_000;

/// A point in time, to the millisecond, within the years of [`Date`].
///
/// ```
/// use shouwen_canon::Instant;
/// let instant: Instant = "2024-09-30T16:30:00Z".parse()?;
/// assert_eq!(instant.to_string(), "2024-10-01T00:30:00.000+08:00");
/// assert_eq!(instant.date().to_string(), "2024-10-01");
/// # Ok::<(), shouwen_canon::ParseInstantError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A text that is no instant.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not an instant of the form 2026-03-02T09:14:00+08:00")]
pub struct ParseInstantError(pub String);

impl Instant {
    /// The instant that many milliseconds after the Unix epoch, if its date is supported.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Self> {
        let days = millis.checked_add(ZONE_MILLIS)?.div_euclid(MILLIS_A_DAY);
        Date::from_days(i32::try_from(days).ok()?).map(|_| Self(millis))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Midnight at the beginning of a date, in Shanghai.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        Self(i64::from(date.days()).saturating_mul(MILLIS_A_DAY).saturating_sub(ZONE_MILLIS))
    }

    /// A date and a time of day in Shanghai; `None` unless 0 ≤ hour ≤ 23 and 0 ≤ minute ≤ 59.
    #[must_use]
    pub fn at(date: Date, hour: u32, minute: u32) -> Option<Self> {
        if hour > 23 || minute > 59 {
            return None;
        }
        let minutes = i64::from(hour).saturating_mul(60).saturating_add(i64::from(minute));
        Some(Self(Self::start_of(date).0.saturating_add(minutes.saturating_mul(MILLIS_A_MINUTE))))
    }

    /// The date in Shanghai.
    #[must_use]
    pub fn date(self) -> Date {
        // Every constructor keeps the date in range; the fallback is never reached.
        i32::try_from(self.local_millis().div_euclid(MILLIS_A_DAY))
            .ok()
            .and_then(Date::from_days)
            .unwrap_or(Date::EPOCH)
    }

    /// Milliseconds since midnight in Shanghai.
    #[must_use]
    pub fn millis_of_day(self) -> i64 {
        self.local_millis().rem_euclid(MILLIS_A_DAY)
    }

    /// Whole minutes since midnight in Shanghai.
    #[must_use]
    pub fn minute_of_day(self) -> u32 {
        u32::try_from(self.millis_of_day().div_euclid(MILLIS_A_MINUTE)).unwrap_or(0)
    }

    /// The instant that much later (earlier, if negative), if its date is supported.
    #[must_use]
    pub fn checked_add_millis(self, millis: i64) -> Option<Self> {
        self.0.checked_add(millis).and_then(Self::from_millis)
    }

    /// Milliseconds from `earlier` to here; negative if it is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads `2026-03-02 09:14`, `2026-03-02T09:14` or with seconds, as local time of Shanghai.
    ///
    /// # Errors
    /// [`ParseInstantError`] if the text is no such date and time.
    pub fn parse_local(text: &str) -> Result<Self, ParseInstantError> {
        let read = || {
            let (date, time) = text.split_once([' ', 'T', 't'])?;
            local(date, time)
        };
        read().ok_or_else(|| ParseInstantError(text.to_owned()))
    }

    fn local_millis(self) -> i64 {
        self.0.saturating_add(ZONE_MILLIS)
    }
}

/// Date and time of day, both as text, in Shanghai.
fn local(date: &str, time: &str) -> Option<Instant> {
    let date: Date = date.parse().ok()?;
    let (hour, rest) = time.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let second = digits(second, 2).filter(|s| *s <= 59)?;
    if fraction.is_empty() || fraction.len() > 3 {
        return None;
    }
    let millis = digits(&format!("{fraction:0<3}"), 3)?;
    let minute = Instant::at(date, digits(hour, 2)?, digits(minute, 2)?)?;
    let extra = i64::from(second).saturating_mul(1_000).saturating_add(i64::from(millis));
    minute.checked_add_millis(extra)
}

/// The offset in milliseconds of `Z`, `+08:00` or `-05:30`.
fn offset(text: &str) -> Option<i64> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1_i64, rest),
        None => (-1_i64, text.strip_prefix('-')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let hours = digits(hours, 2).filter(|h| *h <= 23)?;
    let minutes = digits(minutes, 2).filter(|m| *m <= 59)?;
    let total = i64::from(hours).saturating_mul(60).saturating_add(i64::from(minutes));
    Some(sign.saturating_mul(total).saturating_mul(MILLIS_A_MINUTE))
}

impl FromStr for Instant {
    type Err = ParseInstantError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (date, rest) = text.split_once(['T', 't'])?;
            let zone = rest.find(['Z', 'z', '+', '-'])?;
            let (time, zone) = rest.split_at_checked(zone)?;
            // RFC 3339 always has seconds.
            if time.matches(':').count() != 2 {
                return None;
            }
            let shift = ZONE_MILLIS.saturating_sub(offset(zone)?);
            local(date, time)?.checked_add_millis(shift)
        };
        read().ok_or_else(|| ParseInstantError(text.to_owned()))
    }
}

impl Instant {
    fn text(self) -> Ascii<29> {
        let mut text = Ascii::new();
        let millis = u32::try_from(self.millis_of_day()).unwrap_or(0);
        let second = millis / 1_000;
        self.date().write(&mut text);
        for (before, part) in [(b'T', second / 3_600), (b':', second / 60 % 60), (b':', second % 60)] {
            text.push(before);
            text.two(part);
        }
        text.push(b'.');
        text.push(b'0'.saturating_add(u8::try_from(millis % 1_000 / 100).unwrap_or(0)));
        text.two(millis % 100);
        for byte in *b"+08:00" {
            text.push(byte);
        }
        text
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text().as_str())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::value::parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_offset_is_read_and_shanghai_is_written() {
        for text in [
            "2026-03-02T09:14:00+08:00",
            "2026-03-02T01:14:00Z",
            "2026-03-01T20:14:00.000-05:00",
            "2026-03-02t01:14:00.0z",
        ] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), "2026-03-02T09:14:00.000+08:00");
        }
        assert_eq!(Instant::parse_local("2026-03-02 09:14"), "2026-03-02T09:14:00+08:00".parse());
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-03-02",
            "2026-03-02T09:14+08:00",
            "2026-03-02T24:00:00Z",
            "2026-03-02T09:60:00Z",
            "2026-03-02T09:14:60Z",
            "2026-03-02T09:14:00",
            "2026-03-02T09:14:00.1234Z",
            "2026-03-02T09:14:00.Z",
            "2026-03-02T09:14:00+8:00",
            "1899-12-31T00:00:00Z",
        ] {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_first_and_last_instant() {
        let first = Instant::start_of(Date::from_ymd(crate::MIN_YEAR, 1, 1).unwrap());
        assert_eq!(first.checked_add_millis(-1), None);
        let last = Instant::at(Date::from_ymd(crate::MAX_YEAR, 12, 31).unwrap(), 23, 59).unwrap();
        assert!(last.checked_add_millis(59_999).is_some());
        assert_eq!(last.checked_add_millis(60_000), None);
    }

    proptest! {
        #[test]
        fn text_and_number_are_the_same_instant(millis in -2_208_000_000_000_i64..7_289_000_000_000) {
            let instant = Instant::from_millis(millis).unwrap();
            prop_assert_eq!(instant.to_string().parse(), Ok(instant));
            let theirs = chrono::DateTime::from_timestamp_millis(millis).unwrap()
                .with_timezone(&chrono::FixedOffset::east_opt(8 * 3600).unwrap());
            prop_assert_eq!(instant.to_string(), theirs.to_rfc3339_opts(chrono::SecondsFormat::Millis, false));
        }
    }
}
