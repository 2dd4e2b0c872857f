//! Readers of human text: source files and what they say, numerals, dates, decimals, the files of dated cases and of holidays.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen_calendar::{Calendar, CalendarData, cases};
use shouwen_canon::{Date, Decimal, Instant};
use shouwen_grammar::{keywords, numeral};
use shouwen_syntax::{FileId, Language, Source, fmt, fmt_to, parse};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = Source::from_bytes(FileId(0), "fuzz.proc", bytes) {
        for offset in [0, 1, u32::try_from(bytes.len()).unwrap() / 2, u32::MAX] {
            let _ = source.position(offset);
        }
        for diagnostic in parse(&source).diagnostics.sorted() {
            let words = source.text().get(diagnostic.span.range());
            assert!(words.is_some(), "{diagnostic:?} stands outside the text");
        }
        if let Ok(text) = fmt(&source) {
            let written = Source::new(FileId(0), "fuzz.proc", &text).unwrap();
            assert_eq!(fmt(&written).as_ref(), Ok(&text));
            for language in [Language::Chinese, Language::English] {
                let _ = fmt_to(&source, Some(language)).unwrap();
            }
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = numeral::read(text);
    let _ = keywords::longest_prefix(text, keywords::Tongue::Chinese);
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string(), text);
    }
    if let Ok(decimal) = text.parse::<Decimal>() {
        assert_eq!(decimal.to_string(), text);
    }
    if let Ok(instant) = text.parse::<Instant>() {
        assert_eq!(instant.to_string().parse(), Ok(instant));
    }
    for case in cases::read_cases(text).unwrap_or_default() {
        let _ = cases::run(&case, Calendar::national());
    }
    let year = |y| Date::from_ymd(y, 1, 1).unwrap();
    if let Ok(data) = CalendarData::from_csv(text, year(2020), year(2027)) {
        let _ = Calendar::new(data);
    }
});
