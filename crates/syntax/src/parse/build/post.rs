//! 岗位: its clauses.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{Located, PostClause, RiskGrade};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn post(at: Place, entry: &Node<'_>) -> Built<Located<PostClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_holders => PostClause::Holders(at.names(&parts)),
        Rule::c_stand_ins => PostClause::StandIns(at.names(&parts)),
        Rule::c_superior => PostClause::Superior(at.name(parts.one(Rule::name)?)),
        Rule::c_first_inquiry => PostClause::FirstInquiry,
        Rule::c_first_handling => PostClause::FirstHandling,
        Rule::c_risk => {
            let grades = [("high", RiskGrade::High), ("medium", RiskGrade::Medium), ("low", RiskGrade::Low)];
            PostClause::Risk(at.choice(parts.one(Rule::grade)?, &grades)?)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}
