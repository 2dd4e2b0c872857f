//! Deciding over the system cases: who may publish and appoint, and what a log begins with.

use super::registers::{Head, Registers};
use super::{SYSTEM_KEY, System};
use crate::command::{Act, Command, LINK, MAX_KEY_BYTES, TIME};
use crate::decide::{SEMANTICS, malformed, unfit};
use crate::fact::{Fact, Outside};
use crate::record::{CaseRecord, openings};
use crate::refusal::{Refusal, RefusalCode};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::{FORMAT, MAX_BUSINESS_AHEAD_MILLIS, Written};
use shouwen_canon::{Date, Hash, Instant};
use shouwen_model::form::PostClause;

/// The most bytes of a person's id or a post's name.
pub const MAX_NAME_BYTES: usize = 256;

/// A record of a system case.
#[derive(Clone, Debug)]
pub struct SystemDecided {
    /// Which case.
    pub system: System,
    /// The record.
    pub record: CaseRecord,
    /// Its canonical bytes, with their leaf hash.
    pub written: Written,
    /// What it seals.
    pub openings: Vec<OpeningLine>,
}

/// Decides a command over a system case. `calendar` is the hash of the calendar in use. Registers change only when
/// [`Registers::apply`] puts the record in.
///
/// # Errors
/// The refusal; nothing is written then.
pub fn decide(
    log: &str,
    registers: &Registers,
    calendar: Hash,
    command: &Command,
    now: Instant,
    outside: &dyn Outside,
) -> Result<SystemDecided, Refusal> {
    let act = &command.body.act;
    let system = System::of(act).ok_or_else(|| malformed("not an act upon the log"))?;
    let head = registers.heads.get(&system).copied();
    envelope(head.as_ref(), command, now)?;
    let facts = entitled(registers, command, outside)?;
    allowed(registers, calendar, act, command.at)?;
    let canon = |e: shouwen_canon::CanonError| malformed(&e.to_string());
    let case = system.case(log).map_err(canon)?;
    let first = head.is_none();
    let record = CaseRecord {
        actor: command.actor.clone(),
        business: command.at,
        case,
        definition: if first { Some(system.hash().map_err(canon)?) } else { None },
        effects: Vec::new(),
        facts,
        log: first.then(|| log.to_owned()),
        semantics: SEMANTICS,
        number: head.map_or(1, |h| h.version.saturating_add(1)),
        previous: head.map(|h| h.tip),
        command: command.body.clone(),
        recorded: now,
        format: FORMAT,
        calendar: first.then_some(calendar),
    };
    let written = record.written().map_err(|e| {
        Refusal::new(
            RefusalCode::Limit,
            format!("这条记录写不下来：{e}"),
            format!("the record cannot be written: {e}"),
        )
    })?;
    let openings = openings(command, case, record.number).map_err(canon)?;
    Ok(SystemDecided { system, record, written, openings })
}

fn envelope(head: Option<&Head>, command: &Command, now: Instant) -> Result<(), Refusal> {
    let key = &command.body.key;
    if key.starts_with("time/") || key.starts_with("link/") {
        return Err(malformed("keys that begin with `time/` or `link/` are reserved for the log itself"));
    }
    if key.is_empty() || key.len() > MAX_KEY_BYTES {
        return Err(Refusal::new(
            RefusalCode::KeyLength,
            format!("编号（key）应有 1 至 {MAX_KEY_BYTES} 个字节"),
            format!("a key has 1 to {MAX_KEY_BYTES} bytes"),
        ));
    }
    if command.at.millis_since(now) > MAX_BUSINESS_AHEAD_MILLIS {
        return Err(Refusal::new(
            RefusalCode::TimeAhead,
            format!("业务时间 {} 晚于系统时间 {now}", command.at),
            format!("business time {} lies ahead of the host's clock {now}", command.at),
        ));
    }
    match head {
        Some(head) if command.at < head.business || now < head.recorded => {
            Err(Refusal::new(RefusalCode::TimeBackward, "时间不能倒退", "time goes backward"))
        }
        None if command.body.key != SYSTEM_KEY => {
            Err(malformed("the first record of a system case has the key `1`"))
        }
        _ => Ok(()),
    }
}

/// Only the operator acts upon the log, save for what concerns the own person; the genesis makes an operator.
fn entitled(registers: &Registers, command: &Command, outside: &dyn Outside) -> Result<Vec<Fact>, Refusal> {
    let person = command.person().ok_or_else(|| malformed("the operator acts under a person id"))?;
    if let Act::Genesis { operator, .. } = &command.body.act {
        if registers.operator.is_some() {
            return Err(Refusal::new(RefusalCode::NothingToDo, "日志已经开始", "the log has begun already"));
        }
        if operator != person {
            return Err(malformed("the operator begins the log"));
        }
        return Ok(Vec::new());
    }
    // What only concerns the own person may be entered by that person.
    let own = match &command.body.act {
        Act::Absent { person, .. } | Act::Delegate { person, .. } | Act::Recuse { person, .. } => {
            Some(person)
        }
        _ => None,
    };
    if own.is_some_and(|own| own == person) && registers.seats().iter().any(|s| s.person == person) {
        return Ok(Vec::new());
    }
    let Some(source) = outside.operates(person) else {
        return Err(Refusal::new(
            RefusalCode::NotOperator,
            format!("{person} 不是本日志的管理人"),
            format!("{person} does not operate this log"),
        )
        .allow_each(registers.operator()));
    };
    Ok(vec![Fact::Operates { person: person.to_owned(), source }])
}

fn name(text: &str) -> Result<(), Refusal> {
    // What cannot be seen would make two of one name.
    let unseen = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let padded = text.trim() != text || text.chars().any(unseen);
    if text.is_empty() || padded || text.len() > MAX_NAME_BYTES || [TIME, LINK].contains(&text) {
        return Err(unfit(
            format!(
                "「{text}」不能用作姓名或者岗位名：1 至 {MAX_NAME_BYTES} 个字节，首尾无空格，无看不见的字符"
            ),
            format!("`{text}` is no name of 1 to {MAX_NAME_BYTES} bytes that may be given"),
        ));
    }
    Ok(())
}

fn allowed(registers: &Registers, calendar: Hash, act: &Act, at: Instant) -> Result<(), Refusal> {
    match act {
        Act::Genesis { operator, published } => {
            name(operator)?;
            let built_in = System::ALL.iter().map(|s| s.hash()).collect::<Result<Vec<_>, _>>();
            let built_in = built_in.map_err(|e| malformed(&e.to_string()))?;
            if published.definitions != built_in || published.calendars != [calendar] {
                return Err(malformed("a log begins with the built-in definitions and its first calendar"));
            }
            Ok(())
        }
        Act::Calendar { data, published } => {
            let hash = data.hash().map_err(|e| malformed(&e.to_string()))?;
            if published.calendars != [hash] || !published.definitions.is_empty() {
                return Err(malformed("a calendar is published under its own hash"));
            }
            if registers.calendars().iter().any(|(known, _)| *known == hash) {
                return Err(Refusal::new(
                    RefusalCode::NothingToDo,
                    "该日历已经公布",
                    "this calendar is published already",
                ));
            }
            shouwen_calendar::Calendar::new(data.clone()).map(|_| ()).map_err(|e| malformed(&e.to_string()))
        }
        Act::Publish { form, published, .. } => publish(registers, form, published),
        Act::Appoint { from, person, stand_in, post } => {
            name(person)?;
            name(post)?;
            known_post(registers, post)?;
            not_before(from.date(), at)?;
            let held = registers.held(post, (*from).max(at));
            if held.into_iter().any(|s| s.person == *person && s.stand_in == *stand_in) {
                return Err(Refusal::new(
                    RefusalCode::NothingToDo,
                    format!("{person} 已在「{post}」"),
                    format!("{person} holds `{post}` already"),
                ));
            }
            Ok(())
        }
        Act::Relieve { person, post } => {
            if registers.held(post, at).any(|s| s.person == *person) {
                return Ok(());
            }
            Err(Refusal::new(
                RefusalCode::NotHolder,
                format!("{person} 不在「{post}」"),
                format!("{person} does not hold `{post}`"),
            ))
        }
        Act::Absent { from, person, until } => absent(registers, person, *from, *until, at),
        Act::Delegate { from, person, to, post, until } => {
            name(to)?;
            if until < from || *until < at.date() || to == person {
                return Err(unfit(
                    "委托给另一个人，止日不早于起日，也不早于今天",
                    "a delegation is to somebody else and ends after it begins, and not before today",
                ));
            }
            not_before(*from, at)?;
            held_in_person(registers, person, post, at)
        }
        Act::Recuse { case, person, .. } => {
            name(person)?;
            if registers.recused(person, *case).is_some() {
                return Err(Refusal::new(
                    RefusalCode::NothingToDo,
                    format!("{person} 已对该办件回避"),
                    format!("{person} is recused from that case already"),
                ));
            }
            Ok(())
        }
        _ => Err(malformed("not an act upon the log")),
    }
}

/// An absence is that of somebody whom the directory knows, from today on.
fn absent(registers: &Registers, person: &str, from: Date, until: Date, at: Instant) -> Result<(), Refusal> {
    if !registers.seats().iter().any(|s| s.person == person) {
        return Err(Refusal::new(
            RefusalCode::UnknownName,
            format!("目录里没有「{person}」"),
            format!("the directory knows no `{person}`"),
        ));
    }
    if until < from {
        return Err(unfit("缺勤的止日不能早于起日", "an absence does not end before it begins"));
    }
    not_before(from, at)
}

/// A post that no published procedure has is a slip: nobody could ever act for it. Before anything is published nobody
/// can tell.
fn known_post(registers: &Registers, post: &str) -> Result<(), Refusal> {
    if registers.versions().is_empty() {
        return Ok(());
    }
    let mut known: Vec<&String> = Vec::new();
    for declared in registers.versions().iter().flat_map(|version| &version.form.posts) {
        // A post of one case is none that the directory fills.
        if declared.clauses.iter().any(|clause| matches!(clause, PostClause::Appointed { .. })) {
            continue;
        }
        if declared.name == post {
            return Ok(());
        }
        if !known.contains(&&declared.name) {
            known.push(&declared.name);
        }
    }
    Err(Refusal::new(
        RefusalCode::UnknownName,
        format!("没有名为「{post}」的岗位"),
        format!("there is no post `{post}`"),
    )
    .allow_each(known))
}

/// What the directory says holds from the day on which it is entered: nobody becomes entitled after the event.
fn not_before(from: Date, at: Instant) -> Result<(), Refusal> {
    if from >= at.date() {
        return Ok(());
    }
    let today = at.date();
    Err(Refusal::new(
        RefusalCode::TimeBehind,
        format!("不能从 {from} 起追溯：岗位变动最早从登记当日（{today}）起生效"),
        format!(
            "it cannot hold from {from} on: what the directory says holds from the day of its entry, {today}"
        ),
    )
    .allow(format!("从 {today} 起"), format!("from {today} on")))
}

/// Only a holder in person hands a post on for a time: a stand-in or a delegate does not.
fn held_in_person(registers: &Registers, person: &str, post: &str, at: Instant) -> Result<(), Refusal> {
    if registers.held(post, at).any(|s| s.person == person && !s.stand_in) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotHolder,
        format!("{person} 不是「{post}」的在岗人员，不能委托他人代行"),
        format!("{person} does not hold `{post}` in person and cannot delegate it"),
    ))
}

fn publish(
    registers: &Registers,
    form: &shouwen_model::Form,
    published: &shouwen_audit::Published,
) -> Result<(), Refusal> {
    let hash = form.hash().map_err(|e| malformed(&e.to_string()))?;
    if published.definitions != [hash] || !published.calendars.is_empty() {
        return Err(malformed("a definition is published under its own hash"));
    }
    let alias = form.item.alias.as_str();
    let taken = System::ALL.iter().any(|s| s.alias() == alias);
    let other = registers.versions().iter().any(|v| v.alias == alias && v.form.item.name != form.item.name);
    if taken || other {
        return Err(Refusal::new(
            RefusalCode::AliasTaken,
            format!("简称「{alias}」已有他用"),
            format!("the short name `{alias}` is taken"),
        ));
    }
    if registers.versions().iter().any(|v| v.definition == hash) {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("「{alias}」的这一版本已经发布"),
            format!("this version of `{alias}` is published already"),
        ));
    }
    Ok(())
}
