//! 结果: its clauses.

use super::pen::Pen;
use crate::tree::{OutcomeClause, Remedy};

impl Pen {
    pub(super) fn outcome(self, clause: &OutcomeClause) -> String {
        let remedy = |r: &Remedy| format!("{} {}", self.way(&r.way), self.period(&r.within));
        match clause {
            OutcomeClause::Adverse => self.word("adverse", 0).to_owned(),
            OutcomeClause::Document(name) => self.with("document", &self.name(name)),
            OutcomeClause::Remedies(all) => {
                let words: Vec<String> = all.iter().map(remedy).collect();
                self.with("remedies", &self.list(&words))
            }
        }
    }
}
