//! 办结后: its clauses.

use super::pen::Pen;
use crate::tree::{AfterClause, AfterTerm, AfterWhat};

impl Pen {
    pub(super) fn after(self, clause: &AfterClause) -> String {
        let term = match &clause.term {
            AfterTerm::Within(from, period) => self.say(
                "<from> {0} <onward> {1}<within>",
                "<within> {1} <from> {0}",
                &[&self.source(&from.node), &self.period(period)],
            ),
            AfterTerm::Until(date) => self.say("<until> {0} <ends>", "<until> {0}", &[&self.name(date)]),
        };
        let what = match &clause.what {
            AfterWhat::Serve(whom) => self.with("serve", &self.role(&whom.node)),
            AfterWhat::Verify(name) => self.with("verify", &self.name(name)),
            AfterWhat::Act(act) => self.act(&act.node),
        };
        let by = self.role(&clause.by.node);
        let head = self.guard(&clause.when);
        let mut out = self.say(
            "{0}<shall> {1} <by> {2} {3}",
            "{0}<shall> {1} <by> {2} {3}",
            &[&head, &term, &by, &what],
        );
        if let Some(proof) = &clause.proof {
            out.push_str(self.comma());
            out.push_str(&self.with("obtain", &self.name(proof)));
        }
        out.push_str(&self.and_basis(&clause.basis));
        for (word, deeds) in [("nonconforming", &clause.failed), ("expired", &clause.lapsed)] {
            if !deeds.is_empty() {
                let parts = [self.word(word, 0), &self.deeds(deeds)];
                out.push_str(&self.say("，{0}<when>，{1}", ", <when> {0}: {1}", &parts));
            }
        }
        out
    }
}
