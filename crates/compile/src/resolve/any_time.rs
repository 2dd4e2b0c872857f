//! 随时: its clauses, one to one with those of the text.

use super::deeds::Leads;
use super::events::event;
use super::{AnytimeText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::Anytime;
use shouwen_syntax::tree::SectionKind;

impl Resolver<'_> {
    /// 随时.
    pub(super) fn anytime<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Anytime> {
        let mut found = Vec::new();
        let Some(file) = files.first() else { return found };
        for section in &file.tree.sections {
            let SectionKind::Anytime(before, clauses) = &section.kind else { continue };
            if let Some(before) = before {
                self.names.refer(Kind::Date, before);
            }
            for clause in clauses {
                let deeds = self.deeds(&clause.node.deeds, clause.span, Leads::Always);
                // Without a direction it has been reported, and leads nowhere.
                let Some(to) = deeds.to else { continue };
                found.push(Anytime {
                    before: before.as_ref().map(|b| b.node.clone()),
                    event: event(&clause.node.event.node),
                    acts: deeds.acts,
                    to,
                    basis: deeds.basis,
                });
                texts.anytime.push(AnytimeText { before: before.as_ref(), clause });
            }
        }
        found
    }
}
