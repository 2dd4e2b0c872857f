//! 时限: its clauses.

use super::pen::Pen;
use crate::tree::{ClockClause, ClockEnd, DayEnd, EndingAct, Period, PeriodUnit, Roll, Start};

impl Pen {
    pub(super) fn clock(self, clause: &ClockClause) -> String {
        match clause {
            ClockClause::Budget { of, period, until, start, basis } => {
                let length = match until {
                    Some(field) => self.say("<until> {0}", "<not_later_than> {0}", &[&self.name(field)]),
                    None => self.length(period),
                };
                let start = start.as_ref().map(|start| self.start(start)).unwrap_or_default();
                format!("{}{length}{start}{}", self.limit(of.as_ref()), self.and_basis(basis))
            }
            ClockClause::NoStatutory => self.word("no_statutory", 0).to_owned(),
            ClockClause::AfterHours => self.with("after_hours", self.word("received_next", 0)),
            ClockClause::LastDay(roll) => self.with("last_day_off", self.word(rolls(roll.node), 0)),
            ClockClause::DayEnds(end) => {
                let end = match end.node {
                    DayEnd::OfficeClose => "office_close",
                    DayEnd::Midnight => "midnight",
                };
                self.say("<until> {0} <ends>", "<until> {0}", &[self.word(end, 0)])
            }
            ClockClause::Restart { event, keeps } => {
                let anew =
                    self.say("{0}<when>，<count_anew>", "<when> {0}: <count_anew>", &[&self.event(event)]);
                let granted = keeps.as_ref().map(|keeps| {
                    let what = if keeps.node { "is_kept" } else { "lapses" };
                    format!("{}{}", self.comma(), self.with("granted_extension", self.word(what, 0)))
                });
                format!("{anew}{}", granted.unwrap_or_default())
            }
            ClockClause::LeftOut { of, places, at_most, cause, tell, basis } => {
                let left_out = self.say(
                    "{0}<excluded>：{1} <while_in>",
                    "{0}<while_in> {1}",
                    &[&self.limit(of.as_ref()), &self.names_and(places)],
                );
                let how = self.how_excluded(at_most.as_ref(), cause.as_ref(), tell.as_ref());
                format!("{left_out}{how}{}", self.and_basis(basis))
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
            ClockClause::Left { of, left, deeds } => {
                let guard = self.left(&self.limit(of.as_ref()), left);
                format!("{guard}{}", self.deeds(deeds))
            }
            ClockClause::Expired { of, deeds } => {
                let guard = self.expired(&self.limit(of.as_ref()));
                format!("{guard}{}", self.deeds_anywhere(deeds))
            }
        }
    }

    fn length(self, period: &Period) -> String {
        let same_day = period.n == 0 && period.unit == PeriodUnit::Workday;
        if same_day { self.word("that_day", 0).to_owned() } else { self.period(period) }
    }

    fn start(self, start: &Start) -> String {
        match start {
            Start::From(date) => self.say("，<from> {0} <onward>", ", <from> {0}", &[&self.name(date)]),
            Start::Before(date) => self.say("，{0} <before>", ", <before> {0}", &[&self.name(date)]),
            Start::Event(event) => {
                self.say("，<from> {0} <instant_on>", ", <from> <instant_on> {0}", &[&self.event(event)])
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
            ClockEnd::Documents(papers) => {
                let list = self.names(papers);
                if papers.len() == 1 {
                    self.say("<until> <issue> {0} <ends>", "<until> <issue.1> {0}", &[&list])
                } else {
                    self.say(
                        "<until> <issue> {0} <one_of> <ends>",
                        "<until> <issue.1> <one_of> {0}",
                        &[&list],
                    )
                }
            }
        }
    }
}

const fn rolls(roll: Roll) -> &'static str {
    match roll {
        Roll::On => "rolls_on",
        Roll::Back => "rolls_back",
        Roll::Not => "rolls_not",
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
