//! `due`: one due date with its counting, or a file of dated cases with expected answers.

use crate::arguments::Listing;
use crate::files;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen_calendar::cases::{agrees, read_cases};
use shouwen_calendar::{
    Anchor, Calendar, CalendarError, Count, CountedDay, DayEnd, DayKind, Direction, Due as Answer, Limit,
    Mode, ReceivedRule, Roll, Suspension, Unit, cases,
};
use shouwen_canon::{Date, Instant};
use shouwen_syntax::numeral;
use std::path::{Path, PathBuf};

/// The most bytes of a file of cases.
const MAX_CASES_BYTES: usize = 16 * 1024 * 1024;

/// The words of units: those that people write, longest first.
const UNITS: &[(&str, Unit)] = &[
    ("个工作日", Unit::Workday),
    ("工作日", Unit::Workday),
    ("个自然日", Unit::Day),
    ("自然日", Unit::Day),
    ("个小时", Unit::Hour),
    ("小时", Unit::Hour),
    ("个办公分钟", Unit::OfficeMinute),
    ("办公分钟", Unit::OfficeMinute),
    ("个月", Unit::Month),
    ("年", Unit::Year),
    ("working days", Unit::Workday),
    ("working day", Unit::Workday),
    ("workdays", Unit::Workday),
    ("workday", Unit::Workday),
    ("calendar days", Unit::Day),
    ("calendar day", Unit::Day),
    ("office minutes", Unit::OfficeMinute),
    ("office minute", Unit::OfficeMinute),
    ("hours", Unit::Hour),
    ("hour", Unit::Hour),
    ("months", Unit::Month),
    ("month", Unit::Month),
    ("years", Unit::Year),
    ("year", Unit::Year),
];

#[derive(Debug, Args)]
pub(crate) struct Due {
    #[arg(
        long,
        value_name = "INSTANT",
        required_unless_present = "cases",
        requires = "limit",
        help = "起算的日期或时刻，如 2026-02-09 或 2026-02-09T10:00:00+08:00 || The date or instant of the event: 2026-02-09 or 2026-02-09T10:00:00+08:00"
    )]
    from: Option<String>,
    #[arg(
        long,
        value_name = "LIMIT",
        help = "期限，如 20个工作日、二十个自然日、48小时、3个月 || The limit: \"20 working days\", \"60 calendar days\", \"48 hours\", \"3 months\""
    )]
    limit: Option<String>,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        help = "延长多少，单位同期限 || Extended by so many units of the limit"
    )]
    extension: u32,
    #[arg(
        long,
        value_name = "FROM/TO",
        help = "不计入的时间，起/止；可多次 || A time that is not counted, from/to; may be repeated"
    )]
    suspend: Vec<String>,
    #[arg(long, help = "倒算：事件之前多少 || Count backward from the event")]
    backward: bool,
    #[arg(
        long,
        value_name = "none|next|previous",
        value_parser = ["none", "next", "previous"],
        hide_possible_values = true,
        help = "末日遇休息日：不变、顺延、提前 || A last day on a day off: stays, goes to the next or the previous working day"
    )]
    roll: Option<String>,
    #[arg(
        long,
        value_name = "midnight|close",
        value_parser = ["midnight", "close"],
        hide_possible_values = true,
        help = "末日至二十四时（默认）或下班时止 || The last day ends at midnight (default) or at the close of business"
    )]
    day_end: Option<String>,
    #[arg(
        long,
        help = "下班后或休息日收到的，按次一工作日收到算 || What comes after hours or on a day off counts as received on the next working day"
    )]
    received_next: bool,
    #[arg(
        long,
        help = "超出已公布日历的，拒绝而不推定 || Refuse what depends on dates beyond the published calendar"
    )]
    strict: bool,
    #[arg(long, help = "逐日列出怎样计算 || Show every day and how it counts")]
    show: bool,
    #[arg(
        long,
        value_name = "FILE.csv",
        conflicts_with_all = ["from", "limit", "suspend"],
        help = "计算一份案例表并与预期比对 || Compute a file of cases and compare with what it expects"
    )]
    cases: Option<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Due) -> Result<Exit, Stop> {
    match &arguments.cases {
        Some(path) => table(session, path, arguments.listing.format),
        None => single(session, arguments),
    }
}

/// Reads a limit as people write it, in either language.
fn limit(text: &str) -> Result<Limit, Stop> {
    let text = text.trim();
    let found =
        UNITS.iter().find_map(|(word, unit)| text.strip_suffix(word).map(|number| (number.trim(), *unit)));
    let Some((number, unit)) = found else {
        if text.ends_with(['日', '天']) || text.ends_with("days") || text.ends_with("day") {
            return Err(Stop::usage(
                format!("「{text}」没有说明是工作日还是自然日"),
                format!("`{text}` does not say whether working days or calendar days are meant"),
            ));
        }
        return Err(Stop::usage(
            format!("「{text}」不是期限，例如：20个工作日、60个自然日、48小时、3个月"),
            format!(
                "`{text}` is no limit; for example: 20 working days, 60 calendar days, 48 hours, 3 months"
            ),
        ));
    };
    let amount = numeral::read(number).and_then(numeral::Number::whole).and_then(|n| u32::try_from(n).ok());
    let amount = amount.ok_or_else(|| {
        Stop::usage(format!("「{number}」不是可用的数"), format!("`{number}` is no usable number"))
    })?;
    Ok(Limit::new(amount, unit))
}

/// Reads a date or an instant; a date is the beginning of its day.
fn moment(text: &str) -> Result<(Instant, bool), Stop> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Ok((Instant::start_of(date), true));
    }
    instant(text).map(|at| (at, false))
}

/// Reads an instant as `run` does: with an offset, or in local time.
pub(crate) fn instant(text: &str) -> Result<Instant, Stop> {
    text.parse().or_else(|_| Instant::parse_local(text)).map_err(|_| {
        Stop::usage(
            format!("「{text}」不是时间，例如：2026-03-02T09:14:00+08:00"),
            format!("`{text}` is no instant; for example: 2026-03-02T09:14:00+08:00"),
        )
    })
}

fn suspension(text: &str) -> Result<Suspension, Stop> {
    let (from, to) = text.split_once('/').ok_or_else(|| {
        Stop::usage(format!("「{text}」应写成 起/止"), format!("`{text}` has to be written as from/to"))
    })?;
    Ok(Suspension { from: moment(from)?.0, to: moment(to)?.0 })
}

fn single(session: &mut Session, arguments: &Due) -> Result<Exit, Stop> {
    let mut limit = limit(arguments.limit.as_deref().unwrap_or_default())?;
    let (from, is_date) = moment(arguments.from.as_deref().unwrap_or_default())?;
    if arguments.backward {
        limit.direction = Direction::Backward;
        limit.roll = Roll::None;
    }
    match arguments.roll.as_deref() {
        Some("none") => limit.roll = Roll::None,
        Some("next") => limit.roll = Roll::NextWorkday,
        Some("previous") => limit.roll = Roll::PreviousWorkday,
        _ => {}
    }
    match arguments.day_end.as_deref() {
        Some("midnight") => limit.day_end = DayEnd::Midnight,
        Some("close") => limit.day_end = DayEnd::OfficeClose,
        _ => {}
    }
    let suspensions = arguments.suspend.iter().map(|s| suspension(s)).collect::<Result<Vec<_>, _>>()?;
    let mode = if arguments.strict { Mode::Strict } else { Mode::Provisional };
    let rule =
        if arguments.received_next { ReceivedRule::NextWorkdayIfClosed } else { ReceivedRule::AsRecorded };
    let calendar = Calendar::national();
    let clock = matches!(limit.unit, Unit::Hour | Unit::OfficeMinute);
    let (date, assumed) = if is_date && !arguments.received_next {
        (from.date(), false)
    } else {
        calendar.event_date(from, rule, mode).map_err(|e| refused(&e))?
    };
    let anchor = if clock && !is_date { Anchor::At(from) } else { Anchor::On(date) };
    let mut due =
        calendar.due(&limit, anchor, arguments.extension, &suspensions, mode).map_err(|e| refused(&e))?;
    due.provisional |= assumed;
    let days = calendar
        .counted_days(&limit, date, arguments.extension, &suspensions, mode)
        .map_err(|e| refused(&e))?;
    match arguments.listing.format {
        Format::Json => print_json(session, &due, &days)?,
        Format::Text => print(session, &limit, &due, if arguments.show { &days } else { &[] })?,
    }
    Ok(Exit::Fine)
}

fn refused(error: &CalendarError) -> Stop {
    let zh = match error {
        CalendarError::NotCovered { date, from, to } => {
            format!("结果取决于 {date}，而已公布的日历只到 {from} 至 {to}")
        }
        CalendarError::TooLarge(amount) => format!("期限 {amount} 太大"),
        CalendarError::OutOfRange => "结果超出可计算的年份".to_owned(),
        CalendarError::Suspension(from) => format!("从 {from} 起的不计入时间，止在起之前"),
        CalendarError::Backward => "这种期限不能倒算".to_owned(),
        _ => "不能计算".to_owned(),
    };
    Stop::new(Exit::Refused, zh, error.to_string())
}

fn print(session: &mut Session, limit: &Limit, due: &Answer, days: &[CountedDay]) -> Result<(), Stop> {
    let weekday = words::weekday(session, due.last_day);
    let (zh, en) = (limit.zh(), limit.to_string());
    let name = session.say(&zh, &en).to_owned();
    for day in days {
        let line = day_line(session, day);
        session.line(line)?;
    }
    if !days.is_empty() {
        session.line("")?;
    }
    let last = session.say("最后一日", "last day");
    let end = session.say("自此时起逾期", "too late from");
    let text = format!("{name}\n{last}  {} {weekday}\n{end}  {}", due.last_day, due.deadline_at);
    session.line(text)?;
    if due.provisional {
        let note = session.say(
            "暂定：用到了尚未公布放假安排的日期",
            "provisional: it rests on dates whose arrangement is not published yet",
        );
        session.line(note)?;
    }
    Ok(())
}

fn day_line(session: &Session, day: &CountedDay) -> String {
    let number = match day.count {
        Count::Number(n) => format!("{n:>4}"),
        _ => "   –".to_owned(),
    };
    let kind = match &day.kind {
        DayKind::Workday => session.say("工作日", "working day").to_owned(),
        DayKind::Weekend => session.say("周末", "weekend").to_owned(),
        DayKind::MakeUp(name) => format!("{} {name}", session.say("调休上班", "worked in exchange")),
        DayKind::Holiday(name) => format!("{} {name}", session.say("放假", "holiday")),
        _ => String::new(),
    };
    let why = match day.count {
        Count::Event => session.say("起算当日不计", "the day of the event does not count"),
        Count::Suspended => session.say("不计入", "not counted: suspended"),
        Count::Rolled => session.say("末日移动", "reached by moving the last day"),
        _ => "",
    };
    let assumed = if day.assumed { session.say("（推定）", " (assumed)") } else { "" };
    let weekday = words::weekday(session, day.date);
    format!("{number}  {} {weekday}  {kind}{assumed}  {why}", day.date).trim_end().to_owned()
}

fn print_json(session: &mut Session, due: &Answer, days: &[CountedDay]) -> Result<(), Stop> {
    let days: Vec<_> = days
        .iter()
        .map(|day| {
            let (number, count) = match day.count {
                Count::Number(n) => (Some(n), "counted"),
                Count::Event => (None, "event"),
                Count::Rest => (None, "rest"),
                Count::Suspended => (None, "suspended"),
                Count::Rolled => (None, "rolled"),
            };
            let (kind, name) = match &day.kind {
                DayKind::MakeUp(name) => ("make_up", Some(name.as_str())),
                DayKind::Weekend => ("weekend", None),
                DayKind::Holiday(name) => ("holiday", Some(name.as_str())),
                _ => ("workday", None),
            };
            json!({
                "date": day.date.to_string(), "kind": kind, "name": name, "count": count, "number": number,
                "assumed": day.assumed,
            })
        })
        .collect();
    session.json(&json!({
        "last_day": due.last_day.to_string(),
        "deadline_at": due.deadline_at.to_string(),
        "provisional": due.provisional,
        "days": days,
    }))
}

fn table(session: &mut Session, path: &Path, format: Format) -> Result<Exit, Stop> {
    let text = files::text(path, MAX_CASES_BYTES)?;
    let name = files::name(path);
    let rows = read_cases(&text).map_err(|error| {
        let line = error.line;
        Stop::new(
            Exit::Unreadable,
            format!("{name}：第 {line} 行读不懂：{}", error.what),
            format!("{name}: {error}"),
        )
    })?;
    let calendar = Calendar::national();
    let mut failed = 0_usize;
    let mut listed = Vec::new();
    for row in &rows {
        let answer = cases::run(row, calendar);
        let ok = agrees(row, &answer);
        failed = failed.saturating_add(usize::from(!ok));
        let (day, at) = match &answer {
            Ok(due) => (due.last_day.to_string(), due.deadline_at.to_string()),
            Err(CalendarError::NotCovered { .. }) => {
                (cases::NOT_COVERED.to_owned(), cases::NOT_COVERED.to_owned())
            }
            Err(error) => (error.to_string(), error.to_string()),
        };
        match format {
            Format::Json => listed.push(json!({
                "case_id": row.id, "last_day": day, "deadline_at": at, "ok": ok,
            })),
            Format::Text => {
                let mark = if ok { "ok" } else { "DIFFERS" };
                let id = words::visible(&row.id);
                session.line(format_args!("{mark}  {id}  {day}  {at}"))?;
            }
        }
    }
    if format == Format::Json {
        session.json(&json!({ "cases": listed, "failed": failed }))?;
    }
    let all = rows.len();
    session.talk(
        &format!("{all} 个期限，{failed} 个与预期不同"),
        &format!("{all} limits, {failed} differ from what is expected"),
    );
    Ok(if failed > 0 { Exit::Findings } else { Exit::Fine })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_in_both_languages() {
        for text in ["20个工作日", "二十个工作日", "20 working days", "20 workdays", " ２０ 个工作日 "]
        {
            assert_eq!(limit(text).unwrap(), Limit::new(20, Unit::Workday), "{text}");
        }
        assert_eq!(limit("三个月").unwrap(), Limit::new(3, Unit::Month));
        assert_eq!(limit("1 year").unwrap(), Limit::new(1, Unit::Year));
        for text in ["3日", "3 days", "三天", "", "很多工作日", "-1 hours", "1.5 hours", "99999999999 hours"]
        {
            assert!(limit(text).is_err(), "{text}");
        }
    }
}
