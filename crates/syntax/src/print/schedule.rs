//! The clauses of 日程.

use super::pen::Pen;
use super::truths::written_date;
use crate::tree::{DaysOff, Round, ScheduleClause};

impl Pen {
    pub(super) fn schedule(self, clause: &ScheduleClause) -> String {
        match clause {
            ScheduleClause::Session { on, at: (hour, minute), between, days_off } => {
                let on = self.round(on.node);
                let between = between.as_ref().map(|(first, last)| {
                    let (first, last) = (written_date(first.node), written_date(last.node));
                    format!("{}{} {}", self.comma(), self.with("from", &first), self.with("until", &last))
                });
                let off = match days_off {
                    DaysOff::AsUsual => "days_off_as_usual",
                    DaysOff::MoveOn => "days_off_move_on",
                    DaysOff::MoveBack => "days_off_move_back",
                };
                let off = self.word(off, 0);
                format!("{on} {hour:02}:{minute:02}{}{}{off}", between.unwrap_or_default(), self.comma())
            }
            ScheduleClause::Object(of) => self.with("object", &self.expr(of)),
            ScheduleClause::Convened { by, chair } => self.say(
                "<by> {0} <convene>，{1} <preside>",
                "<convene> {0}, <preside> {1}",
                &[&self.name(by), &self.name(chair)],
            ),
            ScheduleClause::EachCase { fields, event } => {
                let filled = self.with("fill_in", &self.names(fields));
                let event = event.as_ref().map(|event| self.with("enter", &self.name(event)));
                let event = event.map(|event| format!("{}{event}", self.comma()));
                format!("{} {filled}{}", self.word("each_case", 0), event.unwrap_or_default())
            }
            ScheduleClause::Absent(breach) => {
                let record = self.with("record_breach", &self.name(breach));
                self.say("<absentee><when>，{0}", "<when> <absentee>: {0}", &[&record])
            }
            ScheduleClause::NoCase => {
                self.say("<no_case><when>，<note_down>", "<when> <no_case>: <note_down>", &[])
            }
            ScheduleClause::NotHeld(breach) => {
                let record = self.with("record_breach", &self.name(breach));
                self.say("<not_held><when>，{0}", "<when> <not_held>: {0}", &[&record])
            }
        }
    }

    fn round(self, round: Round) -> String {
        match round {
            Round::Monthly(day) => {
                self.say("<every_month_on> {0}<bare_day>", "<every_month_on> {0}", &[&day.to_string()])
            }
            Round::Weekly(day) => {
                const DAYS: [&str; 7] =
                    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
                let index = usize::try_from(day.saturating_sub(1)).unwrap_or_default();
                let day = DAYS.get(index).map_or("", |id| self.word(id, 0));
                self.with("every", day)
            }
        }
    }
}
