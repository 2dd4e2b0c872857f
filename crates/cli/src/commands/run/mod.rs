//! `run`: commands in, answers out, a JSON object a line.

pub(crate) mod answer;
pub(crate) mod line;

use crate::arguments::StoreArgument;
use crate::commands::publish;
use crate::files;
use crate::folder::{self, Found};
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::{self, AnyRuntime, DayBook, Url};
use clap::Args;
use line::{Input, Read};
use shouwen::{Clock, Instant, Request, Said, Store, SystemClock};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Run {
    #[arg(
        long,
        value_name = "DIR",
        help = "程序所在的文件或文件夹；可多次 || File or folder of the procedures; may be repeated"
    )]
    procedures: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    #[arg(
        long,
        requires = "procedures",
        help = "先发布尚未发布的程序 || Publish first what is not published"
    )]
    publish: bool,
    #[arg(
        long,
        help = "以每条命令自己的时间为现在（演练日志用） || Now is each command's own time: a day-book is played"
    )]
    virtual_clock: bool,
    #[arg(long, value_name = "NAME", help = "日志管理人 || The operator of the log")]
    operator: Option<String>,
    #[arg(
        long,
        value_name = "ID",
        help = "新日志的名称；默认取自文件名 || Id of a new log; by default from the file's name"
    )]
    log: Option<String>,
    #[arg(
        default_value = "-",
        hide_default_value = true,
        help = "命令文件，每行一个 JSON 对象；默认标准输入 || Commands, one JSON object a line; by default standard input"
    )]
    file: PathBuf,
}

pub(crate) fn run(session: &mut Session, arguments: &Run) -> Result<Exit, Stop> {
    let url = Url::parse(&arguments.store.store)?;
    let found = match folder::all(session, &arguments.procedures)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let mut input = Input::new(files::open(&arguments.file)?, files::name(&arguments.file));
    let first = input.next()?;
    let store = if arguments.publish || url == Url::Memory {
        url.open_or_create(arguments.log.as_deref())?
    } else {
        url.open(shouwen::OpenMode::ReadWrite)?
    };
    let mut runtime = open(arguments, store, first.as_ref(), &found)?;
    if arguments.publish {
        stores::begin(&mut runtime, arguments.operator.as_deref())?;
        publish::all(session, &mut runtime, &found)?;
    } else {
        for f in &found {
            if !runtime.registers().versions().iter().any(|v| v.definition == f.compiled.hash) {
                let name = &f.compiled.form.item.name;
                session.talk(
                    &format!("注意：{name}（{}）没有发布", f.file),
                    &format!("note: {name} ({}) is not published", f.file),
                );
            }
        }
    }
    let mut next = first;
    while let Some(read) = next {
        one(session, &mut runtime, &input, read)?;
        next = input.next()?;
    }
    Ok(Exit::Fine)
}

fn open(
    arguments: &Run,
    store: Box<dyn Store>,
    first: Option<&Read>,
    found: &[Found],
) -> Result<AnyRuntime, Stop> {
    if !arguments.virtual_clock {
        return stores::runtime(store, SystemClock);
    }
    // A log that is there goes on where it ended. In a new one the office is there since the procedures are in force,
    // or before the first command, whichever is earlier: cases may be played in any order.
    let stated = first.and_then(line::stated).map(|at| Instant::start_of(at.date()));
    let force = found.iter().map(|f| Instant::start_of(f.compiled.form.item.in_force_from)).min();
    let start = match stores::last_recorded(&*store)? {
        Some(last) => last,
        None => stated.into_iter().chain(force).min().unwrap_or_else(|| SystemClock.now(None)),
    };
    stores::runtime(store, DayBook(start))
}

/// Carries out one line and answers it at once: an answer that is seen is committed.
fn one(session: &mut Session, runtime: &mut AnyRuntime, input: &Input, read: Read) -> Result<(), Stop> {
    match read {
        Read::Request(request) => {
            let answer = execute(runtime, &request).map_err(|stop| input.at_line(stop))?;
            let line = answer::line(session, &answer);
            session.json_line(&line)
        }
        Read::Refused { key, refusal } => {
            let line = answer::refused(session, key.as_deref(), &refusal);
            session.json_line(&line)
        }
        Read::Unreadable(Said { zh, en }) => Err(input.at_line(Stop::new(Exit::Unreadable, zh, en))),
    }
}

fn execute(runtime: &mut AnyRuntime, request: &Request) -> Result<shouwen::Answer, Stop> {
    Ok(runtime.execute(request)?)
}
