//! 办结后: its clauses, one to one with those of the text.

use super::directing::nothing;
use super::{AfterText, Here, Resolver, Texts};
use shouwen_model::form::{After, DateSource};
use shouwen_syntax::Text;
use shouwen_syntax::tree::{Section, SectionKind};

impl Resolver<'_> {
    /// 办结后.
    pub(super) fn after<'t>(&mut self, sections: &'t [Section], texts: &mut Texts<'t>) -> Vec<After> {
        let mut found = Vec::new();
        for section in sections {
            let SectionKind::After(clauses) = &section.kind else { continue };
            for clause in clauses {
                let duty = &clause.node;
                let here = Here { closed: true, ..Here::default() };
                let from = self.date_source(&duty.from.node);
                if from == DateSource::Received {
                    self.misplaced(
                        duty.from.span,
                        Text::new(
                            "办结后的义务不能自收到之日起算",
                            "a duty after closing cannot count from receipt",
                        ),
                        Text::new(
                            "写“自 作出之日 起”或“自 某期日 起”",
                            "count from the day of decision or from a key date",
                        ),
                    );
                }
                found.push(After {
                    when: self.expr(&duty.when, here).unwrap_or_else(nothing),
                    from,
                    within: self.period(&duty.within),
                    by: self.role(&duty.by.node),
                    serve: self.role(&duty.serve.node),
                    proof: duty.proof.as_ref().map(|p| p.node.clone()),
                    basis: self.basis(&duty.basis),
                });
                texts.after.push(AfterText { clause });
            }
        }
        found
    }
}
