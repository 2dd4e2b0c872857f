//! Acts, and where a clause leads.

use super::pen::Pen;
use crate::tree::{
    Act, Answers, DateSource, Deed, Deemed, Direction, Located, Name, Recipient, ReturnMode, Role,
};

impl Pen {
    pub(super) fn tell(self, whom: &Role, reasons: bool) -> String {
        let reasons = if reasons { format!(" {}", self.word("reasons", 0)) } else { String::new() };
        format!("{}{reasons}", self.with("tell_in_writing", &self.role(whom)))
    }

    pub(super) fn deeds(self, deeds: &[Located<Deed>]) -> String {
        let words: Vec<String> = deeds.iter().map(|deed| self.deed(&deed.node)).collect();
        words.join(self.comma())
    }

    /// What is done wherever the case stands: not every case that an event or an expiry finds is waiting.
    pub(super) fn deeds_anywhere(self, deeds: &[Located<Deed>]) -> String {
        let words = deeds.iter().map(|deed| {
            let stays = matches!(deed.node, Deed::Go(Direction::KeepWaiting(None)));
            if stays { self.word("keep_waiting", 1).to_owned() } else { self.deed(&deed.node) }
        });
        words.collect::<Vec<_>>().join(self.comma())
    }

    pub(super) fn deed(self, deed: &Deed) -> String {
        match deed {
            Deed::Act(act) => self.act(act),
            Deed::Basis(basis) => self.basis(basis),
            Deed::Go(direction) => self.direction(direction),
        }
    }

    pub(super) fn act(self, act: &Act) -> String {
        match act {
            Act::Accept => self.word("accept", 0).to_owned(),
            Act::AcceptDeferring => self.word("accept_deferring", 0).to_owned(),
            Act::OnFile => self.say("<on_file> <handle>", "<on_file>", &[]),
            Act::Decline => self.word("decline", 0).to_owned(),
            Act::NotifyAllGaps => self.with("notify_once", self.word("all_gaps", 0)),
            Act::NotifySome(names) => self.with("notify_once", &self.names_and(names)),
            Act::Deem(deemed) => self.word(deem(*deemed), 0).to_owned(),
            Act::Issue(name) => self.with("issue", &self.name(name)),
            Act::Serve(role) => self.with("serve", &self.role(&role.node)),
            Act::Consult(party) => self.say("<consult> {0} 意见", "<consult> {0}", &[&self.name(party)]),
            Act::Copy(to) => self.with("copy_to", &self.recipient(to)),
            Act::Report(to) => self.with("report", &self.recipient(to)),
            Act::List(name) => self.with("list_in", &self.name(name)),
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
            Act::Breach { name, answers } => {
                let answers = answers.as_ref().map(|answers| self.answers(answers));
                format!("{}{}", self.with("record_breach", &self.name(name)), answers.unwrap_or_default())
            }
            Act::Right { whom, what } => {
                let parts = [&self.role(&whom.node), &self.name(what)];
                self.say("{0} <may_do> {1}", "{0} <may_do> {1}", &parts.map(String::as_str))
            }
            Act::Bar(event) => self.with("bar", &self.event(event)),
            Act::OpenLinked(name) => self.with("open_linked", &self.name(name)),
            Act::Convert(None) => self.word("convert", 0).to_owned(),
            Act::Convert(Some(reason)) => {
                let form = ("<convert>，<reason_is> {0}", "<convert>, <reason_is> {0}");
                self.say(form.0, form.1, &[&self.name(reason)])
            }
        }
    }

    pub(super) fn source(self, source: &DateSource) -> String {
        match source {
            DateSource::Date(name) => self.name(name),
            DateSource::Decided => self.word("day_of_decision", 0).to_owned(),
            DateSource::Received => self.word("day_of_receipt", 0).to_owned(),
        }
    }

    fn direction(self, direction: &Direction) -> String {
        match direction {
            Direction::GoTo(name) => self.with("go_to", &self.name(name)),
            Direction::Interrupt(name) => {
                let go = self.with("go_to", &self.name(name));
                format!("{}{}{go}", self.word("interrupt", 0), self.comma())
            }
            Direction::Pause(name) => {
                let go = self.with("go_to", &self.name(name));
                format!("{}{}{go}", self.word("pause", 0), self.comma())
            }
            Direction::FinishBranch => self.word("finish_branch", 0).to_owned(),
            Direction::Abort(name) => {
                let go = self.with("go_to", &self.name(name));
                format!("{}{}{go}", self.word("abort_parallel", 0), self.comma())
            }
            Direction::Back => self.with("back_to", self.word("interrupted_place", 0)),
            Direction::Return(name, mode) => self.back_to(name, mode.node),
            Direction::Close(name) => self.closed("close", name),
            Direction::KeepWaiting(None) => self.word("keep_waiting", 0).to_owned(),
            Direction::KeepWaiting(Some(period)) => self.say(
                "<keep_waiting>，<every> {0} <again> <escalate>",
                "<keep_waiting>, <every> {0} <again>",
                &[&self.period(period)],
            ),
        }
    }

    fn recipient(self, to: &Recipient) -> String {
        match to {
            Recipient::Role(role) => self.role(&role.node),
            Recipient::Outside(name) => self.with("outside_body", &self.name(name)),
        }
    }

    /// 退回 X 重新办理, 退回 X 补充后送回.
    pub(super) fn back_to(self, place: &Name, mode: ReturnMode) -> String {
        let mode = match mode {
            ReturnMode::Restart => "restart",
            ReturnMode::Resume => "resume",
        };
        format!("{} {}", self.with("return_to", &self.name(place)), self.word(mode, 0))
    }

    /// ，责任 X.
    fn answers(self, answers: &Answers) -> String {
        let who = match answers {
            Answers::OfficerIn(place) => {
                self.say("{0} <officer>", "<officer> <in_place> {0}", &[&self.name(place)])
            }
            Answers::Role(role) => self.role(&role.node),
        };
        format!("{}{} {who}", self.comma(), self.word("custody", 1))
    }

    /// 办结，结果为 X.
    pub(super) fn closed(self, word: &str, result: &Name) -> String {
        let parts = [self.word(word, 0), &self.name(result)];
        self.say("{0}，<result_is> {1}", "{0}, <result_is> {1}", &parts)
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
