//! `fmt`: the canonical layout, and translation between the two languages.

use crate::files;
use crate::folder::Folders;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::Args;
use shouwen_compile::compile;
use shouwen_syntax::render::{self, Style};
use shouwen_syntax::{Code, Diagnostics, FileId, Language, SourceMap, apply_sure_fixes, fmt_to};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    #[arg(
        required = true,
        help = "文件或文件夹；- 从标准输入到标准输出 || Files or folders; - from standard input to standard output"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        help = "只检查，不改动；有需要排版的文件时退出码为 1 || Change nothing; exit 1 if a file is not laid out so"
    )]
    check: bool,
    #[arg(
        long,
        value_name = "zh|en",
        value_parser = ["zh", "en"],
        hide_possible_values = true,
        help = "转换为中文或英文的关键词 || Translate the keywords to Chinese or English"
    )]
    to: Option<String>,
}

pub(crate) fn run(session: &mut Session, arguments: &Fmt) -> Result<Exit, Stop> {
    let target = arguments.to.as_deref().map(|to| match to {
        "zh" => Language::Chinese,
        _ => Language::English,
    });
    let mut exit = Exit::Fine;
    for path in files::procedures(&arguments.paths)? {
        exit = exit.and(match one(session, &path, target, arguments.check) {
            Ok(exit) => exit,
            Err(stop) => session.complain(stop)?,
        });
    }
    Ok(exit)
}

fn one(session: &mut Session, path: &Path, target: Option<Language>, check: bool) -> Result<Exit, Stop> {
    let bytes = files::source(path)?;
    laid_out(session, path, target, check, (&bytes, false))
}

/// The text with the blanks that are missing, if that is known of some.
fn with_blanks(name: &str, bytes: &[u8]) -> Option<String> {
    let compilation = compile(name, bytes, &Folders);
    let source = compilation.sources.get(FileId(0))?;
    let blanks = compilation.diagnostics.sorted().into_iter().filter(|d| d.code == Code::S014);
    let (text, applied) = apply_sure_fixes(source, &blanks.collect::<Vec<_>>());
    (applied > 0).then_some(text)
}

/// Lays out the text that was read from a file, or what it was mended to.
fn laid_out(
    session: &mut Session,
    path: &Path,
    target: Option<Language>,
    check: bool,
    (bytes, mended): (&[u8], bool),
) -> Result<Exit, Stop> {
    let name = files::name(path);
    let mut sources = SourceMap::default();
    let formatted = match sources.add(name.clone(), bytes) {
        Ok(id) => match sources.get(id) {
            Some(source) => fmt_to(source, target),
            None => return Ok(Exit::Fine),
        },
        Err(refusal) => {
            let mut all = Diagnostics::default();
            all.push(*refusal);
            Err(all)
        }
    };
    let text = match formatted {
        Ok(text) => text,
        Err(diagnostics) => {
            // Blanks that can only be missing in one way are put in; every other fault is left to `check`.
            if let Some(text) = with_blanks(&name, bytes) {
                return laid_out(session, path, target, check, (text.as_bytes(), true));
            }
            let shown = render::terminal_list(diagnostics, &sources, session.language, Style::Plain);
            session.talk(&shown, &shown);
            return Ok(Exit::Findings);
        }
    };
    let same = !mended && sources.get(FileId(0)).is_some_and(|source| source.text() == text);
    if check {
        if !same {
            session.line(name)?;
        }
        return Ok(if same { Exit::Fine } else { Exit::Findings });
    }
    if path.as_os_str() == files::STDIN {
        session.raw(&text)?;
    } else if !same {
        files::write(path, text.as_bytes())?;
        session.talk(&format!("已排版 {name}"), &format!("laid out {name}"));
    }
    Ok(Exit::Fine)
}
