//! `directory`: who holds which post, who is away, who acts in whose stead.
//!
//! The acts are request objects of `run` and are answered as `run` answers.

mod list;

use crate::desk::{self, Desk, Giving, Members};
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::AnyRuntime;
use crate::words;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Directory {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    #[command(about = "任：一人任一岗位 || A person takes a post")]
    Appoint(Appoint),
    #[command(about = "免：一人离开一岗位 || A person leaves a post")]
    Relieve(Relieve),
    #[command(about = "登记缺勤 || A person is away")]
    Absent(Absent),
    #[command(about = "委托：一段时间内由另一人代行 || Another person acts in somebody's stead for a time")]
    Delegate(Delegate),
    #[command(about = "回避：一人不再办理某一办件 || A person has no more part in a case")]
    Recuse(Recuse),
    #[command(about = "列出各岗位的人员 || List who holds which post")]
    List(list::List),
}

/// Who enters it.
#[derive(Debug, Args)]
struct By {
    #[arg(
        long = "as",
        value_name = "PERSON",
        help = "由谁登记；默认为日志管理人 || Who enters it; by default the operator of the log"
    )]
    enterer: Option<String>,
    #[arg(
        long = "as-post",
        value_name = "POST",
        requires = "enterer",
        help = "登记人的岗位 || The post that whoever enters it acts for"
    )]
    as_post: Option<String>,
    #[command(flatten)]
    giving: Giving,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, Args)]
struct Appoint {
    #[arg(value_name = "PERSON", help = "人员 || The person")]
    person: String,
    #[arg(value_name = "POST", help = "岗位 || The post")]
    post: String,
    #[arg(long, help = "作为B岗 || As stand-in")]
    stand_in: bool,
    #[arg(long, value_name = "INSTANT", help = "从何时起；默认为现在 || Since when; by default now")]
    from: Option<String>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
struct Relieve {
    #[arg(value_name = "PERSON", help = "人员 || The person")]
    person: String,
    #[arg(value_name = "POST", help = "岗位 || The post")]
    post: String,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
struct Absent {
    #[arg(value_name = "PERSON", help = "人员 || The person")]
    person: String,
    #[arg(long, value_name = "DATE", help = "从哪天起 || From this day")]
    from: String,
    #[arg(long, value_name = "DATE", help = "到哪天止，含当日 || To this day, included")]
    until: String,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
struct Delegate {
    #[arg(value_name = "PERSON", help = "委托人 || Who delegates")]
    person: String,
    #[arg(value_name = "TO", help = "受托人 || Who acts in the person's stead")]
    to: String,
    #[arg(value_name = "POST", help = "岗位 || The post")]
    post: String,
    #[arg(long, value_name = "DATE", help = "从哪天起 || From this day")]
    from: String,
    #[arg(long, value_name = "DATE", help = "到哪天止，含当日 || To this day, included")]
    until: String,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
struct Recuse {
    #[arg(value_name = "PERSON", help = "回避的人 || Who has no more part in it")]
    person: String,
    #[arg(value_name = "CASE", help = "办件：编号，或提交时的编号 || The case: its id or its opening key")]
    case: String,
    #[arg(long, value_name = "TEXT", help = "理由 || The reasons")]
    reasons: String,
    #[command(flatten)]
    by: By,
}

pub(crate) fn run(session: &mut Session, arguments: &Directory) -> Result<Exit, Stop> {
    let (by, members) = match &arguments.command {
        Sub::Appoint(a) => {
            let mut members = object(&[("act", "appoint"), ("person", &a.person), ("post", &a.post)]);
            if a.stand_in {
                desk::put(&mut members, "stand_in", json!(true))?;
            }
            if let Some(from) = &a.from {
                desk::put(&mut members, "from", json!(from))?;
            }
            (&a.by, members)
        }
        Sub::Relieve(a) => (&a.by, object(&[("act", "relieve"), ("person", &a.person), ("post", &a.post)])),
        Sub::Absent(a) => {
            let fields = [("act", "absent"), ("person", &a.person), ("from", &a.from), ("until", &a.until)];
            (&a.by, object(&fields))
        }
        Sub::Delegate(a) => {
            let who = [("act", "delegate"), ("person", &a.person), ("to", &a.to), ("post", &a.post)];
            let mut members = object(&who);
            members.extend(object(&[("from", &a.from), ("until", &a.until)]));
            (&a.by, members)
        }
        Sub::Recuse(a) => {
            let fields =
                [("act", "recuse"), ("person", &a.person), ("case", &a.case), ("reasons", &a.reasons)];
            (&a.by, object(&fields))
        }
        Sub::List(arguments) => return list::run(session, arguments),
    };
    give(session, by, members)
}

fn object(fields: &[(&str, &str)]) -> Members {
    fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()
}

fn give(session: &mut Session, by: &By, mut members: Members) -> Result<Exit, Stop> {
    let mut runtime = if by.giving.dry_run { by.desk.read()? } else { by.desk.write()? };
    let operator = runtime.registers().operator().map(ToOwned::to_owned);
    let officer = by.enterer.clone().or(operator).ok_or(shouwen::Error::NotBegun)?;
    let actor = match &by.as_post {
        Some(post) => json!({ "person": officer, "post": post }),
        None => json!({ "person": officer }),
    };
    desk::put(&mut members, "actor", actor)?;
    desk::complete(&mut members, &by.desk, &by.giving)?;
    if let Some(Value::String(case)) = members.get_mut("case") {
        *case = desk::named(&runtime, case)?;
    }
    if by.giving.dry_run {
        return desk::show_request(session, &members);
    }
    let (exit, answer) = desk::send(session, &mut runtime, &by.desk, &members)?;
    if answer.is_some_and(|answer| answer.accepted()) && members.get("act") == Some(&json!("relieve")) {
        orphans(session, &runtime, &members)?;
    }
    Ok(exit)
}

/// The cases that a relieved person still answers for as their first handler.
fn orphans(session: &mut Session, runtime: &AnyRuntime, members: &Members) -> Result<(), Stop> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    let (person, post) = (text("person"), text("post"));
    let left = runtime.first_handled(person, post)?;
    if left.is_empty() {
        return Ok(());
    }
    let n = left.len();
    session.talk(
        &format!("{person} 仍是 {n} 件的首办责任人，须有人接替："),
        &format!(
            "{person} is still the first handler of {}, which need a successor:",
            words::count(n, "case")
        ),
    );
    for entry in &left {
        let key = words::line(&entry.key);
        let stands = desk::place(session, entry);
        session.talk(&format!("  @{key}  {stands}"), &format!("  @{key}  {stands}"));
    }
    session.talk(
        "由其上级办理：shouwen case do 办件 接任 --slot 首办责任人 --person 接任人 --as 上级 --post 上级岗位",
        "the superior does it: shouwen case do CASE succeed --slot 'first handler' --person SUCCESSOR --as SUPERIOR --post POST",
    );
    Ok(())
}
