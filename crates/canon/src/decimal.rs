//! Exact decimals at a declared scale.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The most digits a decimal may have, before and after the point together.
pub const MAX_DIGITS: u32 = 30;

/// An exact decimal: `units` over ten to the power of `scale`. `1.50` and `1.5` are different texts of one amount:
/// equality is of text, [`Decimal::compare`] is of amount.
///
/// ```
/// use shouwen_canon::Decimal;
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.rescale(1).map(|d| d.to_string()).as_deref(), Some("12.5"));
/// assert_eq!(price.rescale(0), None); // never rounds
/// # Ok::<(), shouwen_canon::ParseDecimalError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

/// A text that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a decimal of at most {MAX_DIGITS} digits")]
pub struct ParseDecimalError(pub String);

impl Decimal {
    /// The decimal `units` / 10^`scale`, if it has at most [`MAX_DIGITS`] digits.
    #[must_use]
    pub fn new(units: i128, scale: u8) -> Option<Self> {
        let limit = 10_i128.checked_pow(MAX_DIGITS)?;
        let fits = units > limit.checked_neg()? && units < limit && u32::from(scale) < MAX_DIGITS;
        fits.then_some(Self { units, scale })
    }

    /// The number without its point.
    #[must_use]
    pub const fn units(self) -> i128 {
        self.units
    }

    /// Decimal places.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The same amount at another scale, if it can be written there exactly.
    #[must_use]
    pub fn rescale(self, scale: u8) -> Option<Self> {
        if scale >= self.scale {
            let factor = 10_i128.checked_pow(u32::from(scale.checked_sub(self.scale)?))?;
            return Self::new(self.units.checked_mul(factor)?, scale);
        }
        let factor = 10_i128.checked_pow(u32::from(self.scale.checked_sub(scale)?))?;
        if self.units.checked_rem(factor)? == 0 {
            Self::new(self.units.checked_div(factor)?, scale)
        } else {
            None
        }
    }

    /// Compares amounts, whatever their scales.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        // Whole parts first, then the rests at the finer scale; neither can overflow within MAX_DIGITS.
        let split = |d: Self| {
            let factor = 10_i128.saturating_pow(u32::from(d.scale));
            (d.units.div_euclid(factor), d.units.rem_euclid(factor))
        };
        let (whole, rest) = split(self);
        let (other_whole, other_rest) = split(other);
        let finest = self.scale.max(other.scale);
        let lift = |rest: i128, scale: u8| {
            rest.saturating_mul(10_i128.saturating_pow(u32::from(finest.saturating_sub(scale))))
        };
        whole.cmp(&other_whole).then(lift(rest, self.scale).cmp(&lift(other_rest, other.scale)))
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (sign, digits) = text.strip_prefix('-').map_or((1_i128, text), |rest| (-1, rest));
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
            if whole.is_empty() || (fraction.is_empty() && digits.contains('.')) {
                return None;
            }
            if whole.len() > 1 && whole.starts_with('0') {
                return None;
            }
            if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
                return None;
            }
            if whole.len().checked_add(fraction.len())? > usize::try_from(MAX_DIGITS).ok()? {
                return None;
            }
            let units: i128 = format!("{whole}{fraction}").parse().ok()?;
            if units == 0 && sign < 0 {
                return None;
            }
            Self::new(sign.checked_mul(units)?, u8::try_from(fraction.len()).ok()?)
        };
        read().ok_or_else(|| ParseDecimalError(text.to_owned()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale.saturating_add(1));
        let point = padded.len().saturating_sub(scale);
        let (whole, fraction) = padded.split_at_checked(point).unwrap_or((&padded, ""));
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::value::parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".5", "5.", "01", "1e3", "+1", "-0", "-0.00", "1 000", "１", "1.2.3"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn thirty_digits_and_no_more() {
        assert!("9".repeat(30).parse::<Decimal>().is_ok());
        assert!("9".repeat(31).parse::<Decimal>().is_err());
        assert!(format!("0.{}", "1".repeat(29)).parse::<Decimal>().is_ok());
        assert!(format!("0.{}", "1".repeat(30)).parse::<Decimal>().is_err());
    }

    proptest! {
        #[test]
        fn text_round_trips(units in -10_i128.pow(20)..10_i128.pow(20), scale in 0_u8..9) {
            let decimal = Decimal::new(units, scale).unwrap();
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
        }

        #[test]
        fn order_is_the_order_of_amounts(a in -100_000_i128..100_000, b in -100_000_i128..100_000, s in 0_u8..6, t in 0_u8..6) {
            let (x, y) = (Decimal::new(a, s).unwrap(), Decimal::new(b, t).unwrap());
            let common = (a * 10_i128.pow(6 - u32::from(s))).cmp(&(b * 10_i128.pow(6 - u32::from(t))));
            prop_assert_eq!(x.compare(y), common);
        }

        #[test]
        fn rescaling_keeps_the_amount(a in -100_000_i128..100_000, s in 0_u8..6, t in 0_u8..6) {
            let x = Decimal::new(a, s).unwrap();
            if let Some(y) = x.rescale(t) {
                prop_assert_eq!(x.compare(y), Ordering::Equal);
                prop_assert_eq!(y.scale(), t);
            } else {
                prop_assert!(t < s);
            }
        }
    }
}
