//! An answer and the standing of a case in words.

use super::Desk;
use crate::commands::findings;
use crate::session::Session;
use crate::stop::Stop;
use crate::stores::AnyRuntime;
use crate::words;
use shouwen::{Answer, CaseEntry, Instant, Outcome, Refusal, story};

/// An answer in words: what was recorded and where the case stands now; or why not, and what would be accepted.
pub(super) fn say(
    session: &mut Session,
    runtime: &AnyRuntime,
    desk: &Desk,
    answer: &Answer,
) -> Result<(), Stop> {
    if !answer.time.is_empty() {
        let n = answer.time.len();
        session.talk(
            &format!("先处理了 {n} 件到期的事项"),
            &format!("time acted first, on what was due: {}", words::count(n, "record")),
        );
    }
    if answer.repeated {
        session.talk(
            "这个编号此前已经办过，下面是第一次的回答",
            "this key was answered before; the first answer is",
        );
    }
    match &answer.outcome {
        Outcome::Refused { refusal, recorded } => {
            refusal_words(session, refusal, *recorded);
            Ok(())
        }
        Outcome::Done { records } => done(session, runtime, desk, answer, records),
    }
}

/// What was recorded, what opens with it, and where the case stands now.
fn done(
    session: &mut Session,
    runtime: &AnyRuntime,
    desk: &Desk,
    answer: &Answer,
    records: &[u64],
) -> Result<(), Stop> {
    let Some(case) = answer.case else { return Ok(()) };
    for record in runtime.records(case)?.iter().filter(|record| records.contains(&record.number)) {
        let told = runtime.told(record);
        let text = words::line(session.of(&told.said));
        session.line(format_args!("{}  {text}", told.when()))?;
    }
    for (link, other) in &answer.linked {
        let link = words::line(link);
        let (zh, en) = (format!("同时开启「{link}」：{other}"), format!("`{link}` opens with it: {other}"));
        let text = session.say(&zh, &en).to_owned();
        session.line(text)?;
    }
    let Some(entry) = runtime.listed(case)? else { return Ok(()) };
    let stands = stands(session, &entry, desk.when.now()?);
    let (key, id) = (words::line(&entry.key), entry.case);
    let (zh, en) = (format!("办件 @{key}（{id}）：{stands}"), format!("case @{key} ({id}): {stands}"));
    let text = session.say(&zh, &en).to_owned();
    session.line(text)
}

pub(super) fn refusal_words(session: &mut Session, refusal: &Refusal, recorded: Option<u64>) {
    let message = words::line(session.of(&refusal.message));
    let mut lines = vec![match session.language {
        shouwen_syntax::Language::Chinese => format!("拒绝（{}）：{message}", refusal.code),
        shouwen_syntax::Language::English => format!("refused ({}): {message}", refusal.code),
    }];
    if let Some(clause) = &refusal.clause {
        lines.push(format!("  {}{}", session.say("依据：", "by: "), findings::clause(session, clause)));
    }
    if !refusal.allowed.is_empty() {
        let allowed: Vec<&str> = refusal.allowed.iter().map(|said| session.of(said)).collect();
        let allowed = words::line(&allowed.join(session.say("、", ", ")));
        lines.push(format!("  {}{allowed}", session.say("可以：", "would be accepted: ")));
    }
    if let Some(number) = recorded {
        let zh = format!("  这次尝试已记录在案（第 {number} 条记录）");
        lines.push(session.say(&zh, &format!("  the attempt is on record, as record {number}")).to_owned());
    }
    let text = lines.join("\n");
    session.talk(&text, &text);
}

/// Where a case stands, in a few words.
pub(crate) fn stands(session: &Session, entry: &CaseEntry, now: Instant) -> String {
    let mut parts = vec![place(session, entry)];
    if let Some(holder) = holder(session, entry) {
        parts.push(session.say(&format!("责任 {holder}"), &format!("with {holder}")).to_owned());
    }
    if let Some(due) = entry.due {
        parts.push(ends(session, due, now));
    }
    parts.join(session.say("，", ", "))
}

/// The place or the outcome.
pub(crate) fn place(session: &Session, entry: &CaseEntry) -> String {
    let name = |name: &Option<String>| words::line(name.as_deref().unwrap_or_default());
    if !entry.branches.is_empty() {
        let places: Vec<String> = entry.branches.iter().map(|b| words::line(&b.place)).collect();
        let zh = format!("在 {} 的 {}", name(&entry.place), places.join("、"));
        let en = format!("at {}: {}", name(&entry.place), places.join(", "));
        return session.say(&zh, &en).to_owned();
    }
    match (&entry.place, entry.settled) {
        (Some(_), _) => session
            .say(&format!("在 {}", name(&entry.place)), &format!("at {}", name(&entry.place)))
            .to_owned(),
        (None, true) => {
            let outcome = name(&entry.outcome);
            session.say(&format!("已了结：{outcome}"), &format!("settled: {outcome}")).to_owned()
        }
        (None, false) => {
            let outcome = name(&entry.outcome);
            session.say(&format!("已办结：{outcome}"), &format!("decided: {outcome}")).to_owned()
        }
    }
}

/// The person, or else the post.
pub(crate) fn holder(session: &Session, entry: &CaseEntry) -> Option<String> {
    let post = entry.post.as_deref()?;
    let shown = match &entry.person {
        Some(person) => session.say(&format!("{person}（{post}）"), &format!("{person} ({post})")).to_owned(),
        None => post.to_owned(),
    };
    Some(words::line(&shown))
}

/// When a limit ends, and whether that is over.
pub(crate) fn ends(session: &Session, due: Instant, now: Instant) -> String {
    let at = story::deadline(due);
    if due <= now {
        return session.say(&format!("{at} 已过期"), &format!("overdue since {at}")).to_owned();
    }
    session.say(&format!("{at} 到期"), &format!("due {at}")).to_owned()
}
