//! The clauses of 责任追究.

use super::pen::Pen;
use crate::tree::{CountedBy, LadderClause, Measure, MeasureWord, Name, Window};

/// The breaches that the kernel knows; the Chinese word stands for them in the tree.
const BREACHES: &[&str] = &["second_notice", "internal_overdue", "duty_overdue"];

impl Pen {
    pub(super) fn ladder(self, clause: &LadderClause) -> String {
        match clause {
            LadderClause::Basis(basis) => self.basis(basis),
            LadderClause::Counting { each, by } => {
                let each = self.word(
                    match each.node {
                        Window::Year => "calendar_year",
                        Window::Quarter => "calendar_quarter",
                        Window::Month => "calendar_month",
                    },
                    0,
                );
                let by = self.word(
                    match by.node {
                        CountedBy::Person => "whoever_answers",
                        CountedBy::Post => "post",
                    },
                    0,
                );
                self.say("<every> {0} <vote_of> {1} <tally>", "<tally> <every> {0} <by> {1}", &[each, by])
            }
            LadderClause::Rung { of, times, measures, basis } => {
                let of = if of.is_empty() {
                    self.word("any_breach", 0).to_owned()
                } else {
                    self.list(&of.iter().map(|name| self.breach(name)).collect::<Vec<_>>())
                };
                let times = times.as_ref().map(|times| self.counted(times.node, "times"));
                let times = times.map(|times| self.say(" <reaches> {0}", " <reaches> {0}", &[&times]));
                let measures: Vec<String> = measures.iter().map(|m| self.measure(&m.node)).collect();
                self.say(
                    "{0}{1}<when>，{2}{3}",
                    "<when> {0}{1}: {2}{3}",
                    &[&of, &times.unwrap_or_default(), &measures.join(self.comma()), &self.and_basis(basis)],
                )
            }
        }
    }

    /// A breach, which may be one of the kernel's own.
    pub(super) fn breach(self, name: &Name) -> String {
        self.known(name, BREACHES)
    }

    pub(super) fn measure(self, measure: &Measure) -> String {
        let what = match &measure.what {
            MeasureWord::Named(name) => self.name(name),
            MeasureWord::Points(points) => self.with("deduct", &self.counted(points.node, "points")),
            MeasureWord::SendOn(to) => self.with("send_on", &self.name(to)),
        };
        match &measure.against {
            Some(role) => {
                self.say("<against> {1} {0}", "{0} <against> {1}", &[&what, &self.role(&role.node)])
            }
            None => what,
        }
    }
}
