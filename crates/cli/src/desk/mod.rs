//! What the commands for a person at a keyboard share: the store, the hour, who acts, the request and its answer.
//!
//! A command is put together as the JSON object that `run` reads, and is read by the very reader of `run`: what can be
//! said at the keyboard is what can be said in a file, and means the same.

mod arguments;
mod wording;

pub(crate) use arguments::{Desk, Giving, Late, When, Who};
pub(crate) use wording::{ends, holder, place, stands};

use crate::commands::run::answer;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::{self, AnyRuntime};
use crate::words;
use serde_json::{Map, Value, json};
use shouwen::{Answer, CaseId, Instant, Refusal, RefusalCode, Store};
use shouwen::{ReadRequest as Read, Said};
use shouwen_executor::Act;
use wording::{refusal_words, say};

/// The bytes of a drawn key that are drawn; the day stands before them.
const KEY_BYTES: usize = 5;

/// The members of a request.
pub(crate) type Members = Map<String, Value>;

/// Nobody is named who acts.
pub(crate) fn nobody() -> Stop {
    Stop::usage(
        "没有写明由谁办理：用 --as 姓名 --post 岗位，或者 --applicant 申请人",
        "nobody is named who acts: use --as PERSON --post POST, or --applicant NAME",
    )
}

/// Puts a member into a request that must not have it yet.
pub(crate) fn put(members: &mut Members, name: &str, value: Value) -> Result<(), Stop> {
    match members.insert(name.to_owned(), value) {
        None => Ok(()),
        Some(_) => {
            Err(Stop::usage(format!("字段「{name}」写了两次"), format!("the field `{name}` is given twice")))
        }
    }
}

/// `NAME=VALUE` pairs as an object, each name once.
pub(crate) fn pairs(flag: &str, given: &[String]) -> Result<Value, Stop> {
    let mut members = Map::new();
    for pair in given {
        let split = pair.split_once('=').filter(|(name, _)| !name.is_empty());
        let (name, value) = split.ok_or_else(|| {
            let pair = words::given(pair);
            Stop::usage(
                format!("--{flag} 的「{pair}」应写成 名称=值"),
                format!("--{flag} `{pair}` has to be NAME=VALUE"),
            )
        })?;
        if members.insert(name.to_owned(), json!(value)).is_some() {
            let name = words::given(name);
            return Err(Stop::usage(
                format!("--{flag} 里「{name}」写了两次"),
                format!("--{flag} gives `{name}` twice"),
            ));
        }
    }
    Ok(Value::Object(members))
}

/// Gives the request its key and its hour, where it has none.
pub(crate) fn complete(members: &mut Members, desk: &Desk, giving: &Giving) -> Result<(), Stop> {
    if let Some(at) = desk.when.set()?
        && !members.contains_key("late")
    {
        put(members, "at", json!(at.to_string()))?;
    }
    match &giving.key {
        Some(key) => put(members, "key", json!(key)),
        None if members.contains_key("key") => Ok(()),
        None => put(members, "key", json!(drawn(desk.when.now()?)?)),
    }
}

/// A key that nobody used yet: the day, and what the operating system draws.
fn drawn(now: Instant) -> Result<String, Stop> {
    use shouwen::Salts as _;
    let day = now.date().to_string().replace('-', "");
    let bytes = stores::salts()?.draw().0;
    let tail: String = bytes.iter().take(KEY_BYTES).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{day}-{tail}"))
}

/// Carries a request out and shows the answer. A refusal is exit 5.
pub(crate) fn send(
    session: &mut Session,
    runtime: &mut AnyRuntime,
    desk: &Desk,
    members: &Members,
) -> Result<(Exit, Option<Answer>), Stop> {
    let bytes = serde_json::to_vec(members).map_err(std::io::Error::other)?;
    let request = match shouwen::read_request(&bytes) {
        Read::Request(request) => request,
        Read::Refused { key, refusal } => {
            refuse(session, desk, key.as_deref(), &refusal)?;
            return Ok((Exit::Refused, None));
        }
        Read::Unreadable(Said { zh, en }) => return Err(Stop::new(Exit::Unreadable, zh, en)),
    };
    let answer = runtime.execute(&request).map_err(|error| with_key(error.into(), &request.key))?;
    if desk.listing.format == Format::Json {
        let line = answer::line(session, &answer);
        session.json(&line)?;
    } else {
        say(session, runtime, desk, &answer)?;
    }
    let exit = if answer.accepted() { Exit::Fine } else { Exit::Refused };
    Ok((exit, Some(answer)))
}

/// Whoever has to ask again needs the key, which may have been drawn.
fn with_key(stop: Stop, key: &str) -> Stop {
    match stop {
        Stop::Fault(Exit::Later, said) => Stop::new(
            Exit::Later,
            format!("{}（--key {key}）", said.zh),
            format!("{} (--key {key})", said.en),
        ),
        other => other,
    }
}

/// Shows a request instead of carrying it out.
pub(crate) fn show_request(session: &mut Session, members: &Members) -> Result<Exit, Stop> {
    session.json_line(members)?;
    Ok(Exit::Fine)
}

/// Shows a refusal to a request that reached no case.
pub(crate) fn refuse(
    session: &mut Session,
    desk: &Desk,
    key: Option<&str>,
    refusal: &Refusal,
) -> Result<(), Stop> {
    if desk.listing.format == Format::Json {
        let line = answer::refused(session, key, refusal);
        return session.json(&line);
    }
    refusal_words(session, refusal, None);
    Ok(())
}

/// The name of a case as requests take it: an id, `@` and an opening key, or the bare key.
pub(crate) fn named(runtime: &AnyRuntime, name: &str) -> Result<String, Stop> {
    if !name.starts_with('@') && runtime.find(name)?.is_none_or(|id| !matches!(runtime.case(id), Ok(Some(_))))
    {
        let key = format!("@{name}");
        if runtime.find(&key)?.is_some() {
            return Ok(key);
        }
    }
    Ok(name.to_owned())
}

/// What a command named that was answered before.
pub(crate) struct Answered {
    pub(crate) step: Option<String>,
    pub(crate) duty: Option<u32>,
}

/// The step and the duty of the command that a key of a case was answered for, if it was: the same command again has
/// to name the same ones, wherever the case stands by now.
pub(crate) fn answered(
    runtime: &AnyRuntime,
    id: CaseId,
    members: &Members,
) -> Result<Option<Answered>, Stop> {
    let Some(key) = members.get("key").and_then(Value::as_str) else { return Ok(None) };
    let Some(row) = runtime.store().key(id, key)? else { return Ok(None) };
    let record = runtime.records(id)?.into_iter().find(|record| record.number == row.last);
    Ok(record.map(|record| match record.command.act {
        Act::Check { place, .. }
        | Act::Fill { place, .. }
        | Act::Enter { place, .. }
        | Act::Complete { place, .. } => Answered { step: Some(place), duty: None },
        Act::Serve { duty, .. } | Act::Verify { duty, .. } => Answered { step: None, duty: Some(duty) },
        _ => Answered { step: None, duty: None },
    }))
}

/// The case that a name means, or a refusal.
pub(crate) fn found(runtime: &AnyRuntime, name: &str) -> Result<Result<CaseId, Refusal>, Stop> {
    let id = runtime.find(&named(runtime, name)?)?;
    if let Some(id) = id
        && runtime.case(id)?.is_some()
    {
        return Ok(Ok(id));
    }
    let shown = crate::words::given(name);
    Ok(Err(Refusal::new(
        RefusalCode::NoCase,
        format!("没有「{shown}」这个办件"),
        format!("there is no case `{shown}`"),
    )
    .allow(
        "办件编号，或者提交时的编号（case list 列出）",
        "a case's id or opening key, as `case list` shows them",
    )))
}
