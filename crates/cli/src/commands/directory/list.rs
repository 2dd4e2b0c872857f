//! `directory list`: who holds which post at an instant, who is away, who acts for whom, who has no part in a case.
//!
//! JSON: `{"at","operator","seats":[{"person","post","stand_in","from","until","held","away"}],
//! "absences":[{"person","from","until"}],"delegations":[{"person","to","post","from","until"}],
//! "recusals":[{"person","case"}]}`.

use crate::arguments::{Listing, StoreArgument};
use crate::commands::due::instant;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::{self, Url};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen::{Clock, Date, Instant, OpenMode, SystemClock, story};
use shouwen_executor::system::{Absence, Delegation, Recusal, Registers, Seat};

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    store: StoreArgument,
    #[arg(
        long,
        value_name = "INSTANT",
        help = "哪一时刻的；默认为现在 || As of this instant; by default now"
    )]
    at: Option<String>,
    #[arg(long, help = "以往的、将来的也列出 || Past and future ones too")]
    all: bool,
    #[command(flatten)]
    listing: Listing,
}

/// What is shown of the registers.
struct Shown<'a> {
    registers: &'a Registers,
    at: Instant,
    seats: Vec<&'a Seat>,
    absences: Vec<&'a Absence>,
    delegations: Vec<&'a Delegation>,
    recusals: Vec<&'a Recusal>,
}

pub(super) fn run(session: &mut Session, arguments: &List) -> Result<Exit, Stop> {
    let at = match arguments.at.as_deref() {
        Some(text) => instant(text)?,
        None => SystemClock.now(None),
    };
    let store = Url::parse(&arguments.store.store)?.open(OpenMode::ReadOnly)?;
    let runtime = stores::runtime(store, SystemClock)?;
    let shown = pick(runtime.registers(), at, arguments.all);
    match arguments.listing.format {
        Format::Json => print_json(session, &shown)?,
        Format::Text => print(session, &shown)?,
    }
    Ok(Exit::Fine)
}

fn pick(registers: &Registers, at: Instant, all: bool) -> Shown<'_> {
    let day = at.date();
    let now = |from: Date, until: Date| all || from <= day && day <= until;
    let mut seats: Vec<_> = registers.seats().iter().filter(|seat| all || held(seat, at)).collect();
    seats.sort_by(|a, b| (&a.post, a.stand_in, a.from).cmp(&(&b.post, b.stand_in, b.from)));
    Shown {
        registers,
        at,
        seats,
        absences: registers.absences().iter().filter(|a| now(a.from, a.until)).collect(),
        delegations: registers.delegations().iter().filter(|d| now(d.from, d.until)).collect(),
        recusals: registers.recusals().iter().collect(),
    }
}

fn held(seat: &Seat, at: Instant) -> bool {
    seat.from <= at && seat.until.is_none_or(|until| at < until)
}

fn print_json(session: &mut Session, shown: &Shown<'_>) -> Result<(), Stop> {
    let seat = |s: &&Seat| {
        json!({
            "person": s.person, "post": s.post, "stand_in": s.stand_in, "from": s.from, "until": s.until,
            "held": held(s, shown.at), "away": shown.registers.away(&s.person, shown.at.date()),
        })
    };
    let absence = |a: &&Absence| json!({ "person": a.person, "from": a.from, "until": a.until });
    let delegation = |d: &&Delegation| json!({ "person": d.person, "to": d.to, "post": d.post, "from": d.from, "until": d.until });
    let recusal = |r: &&Recusal| json!({ "person": r.person, "case": r.case });
    session.json(&json!({
        "at": shown.at,
        "operator": shown.registers.operator(),
        "seats": shown.seats.iter().map(seat).collect::<Vec<_>>(),
        "absences": shown.absences.iter().map(absence).collect::<Vec<_>>(),
        "delegations": shown.delegations.iter().map(delegation).collect::<Vec<_>>(),
        "recusals": shown.recusals.iter().map(recusal).collect::<Vec<_>>(),
    }))
}

fn print(session: &mut Session, shown: &Shown<'_>) -> Result<(), Stop> {
    if shown.seats.is_empty() {
        let text = session.say("目录里没有人", "nobody holds a post").to_owned();
        session.line(text)?;
    } else {
        seats(session, shown)?;
    }
    let rows = shown.absences.iter().map(|a| vec![words::line(&a.person), days(a.from, a.until)]).collect();
    section(session, ("缺勤", "away"), rows)?;
    let rows = shown.delegations.iter().map(|d| {
        let names = [&d.post, &d.person, &d.to].map(|name| words::line(name));
        let [post, person, to] = names;
        vec![post, format!("{person} → {to}"), days(d.from, d.until)]
    });
    section(session, ("委托", "delegated"), rows.collect())?;
    let rows = shown.recusals.iter().map(|r| vec![words::line(&r.person), r.case.to_string()]).collect();
    section(session, ("回避", "recused"), rows)
}

fn days(from: Date, until: Date) -> String {
    format!("{from} – {until}")
}

/// A heading and its rows; nothing if there are none.
fn section(session: &mut Session, (zh, en): (&str, &str), rows: Vec<Vec<String>>) -> Result<(), Stop> {
    if rows.is_empty() {
        return Ok(());
    }
    let head = session.say(zh, en).to_owned();
    session.line(format_args!("\n{head}"))?;
    for line in words::table(&rows) {
        session.line(format_args!("  {line}"))?;
    }
    Ok(())
}

fn seats(session: &mut Session, shown: &Shown<'_>) -> Result<(), Stop> {
    let heads = [("岗位", "post"), ("人员", "person"), ("自", "since"), ("至", "until"), ("", "")];
    let mut rows = vec![heads.iter().map(|(zh, en)| session.say(zh, en).to_owned()).collect::<Vec<_>>()];
    let instant = |at: Option<Instant>| at.map_or_else(|| "–".to_owned(), story::clock);
    for seat in &shown.seats {
        let mut notes = Vec::new();
        if seat.stand_in {
            notes.push(session.say("B岗", "stand-in"));
        }
        if shown.registers.away(&seat.person, shown.at.date()) {
            notes.push(session.say("缺勤", "away"));
        }
        rows.push(vec![
            words::line(&seat.post),
            words::line(&seat.person),
            instant(Some(seat.from)),
            instant(seat.until),
            notes.join(session.say("，", ", ")),
        ]);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}
