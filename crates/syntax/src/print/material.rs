//! 材料: its clauses.

use super::pen::Pen;
use crate::tree::MaterialClause;

impl Pen {
    pub(super) fn material(self, clause: &MaterialClause) -> String {
        match clause {
            MaterialClause::Needed(only) => {
                let needed = self.word("needed", 0);
                let only = only.as_ref().map(|name| self.with("limited_to", &self.name(name)));
                only.map_or_else(|| needed.to_owned(), |only| format!("{needed}{}{only}", self.comma()))
            }
            MaterialClause::Deferrable { within, basis } => {
                let mut out = self.word("deferrable", 0).to_owned();
                if let Some(within) = within {
                    out.push_str(self.comma());
                    out.push_str(&self.with("period_of", &self.period(within)));
                }
                out + &self.and_basis(basis)
            }
            MaterialClause::ByPromise(basis) => {
                format!("{}{}", self.word("by_promise", 0), self.and_basis(basis))
            }
            MaterialClause::Copies(n) => {
                let figure = n.node.to_string();
                self.say("<copies> {0}", "<copies> {1}", &[&self.counted(n.node, "copy"), &figure])
            }
            MaterialClause::SharedFrom(name) => self.with("shared_from", &self.name(name)),
            MaterialClause::Basis(basis) => self.basis(basis),
        }
    }
}
