//! `case`: what a person at a keyboard does with cases, one at a time.

pub(crate) mod act;
mod list;
pub(crate) use list::{PAGE, limited, table};
mod show;

use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Case {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    #[command(about = "提交申请，开立办件 || Open a case")]
    Open(Box<act::Open>),
    #[command(about = "对办件办理一步 || Do something with a case")]
    Do(Box<act::Do>),
    #[command(
        about = "显示一个办件：在哪里、由谁、期限、材料、接下来可以做什么 || Show a case: where it stands, with whom, its limits and materials, what is possible next"
    )]
    Show(show::Show),
    #[command(about = "列出办件 || List cases")]
    List(list::List),
    #[command(about = "列出一个办件的经过 || Tell what happened in a case")]
    Timeline(list::Timeline),
}

pub(crate) fn run(session: &mut Session, arguments: &Case) -> Result<Exit, Stop> {
    match &arguments.command {
        Sub::Open(arguments) => act::open(session, arguments),
        Sub::Do(arguments) => act::act(session, arguments),
        Sub::Show(arguments) => show::run(session, arguments),
        Sub::List(arguments) => list::run(session, arguments),
        Sub::Timeline(arguments) => list::timeline(session, arguments),
    }
}
