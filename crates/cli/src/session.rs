//! One run of the command: its language, its standard output (data) and standard error (talk).

use crate::stop::{Exit, Stop};
use crate::words;
use clap::ValueEnum;
use serde::Serialize;
use shouwen::Said;
use shouwen_syntax::Language;
use shouwen_syntax::render::Style;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::process::ExitCode;

/// Cells of a progress bar.
const BAR: usize = 28;

/// How lists are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// One run of the command.
pub(crate) struct Session {
    pub(crate) language: Language,
    out: BufWriter<Stdout>,
    colour: bool,
    bar: bool,
}

impl Session {
    /// Colour and progress are for terminals only, and `NO_COLOR` is obeyed.
    pub(crate) fn new(language: Language) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        Self {
            language,
            out: BufWriter::new(io::stdout()),
            colour: !plain && io::stdout().is_terminal(),
            bar: !plain && io::stderr().is_terminal(),
        }
    }

    /// One of two wordings.
    pub(crate) fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// What was said, in the language of this run.
    pub(crate) fn of<'a>(&self, said: &'a Said) -> &'a str {
        self.say(&said.zh, &said.en)
    }

    /// How diagnostics are drawn.
    pub(crate) const fn style(&self) -> Style {
        if self.colour { Style::Coloured } else { Style::Plain }
    }

    /// A text between two terminal codes, on a terminal.
    pub(crate) fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A line of data.
    pub(crate) fn line(&mut self, text: impl Display) -> Result<(), Stop> {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    /// Data as they are.
    pub(crate) fn raw(&mut self, text: &str) -> Result<(), Stop> {
        self.out.write_all(text.as_bytes())?;
        Ok(())
    }

    /// The whole answer as one JSON object.
    pub(crate) fn json<T: Serialize>(&mut self, value: &T) -> Result<(), Stop> {
        let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
        self.line(text)
    }

    /// One JSON object on a line of its own, on its way at once.
    pub(crate) fn json_line<T: Serialize>(&mut self, value: &T) -> Result<(), Stop> {
        let text = serde_json::to_string(value).map_err(io::Error::other)?;
        self.line(text)?;
        self.flush()
    }

    /// Standard output itself.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Sends what is written on its way.
    pub(crate) fn flush(&mut self) -> Result<(), Stop> {
        self.out.flush()?;
        Ok(())
    }

    /// Talk, on standard error.
    pub(crate) fn talk(&mut self, zh: &str, en: &str) {
        let text = self.say(zh, en).to_owned();
        // Data come before the talk about them, and nothing can be done if nobody listens.
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// Says a fault and gives its exit code, for whoever goes on all the same. Nobody goes on without a reader.
    pub(crate) fn complain(&mut self, stop: Stop) -> Result<Exit, Stop> {
        match stop {
            Stop::Pipe => Err(Stop::Pipe),
            Stop::Fault(exit, said) => {
                let (zh, en) = (words::complaint(&said.zh), words::complaint(&said.en));
                self.talk(&format!("错误：{zh}"), &format!("error: {en}"));
                Ok(exit)
            }
        }
    }

    /// Shows how far long work is, on a terminal.
    pub(crate) fn progress(&self, done: usize, all: usize) {
        if !self.bar || all == 0 {
            return;
        }
        let full = done.min(all).saturating_mul(BAR).checked_div(all).unwrap_or(BAR);
        let (full, rest) = ("█".repeat(full), "░".repeat(BAR.saturating_sub(full)));
        let mut error = io::stderr();
        let _ = write!(error, "\r{full}{rest} {done}/{all} ");
        if done >= all {
            let _ = write!(error, "\r\u{1b}[K");
        }
        let _ = error.flush();
    }

    /// Ends the run.
    pub(crate) fn end(mut self, ended: Result<Exit, Stop>) -> ExitCode {
        let ended = ended.and_then(|exit| self.flush().map(|()| exit));
        let exit = match ended {
            Ok(exit) => exit,
            Err(stop) => self.complain(stop).unwrap_or(Exit::Fine),
        };
        // What the buffer still holds cannot be written any more; its own attempt at the end would say nothing.
        let (_, _) = self.out.into_parts();
        ExitCode::from(exit.number())
    }
}
