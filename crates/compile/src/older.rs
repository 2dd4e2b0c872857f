//! The older version that 新旧衔接 speaks of: what of it has to go on in the new one.

use crate::library::Library;
use crate::load::Loaded;
use crate::resolve::type_of;
use shouwen_model::value::Type;
use shouwen_syntax::tree::{ClockClause, DataLine, Date, ItemClause, LimitName, Period, SectionKind};
use shouwen_syntax::{SourceMap, parse};
use std::collections::BTreeMap;

/// What an older version declares, by name.
#[derive(Debug, Default)]
pub(crate) struct Older {
    pub(crate) alias: Option<String>,
    pub(crate) in_force_from: Option<Date>,
    pub(crate) places: Vec<String>,
    /// The clocks with their statutory limits.
    pub(crate) clocks: BTreeMap<String, Option<Period>>,
    pub(crate) data: BTreeMap<String, Type>,
}

/// The older version that a file names; `None` if it is not there or cannot be read without a fault.
pub(crate) fn find(path: &str, file: &Loaded, library: &dyn Library) -> Option<Older> {
    let name = file.tree.sections.iter().find_map(|section| match &section.kind {
        SectionKind::Migration(name, _) => Some(name),
        _ => None,
    })?;
    let (path, bytes) = library.load(path, &name.node)?;
    let mut sources = SourceMap::default();
    let id = sources.add(&path, &bytes).ok()?;
    let parsed = parse(sources.get(id)?);
    if parsed.diagnostics.has_errors() {
        return None;
    }
    let mut older = Older::default();
    for section in &parsed.tree.sections {
        older.take(&section.kind);
    }
    Some(older)
}

impl Older {
    fn take(&mut self, section: &SectionKind) {
        match section {
            SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) => {
                for clause in clauses {
                    match &clause.node {
                        ItemClause::Alias(alias) => self.alias = Some(alias.node.clone()),
                        ItemClause::InForce(date) => self.in_force_from = Some(date.node),
                        _ => {}
                    }
                }
            }
            SectionKind::Place(_, name, _) => self.places.push(name.node.clone()),
            SectionKind::Clock(name, clauses) => {
                let limit = clauses.iter().find_map(|clause| match &clause.node {
                    ClockClause::Budget { of, period, until: None, .. }
                        if of.as_ref().is_none_or(|of| of.node == LimitName::Statutory) =>
                    {
                        Some(*period)
                    }
                    _ => None,
                });
                self.clocks.insert(name.node.clone(), limit);
            }
            SectionKind::Data(lines) => {
                for line in lines {
                    if let DataLine::Field(field) = &line.node {
                        self.data.insert(field.name.node.clone(), type_of(&field.ty.node));
                    }
                }
            }
            _ => {}
        }
    }
}
