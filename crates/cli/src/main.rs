//! The `shouwen` command: a thin edge around the library. It reads arguments, files, the clock and the environment,
//! and decides nothing about procedures itself.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod arguments;
mod commands;
mod desk;
mod files;
mod folder;
mod localise;
mod session;
mod stop;
mod stores;
mod words;

use std::process::ExitCode;

/// A step makes and frees some hundreds of small texts: with this allocator it takes a fifth less time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let language = localise::language(std::env::args_os(), |name| std::env::var(name).ok());
    let mut session = session::Session::new(language);
    let exit = match localise::parse(std::env::args_os(), language) {
        Ok(arguments) => commands::run(&mut session, arguments.command),
        Err(answer) => answer.show(&mut session),
    };
    session.end(exit)
}
