//! 时限: its clauses.

use super::pen::Pen;
use crate::tree::{ClockClause, ClockEnd, EndingAct};

impl Pen {
    pub(super) fn clock(self, clause: &ClockClause) -> String {
        match clause {
            ClockClause::Budget { of, period, from, basis } => {
                let from = from
                    .as_ref()
                    .map(|name| self.say("，<from> {0} <onward>", ", <from> {0}", &[&self.name(name)]));
                let limit = self.limit(of.as_ref());
                let period = self.period(period);
                format!("{limit}{period}{}{}", from.unwrap_or_default(), self.and_basis(basis))
            }
            ClockClause::Ends(end) => self.clock_end(end),
            ClockClause::Extend { times, at_most, by, tell, basis } => {
                let tell =
                    tell.as_ref().map(|whom| format!("{}{}", self.comma(), self.tell(&whom.node, true)));
                let parts = [
                    self.counted(times.node, "times"),
                    self.period(at_most),
                    self.name(by),
                    tell.unwrap_or_default(),
                    self.and_basis(basis),
                ];
                self.say(
                    "<extendable> {0}，<at_most> {1}，<before_expiry_by> {2} <approve>{3}{4}",
                    "<extendable> {0}, <at_most> {1}, <before_expiry_by> {2}{3}{4}",
                    &parts.each_ref().map(String::as_str),
                )
            }
            ClockClause::Left { of, period, deeds } => {
                let guard = self.left(&self.limit(of.as_ref()), period);
                format!("{guard}{}", self.deeds(deeds))
            }
            ClockClause::Expired { of, deeds } => {
                let guard = self.expired(&self.limit(of.as_ref()));
                format!("{guard}{}", self.deeds(deeds))
            }
        }
    }

    fn clock_end(self, end: &ClockEnd) -> String {
        match end {
            ClockEnd::Date(name) => self.say("<until> {0} <ends>", "<until> {0}", &[&self.name(name)]),
            ClockEnd::Acts(acts) => {
                let words: Vec<String> =
                    acts.iter().map(|a| self.word(ending(a.node), 0).to_owned()).collect();
                let list = self.list(&words);
                if words.len() == 1 {
                    self.say("<until> <doing> {0} <ends>", "<until> <doing> {0}", &[&list])
                } else {
                    self.say("<until> <doing> {0} <one_of> <ends>", "<until> <doing> <one_of> {0}", &[&list])
                }
            }
        }
    }
}

const fn ending(act: EndingAct) -> &'static str {
    match act {
        EndingAct::Accept => "accept",
        EndingAct::Decline => "decline",
        EndingAct::NotifyOnce => "notify_once",
        EndingAct::Convert => "convert",
    }
}
