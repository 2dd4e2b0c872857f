//! One room per command.

pub(crate) mod case;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod directory;
pub(crate) mod due;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod fmt;
pub(crate) mod graph;
pub(crate) mod hash;
pub(crate) mod log;
pub(crate) mod new;
pub(crate) mod publish;
pub(crate) mod read;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod task;
pub(crate) mod test;
pub(crate) mod tick;
pub(crate) mod verify;

use crate::arguments::Sub;
use crate::session::Session;
use crate::stop::{Exit, Stop};

/// Runs a command.
pub(crate) fn run(session: &mut Session, command: Sub) -> Result<Exit, Stop> {
    match command {
        Sub::Demo(arguments) => demo::run(session, &arguments),
        Sub::New(arguments) => new::run(session, &arguments),
        Sub::Check(arguments) => check::run(session, &arguments),
        Sub::Fmt(arguments) => fmt::run(session, &arguments),
        Sub::Hash(arguments) => hash::run(session, &arguments),
        Sub::Explain(arguments) => explain::run(session, &arguments),
        Sub::Read(arguments) => read::run(session, &arguments),
        Sub::Graph(arguments) => graph::run(session, &arguments),
        Sub::Test(arguments) => test::run(session, &arguments),
        Sub::Due(arguments) => due::run(session, &arguments),
        Sub::Publish(arguments) => publish::run(session, &arguments),
        Sub::Run(arguments) => run::run(session, &arguments),
        Sub::Case(arguments) => case::run(session, &arguments),
        Sub::Task(arguments) => task::run(session, &arguments),
        Sub::Directory(arguments) => directory::run(session, &arguments),
        Sub::Tick(arguments) => tick::run(session, &arguments),
        Sub::Log(arguments) => log::run(session, &arguments),
        Sub::Verify(arguments) => verify::run(session, &arguments),
        Sub::Replay(arguments) => replay::run(session, &arguments),
        Sub::Findings(arguments) => findings::run(session, &arguments),
        Sub::Report(arguments) => report::run(session, &arguments),
        Sub::Completions(arguments) => completions::run(session, &arguments),
    }
}
