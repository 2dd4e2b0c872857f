//! Numerals as officials write them: 三十, 二百万, 200, ２００, 1,000.50, 十五.
//!
//! A numeral is exact: units over a power of ten. Chinese and Arabic digits may be mixed only as 200万, that is, an
//! Arabic number followed by 万 or 亿.

/// The most characters of one numeral.
pub const MAX_CHARS: usize = 40;

/// An exact number: `units` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number without its point.
    pub units: i128,
    /// Decimal places.
    pub scale: u8,
}

impl Number {
    /// The whole number, if it is one.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        let factor = 10_i128.checked_pow(u32::from(self.scale))?;
        if self.units.checked_rem(factor)? == 0 { self.units.checked_div(factor) } else { None }
    }
}

/// Whether a character may stand in a Chinese numeral.
#[must_use]
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

fn han_digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads a numeral; `None` if the text is none, or longer than [`MAX_CHARS`].
///
/// ```
/// use shouwen_grammar::numeral::read;
/// for text in ["二百万", "200万", "２００万", "2000000", "2,000,000"] {
///     assert_eq!(read(text).and_then(|n| n.whole()), Some(2_000_000), "{text}");
/// }
/// assert_eq!(read("百分之三"), None);
/// ```
#[must_use]
pub fn read(text: &str) -> Option<Number> {
    if text.is_empty() || text.chars().count() > MAX_CHARS {
        return None;
    }
    let first = text.chars().next()?;
    if is_han_numeral(first) {
        return read_han(text).map(|units| Number { units, scale: 0 });
    }
    let text: String = text.chars().map(half_width).collect();
    let tail: String = text.chars().rev().take_while(|c| matches!(c, '万' | '亿')).collect();
    let digits = text.strip_suffix(&tail.chars().rev().collect::<String>())?;
    let mut number = read_arabic(digits)?;
    let mut seen = String::new();
    for unit in tail.chars() {
        // Read from the right: 万亿 is lawful, 亿万 and 万万 are not.
        if seen.contains(unit) || (unit == '亿' && seen.contains('万')) {
            return None;
        }
        seen.push(unit);
        let factor = if unit == '万' { 10_000 } else { 100_000_000 };
        number.units = number.units.checked_mul(factor)?;
    }
    Some(number)
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => u32::from(c).checked_sub(0xff10).and_then(|d| char::from_digit(d, 10)).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        _ => c,
    }
}

fn read_arabic(text: &str) -> Option<Number> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if text.contains('.') && fraction.is_empty() {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|g| g.len() <= 3) && groups.iter().skip(1).all(|g| g.len() == 3));
    if !grouped || !groups.iter().all(|g| digits(g)) || !(fraction.is_empty() || digits(fraction)) {
        return None;
    }
    let units = format!("{}{fraction}", groups.concat()).parse().ok()?;
    Some(Number { units, scale: u8::try_from(fraction.len()).ok()? })
}

fn read_han(text: &str) -> Option<i128> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > 1 && chars.iter().all(|c| han_digit(*c).is_some()) {
        // 二〇二六: digit by digit.
        return chars.iter().try_fold(0_i128, |sum, c| sum.checked_mul(10)?.checked_add(han_digit(*c)?));
    }
    let (mut total, mut section, mut digit) = (0_i128, 0_i128, None::<i128>);
    let (mut last_unit, mut last_big) = (i128::MAX, i128::MAX);
    for c in chars {
        if let Some(d) = han_digit(c) {
            match digit {
                // 零 only fills a place: 一百零五.
                None | Some(0) if d != 0 || digit.is_none() => digit = Some(d),
                _ => return None,
            }
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        };
        if unit < 10_000 {
            // 十 may stand alone at the beginning: 十五.
            let count = match digit.take() {
                None if unit == 10 && section == 0 && total == 0 => 1,
                Some(d) if d != 0 => d,
                _ => return None,
            };
            if unit >= last_unit {
                return None;
            }
            last_unit = unit;
            section = section.checked_add(count.checked_mul(unit)?)?;
        } else {
            let sum = section.checked_add(digit.take().unwrap_or(0))?;
            // 万 then 亿 multiplies what came before: 一万亿.
            if unit > last_big {
                total = total.checked_add(sum)?.checked_mul(unit)?;
            } else {
                total = total.checked_add(sum.checked_mul(unit)?)?;
            }
            if unit == last_big || total == 0 {
                return None;
            }
            (section, last_unit, last_big) = (0, i128::MAX, unit);
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

/// Writes a whole number in Chinese: 20 is 二十, 15 is 十五. Two before a counted unit (两个工作日) is the caller's.
///
/// ```
/// use shouwen_grammar::numeral::han;
/// assert_eq!(han(2_000_000).as_deref(), Some("二百万"));
/// assert_eq!(han(105).as_deref(), Some("一百零五"));
/// ```
#[must_use]
pub fn han(number: u64) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const LIMIT: u64 = 1_000_000_000_000;
    if number >= LIMIT {
        return None;
    }
    if number == 0 {
        return Some("零".to_owned());
    }
    let mut out = String::new();
    for (big, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = number.checked_div(big)?.checked_rem(10_000)?;
        if section == 0 {
            continue;
        }
        let mut gap = !out.is_empty() && section < 1_000;
        for (unit, word) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = section.checked_div(unit)?.checked_rem(10)?;
            if digit == 0 {
                gap = gap || section.checked_div(unit)? > 0;
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push('零');
            }
            // 十五, not 一十五, at the very beginning.
            if !(digit == 1 && unit == 10 && out.is_empty()) {
                out.push(*DIGITS.get(usize::try_from(digit).ok()?)?);
            }
            out.push_str(word);
        }
        out.push_str(name);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numerals_as_they_are_written() {
        for (text, value) in [
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("六十", 60),
            ("一百零五", 105),
            ("三百二十", 320),
            ("二百万", 2_000_000),
            ("一千零一万", 10_010_000),
            ("二亿五千万", 250_000_000),
            ("一万亿", 1_000_000_000_000),
            ("二〇二六", 2026),
            ("0", 0),
            ("３０", 30),
            ("200万", 2_000_000),
            ("1,000", 1_000),
            ("1万亿", 1_000_000_000_000),
            ("零", 0),
        ] {
            assert_eq!(read(text).and_then(Number::whole), Some(value), "{text}");
        }
        assert_eq!(read("12.50"), Some(Number { units: 1_250, scale: 2 }));
        assert_eq!(read("1.5万"), Some(Number { units: 150_000, scale: 1 }));
    }

    #[test]
    fn what_is_no_numeral() {
        for text in [
            "",
            "万",
            "百",
            "十百",
            "二十十",
            "零十",
            "一万万",
            "1亿万",
            "1,00",
            "1.",
            ".5",
            "1.2.3",
            "三5",
            "5三",
            "一次",
            "-1",
            "一百百",
            "二三十",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read(&"9".repeat(MAX_CHARS - 2)).is_some());
        assert_eq!(read(&"9".repeat(MAX_CHARS + 1)), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(number in 0_u64..1_000_000_000_000) {
            let text = han(number).unwrap();
            prop_assert_eq!(read(&text).and_then(Number::whole), Some(i128::from(number)), "{}", text);
            prop_assert_eq!(read(&number.to_string()).and_then(Number::whole), Some(i128::from(number)));
        }

        #[test]
        fn small_numbers_too(number in 0_u64..20_000) {
            prop_assert_eq!(read(&han(number).unwrap()).and_then(Number::whole), Some(i128::from(number)));
        }

        #[test]
        fn no_text_panics(text in "[零〇一二两三九十百千万亿0-9０-９.,，a]{0,12}") {
            let _ = read(&text);
        }
    }
}
