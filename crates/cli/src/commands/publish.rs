//! `publish`: puts procedures in force in a log.

use crate::arguments::StoreArgument;
use crate::desk::When;
use crate::folder::{self, Found};
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::{self, AnyRuntime, Url};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[arg(required = true, help = "文件或文件夹 || Files or folders")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    #[arg(
        long,
        value_name = "NAME",
        help = "日志管理人；日志开立时确定 || The operator of the log, fixed when it begins"
    )]
    operator: Option<String>,
    #[arg(
        long,
        value_name = "ID",
        help = "新日志的名称；默认取自文件名 || Id of a new log; by default from the file's name"
    )]
    log: Option<String>,
    #[command(flatten)]
    when: When,
}

pub(crate) fn run(session: &mut Session, arguments: &Publish) -> Result<Exit, Stop> {
    let url = Url::parse(&arguments.store.store)?;
    let found = match folder::all(session, &arguments.paths)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let store = url.open_or_create(arguments.log.as_deref())?;
    let mut runtime = arguments.when.runtime(store)?;
    stores::begin(&mut runtime, arguments.operator.as_deref())?;
    all(session, &mut runtime, &found)?;
    Ok(Exit::Fine)
}

/// Publishes what is missing and says so.
pub(crate) fn all(session: &mut Session, runtime: &mut AnyRuntime, found: &[Found]) -> Result<(), Stop> {
    for f in found {
        let written = runtime.publish(&f.compiled)?;
        let (name, hash) = (&f.compiled.form.item.name, f.compiled.hash);
        if written > 0 {
            session.talk(
                &format!("已发布 {name}（{hash}），写入 {written} 条记录"),
                &format!("published {name} ({hash}), {written} records written"),
            );
        } else {
            session.talk(&format!("{name} 已在日志中"), &format!("{name} is in the log already"));
        }
    }
    Ok(())
}
