//! 环节, 等候: their clauses.

use super::pen::Pen;
use crate::tree::{
    Awaited, Cap, Deed, Excluded, Located, Name, Period, Permit, PlaceClause, ReturnMode, Role, Signing,
    Trigger,
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
            PlaceClause::SignedBy(how, posts) => {
                self.say("<by> {0} {1}", "{1} {0}", &[&self.names(posts), self.word(signing(*how), 0)])
            }
            PlaceClause::Differ(value) => self.say(
                "<signers_differ><when>，<conclude> {0}",
                "<when> <signers_differ>: <conclude> {0}",
                &[&self.name(value)],
            ),
            PlaceClause::Meeting(clause) => self.meeting(clause),
            PlaceClause::PostedBy(name) => {
                self.say("<by> {0} <post_up>", "<post_up> {0}", &[&self.name(name)])
            }
            PlaceClause::Disclose(names) => self.with("disclose", &self.names(names)),
            PlaceClause::AtLeast(period) => self.with("at_least", &self.period(period)),
            PlaceClause::Resuming { anew } => self.counted_on("on_resuming", *anew),
            PlaceClause::EnteredAgain { anew } => self.counted_on("on_reentry", *anew),
            PlaceClause::EachParty { period, basis } => self.each_party(period, basis),
            PlaceClause::OnEntry { first, deeds } => {
                let word = self.word(if *first { "on_first_entry" } else { "on_entry" }, 0);
                self.say("{0}，{1}", "{0}: {1}", &[word, &self.deeds(deeds)])
            }
            PlaceClause::Conclude { name, values, for_record } => self.conclude(name, values, *for_record),
            PlaceClause::FillIn(names) => self.with("fill_in", &self.names(names)),
            PlaceClause::Appoint(names) => self.appoint(names),
            PlaceClause::MustAttach(names) => self.with("must_attach", &self.names(names)),
            PlaceClause::Await(events) => self.awaiting(events),
            PlaceClause::Direct { when, deeds, overrides } => self.direct(&when.node, deeds, *overrides),
            PlaceClause::GiveReasons(when) => {
                let duty = self.say("<shall> <explain> <reasons>", "<shall> <explain> <reasons>", &[]);
                format!("{}{duty}{}", self.guard(when), self.listed_items(when))
            }
            PlaceClause::Owe { when, deeds } => {
                let owed = self.with("shall", &self.deeds(deeds));
                format!("{}{owed}{}", self.guard(when), self.listed_items(when))
            }
            PlaceClause::Forbid { when, value } => {
                let duty =
                    self.say("<may_not> <conclude> {0}", "<may_not> <conclude> {0}", &[&self.name(value)]);
                format!("{}{duty}{}", self.guard(when), self.listed_items(when))
            }
            PlaceClause::OnlyWhen(when) => {
                self.say("{0} <only_when> <complete>", "<only_when> {0}", &[&self.expr(when)])
            }
            PlaceClause::InternalLimit(period) => self.with("internal_limit", &self.period(period)),
            PlaceClause::Longest(period) => self.with("longest", &self.period(period)),
            PlaceClause::StatedIn { document, at_least } => self.say(
                "<period_stated_in> {0} <state>，<at_least> {1}",
                "<period_stated_in> {0}, <at_least> {1}",
                &[&self.name(document), &self.period(at_least)],
            ),
            PlaceClause::Counts => self.word("counted", 0).to_owned(),
            PlaceClause::Excluded(excluded) => self.excluded(excluded),
            PlaceClause::NotSamePerson(name) => {
                self.say("<with> {0} <same_person>", "<same_person> {0}", &[&self.name(name)])
            }
            PlaceClause::Branch { name, each, from, to } => self.branch((name, *each), from, to.as_ref()),
            PlaceClause::AllowReturn { to, mode, cap } => self.allow_return(to, mode.node, cap.as_ref()),
            PlaceClause::Allow(permits) => self.allow(permits),
        }
    }

    /// 剩余期间续计, 重新计算.
    fn counted_on(self, when: &str, anew: bool) -> String {
        self.with(when, self.word(if anew { "count_anew" } else { "rest_runs_on" }, 0))
    }

    fn conclude(self, name: &Name, values: &[Name], for_record: bool) -> String {
        let record =
            if for_record { self.say("，<for_record>", ", <for_record>", &[]) } else { String::new() };
        let parts = [&self.name(name), &self.names(values), &record];
        self.say("<conclude> {0}：{1}{2}", "<conclude> {0}: {1}{2}", &parts.map(String::as_str))
    }

    fn direct(self, when: &Trigger, deeds: &[Located<Deed>], overrides: bool) -> String {
        let items = match when {
            Trigger::If(expr) => self.listed_items(expr),
            Trigger::Completed
            | Trigger::Otherwise
            | Trigger::Joined(_)
            | Trigger::NoBranch
            | Trigger::Expired
            | Trigger::Unopposed
            | Trigger::Left(_) => String::new(),
        };
        let alone =
            if overrides { format!("{}{}", self.comma(), self.word("overrides", 0)) } else { String::new() };
        format!("{}{}{alone}{items}", self.trigger(when), self.deeds(deeds))
    }

    fn allow(self, permits: &[Located<Permit>]) -> String {
        let words: Vec<String> = permits.iter().map(|p| self.word(permit(p.node), 0).to_owned()).collect();
        self.with("allow", &self.list(&words))
    }

    fn allow_return(self, to: &Name, mode: ReturnMode, cap: Option<&Cap>) -> String {
        let mut out = self.with("allow", &self.back_to(to, mode));
        if let Some(Cap { times, deeds }) = cap {
            let times = self.counted(times.node, "times");
            out.push_str(&self.say("，<at_most.1> {0}", ", <at_most> {0}", &[&times]));
            if !deeds.is_empty() {
                let deeds = self.deeds(deeds);
                out.push_str(&self.say("，<used_up><when>，{0}", ", <when> <used_up>: {0}", &[&deeds]));
            }
        }
        out
    }

    fn branch(self, (name, each): (&Name, bool), from: &Name, to: Option<&Name>) -> String {
        let (name, from) = (self.name(name), self.name(from));
        let name = if each { self.with("for_each", &name) } else { name };
        let mut out = self.say("<branch> {0}：<from> {1}", "<branch> {0}: <from> {1}", &[&name, &from]);
        if let Some(to) = to {
            out.push_str(&self.say(" <until> {0}", " <until> {0}", &[&self.name(to)]));
        }
        out
    }

    fn awaiting(self, events: &[Located<Awaited>]) -> String {
        let one = |event: &Located<Awaited>| match &event.node {
            Awaited::Event(name) => self.event(name),
            Awaited::Linked(name, is) => self.linked(name, *is),
            Awaited::Party(party, does) => self.by_party(party, *does),
        };
        let words: Vec<String> = events.iter().map(one).collect();
        let list = self.list(&words);
        if words.len() == 1 {
            self.with("await", &list)
        } else {
            self.say("<await> <following>：{0}", "<await> <following>: {0}", &[&list])
        }
    }

    fn excluded(self, clause: &Excluded) -> String {
        let Excluded { clock, only, at_most, cause, tell, basis } = clause;
        let mut out = self.with("excluded", &self.name(clock));
        if only.is_some() {
            let limit = self.limit(only.as_ref());
            out.push_str(&self.say(" <when> {0}", " {0}", &[limit.trim_end()]));
        }
        out.push_str(&self.how_excluded(at_most.as_ref(), cause.as_ref(), tell.as_ref()));
        out.push_str(&self.and_basis(basis));
        out
    }

    /// ，不超过 …，事由 …，书面告知 …: whatever of it is said.
    pub(super) fn how_excluded(
        self,
        at_most: Option<&Period>,
        cause: Option<&Name>,
        tell: Option<&Located<Role>>,
    ) -> String {
        let tails = [
            at_most.map(|period| self.with("at_most", &self.period(period))),
            cause.map(|cause| self.with("cause", &self.name(cause))),
            tell.map(|whom| self.tell(&whom.node, false)),
        ];
        tails.into_iter().flatten().map(|tail| format!("{}{tail}", self.comma())).collect()
    }

    fn trigger(self, when: &Trigger) -> String {
        match when {
            Trigger::Completed => self.say("<on_completion>，", "<on_completion>: ", &[]),
            Trigger::Otherwise => self.say("<otherwise>，", "<otherwise>: ", &[]),
            Trigger::If(expr) => self.guard(expr),
            Trigger::Joined(None) => {
                self.say("<all_branches> <complete><when>，", "<when> <all_branches> <complete>: ", &[])
            }
            Trigger::Joined(Some(count)) => {
                let count = self.counted(count.node, "branches");
                self.say("<at_least> {0} <complete><when>，", "<when> <at_least> {0} <complete>: ", &[&count])
            }
            Trigger::NoBranch => self.say("<no_branch><when>，", "<when> <no_branch>: ", &[]),
            Trigger::Expired => self.expired(""),
            Trigger::Unopposed => self.say("<unopposed><when>，", "<when> <unopposed>: ", &[]),
            Trigger::Left(left) => self.left("", left),
        }
    }
}

const fn signing(how: Signing) -> &'static str {
    match how {
        Signing::All => "countersign",
        Signing::InTurn => "countersign_in_turn",
        Signing::AnyOne => "sign_any_one",
    }
}

const fn permit(permit: Permit) -> &'static str {
    match permit {
        Permit::CorrectOnSpot => "correct_on_spot",
        Permit::Transfer => "transfer",
    }
}
