//! `graph`: the machine of a procedure as a drawing.

use crate::folder;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[arg(help = "文件；- 为标准输入 || A file; - is standard input")]
    file: PathBuf,
    #[arg(
        long = "as",
        value_name = "dot",
        default_value = "dot",
        hide_default_value = true,
        help = "形式：本版本只有 dot（Graphviz） || Form: dot (Graphviz) is what this version has"
    )]
    form: String,
}

pub(crate) fn run(session: &mut Session, arguments: &Graph) -> Result<Exit, Stop> {
    let form = &arguments.form;
    if form != "dot" {
        return Err(Stop::usage(
            format!("本版本不能画成「{form}」，可用的形式：dot"),
            format!("this version cannot draw `{form}`; available: dot"),
        ));
    }
    let found = match folder::all(session, std::slice::from_ref(&arguments.file))? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    for f in &found {
        session.raw(&shouwen_compile::dot(&f.compiled))?;
    }
    if found.is_empty() {
        session.talk("这份文件没有事项", "the file has no procedure");
    }
    Ok(Exit::Fine)
}
