//! `new`: a commented file to start from. Its texts are checked and played by the tests, in both languages.

use crate::files;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use shouwen::{NoLibrary, compile};
use shouwen_compile::EXTENSION;
use shouwen_syntax::Language;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

const CHINESE: &str = include_str!("zh.proc");
const ENGLISH: &str = include_str!("en.proc");

/// The short name where the name has no letters for one.
const ALIAS: &str = "my_procedure";

/// The most characters of a name: it names a file and is read aloud.
const MAX_NAME_CHARS: usize = 60;

#[derive(Debug, Args)]
pub(crate) struct New {
    #[arg(help = "事项的名称 || Name of the procedure")]
    name: String,
    #[arg(
        long,
        value_name = "FILE|-",
        help = "写到哪个文件；默认为名称加 .proc，- 为标准输出 || Where to write it; by default the name with .proc, - is standard output"
    )]
    out: Option<PathBuf>,
}

pub(crate) fn run(session: &mut Session, arguments: &New) -> Result<Exit, Stop> {
    let name = arguments.name.trim();
    let text = text(name, session.language)?;
    let path = match &arguments.out {
        Some(path) if path.as_os_str() == files::STDIN => {
            session.raw(&text)?;
            return Ok(Exit::Fine);
        }
        Some(path) => path.clone(),
        None if name.starts_with('.') || name.contains(['/', '\\']) => {
            return Err(Stop::usage(
                "这个名称不能作文件名，请用 --out 写明文件",
                "this name cannot name a file; name one with --out",
            ));
        }
        None => PathBuf::from(format!("{name}{EXTENSION}")),
    };
    create(&path, &text)?;
    let shown = words::line(&files::name(&path));
    // So that it can be typed as it is shown.
    let typed = if shown.contains(' ') { format!("\"{shown}\"") } else { shown.clone() };
    session.talk(
        &format!("已写入 {shown}；下一步：shouwen check {typed}，shouwen test {typed}"),
        &format!("{shown} is written; next: shouwen check {typed}, shouwen test {typed}"),
    );
    Ok(Exit::Fine)
}

/// The text under a name; the name is put in 「」 where it would be read as something else.
fn text(name: &str, language: Language) -> Result<String, Stop> {
    let template = match language {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    };
    let good =
        !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS && !name.chars().any(char::is_control);
    if good {
        for written in [name.to_owned(), format!("「{name}」")] {
            for alias in [alias(name), ALIAS.to_owned()] {
                let text = template.replace("{名称}", &written).replace("{简称}", &alias);
                if compile("new.proc", text.as_bytes(), &NoLibrary).diagnostics.is_empty() {
                    return Ok(text);
                }
            }
        }
    }
    let shown = words::given(name);
    Err(Stop::usage(
        format!("「{shown}」不能作事项的名称：应为一个词，1 至 {MAX_NAME_CHARS} 字"),
        format!("`{shown}` cannot name a procedure: one word of 1 to {MAX_NAME_CHARS} characters"),
    ))
}

/// A short name made of what the name has of ASCII letters and digits.
fn alias(name: &str) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let kept = kept.trim_matches('_');
    if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { kept.to_owned() } else { ALIAS.to_owned() }
}

/// Writes a file that must not be there yet.
fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let shown = files::name(path);
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Stop::new(
            Exit::Unreadable,
            format!("{shown}：已经有这个文件，没有改动"),
            format!("{shown}: the file is there already and was left as it is"),
        ),
        _ => Stop::file(&shown, &error),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| Stop::file(&shown, &error))
}
