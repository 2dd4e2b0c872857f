//! Reads a file and what it uses, each once, and finds the circles.

use crate::library::Library;
use shouwen_syntax::tree::{File, Name, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, FileId, Parsed, Source, SourceMap, Span, Text, parse};
use std::collections::{BTreeMap, BTreeSet};

/// The most files that one file may use, directly and through others.
pub const MAX_FILES: usize = 64;

/// A file that was read.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub(crate) id: FileId,
    pub(crate) tree: File,
    /// The heads of sections of which a clause could not be read.
    faulty: BTreeSet<Span>,
    /// What could not be read, in the order of the text.
    pub(crate) lost: BTreeSet<Span>,
    /// A head could not be read: a whole section may be missing.
    pub(crate) lost_heads: bool,
    /// Anything could not be read.
    pub(crate) lost_clauses: bool,
}

impl Loaded {
    fn new(source: &Source, tree: File, diagnostics: &[Diagnostic]) -> Self {
        let (mut faulty, mut lost) = (BTreeSet::new(), BTreeSet::new());
        let (mut lost_heads, mut lost_clauses) = (false, false);
        for diagnostic in diagnostics.iter().filter(|d| loses(d.code)) {
            lost_clauses = true;
            lost_heads |= !of_clauses(diagnostic.code) || stands_out(source.text(), diagnostic.span);
            // A section goes from its head to the next head, whatever of it could be read.
            let at = diagnostic.span.start;
            lost.insert(diagnostic.span);
            let heads = tree.sections.iter().map(|s| s.head);
            faulty.extend(heads.filter(|h| h.start <= at).max_by_key(|h| h.start));
        }
        Self { id: source.id(), tree, faulty, lost, lost_heads, lost_clauses }
    }

    /// The heads of sections of which a clause could not be read.
    pub(crate) fn faulty_heads(&self) -> impl Iterator<Item = Span> {
        self.faulty.iter().copied()
    }

    /// Whether a clause of the section with this head could not be read.
    pub(crate) fn is_faulty(&self, head: Span) -> bool {
        self.faulty.contains(&head)
    }
}

/// Whether words are missing from the tree after such a fault: not after a missing mark at the end of a clause, nor
/// after a keyword of the other language.
fn loses(code: Code) -> bool {
    use Code as C;
    matches!(code, C::S006 | C::S008 | C::S009 | C::S010 | C::S011 | C::S012 | C::S013 | C::S014)
}

/// Whether a fault is one of a clause, not of a head.
fn of_clauses(code: Code) -> bool {
    matches!(code, Code::S006 | Code::S012 | Code::S013 | Code::S014)
}

/// Whether the line of a fault is not indented. A section without clauses ends like a clause, so that this may be a head
/// whose keyword is misspelt.
fn stands_out(text: &str, fault: Span) -> bool {
    let before = text.get(..fault.range().start).unwrap_or_default();
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at.saturating_add(1));
    !text.get(line..).unwrap_or_default().starts_with(char::is_whitespace)
}

/// What is being read.
struct Reading<'a> {
    library: &'a dyn Library,
    sources: SourceMap,
    files: Vec<Loaded>,
    /// Which path was read as which file; `None` while it or what it uses is still being read.
    known: BTreeMap<String, bool>,
    out: Diagnostics,
    missing: bool,
}

/// What was read: the file first, then what it uses, each before what is used only later.
pub(crate) struct Read {
    pub(crate) sources: SourceMap,
    pub(crate) files: Vec<Loaded>,
    pub(crate) out: Diagnostics,
    /// Whether a used file is missing or unreadable, so that its names are not known.
    pub(crate) missing: bool,
}

/// Reads a file and everything it uses.
pub(crate) fn read(path: &str, bytes: &[u8], library: &dyn Library) -> Read {
    let mut reading = Reading {
        library,
        sources: SourceMap::default(),
        files: Vec::new(),
        known: BTreeMap::new(),
        out: Diagnostics::default(),
        missing: false,
    };
    reading.file(path, bytes, &mut Vec::new());
    let Reading { sources, files, out, missing, .. } = reading;
    Read { sources, files, out, missing }
}

impl Reading<'_> {
    fn file(&mut self, path: &str, bytes: &[u8], circle: &mut Vec<Span>) {
        self.known.insert(path.to_owned(), false);
        let id = match self.sources.add(path, bytes) {
            Ok(id) => id,
            Err(refusal) => {
                self.out.push(*refusal);
                self.missing = true;
                self.known.insert(path.to_owned(), true);
                return;
            }
        };
        let Some(source) = self.sources.get(id) else { return };
        let Parsed { tree, diagnostics } = parse(source);
        let diagnostics = diagnostics.sorted();
        let loaded = Loaded::new(source, tree, &diagnostics);
        Extend::extend(&mut self.out, diagnostics);
        let uses: Vec<Name> = loaded
            .tree
            .sections
            .iter()
            .filter_map(|s| match &s.kind {
                SectionKind::Use(name) => Some(name.clone()),
                _ => None,
            })
            .collect();
        self.files.push(loaded);
        for name in uses {
            circle.push(name.span);
            self.used(path, &name, circle);
            circle.pop();
        }
        self.known.insert(path.to_owned(), true);
    }

    fn used(&mut self, from: &str, name: &Name, circle: &mut Vec<Span>) {
        let Some((path, bytes)) = self.library.load(from, &name.node) else {
            self.out.push(not_found(name));
            self.missing = true;
            return;
        };
        match self.known.get(&path) {
            Some(true) => {}
            Some(false) => self.out.push(in_a_circle(name, circle)),
            None if self.files.len() >= MAX_FILES => {
                self.out.push(too_many(name));
                self.missing = true;
            }
            None => self.file(&path, &bytes, circle),
        }
    }
}

fn not_found(name: &Name) -> Diagnostic {
    let n = &name.node;
    Diagnostic::new(
        Code::N005,
        name.span,
        Text::new(format!("找不到引用的文件「{n}.proc」"), format!("the used file `{n}.proc` is not found")),
    )
    .note(Text::new(
        "在本文件所在的文件夹和它的各级上级文件夹里找过",
        "it was looked for in the folder of this file and in those above it",
    ))
    .help(Text::new("核对文件名，或者把文件放到这里", "check the file's name, or put the file there"))
}

fn too_many(name: &Name) -> Diagnostic {
    Diagnostic::new(
        Code::N005,
        name.span,
        Text::new(
            format!("引用的文件超过 {MAX_FILES} 份，这一份没有读"),
            format!("more than {MAX_FILES} files are used; this one was not read"),
        ),
    )
    .help(Text::new("把共用的岗位集中到少数几份文件里", "gather shared posts in a few files"))
}

fn in_a_circle(name: &Name, circle: &[Span]) -> Diagnostic {
    let n = &name.node;
    let mut diagnostic = Diagnostic::new(
        Code::N006,
        name.span,
        Text::new(
            format!("引用「{n}」又回到了正在读的文件"),
            format!("using `{n}` leads back to a file that is being read"),
        ),
    )
    .help(Text::new(
        "把两份文件都要用的岗位、条件放进第三份文件，各自引用它",
        "move what both need into a third file and let both use that",
    ));
    for span in circle.iter().filter(|s| **s != name.span) {
        diagnostic = diagnostic.related(*span, Text::new("循环经过这里", "the circle passes here"));
    }
    diagnostic
}
