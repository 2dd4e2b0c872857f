//! Where used files come from. No file is opened here: whoever compiles brings a library.

use std::collections::BTreeMap;

/// The ending of a source file's name.
pub const EXTENSION: &str = ".proc";

/// Finds the files that 引用 names.
pub trait Library {
    /// The file `name` as seen from the file at the path `from`: in the same folder, then in the folders above it, up
    /// to the library's root. Gives its path and its bytes.
    fn load(&self, from: &str, name: &str) -> Option<(String, Vec<u8>)>;
}

/// A library without any file.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLibrary;

impl Library for NoLibrary {
    fn load(&self, _: &str, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
}

/// A library in memory: bytes by path, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct MemoryLibrary {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLibrary {
    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Library for MemoryLibrary {
    fn load(&self, from: &str, name: &str) -> Option<(String, Vec<u8>)> {
        candidates(from, name)
            .into_iter()
            .find_map(|path| self.files.get(&path).map(|bytes| (path.clone(), bytes.clone())))
    }
}

/// The paths at which a used file may stand, nearest first: the folder of the using file, then those above it. A name
/// that is no plain file name has none, so that nothing outside the root can be reached.
#[must_use]
pub fn candidates(from: &str, name: &str) -> Vec<String> {
    if name.is_empty() || name.contains(['/', '\\', '\0']) || name == ".." {
        return Vec::new();
    }
    let mut folder = from;
    let mut found = Vec::new();
    while let Some((above, _)) = folder.rsplit_once('/') {
        found.push(format!("{above}/{name}{EXTENSION}"));
        folder = above;
    }
    if !from.starts_with('/') {
        found.push(format!("{name}{EXTENSION}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_wins() {
        let library = MemoryLibrary::default().with("a/机构.proc", "1").with("机构.proc", "2");
        let found = |from| library.load(from, "机构").map(|(path, _)| path);
        assert_eq!(found("a/b/许可.proc").as_deref(), Some("a/机构.proc"));
        assert_eq!(found("许可.proc").as_deref(), Some("机构.proc"));
        assert_eq!(found("c/许可.proc").as_deref(), Some("机构.proc"));
        assert_eq!(library.load("a/许可.proc", "机够"), None);
        assert_eq!(NoLibrary.load("a", "机构"), None);
    }

    #[test]
    fn a_name_never_leads_out_of_the_folders_above() {
        assert_eq!(candidates("/srv/a/x.proc", "y"), ["/srv/a/y.proc", "/srv/y.proc", "/y.proc"]);
        for name in ["../y", "..", "", "a/b", "a\\b"] {
            assert!(candidates("a/x.proc", name).is_empty(), "{name}");
        }
    }
}
