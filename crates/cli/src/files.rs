//! Files and standard input: reading within bounds, finding `*.proc`, writing as a whole or not at all.

use crate::stop::{Exit, Stop};
use shouwen_compile::EXTENSION;
use shouwen_syntax::MAX_SOURCE_BYTES;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// The name of standard input.
pub(crate) const STDIN: &str = "-";

/// The deepest folder that is looked into.
const MAX_DEPTH: usize = 32;

/// A path as it is shown and as libraries know it.
pub(crate) fn name(path: &Path) -> String {
    let name = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(MAIN_SEPARATOR, "/") }
}

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, Stop> {
    if path.as_os_str() == STDIN {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let fail = |error: &io::Error| Stop::file(&name(path), error);
    if path.is_dir() {
        return Err(fail(&io::ErrorKind::IsADirectory.into()));
    }
    File::open(path).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>).map_err(|e| fail(&e))
}

/// Reads a file, at most so many bytes: whoever reads further sees that it is longer.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    open(path)?.take(limit).read_to_end(&mut bytes).map_err(|e| Stop::file(&name(path), &e))?;
    Ok(bytes)
}

/// Reads a source file; one that is too long stays too long.
pub(crate) fn source(path: &Path) -> Result<Vec<u8>, Stop> {
    read(path, MAX_SOURCE_BYTES.saturating_add(1))
}

/// Reads a text.
pub(crate) fn text(path: &Path, most: usize) -> Result<String, Stop> {
    let bytes = read(path, most.saturating_add(1))?;
    let shown = name(path);
    if bytes.len() > most {
        return Err(Stop::new(
            Exit::Unreadable,
            format!("{shown}：超过 {most} 个字节"),
            format!("{shown}: more than {most} bytes"),
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        Stop::new(Exit::Unreadable, format!("{shown}：不是 UTF-8 文本"), format!("{shown}: not a UTF-8 text"))
    })
}

/// The source files that these paths mean: files as they are, folders with all `*.proc` below them, in a stable order.
pub(crate) fn procedures(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            below(path, 0, &mut found)?;
            if found.len() == before {
                let shown = name(path);
                return Err(Stop::new(
                    Exit::Unreadable,
                    format!("{shown}：文件夹里没有 .proc 文件"),
                    format!("{shown}: the folder holds no .proc file"),
                ));
            }
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let fail = |error: &io::Error| Stop::file(&name(folder), error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| fail(&e))? {
        let entry = entry.map_err(|e| fail(&e))?;
        entries.push((entry.file_name(), entry.path(), entry.file_type().map_err(|e| fail(&e))?));
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (file, path, kind) in entries {
        let hidden = file.to_string_lossy().starts_with('.');
        if kind.is_dir() {
            if !hidden && depth < MAX_DEPTH {
                below(&path, depth.saturating_add(1), found)?;
            }
        } else if !hidden && file.to_string_lossy().ends_with(EXTENSION) {
            found.push(path);
        }
    }
    Ok(())
}

/// Replaces a file as a whole: whoever reads it sees the old text or the new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    replace(path, |file| file.write_all(bytes).map_err(|e| Stop::file(&name(path), &e)))
}

/// Replaces a file as a whole by what is written piece by piece.
pub(crate) fn replace<T>(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<&File>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let fail = |error: &io::Error| Stop::file(&name(path), error);
    // What a link means is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|e| fail(&e))?;
    let mut writer = BufWriter::new(file.as_file());
    let filled = fill(&mut writer)?;
    writer.flush().map_err(|e| fail(&e))?;
    drop(writer);
    if let Ok(known) = fs::metadata(&target) {
        fs::set_permissions(file.path(), known.permissions()).map_err(|e| fail(&e))?;
    }
    file.as_file().sync_all().map_err(|e| fail(&e))?;
    file.persist(&target).map_err(|e| fail(&e.error))?;
    Ok(filled)
}
