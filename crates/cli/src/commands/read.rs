//! `read`: a procedure as an official text, for print.

use crate::folder;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::Args;
use shouwen_syntax::{FileId, official, parse};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[arg(help = "文件；- 为标准输入 || A file; - is standard input")]
    file: PathBuf,
}

pub(crate) fn run(session: &mut Session, arguments: &Read) -> Result<Exit, Stop> {
    // What is wrong is not printed as if it were in force.
    let found = match folder::all(session, std::slice::from_ref(&arguments.file))? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    for (n, source) in found.iter().filter_map(|f| f.sources.get(FileId(0))).enumerate() {
        if n > 0 {
            session.line("")?;
        }
        session.raw(&official(&parse(source).tree, session.language))?;
    }
    if found.is_empty() {
        session.talk("这份文件没有事项", "the file has no procedure");
    }
    Ok(Exit::Fine)
}
