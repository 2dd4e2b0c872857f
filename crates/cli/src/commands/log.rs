//! `log export` and `log import`: a log as JSON lines.

use crate::arguments::StoreArgument;
use crate::files;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::{self, Url};
use clap::{Args, Subcommand};
use shouwen::{Log as WholeLog, LogInfo, OpenMode, Salts, SystemClock, VerifyOptions, export, verify};
use std::path::PathBuf;

/// The most bytes of a log that is imported (1 GiB): it is held in memory.
const MAX_LOG_BYTES: usize = 1024 * 1024 * 1024;

#[derive(Debug, Args)]
pub(crate) struct Log {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    #[command(about = "导出为 JSON 行 || Write a log as JSON lines")]
    Export(Export),
    #[command(about = "导入到空的存储；先查验 || Read a log into an empty store, verifying it first")]
    Import(Import),
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    store: StoreArgument,
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "写到文件；默认标准输出 || Write to a file; by default to standard output"
    )]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Import {
    #[arg(help = "日志文件；- 为标准输入 || The log; - is standard input")]
    file: PathBuf,
    #[command(flatten)]
    store: StoreArgument,
}

pub(crate) fn run(session: &mut Session, arguments: &Log) -> Result<Exit, Stop> {
    match &arguments.command {
        Sub::Export(arguments) => write(session, arguments),
        Sub::Import(arguments) => read(session, arguments),
    }
}

fn write(session: &mut Session, arguments: &Export) -> Result<Exit, Stop> {
    let store = Url::parse(&arguments.store.store)?.open(OpenMode::ReadOnly)?;
    let checkpoint = match &arguments.output {
        None => export(&*store, session.out())?,
        Some(path) => files::replace(path, |file| Ok(export(&*store, file)?))?,
    };
    let (size, root) = (checkpoint.size, checkpoint.root);
    session.talk(&format!("{size} 条记录，树根 {root}"), &format!("{size} records, root {root}"));
    Ok(Exit::Fine)
}

fn read(session: &mut Session, arguments: &Import) -> Result<Exit, Stop> {
    let url = Url::parse(&arguments.store.store)?;
    let bytes = files::read(&arguments.file, MAX_LOG_BYTES.saturating_add(1))?;
    if bytes.len() > MAX_LOG_BYTES {
        return Err(Stop::new(
            Exit::Unreadable,
            format!("日志超过 {MAX_LOG_BYTES} 个字节，本版本不能导入"),
            format!("the log has more than {MAX_LOG_BYTES} bytes; this version cannot import it"),
        ));
    }
    let report = verify(bytes.as_slice(), &VerifyOptions::default())?;
    if !report.ok() {
        return Err(Stop::new(
            Exit::Broken,
            "日志有问题，没有导入；用 shouwen verify 查看",
            "the log has problems and was not imported; see `shouwen verify`",
        ));
    }
    let log = WholeLog::read(bytes.as_slice())
        .map_err(|error| Stop::new(Exit::Broken, format!("日志读不懂：{error}"), error.to_string()))?;
    let info = LogInfo::new(log.id.clone(), stores::salts()?.secret())?;
    let mut runtime = stores::runtime(url.create(&info)?, SystemClock)?;
    let records = runtime.import(&log)?;
    session.talk(&format!("已导入 {records} 条记录"), &format!("{records} records imported"));
    Ok(Exit::Fine)
}
