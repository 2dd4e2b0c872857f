//! 岗位, 材料, 结果.

use super::Forget;
use crate::tree::{MaterialClause, OutcomeClause, PostClause, Remedy, RiskGrade};

plain!(RiskGrade);
fields!(Remedy { way, within });
variants!(PostClause { Holders(names), StandIns(names), Superior(name), FirstInquiry, FirstHandling, Risk(grade) });
variants!(MaterialClause { Needed(only), Deferrable { within, basis }, ByPromise(basis), Copies(n), SharedFrom(name), Basis(basis) });
variants!(OutcomeClause { Adverse, Document(name), Remedies(all) });
