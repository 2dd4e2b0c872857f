//! The lines of scenarios.

use super::pen::Pen;
use super::truths::{written_date, written_time};
use crate::tree::{
    Actor, CheckMark, DirectoryDeed, Expected, Late, Located, Name, Person, Refusal, ScenarioClause,
    ScenarioDeed, Sending, Slot,
};

impl Pen {
    pub(super) fn scenario(self, clause: &ScenarioClause) -> String {
        match clause {
            ScenarioClause::Do { at, late, actor, place, deeds } => {
                let when = format!("{}{}", written_time(at.node), self.late(late.as_ref()));
                self.done(&when, actor, place.as_ref(), deeds)
            }
            ScenarioClause::Turn(None) => self.with("turn_to", self.word("this_case", 0)),
            ScenarioClause::Turn(Some(name)) => self.with("turn_to", &self.name(name)),
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
        when: &str,
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
        let parts = [when.to_owned(), who, gap.to_owned(), place, deeds.join(self.comma())];
        self.say("{0}，{1}{2}{3}{4}", "{0}, {1}{2}{3}{4}", &parts.each_ref().map(String::as_str))
    }

    /// Nothing stands behind a Chinese bracket: 陈岚（窗口岗）在 收件.
    const fn say_gap(self) -> &'static str {
        match self.language {
            crate::Language::Chinese => "",
            crate::Language::English => " ",
        }
    }

    /// ，补录于 …，核对人 …, or nothing.
    fn late(self, late: Option<&Late>) -> String {
        let Some(Late { entered, second }) = late else { return String::new() };
        let parts = [written_time(entered.node), self.somebody(second)];
        self.say(
            "，<entered_late> {0}，<second_person> {1}",
            ", <entered_late> {0}, <second_person> {1}",
            &parts.each_ref().map(String::as_str),
        )
    }

    fn somebody(self, Person { person, post }: &Person) -> String {
        self.person(person, post)
    }

    fn slot(self, slot: &Slot) -> String {
        match slot {
            Slot::FirstHandler => self.word("first_handler", 0).to_owned(),
            Slot::Officer => self.word("officer", 0).to_owned(),
            Slot::Named(name) => self.name(name),
        }
    }

    /// 移交 首问责任 给 吴静（窗口岗）: the word, the slot, and to whom.
    fn passed(self, word: &str, to: &str, slot: &Slot, whom: &Person) -> String {
        let parts = [word, &self.slot(slot), to, &self.somebody(whom)].map(str::to_owned);
        parts.join(" ")
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
            DirectoryDeed::Delegate { from, to, post, until } => {
                let until = self.with("until", &written_date(until.node));
                let parts = [self.name(from), self.name(to), self.name(post), until];
                self.say(
                    "{0} <delegates> {1} <acts_for> {2} {3}",
                    "{0} <delegates> {2} <belongs> {1} {3}",
                    &parts.each_ref().map(String::as_str),
                )
            }
            DirectoryDeed::Recuse(person) => format!("{} {}", self.name(person), self.word("recused", 0)),
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
            ScenarioDeed::Received(member) => {
                let member = self.member(member);
                self.with("enter", &format!("{member} {}", self.word("party_receives", 0)))
            }
            ScenarioDeed::Answered(member, consents) => {
                let consents = consents.map(|yes| if yes { "consenting" } else { "objecting" });
                let tail = consents.map(|id| format!(" {}", self.word(id, 0))).unwrap_or_default();
                let member = self.member(member);
                self.with("enter", &format!("{member} {}{tail}", self.word("party_answers", 0)))
            }
            ScenarioDeed::Notify(names) => self.with("notify_once", &self.names_and(names)),
            ScenarioDeed::Extend(clock, by) => {
                format!("{} {}", self.with("extend", &self.name(clock)), self.period(by))
            }
            ScenarioDeed::Transfer(name) => self.with("transfer", &self.name(name)),
            ScenarioDeed::Verify(name, found) => {
                let found = self.word(if *found { "conforming" } else { "nonconforming" }, 0);
                format!("{} {found}", self.with("verify", &self.name(name)))
            }
            ScenarioDeed::Return(name) => self.with("return_to", &self.name(name)),
            ScenarioDeed::Serve => self.word("serve", 0).to_owned(),
            ScenarioDeed::Present(people) => {
                let people: Vec<String> = people.iter().map(|p| self.somebody(p)).collect();
                self.with("also_present", &self.list_and(&people))
            }
            // Chinese offers to somebody (给) and assigns it to be his (归).
            ScenarioDeed::Offer(slot, whom) => {
                self.passed(self.word("offer", 0), self.word("belongs", 1), &slot.node, whom)
            }
            ScenarioDeed::Assign(slot, whom) => self.passed(
                &self.say("<assign>", "<assign.1>", &[]),
                self.word("belongs", 0),
                &slot.node,
                whom,
            ),
            ScenarioDeed::Draw(name) => {
                self.say("<by_lot> <assign> {0}", "<by_lot> <assign.1> {0}", &[&self.name(name)])
            }
            ScenarioDeed::HandOn(slot, whom) => {
                self.passed(self.word("hand_on", 0), self.word("belongs", 0), &slot.node, whom)
            }
            ScenarioDeed::Receive(slot) => self.with("acknowledge", &self.slot(&slot.node)),
            ScenarioDeed::TurnDown(slot) => self.with("turn_down", &self.slot(&slot.node)),
            ScenarioDeed::Refer(slot) => self.with("refer_up", &self.slot(&slot.node)),
            ScenarioDeed::OpenLinked(link, alias) => {
                let what = self.with("as", &self.name(alias));
                format!("{} {what}", self.with("open_linked", &self.name(link)))
            }
        }
    }

    fn expected(self, expected: &Expected) -> String {
        match expected {
            Expected::At(name) => self.with("must_be_in", &self.name(name)),
            Expected::Closed(name) => self.closed("must_be_closed", name),
            Expected::Value(name, value) => {
                format!("{} {}", self.name(name), self.with("must_be", &self.value(value)))
            }
            Expected::Breach { name, by, with } => {
                let by = by.as_ref().map(|(person, post)| {
                    let who = person.as_ref().map(|person| self.person(person, post));
                    let who = who.unwrap_or_else(|| self.name(post));
                    format!("{}{} {who}", self.comma(), self.word("custody", 1))
                });
                let with = with.as_ref().map(|with| {
                    format!("{}{}", self.comma(), self.with("consequence", &self.measure(&with.node)))
                });
                let what = self.with("must_have_breach", &self.breach(name));
                format!("{what}{}{}", by.unwrap_or_default(), with.unwrap_or_default())
            }
            Expected::NoBreach(name) => self.with("must_have_no_breach", &self.breach(name)),
            Expected::Due { clock, of, at } => {
                let limit = self.limit(of.as_ref());
                let due = self.with("must_fall_due", &written_time(at.node));
                format!("{} {limit}{due}", self.name(clock))
            }
            Expected::PartyDue { party, number, at } => {
                let due = self.with("must_fall_due", &written_time(at.node));
                format!("{} {} {due}", self.name(party), number.node)
            }
            Expected::Refused(Refusal { on_record, code }) => {
                let word = if *on_record { "must_be_refused_on_record" } else { "must_be_refused" };
                match code {
                    Some(code) => self.with(word, &self.name(code)),
                    None => self.word(word, 0).to_owned(),
                }
            }
            Expected::Held(slot, whom) => {
                format!("{} {}", self.slot(&slot.node), self.with("must_be_held", &self.somebody(whom)))
            }
            Expected::Opened(name) => self.with("must_have_opened", &self.name(name)),
            Expected::Conflict(name) => self.with("must_have_conflict", &self.name(name)),
            Expected::Issued(name) => self.with("must_have_issued", &self.name(name)),
            Expected::Sent(how, whom) => {
                let whom = whom.as_ref().map(|name| self.name(name));
                self.with(sending(*how), &whom.unwrap_or_else(|| self.word("applicant", 0).to_owned()))
            }
            Expected::Listed(name) => self.with("must_be_listed", &self.name(name)),
            Expected::Served(served) => {
                self.word(if *served { "must_be_served" } else { "must_not_be_served" }, 0).to_owned()
            }
        }
    }
}

const fn sending(how: Sending) -> &'static str {
    match how {
        Sending::Copied => "must_have_copied",
        Sending::Reported => "must_have_reported",
        Sending::Told => "must_have_told",
        Sending::Served => "must_be_served",
    }
}

const fn check_mark(mark: CheckMark) -> &'static str {
    match mark {
        CheckMark::Promised => "promised",
        CheckMark::Missing => "missing",
        CheckMark::Conforming => "conforming",
        CheckMark::Nonconforming => "nonconforming",
    }
}
