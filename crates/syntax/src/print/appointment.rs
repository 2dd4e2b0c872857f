//! The clauses of 指定, and where somebody is appointed.

use super::pen::Pen;
use crate::tree::{AppointmentClause, Lot, Name};

impl Pen {
    pub(super) fn appointment(self, clause: &AppointmentClause) -> String {
        match clause {
            AppointmentClause::OutOf(post, lot) => {
                let (zh, en) = match lot {
                    Lot::Never => ("<out_of> {0} <one_party>", "<out_of> {0}"),
                    Lot::May => ("<out_of> {0} <one_party>，<may_draw>", "<out_of> {0}, <may_draw>"),
                    Lot::Always => ("<out_of> {0} <by_lot> <one_party>", "<out_of> {0}, <by_lot>"),
                };
                self.say(zh, en, &[&self.name(post)])
            }
        }
    }

    /// 指定 包案领导.
    pub(super) fn appoint(self, names: &[Name]) -> String {
        self.say("<assign> {0}", "<assign.1> {0}", &[&self.names(names)])
    }
}
