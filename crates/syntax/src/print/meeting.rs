//! 会议: its clauses.

use super::pen::Pen;
use crate::tree::{MeetingClause, Threshold};
use shouwen_grammar::numeral;

impl Pen {
    pub(super) fn meeting(self, clause: &MeetingClause) -> String {
        match clause {
            MeetingClause::Composed { members, chair } => self.say(
                "<by> {0} <compose>，{1} <preside>",
                "<compose> {0}, <preside> {1}",
                &[&self.name(members), &self.name(chair)],
            ),
            MeetingClause::LessRecused => {
                let form = "<due_to_attend> <less> <recused_number>";
                self.say(form, form, &[])
            }
            MeetingClause::Quorum(least) => {
                format!("{} {} {}", self.word("attending", 0), self.more(*least), self.part(*least))
            }
            MeetingClause::Carried { by, of_due, value } => {
                let of = self.word(if *of_due { "due_to_attend" } else { "attending" }, 0);
                self.say(
                    "<in_favour> {0} {1} {2}<when>，{3}",
                    "<when> <in_favour> {0} {2} of {1}: {3}",
                    &[self.more(*by), of, &self.part(*by), &self.name(value)],
                )
            }
            MeetingClause::TiedByChair(chair) => self.say(
                "<tied><when>，<vote_of> {0} 意见",
                "<when> <tied>: <vote_of> {0}",
                &[&self.name(chair)],
            ),
            MeetingClause::Tied(value) => {
                self.say("<tied><when>，{0}", "<when> <tied>: {0}", &[&self.name(value)])
            }
            MeetingClause::TooFew { within, times, value } => self.say(
                "<too_few><when>，{0}<within> <reconvene>，<at_most> {1}，<still_too_few><when>，{2}",
                "<when> <too_few>: <reconvene> {0}, <at_most> {1}, <still_too_few>, {2}",
                &[&self.period(within), &self.counted(times.node, "times"), &self.name(value)],
            ),
        }
    }

    fn more(self, by: Threshold) -> &'static str {
        self.word(if by.more { "more_than" } else { "at_least" }, 0)
    }

    fn part(self, by: Threshold) -> String {
        if (by.parts, by.of) == (1, 2) {
            return self.word("half", 0).to_owned();
        }
        let han = |n: u32| numeral::han(u64::from(n)).unwrap_or_else(|| n.to_string());
        let (parts, of) = (by.parts, by.of);
        self.say(
            "{0}<parts>{1}",
            "{2} <parts> {3}",
            &[&han(of), &han(parts), &parts.to_string(), &of.to_string()],
        )
    }
}
