//! The lines of scenarios.

use super::pen::Pen;
use super::truths::{written_date, written_time};
use crate::tree::{
    Actor, CheckMark, DirectoryDeed, Expected, Located, Name, Refusal, ScenarioClause, ScenarioDeed, Time,
};

impl Pen {
    pub(super) fn scenario(self, clause: &ScenarioClause) -> String {
        match clause {
            ScenarioClause::Do { at, actor, place, deeds } => self.done(at, actor, place.as_ref(), deeds),
            ScenarioClause::Directory { at, deed } => {
                let parts = [written_time(at.node), self.directory(&deed.node)];
                let form = ("{0}，<directory> {1}", "{0}, <directory> {1}");
                self.say(form.0, form.1, &parts.each_ref().map(String::as_str))
            }
            ScenarioClause::Until(time) => self.with("until", &written_time(time.node)),
            ScenarioClause::Expect(expected) => self.expected(expected),
        }
    }

    fn done(
        self,
        at: &Located<Time>,
        actor: &Located<Actor>,
        place: Option<&Name>,
        deeds: &[Located<ScenarioDeed>],
    ) -> String {
        let deeds: Vec<String> = deeds.iter().map(|deed| self.scenario_deed(&deed.node)).collect();
        let place =
            place.map(|name| format!("{} ", self.with("in_place", &self.name(name)))).unwrap_or_default();
        let (who, gap) = match &actor.node {
            Actor::Applicant => (self.word("applicant", 0).to_owned(), " "),
            Actor::Officer { person, post } => (self.person(person, post), self.say_gap()),
        };
        let parts = [written_time(at.node), who, gap.to_owned(), place, deeds.join(self.comma())];
        self.say("{0}，{1}{2}{3}{4}", "{0}, {1}{2}{3}{4}", &parts.each_ref().map(String::as_str))
    }

    /// Nothing stands behind a Chinese bracket: 陈岚（窗口岗）在 收件.
    const fn say_gap(self) -> &'static str {
        match self.language {
            crate::Language::Chinese => "",
            crate::Language::English => " ",
        }
    }

    fn person(self, person: &Name, post: &Name) -> String {
        self.say("{0}（{1}）", "{0} ({1})", &[&self.name(person), &self.name(post)])
    }

    fn directory(self, deed: &DirectoryDeed) -> String {
        match deed {
            DirectoryDeed::Appoint { person, post, stand_in } => {
                let stand_in =
                    if *stand_in { format!(" {}", self.word("b_officer", 0)) } else { String::new() };
                format!("{} {}{stand_in}", self.name(person), self.with("takes", &self.name(post)))
            }
            DirectoryDeed::Relieve { person, post } => {
                format!("{} {}", self.name(person), self.with("leaves", &self.name(post)))
            }
            DirectoryDeed::Absent { person, until } => {
                let until = self.with("until", &written_date(until.node));
                format!("{} {} {until}", self.name(person), self.word("absent", 0))
            }
        }
    }

    fn scenario_deed(self, deed: &ScenarioDeed) -> String {
        match deed {
            ScenarioDeed::Submit => self.word("submit", 0).to_owned(),
            ScenarioDeed::Supplement => self.word("supplement", 0).to_owned(),
            ScenarioDeed::Withdraw => self.word("withdraw", 0).to_owned(),
            ScenarioDeed::Attach(names) => self.with("attach", &self.names_and(names)),
            ScenarioDeed::Fill(name, value) => format!("{} {}", self.name(name), self.value(value)),
            ScenarioDeed::Correct(name, value) => {
                format!("{} {}", self.with("correct", &self.name(name)), self.value(value))
            }
            ScenarioDeed::Check(found) if found.is_empty() => {
                self.with("check", self.word("nothing_missing", 0))
            }
            ScenarioDeed::Check(found) => {
                let one = |(name, mark): &(Name, Located<CheckMark>)| {
                    format!("{} {}", self.name(name), self.word(check_mark(mark.node), 0))
                };
                self.with("check", &self.list_and(&found.iter().map(one).collect::<Vec<_>>()))
            }
            ScenarioDeed::Conclude(names) => self.with("conclude", &self.names_and(names)),
            ScenarioDeed::Complete => self.word("complete", 0).to_owned(),
            ScenarioDeed::GiveReasons => self.with("explain", self.word("reasons", 0)),
            ScenarioDeed::Event(name) => self.with("enter", &self.event(name)),
            ScenarioDeed::Notify(names) => self.with("notify_once", &self.names_and(names)),
            ScenarioDeed::Extend(clock, by) => {
                format!("{} {}", self.with("extend", &self.name(clock)), self.period(by))
            }
            ScenarioDeed::Transfer(name) => self.with("transfer", &self.name(name)),
            ScenarioDeed::Serve => self.word("serve", 0).to_owned(),
        }
    }

    fn expected(self, expected: &Expected) -> String {
        match expected {
            Expected::At(name) => self.with("must_be_in", &self.name(name)),
            Expected::Closed(name) => self.closed("must_be_closed", name),
            Expected::Date(name, date) => {
                format!("{} {}", self.name(name), self.with("must_be", &written_date(date.node)))
            }
            Expected::Breach { name, by } => {
                let by = by.as_ref().map(|(person, post)| {
                    let who = person.as_ref().map(|person| self.person(person, post));
                    let who = who.unwrap_or_else(|| self.name(post));
                    format!("{}{}", self.comma(), self.with("responsible", &who))
                });
                format!("{}{}", self.with("must_have_breach", &self.name(name)), by.unwrap_or_default())
            }
            Expected::NoBreach(name) => self.with("must_have_no_breach", &self.name(name)),
            Expected::Due { clock, of, at } => {
                let limit = self.limit(of.as_ref());
                let due = self.with("must_fall_due", &written_time(at.node));
                format!("{} {limit}{due}", self.name(clock))
            }
            Expected::Refused(Refusal { on_record, code }) => {
                let word = if *on_record { "must_be_refused_on_record" } else { "must_be_refused" };
                match code {
                    Some(code) => self.with(word, &self.name(code)),
                    None => self.word(word, 0).to_owned(),
                }
            }
            Expected::Issued(name) => self.with("must_have_issued", &self.name(name)),
            Expected::Served(served) => {
                self.word(if *served { "must_be_served" } else { "must_not_be_served" }, 0).to_owned()
            }
        }
    }
}

const fn check_mark(mark: CheckMark) -> &'static str {
    match mark {
        CheckMark::Missing => "missing",
        CheckMark::Conforming => "conforming",
        CheckMark::Nonconforming => "nonconforming",
    }
}
