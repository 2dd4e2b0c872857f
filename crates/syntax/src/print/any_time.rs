//! 随时: its clauses.

use super::pen::Pen;
use crate::tree::AnytimeClause;

impl Pen {
    pub(super) fn anytime(self, clause: &AnytimeClause) -> String {
        let event = self.event(&clause.event);
        self.say("{0}<when>，{1}", "<when> {0}: {1}", &[&event, &self.deeds(&clause.deeds)])
    }
}
