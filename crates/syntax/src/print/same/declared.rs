//! 岗位, 指定, 材料, 结果.

use super::Forget;
use crate::tree::{AppointmentClause, Lot, MaterialClause, OutcomeClause, PostClause, Remedy, RiskGrade};

plain!(RiskGrade, Lot);
fields!(Remedy { way, within });
variants!(PostClause { Holders(names), StandIns(names), Superior(name), FirstInquiry, FirstHandling, Risk(grade) });
variants!(AppointmentClause { OutOf(post, lot) });
variants!(MaterialClause { Needed(only), Deferrable { within, basis }, ByPromise(basis), Copies(n), SharedFrom(name), Basis(basis) });
variants!(OutcomeClause { Adverse, Document(name), Remedies(all) });
