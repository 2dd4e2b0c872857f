//! The clauses of 责任, and where a 制度 holds.

use super::pen::Pen;
use crate::tree::{Applies, CustodyClause, FirstHolder};

impl Pen {
    pub(super) fn custody(self, clause: &CustodyClause) -> String {
        match clause {
            CustodyClause::Held { from_contact, by } => {
                let holder = match by.node {
                    FirstHolder::FirstContact => self.word("first_contact", 0),
                    FirstHolder::Officer => self.word("officer", 0),
                };
                let from = if *from_contact {
                    self.say("<from> <contact> <onward>，", "<from> <contact> <onward>, ", &[])
                } else {
                    String::new()
                };
                self.say("{0}<belongs> {1}", "{0}<by.1> {1}", &[&from, holder])
            }
            CustodyClause::HighestOfSeveral => self.say(
                "<several_at_once><when>，<belongs> <highest_rank>",
                "<when> <several_at_once>: <by.1> <highest_rank>",
                &[],
            ),
            CustodyClause::HandOver => self.say(
                "<offer> <handed_over_on> <acknowledge> <passes>",
                "<handed_over_on> <acknowledge.1>",
                &[],
            ),
            CustodyClause::Receipt(period) => self.say(
                "<acknowledge> <limited_to> {0}",
                "<acknowledge.1> <within> {0}",
                &[&self.period(period)],
            ),
            CustodyClause::Unanswered(deeds) => {
                self.say("<unanswered><when>，{0}", "<when> <unanswered>: {0}", &[&self.deeds(deeds)])
            }
            CustodyClause::Decline { within, basis } => {
                let within = within
                    .as_ref()
                    .map(|period| self.say("，<limited_to> {0}", ", <within> {0}", &[&self.period(period)]));
                self.say(
                    "<turn_down><when>，<explain> <reasons>{0}{1}",
                    "<when> <turn_down.1>: <explain> <reasons>{0}{1}",
                    &[&within.unwrap_or_default(), &self.and_basis(basis)],
                )
            }
            CustodyClause::DeclinedTimes { times, deeds } => self.say(
                "<turn_down> <reaches> {0}<when>，{1}",
                "<when> <turn_down.1> {0}: {1}",
                &[&self.counted(times.node, "times"), &self.deeds(deeds)],
            ),
            CustodyClause::UntilClosed => self.say("<until> <close> <ends>", "<until> <close.1>", &[]),
        }
    }

    pub(super) fn applies(self, to: &Applies, before_first: bool) -> String {
        let to = match to {
            Applies::All => self.word("all_procedures", 0).to_owned(),
            Applies::Named(names) => self.with("procedure", &self.names(names)),
        };
        let tail = if before_first {
            self.say("，<in_place> <first_step> <before>", ", <before> <first_step>", &[])
        } else {
            String::new()
        };
        format!("{}{tail}", self.with("applies_to", &to))
    }
}
