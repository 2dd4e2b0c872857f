//! The language of a run, and the words of the argument parser in it.
//!
//! Every help text is written as `中文 || English`; one half is picked before arguments are parsed.

use crate::arguments::Arguments;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::words;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};
use shouwen_syntax::Language;
use std::ffi::OsString;

/// What stands between the halves of a help text.
const BETWEEN: &str = " || ";

/// Behind every argument of a single command.
const GLOBAL: usize = 1_000;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The language: `--lang`, or that of the locale.
pub(crate) fn language(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<String>,
) -> Language {
    let mut asked = None;
    let mut next = false;
    for argument in arguments.into_iter().skip(1) {
        let argument = argument.to_string_lossy();
        if next {
            asked = Some(argument.clone().into_owned());
        }
        next = argument == "--lang";
        if let Some(value) = argument.strip_prefix("--lang=") {
            asked = Some(value.to_owned());
        }
    }
    match asked.as_deref() {
        Some("zh") => return Language::Chinese,
        Some("en") => return Language::English,
        _ => {}
    }
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| environment(name));
    let locale = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

fn half(text: &str, language: Language) -> String {
    match text.split_once(BETWEEN) {
        Some((zh, _)) if language == Language::Chinese => zh.to_owned(),
        Some((_, en)) => en.to_owned(),
        None => text.to_owned(),
    }
}

fn localised(command: Command, language: Language) -> Command {
    let about = command.get_about().map(|text| half(&text.to_string(), language));
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    let mut place = 0_usize;
    let mut global = 0_usize;
    let command = command
        .mut_args(|argument| {
            // Under a heading, arguments are listed by this order and not by their places.
            let argument = if argument.is_positional() {
                place = place.saturating_add(1);
                argument.display_order(place)
            } else if argument.is_global_set() || argument.get_id() == "version" {
                // What every command takes stands last, as it stands in the command itself.
                global = global.saturating_add(1);
                argument.display_order(GLOBAL.saturating_add(global))
            } else {
                argument
            };
            let help = argument.get_help().map(|text| half(&text.to_string(), language));
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            let argument = if let Some(help) = help { argument.help(help) } else { argument };
            match language {
                Language::Chinese => argument.help_heading(heading),
                Language::English => argument,
            }
        })
        .mut_subcommands(|sub| localised(sub, language));
    match language {
        Language::Chinese => {
            command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令")
        }
        Language::English => command,
    }
}

/// The words of a usage line that the parser has in English only.
fn usage(text: &str) -> String {
    text.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replacen("Usage: ", "用法：", 1)
}

/// The parser in a language.
pub(crate) fn command(language: Language) -> Command {
    localised(Arguments::command(), language)
}

/// What the parser says instead of arguments: help, or what is wrong.
pub(crate) struct Instead {
    help: bool,
    exit: Exit,
    text: String,
}

impl Instead {
    /// Shows it: help is data, a complaint is talk.
    pub(crate) fn show(self, session: &mut Session) -> Result<Exit, Stop> {
        if self.help && self.exit == Exit::Fine {
            session.raw(&self.text)?;
        } else {
            // It repeats what was given.
            let text = words::complaint(self.text.trim_end());
            session.talk(&text, &text);
        }
        Ok(self.exit)
    }
}

/// Parses arguments.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    language: Language,
) -> Result<Arguments, Instead> {
    let matches = command(language).try_get_matches_from(arguments);
    matches.and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(|error| {
        let help = matches!(
            error.kind(),
            ErrorKind::DisplayHelp
                | ErrorKind::DisplayVersion
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
        let text = match (language, help) {
            (Language::English, _) => error.render().to_string(),
            (Language::Chinese, true) => usage(&error.render().to_string()),
            (Language::Chinese, false) => chinese(&error),
        };
        Instead { help, exit: if asked { Exit::Fine } else { Exit::Usage }, text }
    })
}

/// A complaint of the parser in Chinese.
fn chinese(error: &clap::Error) -> String {
    let word = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = word(ContextKind::InvalidArg);
    let value = word(ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("错误：没有「{}」这个命令", word(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("错误：没有「{argument}」这个参数"),
        ErrorKind::MissingRequiredArgument => format!("错误：缺少 {argument}"),
        ErrorKind::ArgumentConflict => {
            format!("错误：{argument} 不能与 {} 同时使用", word(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("错误：{argument} 后面缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("错误：{argument} 的值「{value}」不对")
        }
        _ => format!("错误：参数不对（{}）", error.kind()),
    };
    for (kind, before) in [
        (ContextKind::ValidValue, "可以是："),
        (ContextKind::SuggestedSubcommand, "是不是："),
        (ContextKind::SuggestedArg, "是不是："),
        (ContextKind::SuggestedValue, "是不是："),
    ] {
        let words = word(kind);
        if !words.is_empty() {
            text.push_str(&format!("\n  {before}{words}"));
        }
    }
    if let Some(ContextValue::StyledStr(words)) = error.get(ContextKind::Usage) {
        text.push_str(&format!("\n\n{}", usage(&words.to_string())));
    }
    text.push_str("\n\n说明见 --help");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_unless_asked() {
        let with = |arguments: &[&str], pairs: &[(&str, &str)]| {
            let found = |name: &str| pairs.iter().find(|p| p.0 == name).map(|p| p.1.to_owned());
            language(arguments.iter().map(OsString::from), found)
        };
        assert_eq!(with(&["shouwen"], &[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(with(&["shouwen"], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Language::English);
        assert_eq!(with(&["shouwen"], &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(with(&["shouwen", "--lang", "en"], &[("LANG", "zh_CN")]), Language::English);
        assert_eq!(with(&["shouwen", "--lang=zh"], &[]), Language::Chinese);
        assert_eq!(with(&["shouwen"], &[]), Language::English);
    }

    #[test]
    fn every_help_text_has_both_languages() {
        fn both(text: Option<&clap::builder::StyledStr>) -> bool {
            let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let text = text.map(ToString::to_string).unwrap_or_default();
            text.split_once(BETWEEN).is_some_and(|(zh, en)| han(zh) && !en.is_empty() && !han(en))
        }
        fn look(command: &Command, missing: &mut Vec<String>) {
            let name = command.get_name().to_owned();
            if !both(command.get_about()) {
                missing.push(name.clone());
            }
            for argument in command.get_arguments() {
                if !both(argument.get_help()) {
                    missing.push(format!("{name} {}", argument.get_id()));
                }
            }
            command.get_subcommands().for_each(|sub| look(sub, missing));
        }
        let mut missing = Vec::new();
        look(&Arguments::command(), &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
        Arguments::command().debug_assert();
        command(Language::Chinese).debug_assert();
    }
}
