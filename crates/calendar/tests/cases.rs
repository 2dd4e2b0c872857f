//! The dated cases with their expected answers, and the figures of the national calendar.

use shouwen_calendar::cases::{CaseError, HEADER, agrees, read_cases, run};
use shouwen_calendar::{Calendar, CalendarData};
use shouwen_canon::Date;

const CASES: &str = include_str!("data/deadline-cases.csv");

#[test]
fn every_dated_case_has_the_expected_answer() {
    let cases = read_cases(CASES).unwrap();
    assert_eq!(cases.len(), 30);
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, run(case, Calendar::national())))
        .filter(|(case, answer)| !agrees(case, answer))
        .map(|(case, answer)| format!("{}: {answer:?}, expected {:?}", case.id, case.expected))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_answer_is_noticed() {
    let mut case = read_cases(CASES).unwrap().remove(0);
    let answer = run(&case, Calendar::national());
    assert!(agrees(&case, &answer));
    case.expected = case.expected.map(|(day, at)| (day.checked_add_days(1).unwrap(), at));
    assert!(!agrees(&case, &answer));
    case.expected = None;
    assert!(!agrees(&case, &answer));
}

#[test]
fn a_faulty_file_is_refused_with_its_line() {
    let at = |text: &str| read_cases(text).unwrap_err().line;
    assert_eq!(at(""), 1);
    assert_eq!(at("# only a comment\nid,x\n"), 2);
    let row = "D1,c,2024-02-07T10:20:00+08:00,as_recorded,5,workday,forward,,0,none,midnight,2024-02-20,2024-02-21T00:00:00+08:00,x";
    assert!(read_cases(&format!("\u{feff}{HEADER}\r\n{row}\r\n")).is_ok());
    for broken in [
        row.replace(",5,", ",five,"),
        row.replace("workday", "weekday"),
        row.replace(",x", ",\"x"),
        row.replace("c,", "c\"d\","),
        row.replace(",x", ",\"x\"y"),
        format!("{row},y"),
        row.replace("forward,,", "forward,2024-01-01T00:00:00+08:00,"),
        row.replace("2024-02-20", "2024-02-30"),
    ] {
        let CaseError { line, what } = read_cases(&format!("{HEADER}\n{row}\n{broken}\n")).unwrap_err();
        assert_eq!(line, 3, "{broken}: {what}");
    }
}

#[test]
fn the_working_days_of_each_year_are_the_published_ones() {
    let expected =
        [249, 251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248];
    let calendar = Calendar::national();
    for (year, days) in (2007..).zip(expected) {
        let before = Date::from_ymd(year - 1, 12, 31).unwrap();
        let last = Date::from_ymd(year, 12, 31).unwrap();
        assert_eq!(calendar.workdays_between(before, last), days, "{year}");
    }
}

#[test]
fn the_artefact_reads_back_to_the_same_hash() {
    let calendar = Calendar::national();
    let bytes = shouwen_canon::to_bytes(calendar.data()).unwrap();
    let data: CalendarData = shouwen_canon::from_bytes(&bytes).unwrap();
    assert_eq!(Calendar::new(data.clone()).unwrap().hash(), calendar.hash());
    let mut other = data;
    other.national.pop();
    assert_ne!(Calendar::new(other).unwrap().hash(), calendar.hash());
}
