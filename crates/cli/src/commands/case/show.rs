//! `case show`: a case as whoever works on it wants to see it.
//!
//! JSON: the fields of the case in `case list`, with `name`, `applicant`, `first`,
//! `clocks:[{name,limit,deadline,last_day,working_days_left,provisional,paused,stopped,expired}]`,
//! `materials:[{name,required,shared,handed,found}]`, `fields:[{name,sealed,value}]`, `dates:[[name,day]]`,
//! `conclusions:[[name,value]]`, `documents:[name]`, `rights:[[whom,what]]`, `barred:[event]`, `duties:[{number,last_day,deadline,expired,proof}]`, and
//! `parties:[{party,outside,number,name,sent,received,answered,consents,deadline,last_day,expired}]`, `ordered_by`, `links:[{name,case,outcome,refused}]`, `agenda?:[{case,key,decided,record}]`, `slots:[{slot,post,person,offer,referred}]` and `possible:[{act,what,who,post,persons}]`, whose `slot`, `what` and
//! `who` are in the language of the run.

use crate::desk::{self, Desk};
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen::{
    AgendaView, CaseView, ClockView, Instant, LinkView, MaterialView, PartyView, Possible, SlotView, story,
};
use shouwen_executor::{APPLICANT, Mark};
use shouwen_model::value::Value;

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(value_name = "CASE", help = "办件：编号，或提交时的编号 || The case: its id or its opening key")]
    case: String,
    #[command(flatten)]
    desk: Desk,
}

pub(crate) fn run(session: &mut Session, arguments: &Show) -> Result<Exit, Stop> {
    let now = arguments.desk.when.now()?;
    let runtime = arguments.desk.read()?;
    let view = match desk::found(&runtime, &arguments.case)? {
        Ok(id) => runtime.view(id, now)?,
        Err(refusal) => {
            desk::refuse(session, &arguments.desk, None, &refusal)?;
            return Ok(Exit::Refused);
        }
    };
    let Some(view) = view else { return Ok(Exit::Fine) };
    match arguments.desk.listing.format {
        Format::Json => print_json(session, &view)?,
        Format::Text => print(session, &view, now)?,
    }
    Ok(Exit::Fine)
}

fn print_json(session: &mut Session, view: &CaseView) -> Result<(), Stop> {
    let mut shown = serde_json::to_value(view).map_err(std::io::Error::other)?;
    let possible: Vec<_> = view
        .possible
        .iter()
        .map(|p| {
            json!({
                "act": p.act, "what": session.of(&p.what), "who": session.of(&p.who), "post": p.post,
                "persons": p.persons,
            })
        })
        .collect();
    let slots: Vec<_> = view
        .slots
        .iter()
        .map(|s| {
            json!({
                "slot": session.of(&s.slot), "post": s.post, "person": s.person, "offer": s.offer,
                "referred": s.referred,
            })
        })
        .collect();
    if let Some(members) = shown.as_object_mut() {
        members.insert("slots".to_owned(), json!(slots));
        members.insert("possible".to_owned(), json!(possible));
    }
    session.json(&shown)
}

fn print(session: &mut Session, view: &CaseView, now: Instant) -> Result<(), Stop> {
    let entry = &view.entry;
    session.line(format_args!("{}  @{}", words::line(&view.name), words::line(&entry.key)))?;
    let mut rows = vec![row(session, "办件", "case", entry.case.to_string())];
    if let Some(applicant) = &view.applicant {
        rows.push(row(session, "申请人", "applicant", words::line(applicant)));
    }
    rows.push(row(session, "现在", "now", desk::stands(session, entry, now)));
    if let Some(other) = view.ordered_by {
        rows.push(row(session, "来自办件", "opened from", other.to_string()));
    }
    if let Some(first) = &view.first {
        rows.push(row(session, "首办责任人", "first handler", words::line(first)));
    }
    for (name, day) in &view.dates {
        rows.push(vec![words::line(name), day.to_string()]);
    }
    for (name, value) in &view.conclusions {
        rows.push(vec![words::line(name), words::line(value)]);
    }
    section(session, None, &rows)?;
    let shown = |slot: &&SlotView| slot.declared || slot.offer.is_some() || slot.referred.is_some();
    let rows: Vec<_> = view.slots.iter().filter(shown).map(|slot| hand_over(session, slot)).collect();
    section(session, Some(("责任", "responsibility")), &rows)?;
    let rows: Vec<_> = view.parties.iter().map(|person| party(session, person, now)).collect();
    section(session, Some(("当事人", "parties")), &rows)?;
    let rows: Vec<_> = view.clocks.iter().map(|clock| limit(session, clock, now)).collect();
    section(session, Some(("期限", "limits")), &rows)?;
    let rows: Vec<_> = view.duties.iter().map(|duty| owed(session, duty, now)).collect();
    section(session, Some(("办结后", "after closing")), &rows)?;
    let rows: Vec<_> = view.materials.iter().map(|m| material(session, m)).collect();
    section(session, Some(("材料", "materials")), &rows)?;
    let rows: Vec<_> = view.fields.iter().map(|field| filled(session, field)).collect();
    section(session, Some(("登记信息", "data")), &rows)?;
    let rows: Vec<_> = view.links.iter().map(|link| linked(session, link)).collect();
    section(session, Some(("关联办件", "linked cases")), &rows)?;
    let rows: Vec<_> = view.agenda.iter().map(|entry| on_agenda(session, entry)).collect();
    section(session, Some(("议程", "agenda")), &rows)?;
    let rows: Vec<_> = view.documents.iter().map(|name| vec![words::line(name)]).collect();
    section(session, Some(("已出具", "issued")), &rows)?;
    let rows: Vec<_> = view.rights.iter().map(|(whom, what)| right(session, whom, what)).collect();
    section(session, Some(("可以", "rights")), &rows)?;
    let rows: Vec<_> = view.barred.iter().map(|name| vec![words::line(name)]).collect();
    section(session, Some(("不得再提出", "no longer admitted")), &rows)?;
    let rows: Vec<_> = view.possible.iter().map(|p| possible(session, p)).collect();
    section(session, Some(("接下来可以", "possible next")), &rows)
}

fn row(session: &Session, zh: &str, en: &str, value: String) -> Vec<String> {
    vec![session.say(zh, en).to_owned(), value]
}

fn right(session: &Session, whom: &str, what: &str) -> Vec<String> {
    let whom = if whom == APPLICANT { session.say("申请人", "the applicant") } else { whom };
    vec![words::line(whom), words::line(what)]
}

/// A heading and its rows; nothing if there are none.
fn section(session: &mut Session, head: Option<(&str, &str)>, rows: &[Vec<String>]) -> Result<(), Stop> {
    if rows.is_empty() {
        return Ok(());
    }
    if let Some((zh, en)) = head {
        let head = session.say(zh, en).to_owned();
        session.line(format_args!("\n{head}"))?;
    }
    for line in words::table(rows) {
        session.line(format_args!("  {line}"))?;
    }
    Ok(())
}

/// One of a party: what was sent to it, what came back, and how long it has.
fn party(session: &Session, person: &PartyView, now: Instant) -> Vec<String> {
    let mut who = format!("{} {}", person.party, person.number);
    if person.outside {
        who.push_str(session.say("（外单位）", " (outside body)"));
    }
    let name = person.name.clone().unwrap_or_default();
    let service = match (person.sent, person.received) {
        (_, Some(day)) => session.say(&format!("{day} 收到"), &format!("received on {day}")).to_owned(),
        (Some(day), None) => {
            session.say(&format!("{day} 送达，未收到"), &format!("sent on {day}, not received")).to_owned()
        }
        (None, None) => String::new(),
    };
    let answer = match (person.answered, person.consents) {
        (true, Some(true)) => session.say("同意", "consents"),
        (true, Some(false)) => session.say("不同意", "objects"),
        (true, None) => session.say("已答复", "answered"),
        (false, Some(_)) => session.say("视为同意", "deemed to consent"),
        (false, None) if person.expired => session.say("已届满", "passed"),
        (false, None) => "",
    };
    let state = match person.deadline {
        Some(deadline) => desk::ends(session, deadline, now),
        None => answer.to_owned(),
    };
    vec![words::line(&who), words::line(&name), service, state]
}

/// A slot that is offered to somebody, or lies before a superior.
fn hand_over(session: &Session, slot: &SlotView) -> Vec<String> {
    let holder = slot.person.as_deref().unwrap_or(&slot.post);
    let what = match (&slot.offer, &slot.referred) {
        (Some(offer), _) => {
            let (to, ends) = (&offer.person, story::deadline(offer.deadline));
            session
                .say(
                    &format!("移交 {to}，{ends} 前答复"),
                    &format!("offered to {to}, to be answered by {ends}"),
                )
                .to_owned()
        }
        (None, Some(post)) => {
            session.say(&format!("已报 {post}，待指定"), &format!("put before {post}")).to_owned()
        }
        (None, None) => String::new(),
    };
    vec![words::line(session.of(&slot.slot)), words::line(holder), words::line(&what)]
}

fn limit(session: &Session, clock: &ClockView, now: Instant) -> Vec<String> {
    let word = story::limit(clock.limit);
    let end = clock.deadline.map_or_else(|| "–".to_owned(), story::deadline);
    let mut state = match clock.deadline {
        _ if clock.expired => session.say("已届满", "passed").to_owned(),
        _ if clock.stopped => session.say("已停止", "stopped").to_owned(),
        _ if clock.paused => session.say("停计中", "stands still").to_owned(),
        Some(deadline) => left(session, deadline, clock.working_days_left, now),
        None => String::new(),
    };
    if clock.provisional && !clock.expired {
        state.push_str(session.say("（暂定）", " (provisional)"));
    }
    vec![words::line(&clock.name), session.of(&word).to_owned(), end, state]
}

/// What is left of a limit.
fn left(session: &Session, deadline: Instant, working_days: Option<i32>, now: Instant) -> String {
    let millis = deadline.millis_since(now);
    if millis <= 0 {
        return session.say("已过期，尚未处理", "overdue, not acted upon yet").to_owned();
    }
    let (zh, en) = match working_days {
        Some(1) if deadline.date().checked_add_days(-1) == Some(now.date()) => {
            ("今天是最后一日".to_owned(), "today is the last day".to_owned())
        }
        Some(days) => {
            let unit = if days == 1 { "working day" } else { "working days" };
            (format!("剩 {days} 个工作日"), format!("{days} {unit} left"))
        }
        None => {
            let minutes = millis / 60_000;
            let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
            match (days, hours) {
                (0, 0) => (format!("剩 {rest} 分钟"), format!("{rest} min left")),
                (0, _) => (format!("剩 {hours} 小时 {rest} 分钟"), format!("{hours} h {rest} min left")),
                _ => (format!("剩 {days} 天 {hours} 小时"), format!("{days} d {hours} h left")),
            }
        }
    };
    session.say(&zh, &en).to_owned()
}

fn owed(session: &Session, duty: &shouwen::DutyView, now: Instant) -> Vec<String> {
    let number = duty.number;
    let what = session.say(&format!("第 {number} 项 送达"), &format!("duty {number}: serve")).to_owned();
    let proof = duty.proof.as_deref().map(words::line).unwrap_or_default();
    let end = if duty.expired {
        session.say("已届满", "passed").to_owned()
    } else {
        desk::ends(session, duty.deadline, now)
    };
    vec![what, proof, end]
}

fn material(session: &Session, material: &MaterialView) -> Vec<String> {
    let (zh, en) = match (material.found, material.handed, material.shared) {
        (Some(Mark::Conforming), ..) => ("合格", "conforming"),
        (Some(Mark::Promised), ..) => ("承诺代替", "promised"),
        (Some(Mark::Missing), ..) => ("缺", "missing"),
        (Some(Mark::Nonconforming), ..) => ("不合格", "nonconforming"),
        (None, true, _) => ("已交，未核对", "handed in, not checked"),
        (None, false, true) => ("共享，未核对", "shared, not checked"),
        (None, false, false) => ("未交", "not handed in"),
    };
    let needed = if material.required { session.say("必要", "needed") } else { "" };
    vec![words::line(&material.name), session.say(zh, en).to_owned(), needed.to_owned()]
}

fn filled(session: &Session, field: &shouwen::FieldView) -> Vec<String> {
    let shown = match &field.value {
        Some(value) => words::line(&value_words(session, value)),
        None => session.say("（已删除）", "(erased)").to_owned(),
    };
    let sealed = if field.sealed { session.say("封存", "sealed") } else { "" };
    vec![words::line(&field.name), shown, sealed.to_owned()]
}

/// A value in words.
fn value_words(session: &Session, value: &Value) -> String {
    let (zh, en) = value.words();
    session.say(&zh, &en).to_owned()
}

fn on_agenda(session: &Session, entry: &AgendaView) -> Vec<String> {
    let (zh, en) = match (entry.record, entry.decided) {
        (Some(_), _) => ("已登记", "entered"),
        (None, true) => ("已经办结，不再登记", "decided, nothing to enter"),
        (None, false) => ("待登记", "to be entered"),
    };
    let known = format!("@{}", words::line(&entry.key));
    vec![known, entry.case.to_string(), session.say(zh, en).to_owned()]
}

fn linked(session: &Session, link: &LinkView) -> Vec<String> {
    let state = match (&link.outcome, &link.refused) {
        (Some(outcome), _) => {
            session.say(&format!("已办结：{outcome}"), &format!("decided: {outcome}")).to_owned()
        }
        (None, Some(code)) => {
            session.say(&format!("没有开启：{code}"), &format!("not opened: {code}")).to_owned()
        }
        (None, None) => session.say("办理中", "under way").to_owned(),
    };
    vec![words::line(&link.name), link.case.to_string(), words::line(&state)]
}

fn possible(session: &Session, possible: &Possible) -> Vec<String> {
    vec![
        words::line(session.of(&possible.who)),
        words::line(session.of(&possible.what)),
        format!("[{}]", possible.act),
    ]
}
