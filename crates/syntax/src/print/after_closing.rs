//! 办结后: its clauses.

use super::pen::Pen;
use crate::tree::AfterClause;

impl Pen {
    pub(super) fn after(self, clause: &AfterClause) -> String {
        let proof = clause
            .proof
            .as_ref()
            .map(|name| format!("{}{}", self.comma(), self.with("obtain", &self.name(name))));
        let parts = [
            self.guard(&clause.when),
            self.source(&clause.from.node),
            self.period(&clause.within),
            self.role(&clause.by.node),
            self.role(&clause.serve.node),
            proof.unwrap_or_default(),
            self.and_basis(&clause.basis),
        ];
        self.say(
            "{0}<shall> <from> {1} <onward> {2}<within> <by> {3} <serve> {4}{5}{6}",
            "{0}<shall> <within> {2} <from> {1} <by> {3} <serve> {4}{5}{6}",
            &parts.each_ref().map(String::as_str),
        )
    }
}
