//! Arithmetic of values: exact, with whole units; what is rounded says how. `None` where two values do not go
//! together or the result lies outside what can be kept.

use super::{DECIMAL_SCALE, MONEY_SCALE, Value, YearMonth};
use shouwen_calendar::Unit;
use shouwen_canon::{Date, Decimal, MAX_SAFE_INTEGER};

/// A date so many days, months or years later. Without a corresponding day in the month it is the month's last
/// (Civil Code art. 202).
///
/// ```
/// use shouwen_calendar::Unit;
/// use shouwen_model::value::later;
/// let leap = "2024-02-29".parse().unwrap();
/// assert_eq!(later(leap, 1, Unit::Year).map(|d| d.to_string()), Some("2025-02-28".to_owned()));
/// assert_eq!(later(leap, 1, Unit::Workday), None, "working days need a calendar");
/// ```
#[must_use]
pub fn later(date: Date, n: i64, unit: Unit) -> Option<Date> {
    let months = match unit {
        Unit::Day => return date.checked_add_days(i32::try_from(n).ok()?),
        Unit::Month => n,
        Unit::Year => n.checked_mul(12)?,
        Unit::Workday | Unit::Hour | Unit::OfficeMinute => return None,
    };
    let (year, month, _) = YearMonth::of(date).plus(months)?.first_day().ymd();
    let (_, _, day) = date.ymd();
    (1..=day).rev().find_map(|day| Date::from_ymd(year, month, day))
}

/// Half away from zero.
fn rounded(n: i128, by: i128) -> Option<i128> {
    let half = by.checked_abs()?.checked_div(2)?;
    let sign = n.signum().checked_mul(by.signum())?;
    let whole = n.checked_abs()?.checked_add(half)?.checked_div(by.checked_abs()?)?;
    whole.checked_mul(sign)
}

fn power(scale: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(scale))
}

fn integer(v: i128) -> Option<Value> {
    let v = i64::try_from(v).ok()?;
    (v.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs()).then_some(Value::Integer { v })
}

impl Value {
    /// 加.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        self.added(other, 1)
    }

    /// 减.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Date { v: a }, Self::Date { v: b }) => {
                let v = i64::from(a.days()).checked_sub(i64::from(b.days()))?;
                Some(Self::Period { v, unit: Unit::Day })
            }
            (Self::Month { v: a }, Self::Month { v: b }) => {
                Some(Self::Period { v: a.index().checked_sub(b.index())?, unit: Unit::Month })
            }
            _ => self.added(other, -1),
        }
    }

    fn added(&self, other: &Self, sign: i64) -> Option<Self> {
        let sum = |a: &Decimal, b: &Decimal| {
            let units = a.units().checked_add(b.units().checked_mul(i128::from(sign))?)?;
            Decimal::new(units, a.scale())
        };
        Some(match (self, other) {
            (Self::Money { v: a }, Self::Money { v: b }) => Self::Money { v: sum(a, b)? },
            (Self::Decimal { v: a }, Self::Decimal { v: b }) => Self::Decimal { v: sum(a, b)? },
            (Self::Integer { v: a }, Self::Integer { v: b }) => {
                integer(i128::from(*a).checked_add(i128::from(b.checked_mul(sign)?))?)?
            }
            (Self::Period { v: a, unit }, Self::Period { v: b, unit: of }) if unit == of => {
                Self::Period { v: a.checked_add(b.checked_mul(sign)?)?, unit: *unit }
            }
            (Self::Date { v }, Self::Period { v: n, unit }) => {
                Self::Date { v: later(*v, n.checked_mul(sign)?, *unit)? }
            }
            (Self::Month { v }, Self::Period { v: n, unit: Unit::Month }) => {
                Self::Month { v: v.plus(n.checked_mul(sign)?)? }
            }
            (Self::Month { v }, Self::Period { v: n, unit: Unit::Year }) => {
                Self::Month { v: v.plus(n.checked_mul(sign)?.checked_mul(12)?)? }
            }
            _ => return None,
        })
    }

    /// A factor: its units, and what they are divided by.
    fn factor(&self) -> Option<(i128, i128)> {
        match self {
            Self::Integer { v } | Self::Period { v, .. } => Some((i128::from(*v), 1)),
            Self::Decimal { v } => Some((v.units(), power(v.scale())?)),
            _ => None,
        }
    }

    /// 乘: money and decimals are rounded half away from zero at their last digit.
    #[must_use]
    pub fn times(&self, other: &Self) -> Option<Self> {
        let (n, by) = other.factor()?;
        self.scaled(n, by)
    }

    /// 除以 a number; `None` for zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        let (n, by) = other.factor().filter(|(n, _)| *n != 0)?;
        self.scaled(by, n)
    }

    fn scaled(&self, n: i128, by: i128) -> Option<Self> {
        let decimal = |v: &Decimal, scale| Decimal::new(rounded(v.units().checked_mul(n)?, by)?, scale);
        let whole = |v: i64| i128::from(v).checked_mul(n)?.checked_div(by);
        Some(match self {
            Self::Money { v } => Self::Money { v: decimal(v, MONEY_SCALE)? },
            Self::Decimal { v } => Self::Decimal { v: decimal(v, DECIMAL_SCALE)? },
            Self::Integer { v } => integer(whole(*v)?)?,
            Self::Period { v, unit } => Self::Period { v: i64::try_from(whole(*v)?).ok()?, unit: *unit },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Value {
        Value::Money { v: text.parse().unwrap() }
    }

    fn decimal(text: &str) -> Value {
        Value::Decimal { v: text.parse().unwrap() }
    }

    fn date(text: &str) -> Value {
        Value::Date { v: text.parse().unwrap() }
    }

    const fn of(v: i64, unit: Unit) -> Value {
        Value::Period { v, unit }
    }

    #[test]
    fn money_is_exact_and_rounded_at_the_cent() {
        assert_eq!(money("0.10").plus(&money("0.20")), Some(money("0.30")));
        assert_eq!(money("0.05").times(&decimal("0.5000")), Some(money("0.03")));
        assert_eq!(money("-0.05").times(&decimal("0.5000")), Some(money("-0.03")));
        assert_eq!(money("10.00").over(&Value::Integer { v: 3 }), Some(money("3.33")));
        assert_eq!(money("20.00").over(&Value::Integer { v: -3 }), Some(money("-6.67")));
        assert_eq!(money("1.00").over(&Value::Integer { v: 0 }), None);
        assert_eq!(money("100.00").times(&of(24, Unit::Month)), Some(money("2400.00")));
    }

    #[test]
    fn whole_numbers_and_periods_drop_the_rest() {
        assert_eq!(Value::Integer { v: 7 }.over(&Value::Integer { v: 2 }), Some(Value::Integer { v: 3 }));
        assert_eq!(of(-7, Unit::Month).over(&Value::Integer { v: 2 }), Some(of(-3, Unit::Month)));
        let most = Value::Integer { v: MAX_SAFE_INTEGER };
        assert_eq!(most.plus(&Value::Integer { v: 0 }), Some(most.clone()));
        assert_eq!(most.plus(&Value::Integer { v: 1 }), None);
    }

    #[test]
    fn units_do_not_mix() {
        assert_eq!(of(1, Unit::Year).plus(&of(1, Unit::Month)), None);
        assert_eq!(of(1, Unit::Day).plus(&of(1, Unit::Workday)), None);
        assert_eq!(date("2024-01-31").plus(&of(1, Unit::Workday)), None);
        assert_eq!(money("1.00").plus(&Value::Integer { v: 1 }), None);
    }

    #[test]
    fn dates_keep_to_the_end_of_the_month() {
        assert_eq!(date("2024-01-31").plus(&of(1, Unit::Month)), Some(date("2024-02-29")));
        assert_eq!(date("2024-02-29").minus(&of(1, Unit::Year)), Some(date("2023-02-28")));
        assert_eq!(date("2024-03-01").minus(&date("2024-02-01")), Some(of(29, Unit::Day)));
        assert_eq!(date("2200-12-31").plus(&of(1, Unit::Day)), None);
        let march = Value::Month { v: "2024-03".parse().unwrap() };
        assert_eq!(march.plus(&of(1, Unit::Year)), Some(Value::Month { v: "2025-03".parse().unwrap() }));
    }
}
