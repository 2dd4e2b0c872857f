//! 岗位: its clauses.

use super::pen::Pen;
use crate::tree::{PostClause, RiskGrade};

impl Pen {
    pub(super) fn post(self, clause: &PostClause) -> String {
        match clause {
            PostClause::Holders(names) => self.say("<by> {0}", "<by.1> {0}", &[&self.names(names)]),
            PostClause::StandIns(names) => self.with("b_officer", &self.names(names)),
            PostClause::Superior(name) => self.with("superior", &self.name(name)),
            PostClause::FirstInquiry => self.word("first_inquiry", 0).to_owned(),
            PostClause::FirstHandling => self.word("first_handling", 0).to_owned(),
            PostClause::Risk(grade) => {
                let word = match grade.node {
                    RiskGrade::Low => "low",
                    RiskGrade::Medium => "medium",
                    RiskGrade::High => "high",
                };
                self.with("risk", self.word(word, 0))
            }
        }
    }
}
