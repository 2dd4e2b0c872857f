//! 新旧衔接: where open cases of an older version go on.

use super::text::MigrationText;
use super::{Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{Migration, Moved};
use shouwen_syntax::tree::{Located, MigrationClause, Name, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// The map of the file, if it has one.
    pub(super) fn migration<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Option<Migration> {
        let file = files.first()?;
        let mut found = None;
        for section in &file.tree.sections {
            let SectionKind::Migration(name, clauses) = &section.kind else { continue };
            if texts.migration.is_some() {
                self.misplaced(
                    section.head,
                    Text::new("新旧衔接只写一节", "there is one section `migration`"),
                    Text::new(
                        "只写上一版；更早的版本先衔接到上一版",
                        "speak of the version before this one only; older cases go to that one first",
                    ),
                );
                continue;
            }
            let before = self.failures();
            found = self.moves(clauses, section.head, file.is_faulty(section.head));
            let broken = file.is_faulty(section.head) || self.failures() > before;
            texts.migration = Some(MigrationText { name, clauses, broken });
        }
        found
    }

    fn moves(&mut self, clauses: &[Located<MigrationClause>], head: Span, faulty: bool) -> Option<Migration> {
        let mut older = None;
        let mut seen = BTreeMap::new();
        let (mut places, mut clocks, mut data) = (Vec::new(), Vec::new(), Vec::new());
        for clause in clauses {
            match &clause.node {
                MigrationClause::Older(date) => {
                    self.once(&mut seen, ("旧版", "older version"), clause.span);
                    older = self.date(date.node, date.span);
                }
                MigrationClause::Place(old, new) => places.push(self.moved(Kind::Place, old, new)),
                MigrationClause::PlaceStays(old) => places.push(ends(old)),
                MigrationClause::Clock(old, new) => clocks.push(self.moved(Kind::Clock, old, new)),
                MigrationClause::Data(old, new) => data.push(self.moved(Kind::Field, old, new)),
                MigrationClause::DataDropped(old) => data.push(ends(old)),
            }
        }
        if seen.is_empty() && !faulty {
            self.incomplete(
                head,
                Text::new("新旧衔接没有写是哪一版", "the section does not say which version it is about"),
                Text::new(
                    "补一句“旧版 生效 2020-01-01；”，日期照旧版的“生效”",
                    "add `older version in force from 2020-01-01;` with the date of that version",
                ),
            );
        }
        Some(Migration { older: older?, places, clocks, data })
    }

    fn moved(&mut self, kind: Kind, old: &Name, new: &Name) -> Moved {
        self.names.refer(kind, new);
        Moved { old: old.node.clone(), new: Some(new.node.clone()) }
    }
}

fn ends(old: &Name) -> Moved {
    Moved { old: old.node.clone(), new: None }
}
