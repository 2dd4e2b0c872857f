//! `check`: all that is wrong with files, and repairs.

use crate::files;
use crate::folder;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::words;
use clap::{Args, ValueEnum};
use serde_json::json;
use shouwen_compile::Compilation;
use shouwen_syntax::{Diagnostic, FileId, Severity, SourceMap, Text, apply_sure_fixes, render};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How often repairs are applied to a file: one repair may uncover the next fault.
const MAX_ROUNDS: usize = 8;

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(required = true, help = "文件或文件夹；- 为标准输入 || Files or folders; - is standard input")]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        help = "改正不必选择、不靠猜测的问题 || Apply the repairs that leave nothing to choose or to guess"
    )]
    fix: bool,
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "text|json|sarif",
        help = "输出形式：text（默认）、json 或 sarif（SARIF 2.1.0） || Form of the output: text (default), json or sarif (SARIF 2.1.0)"
    )]
    format: Format,
}

/// How the findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For code scanners and editors.
    Sarif,
}

/// What was seen in one run: the same fault of a shared file is shown once.
#[derive(Default)]
struct Seen {
    known: BTreeSet<(String, u32, u32, &'static str, Text)>,
    errors: usize,
    warnings: usize,
    notes: usize,
    dropped: usize,
}

impl Seen {
    fn is_new(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
        let span = diagnostic.span;
        let file = sources.name(span.file).to_owned();
        let message = diagnostic.message.clone();
        if !self.known.insert((file, span.start, span.end, diagnostic.code.as_str(), message)) {
            return false;
        }
        let count = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        };
        *count = count.saturating_add(1);
        true
    }
}

/// What programs are told at the end of the run.
#[derive(Default)]
struct Listed {
    json: Vec<serde_json::Value>,
    sarif: Vec<render::SarifResult>,
}

pub(crate) fn run(session: &mut Session, arguments: &Check) -> Result<Exit, Stop> {
    let paths = files::procedures(&arguments.paths)?;
    let mut seen = Seen::default();
    let mut listed = Listed::default();
    let mut fixed = 0_usize;
    let mut exit = Exit::Fine;
    for path in &paths {
        let (compilation, repaired) = match one(path, arguments.fix) {
            Ok(read) => read,
            Err(stop) => {
                // One file that cannot be read keeps nobody from checking the others.
                exit = exit.and(session.complain(stop)?);
                continue;
            }
        };
        fixed = fixed.saturating_add(repaired);
        let Compilation { sources, diagnostics, .. } = compilation;
        seen.dropped = seen.dropped.saturating_add(diagnostics.dropped());
        let closing = diagnostics.closing();
        for diagnostic in diagnostics.sorted() {
            if seen.is_new(&diagnostic, &sources) {
                show(session, arguments.format, &diagnostic, &sources, &mut listed)?;
            }
        }
        if let (Format::Text, Some(closing)) = (arguments.format, closing) {
            session.line(closing.of(session.language).to_owned())?;
        }
    }
    let counts = render::Counts { checked: paths.len(), dropped: seen.dropped, unread: exit != Exit::Fine };
    close(session, arguments.format, listed, counts)?;
    summary(session, paths.len(), fixed, &seen);
    Ok(exit.and(if seen.errors > 0 { Exit::Findings } else { Exit::Fine }))
}

/// Shows one finding, or keeps it for the end.
fn show(
    session: &mut Session,
    format: Format,
    diagnostic: &Diagnostic,
    sources: &SourceMap,
    listed: &mut Listed,
) -> Result<(), Stop> {
    match format {
        Format::Json => {
            let shown = render::json(diagnostic, sources, session.language);
            listed.json.push(serde_json::to_value(shown).map_err(std::io::Error::other)?);
        }
        Format::Sarif => listed.sarif.push(render::sarif_result(diagnostic, sources, session.language)),
        Format::Text => {
            let shown = render::terminal(diagnostic, sources, session.language, session.style());
            session.line(format_args!("{shown}\n"))?;
        }
    }
    Ok(())
}

/// Writes what was kept.
fn close(session: &mut Session, format: Format, listed: Listed, counts: render::Counts) -> Result<(), Stop> {
    let render::Counts { checked, dropped, .. } = counts;
    match format {
        Format::Text => Ok(()),
        Format::Json => {
            session.json(&json!({ "diagnostics": listed.json, "checked": checked, "dropped": dropped }))
        }
        Format::Sarif => session.json(&render::sarif(listed.sarif, counts, session.language)),
    }
}

fn one(path: &Path, repair: bool) -> Result<(Compilation, usize), Stop> {
    let mut compilation = folder::one(path)?;
    let repaired = if repair && path.as_os_str() != files::STDIN { fix(path, &mut compilation)? } else { 0 };
    Ok((compilation, repaired))
}

/// Applies repairs to a file until there is none left; gives how many.
fn fix(path: &Path, compilation: &mut Compilation) -> Result<usize, Stop> {
    let mut fixed = 0_usize;
    for _ in 0..MAX_ROUNDS {
        let Some(source) = compilation.sources.get(FileId(0)) else { break };
        let diagnostics = compilation.diagnostics.clone().sorted();
        let (text, applied) = apply_sure_fixes(source, &diagnostics);
        if applied == 0 || text == source.text() {
            break;
        }
        files::write(path, text.as_bytes())?;
        fixed = fixed.saturating_add(applied);
        *compilation = folder::one(path)?;
    }
    Ok(fixed)
}

fn summary(session: &mut Session, files: usize, fixed: usize, seen: &Seen) {
    let Seen { errors, warnings, notes, .. } = seen;
    let mut zh = format!("检查了 {files} 份文件：{errors} 处错误，{warnings} 处警告，{notes} 处提示");
    let of = words::count;
    let (e, w, n) = (of(*errors, "error"), of(*warnings, "warning"), of(*notes, "note"));
    let mut en = format!("{} checked: {e}, {w}, {n}", of(files, "file"));
    if fixed > 0 {
        zh.push_str(&format!("；改正了 {fixed} 处"));
        en.push_str(&format!("; {fixed} repaired"));
    }
    session.talk(&zh, &en);
}
