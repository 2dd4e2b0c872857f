//! The clauses of 公开承诺.

use super::pen::Pen;
use crate::tree::PromiseClause;

impl Pen {
    pub(super) fn promise(self, clause: &PromiseClause) -> String {
        match clause {
            PromiseClause::Within(clock, period) => {
                format!("{} {}", self.first_name(clock), self.with("at_most", &self.period(period)))
            }
            PromiseClause::Visits(times) => {
                let times = self.with("at_most", &self.counted(times.node, "times"));
                self.with("visits", &times)
            }
            PromiseClause::OnTheSpot => self.word("done_on_the_spot", 0).to_owned(),
            PromiseClause::Free => self.word("free_of_charge", 0).to_owned(),
            PromiseClause::Fee(amount, basis) => {
                format!("{}{}", self.with("fee", &self.operand(amount)), self.and_basis(basis))
            }
            PromiseClause::NotKept(what) => {
                let what: Vec<String> = what.iter().map(|name| self.name(name)).collect();
                self.say("<not_kept><when>，{0}", "<when> <not_kept>: {0}", &[&what.join(self.comma())])
            }
        }
    }
}
