//! 责任追究: tables of consequences.

use super::{LowerError, clause, names::Names};
use shouwen_model::form::{Form, Ladder, LadderClause};
use shouwen_model::kernel::{KERNEL_BREACHES, LadderDecl, RungDecl};

/// All tables of a form, in order.
pub(super) fn all(form: &Form, names: &Names) -> Result<Vec<LadderDecl>, LowerError> {
    let mut ladders: Vec<LadderDecl> = Vec::new();
    for ladder in &form.ladders {
        if ladders.iter().any(|l| l.name == ladder.name) {
            return Err(LowerError::Twice { kind: "accountability table", name: ladder.name.clone() });
        }
        ladders.push(one(ladder, names)?);
    }
    Ok(ladders)
}

fn one(ladder: &Ladder, names: &Names) -> Result<LadderDecl, LowerError> {
    let mut decl = LadderDecl { name: ladder.name.clone(), counting: None, rungs: Vec::new() };
    for (index, part) in ladder.clauses.iter().enumerate() {
        match part {
            LadderClause::Basis { .. } => {}
            LadderClause::Counting { each, by } => decl.counting = Some((*each, *by)),
            LadderClause::Rung { of, times, measures, basis } => {
                for name in of.iter().flatten() {
                    if !KERNEL_BREACHES.iter().any(|(code, ..)| code == name) {
                        names.breach(name)?;
                    }
                }
                decl.rungs.push(RungDecl {
                    of: of.clone(),
                    times: *times,
                    measures: measures.clone(),
                    basis: basis.clone(),
                    clause: clause("accountability", &ladder.name, index),
                });
            }
        }
    }
    Ok(decl)
}
