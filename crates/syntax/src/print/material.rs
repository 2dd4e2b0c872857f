//! 材料: its clauses.

use super::pen::Pen;
use crate::tree::MaterialClause;

impl Pen {
    pub(super) fn material(self, clause: &MaterialClause) -> String {
        match clause {
            MaterialClause::Needed => self.word("needed", 0).to_owned(),
            MaterialClause::SharedFrom(name) => self.with("shared_from", &self.name(name)),
            MaterialClause::Basis(basis) => self.basis(basis),
        }
    }
}
