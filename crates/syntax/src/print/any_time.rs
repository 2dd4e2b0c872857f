//! 随时: its clauses.

use super::pen::Pen;
use crate::tree::{AnytimeClause, AnytimeLimits};

impl Pen {
    pub(super) fn anytime_head(self, limits: &AnytimeLimits) -> String {
        let mut head = match &limits.before {
            None => self.word("any_time", 0).to_owned(),
            Some(date) => {
                self.say("<any_time>，{0} <before>", "<any_time> <before> {0}", &[&self.name(date)])
            }
        };
        if !limits.places.is_empty() {
            let places = self.names(&limits.places);
            // The first limit follows upon "at any time" without a comma in English.
            let en = if limits.before.is_some() { ", <in_place> {0}" } else { " <in_place> {0}" };
            head += &self.say("，<in_place> {0} <step>", en, &[&places]);
        }
        head
    }

    pub(super) fn anytime(self, clause: &AnytimeClause) -> String {
        let event = self.event(&clause.event);
        let by = clause.by.as_ref().map(|post| {
            let post = self.name(post);
            let words = self.say("<by> {0} <enter>", "{1} {0}", &[&post, self.word("enter", 1)]);
            words + self.comma()
        });
        let deeds = by.unwrap_or_default() + &self.deeds_anywhere(&clause.deeds);
        self.say("{0}<when>，{1}", "<when> {0}: {1}", &[&event, &deeds])
    }
}
