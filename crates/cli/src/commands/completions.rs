//! `completions`: what a shell needs to complete commands and flags.

use crate::localise;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::{Args, ValueEnum};
use clap_complete::{Shell, generate};

#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(
        value_enum,
        value_name = "SHELL",
        hide_possible_values = true,
        help = "bash、zsh、fish、powershell 或 elvish || bash, zsh, fish, powershell or elvish"
    )]
    shell: Known,
}

/// The shells by their plain names, whatever the generator calls them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Known {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
    /// `PowerShell`.
    Powershell,
    /// Elvish.
    Elvish,
}

pub(crate) fn run(session: &mut Session, arguments: &Completions) -> Result<Exit, Stop> {
    let shell = match arguments.shell {
        Known::Bash => Shell::Bash,
        Known::Zsh => Shell::Zsh,
        Known::Fish => Shell::Fish,
        Known::Powershell => Shell::PowerShell,
        Known::Elvish => Shell::Elvish,
    };
    let mut command = localise::command(session.language);
    // The generator writes into a buffer: it has no way to say that a reader went away.
    let mut script = Vec::new();
    generate(shell, &mut command, "shouwen", &mut script);
    session.raw(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
