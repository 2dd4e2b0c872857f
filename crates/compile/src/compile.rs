//! The way of a file through the compiler: read, resolve, check, lower. Nothing comes out of a file with an error.

use crate::blanks;
use crate::checks::{self, Model};
use crate::compilation::{Compilation, Compiled};
use crate::elements;
use crate::library::Library;
use crate::limits;
use crate::load::{self, Loaded};
use crate::lower;
use crate::older::{self, Older};
use crate::regions::Regions;
use crate::resolve::{Resolved, Resolver, Texts, resolve};
use crate::sessions;
use shouwen_canon::{CanonError, Hash, tags};
use shouwen_model::form::Form;
use shouwen_model::kernel::{Clause, MAX_ELEMENTS};
use shouwen_syntax::tree::{File, PlaceKind, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, SourceMap, Span, Text};
use std::collections::BTreeMap;

/// Compiles the file at `path` with everything it uses.
///
/// The path is only a name here: it stands in messages, and tells the library from where a used file is looked for.
///
/// ```
/// use shouwen_compile::{NoLibrary, compile};
///
/// let text = "事项 查档：\n  简称 archive_lookup；\n  办件类型 承诺件；\n  不收费；\n  生效 2024-01-01。\n\
///     岗位 档案岗：\n  由 林芳。\n\
///     结果 已查。\n\
///     环节 查阅：\n  由 档案岗 办理；\n  完成时，办结，结果为 已查。\n";
/// let compilation = compile("查档.proc", text.as_bytes(), &NoLibrary);
/// assert!(compilation.diagnostics.is_empty());
/// assert_eq!(compilation.procedures[0].form.item.alias, "archive_lookup");
/// ```
#[must_use]
pub fn compile(path: &str, bytes: &[u8], library: &dyn Library) -> Compilation {
    let (mut compilation, names, tree) = once(path, bytes, library);
    if let Some(tree) = tree {
        let again = |text: &str| once(path, text.as_bytes(), library).0;
        blanks::settle(&mut compilation, &tree, &names, &again);
    }
    compilation
}

/// Compiles a file; if it has errors, its names and its tree come with it.
fn once(path: &str, bytes: &[u8], library: &dyn Library) -> (Compilation, Vec<String>, Option<File>) {
    let load::Read { sources, files, out, missing } = load::read(path, bytes, library);
    let mut diagnostics = out;
    let mut procedures = Vec::new();
    if let Some(refusal) = files.iter().find_map(|f| limits::too_many(&f.tree)) {
        diagnostics.push(refusal);
        return (Compilation { sources, procedures, diagnostics }, Vec::new(), None);
    }
    let mut names = Vec::new();
    if let Some(own) = files.first() {
        let mut resolver = Resolver::new(&sources, &files);
        let resolved = resolve(&files, &mut resolver);
        let older = older::find(path, own, library);
        let given = Given { own, files: &files, missing, older: older.as_ref() };
        check(&given, &resolved, &mut resolver, &mut diagnostics);
        if diagnostics.has_errors() {
            names = resolver.all_names();
        } else if let Some(head) = resolved.head {
            match finish(resolved, &files, &sources) {
                Ok(compiled) => procedures.push(compiled),
                Err(error) => diagnostics.push(not_lowered(head.span, &error)),
            }
        }
    }
    let tree = files.into_iter().next().map(|own| own.tree).filter(|_| diagnostics.has_errors());
    (Compilation { sources, procedures, diagnostics }, names, tree)
}

/// What was read.
struct Given<'a> {
    own: &'a Loaded,
    files: &'a [Loaded],
    /// A used file is missing or unreadable.
    missing: bool,
    /// The older version that the file speaks of.
    older: Option<&'a Older>,
}

/// Collects everything that is wrong.
fn check(
    given: &Given<'_>,
    resolved: &Resolved<'_>,
    resolver: &mut Resolver<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Given { own, files, missing, older } = *given;
    if resolved.head.is_none() {
        let needing = own.tree.sections.iter().find(|s| needs_procedure(&s.kind));
        if let Some(section) = needing.filter(|_| !own.lost_heads) {
            diagnostics.push(no_procedure(section.head));
        }
    }
    let faulty = files.iter().any(|f| f.lost_clauses);
    let incomplete = faulty || missing || resolver.failures() > 0;
    let lost_heads = missing || files.iter().any(|f| f.lost_heads);
    diagnostics.extend(std::mem::take(&mut resolver.out));
    diagnostics.extend(std::mem::take(&mut resolver.harmless));
    let model = Model {
        form: &resolved.form,
        index: checks::Index::of(&resolved.form),
        regions: crate::regions::Regions::of(&resolved.form),
        texts: &resolved.texts,
        names: &resolver.names,
        conclusions: resolver.conclusions.all(),
        seats: &resolved.seats,
        head: resolved.head,
        promises: &resolved.promises,
        older,
        language: own.tree.language,
        incomplete,
        faulty: files.iter().flat_map(Loaded::faulty_heads).collect(),
    };
    let found = checks::all(&model);
    diagnostics.extend(found);
    diagnostics.extend(resolver.names.finish(lost_heads, faulty));
}

/// Sections that mean nothing without a procedure. A file without one declares for others: posts, conditions.
const fn needs_procedure(kind: &SectionKind) -> bool {
    !matches!(
        kind,
        SectionKind::Use(_)
            | SectionKind::Organisation(..)
            | SectionKind::Post(..)
            | SectionKind::Condition(..)
            | SectionKind::Ladder(..)
            | SectionKind::Procedure(..)
            | SectionKind::Rule(..)
    )
}

fn no_procedure(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::L006,
        span,
        Text::new("这份文件没有“事项”或“制度”", "this file has no `procedure` or `rule` section"),
    )
    .help(Text::new("在前面写一节“事项 ……：”", "begin with a section `procedure …:`"))
}

/// A form that the lowering refuses although no check did.
fn not_lowered(span: Span, error: &lower::LowerError) -> Diagnostic {
    Diagnostic::new(
        Code::L006,
        span,
        Text::new(
            format!("这份程序还不能执行：{}", error.in_chinese()),
            format!("this procedure cannot be executed: {error}"),
        ),
    )
}

fn finish(
    resolved: Resolved<'_>,
    files: &[Loaded],
    sources: &SourceMap,
) -> Result<Compiled, lower::LowerError> {
    let Resolved { form, texts, promises, seats, scenarios, .. } = resolved;
    let definition = lower::lower(&form)?;
    let sessions = sessions::all(&form)?;
    let texts_out: Vec<(String, String)> = files
        .iter()
        .filter_map(|f| sources.get(f.id))
        .map(|s| (file_name(s.name()).to_owned(), s.text().to_owned()))
        .collect();
    Ok(Compiled {
        hash: form.hash()?,
        document: document_hash(&texts_out)?,
        sessions,
        places: clause_places(&texts, &form),
        form,
        definition,
        seats,
        promises,
        scenarios,
        texts: texts_out,
    })
}

fn document_hash(texts: &[(String, String)]) -> Result<Hash, CanonError> {
    Ok(Hash::tagged(tags::DOCUMENT, &shouwen_canon::to_bytes(texts)?))
}

/// A path without its folders: where a file lies says nothing about the document.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Where each clause stands, by the name the kernel gives it.
fn clause_places(texts: &Texts<'_>, form: &Form) -> BTreeMap<Clause, Span> {
    let regions = Regions::of(form);
    let each = elements::all(form, &regions);
    let mut places = BTreeMap::new();
    let mut add = |kind: &str, name: &str, head: Span, spans: &mut dyn Iterator<Item = Span>| {
        places.insert(Clause { section: format!("{kind} {name}"), number: 0 }, head);
        for (index, span) in spans.enumerate() {
            places.insert(lower::clause(kind, name, index), span);
        }
    };
    for clock in &texts.clocks {
        add("clock", &clock.name.node, clock.head, &mut clock.clauses.iter().map(|c| c.span));
    }
    for slot in &texts.custody {
        add("custody", &slot.name.node, slot.head, &mut slot.clauses.iter().map(|c| c.span));
    }
    for table in &texts.ladders {
        add("accountability", &table.name.node, table.head, &mut table.clauses.iter().map(|c| c.span));
    }
    for schedule in &texts.schedules {
        add("schedule", &schedule.name.node, schedule.head, &mut schedule.clauses.iter().map(|c| c.span));
    }
    for place in &texts.places {
        let kind = match place.kind {
            PlaceKind::Step => "step",
            PlaceKind::Wait => "wait",
            PlaceKind::Posting => "posting",
            PlaceKind::Meeting => "meeting",
            PlaceKind::Parallel => "parallel",
        };
        let mut known = |name: &str| add(kind, name, place.head, &mut place.clauses.iter().map(|c| c.span));
        known(&place.name.node);
        // The copies of a place for the elements of a list stand where it stands.
        if each.iter().any(|each| each.places.contains(place.name.node.as_str())) {
            (1..).take(MAX_ELEMENTS).for_each(|number| known(&elements::numbered(&place.name.node, number)));
        }
    }
    for (index, text) in texts.anytime.iter().enumerate() {
        places.insert(lower::clause("any time", "", index), text.clause.span);
    }
    for (number, text) in (1..).zip(&texts.after) {
        places.insert(Clause { section: "after closing".to_owned(), number }, text.clause.span);
    }
    places
}
