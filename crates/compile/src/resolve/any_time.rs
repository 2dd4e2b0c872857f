//! 随时: its clauses, one to one with those of the text.

use super::deeds::{Interruption, Leads};
use super::events::event;
use super::{AnytimeText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{Anytime, Direction};
use shouwen_syntax::Text;
use shouwen_syntax::tree::SectionKind;

impl Resolver<'_> {
    /// 随时.
    pub(super) fn anytime<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Anytime> {
        let mut found = Vec::new();
        let Some(file) = files.first() else { return found };
        for section in &file.tree.sections {
            let SectionKind::Anytime(limits, clauses) = &section.kind else { continue };
            if let Some(before) = &limits.before {
                self.names.refer(Kind::Date, before);
            }
            for place in &limits.places {
                self.names.refer(Kind::Place, place);
            }
            for clause in clauses {
                if let Some(by) = &clause.node.by {
                    self.names.refer(Kind::Post, by);
                }
                self.of_posting(None, &clause.node.deeds);
                let deeds = self.deeds(&clause.node.deeds, clause.span, Leads::Always);
                // Without a direction it has been reported, and leads nowhere.
                let Some(to) = deeds.to else { continue };
                self.keeps_to(Some(&to), Interruption::Begins, clause.span);
                if let Direction::KeepWaiting { every: Some(_) } = to {
                    self.misplaced(
                        clause.span,
                        Text::new(
                            "随时发生的事没有期限，不会“每 …… 再次 升级”",
                            "what happens at any time has no limit, so nothing escalates again",
                        ),
                        Text::new("只写“案件继续”", "say only `the case goes on`"),
                    );
                }
                found.push(Anytime {
                    before: limits.before.as_ref().map(|b| b.node.clone()),
                    places: limits.places.iter().map(|place| place.node.clone()).collect(),
                    event: event(&clause.node.event.node),
                    by: clause.node.by.as_ref().map(|by| by.node.clone()),
                    acts: deeds.acts,
                    to,
                    basis: deeds.basis,
                });
                texts.anytime.push(AnytimeText { limits, clause });
            }
        }
        found
    }
}
