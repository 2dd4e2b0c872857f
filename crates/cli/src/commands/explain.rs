//! `explain`: the page of a code, or what a file was compiled to.

use crate::folder;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::Args;
use shouwen::RefusalCode;
use shouwen_executor::Class;
use shouwen_syntax::Code;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[arg(
        value_name = "CODE|FILE",
        help = "问题代码（如 D201）、拒绝代码（如 SAME_PERSON），或文件 || A code of `check` (D201), of a refusal (SAME_PERSON), or a file"
    )]
    what: PathBuf,
}

pub(crate) fn run(session: &mut Session, arguments: &Explain) -> Result<Exit, Stop> {
    let word = arguments.what.to_string_lossy();
    if let Some(entry) = Code::find(&word).and_then(Code::entry) {
        let title = format!("{} {}", entry.code, entry.title(session.language));
        let title = session.paint("1", &title);
        session.line(format_args!("{title}\n"))?;
        session.line(entry.explanation(session.language).trim())?;
        return Ok(Exit::Fine);
    }
    let refusal = RefusalCode::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(&word));
    if let Some(code) = refusal {
        let what = class(session, code.class());
        session.line(format_args!("{code}\n{what}"))?;
        return Ok(Exit::Fine);
    }
    if !arguments.what.exists() && looks_like_a_code(&word) {
        return Err(Stop::usage(format!("没有「{word}」这个代码"), format!("there is no code `{word}`")));
    }
    lowering(session, &arguments.what)
}

fn looks_like_a_code(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn lowering(session: &mut Session, path: &Path) -> Result<Exit, Stop> {
    let found = match folder::all(session, &[path.to_owned()])? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    for f in &found {
        let text = shouwen_compile::explain(&f.compiled, session.language);
        session.raw(&text)?;
    }
    if found.is_empty() {
        session.talk("这份文件没有事项", "the file has no procedure");
    }
    Ok(Exit::Fine)
}

/// What a class of refusals asks of the caller.
fn class(session: &Session, class: Class) -> &'static str {
    let (zh, en) = match class {
        Class::Invalid => (
            "这类拒绝（invalid）：命令写得不对，改正后再提交。",
            "This kind of refusal (invalid): the command is malformed; correct it.",
        ),
        Class::NotAllowed => (
            "这类拒绝（not_allowed）：办件现在的状态或依据的规定不允许这样做。",
            "This kind of refusal (not_allowed): the case as it stands, or the law, does not allow it.",
        ),
        Class::NotEntitled => (
            "这类拒绝（not_entitled）：这个人无权这样做，须由有权的人来做。",
            "This kind of refusal (not_entitled): this person may not; somebody who is entitled has to do it.",
        ),
        Class::NotYet => (
            "这类拒绝（not_yet）：还缺一步，先补上，再提交同样的命令。",
            "This kind of refusal (not_yet): something has to happen first; then ask again.",
        ),
        Class::Conflict => (
            "这类拒绝（conflict）：与另一个命令冲突，重新读取后再决定。",
            "This kind of refusal (conflict): it met another command; read again and decide anew.",
        ),
        Class::NotFound => (
            "这类拒绝（not_found）：所指的东西不存在，核对名称。",
            "This kind of refusal (not_found): there is no such thing; check the name.",
        ),
    };
    match session.language {
        shouwen_syntax::Language::Chinese => zh,
        shouwen_syntax::Language::English => en,
    }
}
