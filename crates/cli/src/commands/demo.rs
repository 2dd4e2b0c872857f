//! `demo`.

use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long, default_value_t = 1, help = "种子 || Seed")]
    seed: u64,
}

pub(crate) fn run(_: &mut Session, _: &Demo) -> Result<Exit, Stop> {
    Ok(Exit::Fine)
}
