//! `task`: what a person or a post has to do, and taking it up.
//!
//! JSON of a list: `{"tasks":[…],"more":true|false}`, each task as in `case list`. JSON of a claim: the answer of `run`.

use crate::commands::case;
use crate::desk::{self, Desk, Giving, Members};
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::AnyRuntime;
use clap::{Args, Subcommand};
use serde_json::json;
use shouwen::{CaseId, Refusal, RefusalCode, WorkOf};

#[derive(Debug, Args)]
pub(crate) struct Task {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    #[command(about = "列出一个人或一个岗位要办的 || List what a person or a post has to do")]
    List(List),
    #[command(about = "认领：由一人承办 || Take a case up")]
    Claim(Claim),
}

#[derive(Debug, Args)]
struct List {
    #[arg(
        long,
        value_name = "PERSON",
        required_unless_present = "post",
        conflicts_with = "post",
        help = "某人承办的，和其岗位上尚无人承办的 || What a person has taken up, and what lies at the person's posts"
    )]
    person: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        help = "某岗位的，无论由谁承办 || What lies with a post, whoever has taken it up"
    )]
    post: Option<String>,
    #[arg(
        long,
        value_name = "N",
        default_value_t = case::PAGE,
        hide_default_value = true,
        help = "最多列多少件，默认 100 || How many at most; by default 100"
    )]
    limit: usize,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, Args)]
struct Claim {
    #[arg(value_name = "CASE", help = "办件：编号，或提交时的编号 || The case: its id or its opening key")]
    case: String,
    #[arg(long = "as", value_name = "PERSON", help = "认领人 || Who takes it up")]
    officer: String,
    #[arg(long, value_name = "POST", help = "认领人的岗位 || The post that the officer acts for")]
    post: String,
    #[command(flatten)]
    giving: Giving,
    #[command(flatten)]
    desk: Desk,
}

pub(crate) fn run(session: &mut Session, arguments: &Task) -> Result<Exit, Stop> {
    match &arguments.command {
        Sub::List(arguments) => list(session, arguments),
        Sub::Claim(arguments) => claim(session, arguments),
    }
}

fn list(session: &mut Session, arguments: &List) -> Result<Exit, Stop> {
    let limit = case::limited(arguments.limit)?;
    let now = arguments.desk.when.now()?;
    let runtime = arguments.desk.read()?;
    let (of, known) = match (&arguments.person, &arguments.post) {
        (Some(person), _) => (WorkOf::Person(person, now), is_person(&runtime, person)),
        (None, Some(post)) => (WorkOf::Post(post), is_post(&runtime, post)),
        (None, None) => return Err(Stop::usage("请写明 --person 或 --post", "name --person or --post")),
    };
    let work = runtime.work(&of, limit)?;
    if !known && work.items.is_empty() {
        let name = arguments.person.as_ref().or(arguments.post.as_ref()).cloned().unwrap_or_default();
        desk::refuse(session, &arguments.desk, None, &unknown(&name))?;
        return Ok(Exit::Refused);
    }
    match arguments.desk.listing.format {
        Format::Json => session.json(&json!({ "tasks": work.items, "more": work.more }))?,
        Format::Text => {
            case::table(session, &work.items, now)?;
            if work.more {
                session.talk("还有没有列出的，用 --limit 多列", "there are more: raise --limit");
            }
        }
    }
    Ok(Exit::Fine)
}

/// Whether the directory knows a person, as the holder of a post or by delegation.
fn is_person(runtime: &AnyRuntime, person: &str) -> bool {
    let registers = runtime.registers();
    registers.seats().iter().any(|seat| seat.person == person)
        || registers.delegations().iter().any(|delegation| delegation.to == person)
}

/// Whether any published procedure or appointment knows a post.
fn is_post(runtime: &AnyRuntime, post: &str) -> bool {
    let registers = runtime.registers();
    let mut definitions = registers.versions().iter().filter_map(|v| runtime.definition(v.definition));
    registers.seats().iter().any(|seat| seat.post == post)
        || definitions.any(|definition| definition.posts.iter().any(|decl| decl.name == post))
}

fn unknown(name: &str) -> Refusal {
    let name = crate::words::given(name);
    Refusal::new(
        RefusalCode::UnknownName,
        format!("目录里没有「{name}」"),
        format!("the directory knows no `{name}`"),
    )
    .allow("directory list 列出的人和岗位", "persons and posts as `directory list` shows them")
}

fn claim(session: &mut Session, arguments: &Claim) -> Result<Exit, Stop> {
    let mut members = Members::new();
    desk::put(&mut members, "act", json!("fill"))?;
    desk::put(&mut members, "actor", json!({ "person": arguments.officer, "post": arguments.post }))?;
    desk::complete(&mut members, &arguments.desk, &arguments.giving)?;
    let mut runtime =
        if arguments.giving.dry_run { arguments.desk.read()? } else { arguments.desk.write()? };
    let ready = match desk::found(&runtime, &arguments.case)? {
        Ok(id) => match desk::answered(&runtime, id, &members)? {
            // The same claim again has its answer, whoever holds the case by now.
            Some(desk::Answered { step: Some(place), .. }) => Ok(place),
            _ => free(&runtime, id, &arguments.officer, &arguments.post)?,
        },
        Err(refusal) => Err(refusal),
    };
    let place = match ready {
        Ok(place) => place,
        Err(refusal) => {
            let key = arguments.giving.key.as_deref();
            desk::refuse(session, &arguments.desk, key, &refusal)?;
            return Ok(Exit::Refused);
        }
    };
    desk::put(&mut members, "case", json!(desk::named(&runtime, &arguments.case)?))?;
    desk::put(&mut members, "step", json!(place))?;
    if arguments.giving.dry_run {
        return desk::show_request(session, &members);
    }
    Ok(desk::send(session, &mut runtime, &arguments.desk, &members)?.0)
}

/// The place in which a case can be taken up: it is open, and nobody else has it, or further persons join.
fn free(
    runtime: &AnyRuntime,
    id: CaseId,
    officer: &str,
    post: &str,
) -> Result<Result<String, Refusal>, Stop> {
    let Some(entry) = runtime.listed(id)? else {
        return Ok(Err(Refusal::new(RefusalCode::NoCase, "没有这个办件", "there is no such case")));
    };
    let Some((place, person)) = entry.desk_of(Some(post)) else {
        return Ok(Err(Refusal::new(
            RefusalCode::CaseClosed,
            "该办件已经办结，无须认领",
            "the case is decided; there is nothing to take up",
        )));
    };
    let several = match runtime.case(id)? {
        Some(case) => {
            let definition = runtime.definition(case.definition);
            let here = definition.and_then(|d| d.places.iter().find(|p| p.name == place).map(|p| p.persons));
            here.is_some_and(|persons| persons > 1)
        }
        None => false,
    };
    match person.filter(|_| !several) {
        None => Ok(Ok(place.to_owned())),
        Some(holder) if holder == officer => Ok(Err(Refusal::new(
            RefusalCode::NothingToDo,
            format!("「{place}」已由 {holder} 承办"),
            format!("{holder} has taken up `{place}` already"),
        ))),
        Some(holder) => Ok(Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("「{place}」已由 {holder}（{post}）承办"),
            format!("`{place}` has been taken up by {holder} ({post})"),
        )
        .allow(format!("由 {holder} 转办"), format!("a transfer by {holder}")))),
    }
}
