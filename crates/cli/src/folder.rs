//! Compiling real files: the library of used files, and every procedure below some paths.

use crate::files;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use shouwen_compile::{Compilation, Compiled, Library, candidates, compile};
use shouwen_syntax::render;
use std::path::{Path, PathBuf};

/// Used files as they lie in folders.
pub(crate) struct Folders;

impl Library for Folders {
    fn load(&self, from: &str, name: &str) -> Option<(String, Vec<u8>)> {
        candidates(from, name).into_iter().find_map(|path| {
            let file = Path::new(&path);
            let bytes = if file.is_file() { files::source(file).ok() } else { None };
            bytes.map(|bytes| (path, bytes))
        })
    }
}

/// Compiles one file.
pub(crate) fn one(path: &Path) -> Result<Compilation, Stop> {
    let bytes = files::source(path)?;
    Ok(compile(&files::name(path), &bytes, &Folders))
}

/// A procedure with its file.
pub(crate) struct Found {
    pub(crate) file: String,
    pub(crate) sources: shouwen_syntax::SourceMap,
    pub(crate) compiled: Compiled,
}

/// Compiles everything below these paths. Errors are shown on standard error, and then there is nothing.
pub(crate) fn all(session: &mut Session, paths: &[PathBuf]) -> Result<Result<Vec<Found>, Exit>, Stop> {
    let mut found = Vec::new();
    let mut exit = Exit::Fine;
    for path in files::procedures(paths)? {
        let Compilation { sources, procedures, diagnostics } = match one(&path) {
            Ok(compilation) => compilation,
            Err(stop) => {
                exit = exit.and(session.complain(stop)?);
                continue;
            }
        };
        if diagnostics.has_errors() {
            exit = exit.and(Exit::Findings);
            let shown = render::terminal_list(diagnostics, &sources, session.language, render::Style::Plain);
            session.talk(&shown, &shown);
        }
        let file = files::name(&path);
        for compiled in procedures {
            found.push(Found { file: file.clone(), sources: sources.clone(), compiled });
        }
    }
    Ok(if exit == Exit::Fine { Ok(found) } else { Err(exit) })
}
