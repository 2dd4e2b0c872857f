//! The clauses of 新旧衔接.

use super::pen::Pen;
use super::truths::written_date;
use crate::tree::{MigrationClause, Name};

impl Pen {
    pub(super) fn migration(self, clause: &MigrationClause) -> String {
        let moves = |what: &str, old: &Name, new: &Name| {
            let moves = self.with("moved_to", &self.name(new));
            format!("{} {} {moves}", self.word(what, 0), self.name(old))
        };
        let ends = |what: &str, old: &Name, how: &str| {
            format!("{} {} {}", self.word(what, 0), self.name(old), self.word(how, 0))
        };
        match clause {
            MigrationClause::Older(date) => {
                let since = self.with("in_force_from", &written_date(date.node));
                self.with("older_version", &since)
            }
            MigrationClause::Place(old, new) => moves("step", old, new),
            MigrationClause::PlaceStays(old) => ends("step", old, "stays_old"),
            MigrationClause::Clock(old, new) => moves("clock", old, new),
            MigrationClause::Data(old, new) => moves("data", old, new),
            MigrationClause::DataDropped(old) => ends("data", old, "dropped"),
        }
    }
}
