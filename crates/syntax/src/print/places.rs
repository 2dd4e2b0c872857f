//! The clauses of places, acts and directions, what is possible at any time, and what is owed after closing.

use super::pen::Pen;
use crate::tree::{
    Act, AfterClause, AnytimeClause, Awaited, DateSource, Deed, Deemed, Direction, Located, Name, Period,
    Permit, PlaceClause, ReturnMode, Role, Trigger,
};

impl Pen {
    pub(super) fn place(self, clause: &PlaceClause) -> String {
        match clause {
            PlaceClause::HandledBy(name) => {
                self.say("<by> {0} <handle>", "<handle> {0}", &[&self.name(name)])
            }
            PlaceClause::FollowedBy(role) => {
                self.say("<by> {0} <follow>", "<follow> {0}", &[&self.role(&role.node)])
            }
            PlaceClause::OnEntry { first, deeds } => {
                let word = self.word(if *first { "on_first_entry" } else { "on_entry" }, 0);
                self.say("{0}，{1}", "{0}: {1}", &[word, &self.deeds(deeds)])
            }
            PlaceClause::Conclude { name, values, for_record } => {
                let record = if *for_record {
                    self.say("，<for_record>", ", <for_record>", &[])
                } else {
                    String::new()
                };
                let parts = [&self.name(name), &self.names(values), &record];
                self.say("<conclude> {0}：{1}{2}", "<conclude> {0}: {1}{2}", &parts.map(String::as_str))
            }
            PlaceClause::FillIn(names) => self.with("fill_in", &self.names(names)),
            PlaceClause::Await(events) => self.awaiting(events),
            PlaceClause::Direct { when, deeds } => {
                format!("{}{}", self.trigger(&when.node), self.deeds(deeds))
            }
            PlaceClause::GiveReasons(when) => {
                format!(
                    "{}{}",
                    self.guard(when),
                    self.say("<shall> <explain> <reasons>", "<shall> <explain> <reasons>", &[])
                )
            }
            PlaceClause::Forbid { when, value } => {
                let duty =
                    self.say("<may_not> <conclude> {0}", "<may_not> <conclude> {0}", &[&self.name(value)]);
                format!("{}{duty}", self.guard(when))
            }
            PlaceClause::InternalLimit(period) => self.with("internal_limit", &self.period(period)),
            PlaceClause::Longest(period) => self.with("longest", &self.period(period)),
            PlaceClause::StatedIn { document, at_least } => self.say(
                "<period_stated_in> {0} <state>，<at_least> {1}",
                "<period_stated_in> {0}, <at_least> {1}",
                &[&self.name(document), &self.period(at_least)],
            ),
            PlaceClause::Counts => self.word("counted", 0).to_owned(),
            PlaceClause::Excluded { .. } => self.excluded(clause),
            PlaceClause::NotSamePerson(name) => {
                self.say("<with> {0} <same_person>", "<same_person> {0}", &[&self.name(name)])
            }
            PlaceClause::Allow(permits) => {
                let words: Vec<String> =
                    permits.iter().map(|p| self.word(permit(p.node), 0).to_owned()).collect();
                self.with("allow", &self.list(&words))
            }
        }
    }

    fn awaiting(self, events: &[Located<Awaited>]) -> String {
        let one = |event: &Located<Awaited>| match &event.node {
            Awaited::Event(name) => self.event(name),
            Awaited::Linked(name, is) => self.linked(name, *is),
        };
        let words: Vec<String> = events.iter().map(one).collect();
        let list = self.list(&words);
        if words.len() == 1 {
            self.with("await", &list)
        } else {
            self.say("<await> <following>：{0}", "<await> <following>: {0}", &[&list])
        }
    }

    fn excluded(self, clause: &PlaceClause) -> String {
        let PlaceClause::Excluded { clock, only, at_most, cause, tell, basis } = clause else {
            return String::new();
        };
        let mut out = self.with("excluded", &self.name(clock));
        if only.is_some() {
            let limit = self.limit(only.as_ref());
            out.push_str(&self.say(" <when> {0}", " {0}", &[limit.trim_end()]));
        }
        let tails = [
            at_most.as_ref().map(|period| self.with("at_most", &self.period(period))),
            cause.as_ref().map(|cause| self.with("cause", &self.name(cause))),
            tell.as_ref().map(|whom| self.tell(&whom.node, false)),
        ];
        for tail in tails.into_iter().flatten() {
            out.push_str(self.comma());
            out.push_str(&tail);
        }
        out.push_str(&self.and_basis(basis));
        out
    }

    pub(super) fn tell(self, whom: &Role, reasons: bool) -> String {
        let reasons = if reasons { format!(" {}", self.word("reasons", 0)) } else { String::new() };
        format!("{}{reasons}", self.with("tell_in_writing", &self.role(whom)))
    }

    fn trigger(self, when: &Trigger) -> String {
        match when {
            Trigger::Completed => self.say("<on_completion>，", "<on_completion>: ", &[]),
            Trigger::Otherwise => self.say("<otherwise>，", "<otherwise>: ", &[]),
            Trigger::If(expr) => self.guard(expr),
            Trigger::Expired => self.expired(""),
            Trigger::Left(period) => self.left("", period),
        }
    }

    /// [法定 ]届满的，
    pub(super) fn expired(self, limit: &str) -> String {
        self.say("{0}<expired><when>，", "<when> {0}<expired>: ", &[limit])
    }

    /// [法定 ]剩余 两个工作日的，
    pub(super) fn left(self, limit: &str, period: &Period) -> String {
        let left = self.word("left", usize::from(period.n != 1));
        let words = self.period(period);
        self.say("{0}<left> {1}<when>，", "<when> {0}{1} {2}: ", &[limit, &words, left])
    }

    pub(super) fn deeds(self, deeds: &[Located<Deed>]) -> String {
        let words: Vec<String> = deeds
            .iter()
            .map(|deed| match &deed.node {
                Deed::Act(act) => self.act(act),
                Deed::Basis(basis) => self.basis(basis),
                Deed::Go(direction) => self.direction(direction),
            })
            .collect();
        words.join(self.comma())
    }

    fn act(self, act: &Act) -> String {
        match act {
            Act::Accept => self.word("accept", 0).to_owned(),
            Act::Decline => self.word("decline", 0).to_owned(),
            Act::NotifyAllGaps => self.with("notify_once", self.word("all_gaps", 0)),
            Act::NotifySome(names) => self.with("notify_once", &self.names_and(names)),
            Act::Deem(deemed) => self.word(deem(*deemed), 0).to_owned(),
            Act::Issue(name) => self.with("issue", &self.name(name)),
            Act::Tell { whom, reasons } => self.tell(&whom.node, *reasons),
            Act::RecordDate(name) => self.with("record_date", &self.name(name)),
            Act::SetDate { date, to } => self.say(
                "{0} <set_to> {1}",
                "{0} <set_to> {1}",
                &[&self.first_name(date), &self.source(&to.node)],
            ),
            Act::MoveDate { date, to } => self.say(
                "{0} <moved_to> {1}",
                "{0} <moved_to> {1}",
                &[&self.first_name(date), &self.source(&to.node)],
            ),
            Act::Urge(role) => self.with("urge", &self.role(&role.node)),
            Act::Escalate(role) => self.with("escalate", &self.role(&role.node)),
            Act::Breach(name) => self.with("record_breach", &self.name(name)),
            Act::OpenLinked(name) => self.with("open_linked", &self.name(name)),
            Act::Convert(None) => self.word("convert", 0).to_owned(),
            Act::Convert(Some(reason)) => {
                let form = ("<convert>，<reason_is> {0}", "<convert>, <reason_is> {0}");
                self.say(form.0, form.1, &[&self.name(reason)])
            }
        }
    }

    fn source(self, source: &DateSource) -> String {
        match source {
            DateSource::Date(name) => self.name(name),
            DateSource::Decided => self.word("day_of_decision", 0).to_owned(),
            DateSource::Received => self.word("day_of_receipt", 0).to_owned(),
        }
    }

    fn direction(self, direction: &Direction) -> String {
        match direction {
            Direction::GoTo(name) => self.with("go_to", &self.name(name)),
            Direction::Return(name, mode) => {
                let mode = match mode.node {
                    ReturnMode::Restart => "restart",
                    ReturnMode::Resume => "resume",
                };
                format!("{} {}", self.with("return_to", &self.name(name)), self.word(mode, 0))
            }
            Direction::Close(name) => self.closed("close", name),
            Direction::KeepWaiting(None) => self.word("keep_waiting", 0).to_owned(),
            Direction::KeepWaiting(Some(period)) => self.say(
                "<keep_waiting>，<every> {0} <again> <escalate>",
                "<keep_waiting>, <every> {0} <again>",
                &[&self.period(period)],
            ),
        }
    }

    /// 办结，结果为 X.
    pub(super) fn closed(self, word: &str, result: &Name) -> String {
        let parts = [self.word(word, 0), &self.name(result)];
        self.say("{0}，<result_is> {1}", "{0}, <result_is> {1}", &parts)
    }

    pub(super) fn anytime(self, clause: &AnytimeClause) -> String {
        let event = self.event(&clause.event);
        self.say("{0}<when>，{1}", "<when> {0}: {1}", &[&event, &self.deeds(&clause.deeds)])
    }

    pub(super) fn after(self, clause: &AfterClause) -> String {
        let proof = clause
            .proof
            .as_ref()
            .map(|name| format!("{}{}", self.comma(), self.with("obtain", &self.name(name))));
        let parts = [
            self.guard(&clause.when),
            self.source(&clause.from.node),
            self.period(&clause.within),
            self.role(&clause.by.node),
            self.role(&clause.serve.node),
            proof.unwrap_or_default(),
            self.and_basis(&clause.basis),
        ];
        self.say(
            "{0}<shall> <from> {1} <onward> {2}<within> <by> {3} <serve> {4}{5}{6}",
            "{0}<shall> <within> {2} <from> {1} <by> {3} <serve> {4}{5}{6}",
            &parts.each_ref().map(String::as_str),
        )
    }
}

const fn permit(permit: Permit) -> &'static str {
    match permit {
        Permit::CorrectOnSpot => "correct_on_spot",
        Permit::Transfer => "transfer",
    }
}

const fn deem(deemed: Deemed) -> &'static str {
    match deemed {
        Deemed::Accepted => "deem_accepted",
        Deemed::Withdrawn => "deem_withdrawn",
        Deemed::Granted => "deem_granted",
        Deemed::Consented => "deem_consented",
        Deemed::Served => "deem_served",
        Deemed::Received => "deem_received",
    }
}
