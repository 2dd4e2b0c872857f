//! Section heads, and which pen writes the clauses of which section.

use super::pen::Pen;
use crate::span::Span;
use crate::tree::{Located, Name, PlaceKind, SectionKind};

impl Pen {
    /// The head without its mark.
    pub(super) fn head(self, kind: &SectionKind) -> String {
        let named = |id: &str, name: &Name| format!("{} {}", self.word(id, 0), self.import(name));
        // What clauses speak of is quoted here as it is there.
        let declared = |id: &str, name: &Name| format!("{} {}", self.word(id, 0), self.name(name));
        match kind {
            SectionKind::Use(name) => named("use", name),
            SectionKind::Organisation(name, _) => named("organisation", name),
            SectionKind::Procedure(name, _) => named("procedure", name),
            SectionKind::Rule(name, _) => named("rule", name),
            SectionKind::Appointment(name, _) => declared("assign", name),
            SectionKind::Custody(name, _) => declared("custody", name),
            SectionKind::Data(_) => self.word("data", 0).to_owned(),
            SectionKind::Condition(name, _) => declared("condition", name),
            SectionKind::Table(name, _) => declared("table", name),
            SectionKind::Ladder(name, _) => declared("accountability", name),
            SectionKind::Commitment(_) => self.word("commitment", 0).to_owned(),
            SectionKind::Migration(name, _) => named("migration", name),
            SectionKind::Schedule(name, _) => declared("schedule", name),
            SectionKind::Party(name, _) => declared("party", name),
            SectionKind::Post(name, _) => declared("post", name),
            SectionKind::Material(name, _) => declared("material", name),
            SectionKind::Outcome(name, _) => declared("outcome", name),
            SectionKind::Clock(name, _) => declared("clock", name),
            SectionKind::Place(PlaceKind::Step, name, _) => declared("step", name),
            SectionKind::Place(PlaceKind::Meeting, name, _) => declared("meeting", name),
            SectionKind::Place(PlaceKind::Posting, name, _) => declared("posting", name),
            SectionKind::Place(PlaceKind::Parallel, name, _) => declared("parallel", name),
            SectionKind::Place(PlaceKind::Wait, name, _) => declared("wait", name),
            SectionKind::Anytime(limits, _) => self.anytime_head(limits),
            SectionKind::After(_) => self.word("after_closing", 0).to_owned(),
            SectionKind::Scenario(name, _) => named("scenario", name),
        }
    }

    /// The mark behind a head without clauses: only some sections may do without.
    pub(super) const fn last_mark(self, kind: &SectionKind) -> &'static str {
        match kind {
            SectionKind::Use(_) | SectionKind::Outcome(..) | SectionKind::Material(..) => self.mark(true),
            SectionKind::Organisation(..)
            | SectionKind::Procedure(..)
            | SectionKind::Rule(..)
            | SectionKind::Data(_)
            | SectionKind::Condition(..)
            | SectionKind::Table(..)
            | SectionKind::Ladder(..)
            | SectionKind::Commitment(_)
            | SectionKind::Migration(..)
            | SectionKind::Schedule(..)
            | SectionKind::Party(..)
            | SectionKind::Post(..)
            | SectionKind::Appointment(..)
            | SectionKind::Custody(..)
            | SectionKind::Clock(..)
            | SectionKind::Place(..)
            | SectionKind::Anytime(..)
            | SectionKind::After(_)
            | SectionKind::Scenario(..) => self.colon(),
        }
    }

    /// The clauses with their places, without end marks.
    pub(super) fn clauses(self, kind: &SectionKind) -> Vec<(Span, String)> {
        fn each<T>(clauses: &[Located<T>], write: impl Fn(&T) -> String) -> Vec<(Span, String)> {
            clauses.iter().map(|clause| (clause.span, write(&clause.node))).collect()
        }
        match kind {
            SectionKind::Use(_) => Vec::new(),
            SectionKind::Organisation(_, clauses) => each(clauses, |c| self.unit(c)),
            SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) => {
                each(clauses, |c| self.item(c))
            }
            SectionKind::Appointment(_, clauses) => each(clauses, |c| self.appointment(c)),
            SectionKind::Custody(_, clauses) => each(clauses, |c| self.custody(c)),
            SectionKind::Data(clauses) => each(clauses, |c| self.data_line(c)),
            SectionKind::Condition(_, clauses) => clauses.iter().map(|c| (c.span, self.expr(c))).collect(),
            SectionKind::Table(_, lines) => each(lines, |l| self.table_line(l)),
            SectionKind::Ladder(_, clauses) => each(clauses, |c| self.ladder(c)),
            SectionKind::Commitment(clauses) => each(clauses, |c| self.promise(c)),
            SectionKind::Migration(_, clauses) => each(clauses, |c| self.migration(c)),
            SectionKind::Schedule(_, clauses) => each(clauses, |c| self.schedule(c)),
            SectionKind::Party(_, clauses) => each(clauses, |c| self.party(c)),
            SectionKind::Post(_, clauses) => each(clauses, |c| self.post(c)),
            SectionKind::Material(_, clauses) => each(clauses, |c| self.material(c)),
            SectionKind::Outcome(_, clauses) => each(clauses, |c| self.outcome(c)),
            SectionKind::Clock(_, clauses) => each(clauses, |c| self.clock(c)),
            SectionKind::Place(_, _, clauses) => each(clauses, |c| self.place(c)),
            SectionKind::Anytime(_, clauses) => each(clauses, |c| self.anytime(c)),
            SectionKind::After(clauses) => each(clauses, |c| self.after(c)),
            SectionKind::Scenario(_, clauses) => each(clauses, |c| self.scenario(c)),
        }
    }
}
