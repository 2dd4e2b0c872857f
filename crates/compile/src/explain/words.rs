//! The parts of a kernel definition in words, Chinese or English.

use shouwen_calendar::{DayEnd, Direction, Limit, Roll, Unit};
use shouwen_model::form::{
    Arithmetic, Basis, Comparison, MaterialsAre, PartiesAre, PartyDoes, Period, Remainder, ReturnMode,
};
use shouwen_model::kernel::{
    Action, Addressee, Answers, Clause, ConclusionId, DateFrom, Deadline, Definition, Edge, Effect, Event,
    Expr, PartyId, Target, Term, Trigger, Who,
};
use shouwen_model::value::Value;
use shouwen_syntax::Language;

/// A definition and the language it is told in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) definition: &'a Definition,
    pub(super) language: Language,
}

impl Words<'_> {
    /// One of two texts.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Parts one after the other.
    pub(super) fn list(&self, parts: &[String]) -> String {
        parts.join(self.say("；", "; "))
    }

    /// What is behind a colon.
    pub(super) fn after_colon(&self, head: &str, body: &str) -> String {
        format!("{head}{}{body}", self.say("：", ": "))
    }

    pub(super) fn who(&self, who: Who) -> String {
        match who {
            Who::Applicant => self.say("申请人", "the applicant").to_owned(),
            Who::CurrentHandler => self.say("经办人", "the current handler").to_owned(),
            Who::FirstHandler => self.say("首办责任人", "the first handler").to_owned(),
            Who::Superior => self.say("其上级", "the superior").to_owned(),
            Who::Party(id) => self.party(id),
            Who::Post(id) => self.definition.post(id).map(|p| p.name.clone()).unwrap_or_default(),
        }
    }

    fn party(&self, id: PartyId) -> String {
        self.definition.party(id).map(|party| party.name.clone()).unwrap_or_default()
    }

    /// What a party does.
    fn by_party(&self, id: PartyId, does: PartyDoes) -> String {
        let does = match does {
            PartyDoes::Receives => self.say("收到送达", "receives service"),
            PartyDoes::Answers => self.say("作出答复", "gives an answer"),
            PartyDoes::Silent => self.say("逾期未答复", "gives no answer in time"),
            PartyDoes::RunsOut => self.say("期限届满", "has its period run out"),
        };
        format!("{} {does}", self.party(id))
    }

    /// What holds of each person of a party, or of every party.
    fn parties(&self, party: Option<PartyId>, are: PartiesAre) -> String {
        let who = party.map_or_else(|| self.say("各方", "the parties").to_owned(), |id| self.party(id));
        let are = match are {
            PartiesAre::Received => self.say("均已收到", "have all received service"),
            PartiesAre::Answered => self.say("均已答复", "have all answered"),
            PartiesAre::Consented => self.say("均已同意", "have all consented"),
            PartiesAre::RunOut => self.say("均已期满", "have all run out of time"),
        };
        format!("{who} {are}")
    }

    pub(super) fn deadline(&self, kind: Deadline) -> &'static str {
        let (zh, en) = match kind {
            Deadline::Statutory => ("法定", "statutory"),
            Deadline::Promised => ("承诺", "promised"),
            Deadline::Internal => ("内部时限", "internal limit"),
            Deadline::Wait => ("最长", "longest"),
        };
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn amount(&self, n: u32, unit: Unit) -> String {
        let (zh, one, many) = unit.words();
        match self.language {
            Language::Chinese => format!("{n}{zh}"),
            Language::English => format!("{n} {}", if n == 1 { one } else { many }),
        }
    }

    pub(super) fn period(&self, period: Period) -> String {
        self.amount(period.n, period.unit)
    }

    pub(super) fn remainder(&self, left: Remainder) -> String {
        match (left, self.language) {
            (Remainder::Period(period), _) => self.period(period),
            (Remainder::Share { percent }, Language::Chinese) => format!("百分之 {percent}"),
            (Remainder::Share { percent }, Language::English) => format!("{percent} percent"),
        }
    }

    /// How long a limit is, and how its last day is found where that is not the ordinary way.
    pub(super) fn limit(&self, limit: &Limit) -> String {
        let mut parts = vec![self.amount(limit.amount, limit.unit)];
        let usual = match limit.direction {
            Direction::Forward => Limit::new(limit.amount, limit.unit).roll,
            Direction::Backward => limit.roll,
        };
        if limit.roll != usual {
            parts.push(
                match limit.roll {
                    Roll::None => self.say("末日遇休息日不变", "a last day off stays"),
                    Roll::NextWorkday => self.say("末日遇休息日顺延", "a last day off moves on"),
                    Roll::PreviousWorkday => self.say("末日遇休息日提前", "a last day off moves back"),
                }
                .to_owned(),
            );
        }
        if limit.day_end == DayEnd::OfficeClose {
            parts.push(self.say("至下班止", "until close of business").to_owned());
        }
        parts.join(self.say("，", ", "))
    }

    pub(super) fn basis(&self, basis: &Basis) -> String {
        match basis {
            Basis::Law { title, article } => {
                format!("《{title}》{}", article.as_deref().unwrap_or_default())
            }
            Basis::OwnRule { number } => match self.language {
                Language::Chinese => format!("本机关规定（{number}）"),
                Language::English => format!("own rule ({number})"),
            },
            Basis::Several { of } => {
                of.iter().map(|b| self.basis(b)).collect::<Vec<_>>().join(self.say("、", ", "))
            }
            _ => self.say("依据待核", "basis to be verified").to_owned(),
        }
    }

    /// 依据 …, in brackets, or nothing.
    pub(super) fn resting(&self, basis: Option<&Basis>) -> String {
        match (basis, self.language) {
            (None, _) => String::new(),
            (Some(basis), Language::Chinese) => format!("（依据 {}）", self.basis(basis)),
            (Some(basis), Language::English) => format!(" (under {})", self.basis(basis)),
        }
    }

    /// Where the text says so.
    pub(super) fn clause(&self, clause: &Clause) -> String {
        format!("[{}, {}]", clause.section.trim_end(), clause.number)
    }

    pub(super) fn effect(&self, effect: &Effect) -> String {
        format!("{}{}", self.action(&effect.action), self.resting(effect.basis.as_ref()))
    }

    pub(super) fn effects(&self, effects: &[Effect]) -> String {
        self.list(&effects.iter().map(|e| self.effect(e)).collect::<Vec<_>>())
    }

    fn action(&self, action: &Action) -> String {
        let d = self.definition;
        let date = |id| d.date(id).cloned().unwrap_or_default();
        let with = |zh: &str, en: &str, what: &str| format!("{} {what}", self.say(zh, en));
        match action {
            Action::Perform { act, deemed } => {
                let word = d.act(*act).map(|a| self.act(&a.code)).unwrap_or_default();
                if *deemed { format!("{}{word}", self.say("视为", "deemed: ")) } else { word }
            }
            Action::Defer => self.say("容缺材料限期补交", "deferred materials are owed").to_owned(),
            Action::OnFile => self.say("按现有材料办理", "go on with the materials on file").to_owned(),
            Action::ListGaps => self.say("列出全部缺项", "list all gaps").to_owned(),
            Action::Issue { document } => with("出具", "issue", document),
            Action::Disclose { fields } => {
                let fields: Vec<_> =
                    fields.iter().filter_map(|f| d.field(*f)).map(|f| f.name.clone()).collect();
                with("公开", "disclose", &self.list(&fields))
            }
            Action::Serve(who) => with("送达", "serve", &self.who(*who)),
            Action::Copy(to) => with("抄送", "copy to", &self.addressee(to)),
            Action::Report(to) => with("报告", "report to", &self.addressee(to)),
            Action::List { register } => with("记入", "list in", register),
            Action::Send { party, consults: false } => with("送达", "serve", &self.party(*party)),
            Action::Send { party, consults: true } => match self.language {
                Language::Chinese => format!("征求 {} 意见", self.party(*party)),
                Language::English => format!("ask for the views of {}", self.party(*party)),
            },
            Action::DeemConsented(party) => {
                with("没有答复的逐一视为同意：", "deem each silent person consenting:", &self.party(*party))
            }
            Action::Tell { who, what } => {
                let told = with("书面告知", "tell in writing", &self.who(*who));
                if what.is_some() { format!("{told} {}", self.say("理由", "the reasons")) } else { told }
            }
            Action::RecordDate(id) => with("记", "record", &date(*id)),
            Action::SetDate { date: id, from, moves } => {
                let verb = if *moves { self.say("改为", "moved to") } else { self.say("定为", "set to") };
                let from = match from {
                    DateFrom::Date(from) => date(*from),
                    DateFrom::Field(from) => d.field(*from).map(|f| f.name.clone()).unwrap_or_default(),
                };
                format!("{} {verb} {from}", date(*id))
            }
            Action::Right { who, what } => {
                format!("{} {} {what}", self.who(*who), self.say("可以", "may"))
            }
            Action::Bar(event) => with("不得再提出", "no longer admits", &self.event(event)),
            Action::OpenLinked { link } => self.opening(link),
            Action::Convert { reason, .. } => {
                let reason = d.field(*reason).map_or("", |f| f.name.as_str());
                format!(
                    "{} {reason}",
                    self.say("转为承诺件，理由为", "convert to a timed item, for the reason")
                )
            }
            Action::DeemReceived => self.say("视为签收", "deemed acknowledged").to_owned(),
            Action::Urge(who) => with("催办", "urge", &self.who(*who)),
            Action::Escalate(who) => with("升级", "escalate to", &self.who(*who)),
            Action::Breach { breach, answers } => {
                let said = with("记违规", "record breach", d.breach(*breach).map_or("", String::as_str));
                match answers {
                    None => said,
                    Some(answers) => {
                        format!("{said} {} {}", self.say("责任", "answered by"), self.answers(*answers))
                    }
                }
            }
        }
    }

    fn addressee(&self, to: &Addressee) -> String {
        match to {
            Addressee::Who(who) => self.who(*who),
            Addressee::Outside(name) => format!("{} {name}", self.say("外单位", "outside body")),
        }
    }

    fn answers(&self, answers: Answers) -> String {
        match answers {
            Answers::Role(who) => self.who(who),
            Answers::OfficerIn(id) => {
                let place = self.definition.place(id).map_or("", |place| place.name.as_str());
                match self.language {
                    Language::Chinese => format!("{place} 经办人"),
                    Language::English => format!("officer in {place}"),
                }
            }
        }
    }

    pub(super) fn opening(&self, link: &str) -> String {
        format!("{} {link}", self.say("开启", "open linked"))
    }

    /// The kinds of act by the codes the lowering gives them.
    pub(super) fn act(&self, code: &str) -> String {
        let (zh, en) = match code {
            "accept" => ("受理", "accept"),
            "decline" => ("不予受理", "decline"),
            "notify_once" => ("一次性告知", "notify once"),
            "withdraw" => ("撤回", "withdraw"),
            "grant" => ("准予", "grant"),
            "consent" => ("同意", "consent"),
            "serve" => ("送达", "serve"),
            "convert" => ("转为承诺件", "convert to a timed item"),
            other => (other, other),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn target(&self, target: &Target) -> String {
        let d = self.definition;
        let place = |id| d.place(id).map(|p| p.name.clone()).unwrap_or_default();
        match target {
            Target::Stay { every: None } => self.say("留在原处", "stay").to_owned(),
            Target::Stay { every: Some(period) } => match self.language {
                Language::Chinese => format!("留在原处，每{}重复", self.period(*period)),
                Language::English => format!("stay, again every {}", self.period(*period)),
            },
            Target::Place(id) => place(*id),
            Target::Interrupt(id) => format!("{} {}", self.say("中断，转入", "interrupt, go to"), place(*id)),
            Target::EndBranch(_) => self.say("本分支办结", "finish the branch").to_owned(),
            Target::Abort(id) => format!("{} {}", self.say("中止并行，转入", "abort, go to"), place(*id)),
            Target::Back => self.say("回到中断前环节", "back to the interrupted step").to_owned(),
            Target::Return(id, ReturnMode::Restart) => {
                format!("{} {}", self.say("退回重办", "return to restart"), place(*id))
            }
            Target::Return(id, ReturnMode::Resume) => {
                format!("{} {}", self.say("退回补充", "return to resume"), place(*id))
            }
            Target::Close(id) => {
                let outcome = d.outcome(*id).map_or("", |o| o.name.as_str());
                format!("{} {outcome}", self.say("办结", "close"))
            }
        }
    }

    pub(super) fn event(&self, event: &Event) -> String {
        match event {
            Event::Supplemented => self.say("申请人补齐", "the applicant supplements").to_owned(),
            Event::Withdrawn => self.say("申请人撤回", "the applicant withdraws").to_owned(),
            Event::LinkedDecided(link) => format!("{link} {}", self.say("已办结", "has been decided")),
            Event::LinkedNotOpened(link) => format!("{link} {}", self.say("未能开启", "could not be opened")),
            Event::Party(party, does) => self.by_party(*party, *does),
            Event::Named(name) => name.clone(),
        }
    }

    /// What sets an edge off, with the name of the branch that begins with it.
    pub(super) fn sets_off(&self, edge: &Edge) -> String {
        let Some(block) = self.definition.place(edge.from) else { return self.trigger(&edge.trigger) };
        // How many they are only the case knows.
        if let Trigger::Joined(count) = edge.trigger
            && !block.elements.is_empty()
            && usize::try_from(count) == Ok(block.branches.len())
        {
            return self.say("全部分支完成", "all branches are done").to_owned();
        }
        let name = if let Trigger::Forked(number) = edge.trigger {
            let each = block.elements.iter().find(|elements| elements.first == number);
            let list = each.and_then(|elements| self.definition.field(elements.field));
            let branch = usize::try_from(number).ok().and_then(|number| block.branches.get(number));
            let list = list.map(|list| format!(" {} {}", self.say("每个", "for each"), list.name));
            list.or_else(|| branch.map(|name| format!(" {name}"))).unwrap_or_default()
        } else {
            String::new()
        };
        format!("{}{name}", self.trigger(&edge.trigger))
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let d = self.definition;
        match trigger {
            Trigger::Completed(None) => self.say("完成", "completed").to_owned(),
            Trigger::Completed(Some(guard)) => {
                format!("{} {}", self.say("完成，且", "completed and"), self.expr(guard))
            }
            Trigger::Event(event) => self.event(event),
            Trigger::Forked(_) => self.say("分支开始", "the branch begins").to_owned(),
            Trigger::Joined(count) => match self.language {
                Language::Chinese => format!("{count} 个分支完成"),
                Language::English => format!("{count} branches are done"),
            },
            Trigger::NoBranch => self.say("没有分支", "there is no branch").to_owned(),
            Trigger::Returned { to, at_most } => {
                let to = d.place(*to).map_or("", |place| place.name.as_str());
                match (self.language, at_most) {
                    (Language::Chinese, None) => format!("退回 {to}"),
                    (Language::Chinese, Some(times)) => format!("退回 {to}，最多 {times} 次"),
                    (Language::English, None) => format!("returned to {to}"),
                    (Language::English, Some(times)) => format!("returned to {to}, at most {times} time(s)"),
                }
            }
            Trigger::UsedUp(to) => {
                let to = d.place(*to).map_or("", |place| place.name.as_str());
                format!("{} {to}", self.say("次数已满，再退回", "used up, returned once more to"))
            }
            Trigger::Expired(id, kind) => {
                let clock = d.clock(*id).map_or("", |c| c.name.as_str());
                format!("{clock} {} {}", self.deadline(*kind), self.say("届满", "expired"))
            }
            Trigger::Anytime(event, before, by) => {
                let date = before.and_then(|id| d.date(id));
                let event = self.event(event);
                let said = match (self.language, date) {
                    (Language::Chinese, Some(date)) => format!("{date} 之前随时：{event}"),
                    (Language::English, Some(date)) => format!("at any time before {date}: {event}"),
                    (_, None) => format!("{} {event}", self.say("随时：", "at any time:")),
                };
                match by.and_then(|id| d.post(id)) {
                    None => said,
                    Some(post) => format!("{said} {} {}", self.say("登记人", "entered by"), post.name),
                }
            }
        }
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        let d = self.definition;
        let join = |parts: &[Expr], by: &str| {
            let parts: Vec<String> = parts.iter().map(|p| self.expr(p)).collect();
            format!("({})", parts.join(by))
        };
        match expr {
            Expr::All(parts) => join(parts, self.say(" 且 ", " and ")),
            Expr::Any(parts) => match parts.as_slice() {
                [one] => self.expr(one),
                _ => join(parts, self.say(" 或 ", " or ")),
            },
            Expr::Not(part) => format!("{}{}", self.say("非", "not "), self.expr(part)),
            Expr::Compare(left, op, right) => {
                format!("{} {} {}", self.term(left), self.comparison(*op), self.term(right))
            }
            Expr::OneOf(left, values) => {
                let values: Vec<String> = values.iter().map(|v| self.value(v)).collect();
                let values = values.join(self.say("、", ", "));
                match self.language {
                    Language::Chinese => format!("{} 为 {values} 之一", self.term(left)),
                    Language::English => format!("{} is one of {values}", self.term(left)),
                }
            }
            Expr::Filled(id) => {
                format!("{} {}", d.field(*id).map_or("", |f| f.name.as_str()), self.say("已填", "is filled"))
            }
            Expr::Holds(id) => {
                format!("{} {}", self.say("符合", "meets"), d.condition(*id).map_or("", |c| c.name.as_str()))
            }
            Expr::Materials(are) => match are {
                MaterialsAre::Complete => self.say("材料齐全", "materials complete"),
                MaterialsAre::Deferrable => {
                    self.say("仅缺可容缺材料", "only deferrable materials are missing")
                }
                MaterialsAre::Incomplete => self.say("材料不齐", "materials incomplete"),
            }
            .to_owned(),
            Expr::DeferredIn => self.say("容缺材料 已补齐", "deferred materials have come in").to_owned(),
            Expr::Outcome(ids) => {
                let names = ids.iter().filter_map(|id| d.outcome(*id)).map(|o| o.name.as_str());
                let names = names.collect::<Vec<_>>().join(self.say("、", ", "));
                format!("{} {names}", self.say("结果为", "closed with"))
            }
            Expr::Reached(from, period, on) => {
                let (from, period) = (self.term(from), self.period(*period));
                let on = on.as_ref().map(|on| self.term(on));
                match (self.language, on) {
                    (Language::Chinese, None) => format!("{from} 满 {period}"),
                    (Language::Chinese, Some(on)) => format!("{from} 至 {on} 满 {period}"),
                    (Language::English, None) => format!("{from} reaches {period}"),
                    (Language::English, Some(on)) => format!("{from} reaches {period} by {on}"),
                }
            }
            Expr::AnyItem(left, value) => {
                let word = self.say("任一项 为", "any item is");
                format!("{} {word} {}", self.term(left), self.value(value))
            }
            Expr::Passed(id) => {
                let place = d.place(*id).map_or("", |p| p.name.as_str());
                format!("{} {place}", self.say("已经过", "has passed"))
            }
            Expr::Parties(party, are) => self.parties(*party, *are),
            Expr::Done(id) => {
                let place = d.place(*id).map_or("", |p| p.name.as_str());
                format!("{place} {}", self.say("已完成", "is completed"))
            }
        }
    }

    pub(super) fn term(&self, term: &Term) -> String {
        let d = self.definition;
        match term {
            Term::Field(id) => d.field(*id).map(|f| f.name.clone()).unwrap_or_default(),
            Term::Date(id) => d.date(*id).cloned().unwrap_or_default(),
            Term::Literal(value) => self.value(value),
            Term::Computed(id) => d.computed_value(*id).map(|c| c.name.clone()).unwrap_or_default(),
            Term::Calc(left, op, right) => {
                let sign = match op {
                    Arithmetic::Plus => "+",
                    Arithmetic::Minus => "−",
                    Arithmetic::Times => "×",
                    Arithmetic::Over => "÷",
                };
                format!("({} {sign} {})", self.term(left), self.term(right))
            }
            Term::Table(columns, rows) => self.rows(columns, rows).join(self.say("；", "; ")),
            Term::Least(of) => self.among("最小", "least of", of),
            Term::Greatest(of) => self.among("最大", "greatest of", of),
            Term::MonthOf(of, after) => {
                let month = if *after == 0 {
                    self.say("当月", "month of")
                } else {
                    self.say("次月", "month after")
                };
                match self.language {
                    Language::Chinese => format!("{} 的 {month}", self.term(of)),
                    Language::English => format!("{month} {}", self.term(of)),
                }
            }
            Term::Conclusion(id) => self.conclusion(*id),
            // The branches are alike, so the first stands for all.
            Term::Conclusions(of) => of.first().map_or_else(String::new, |id| {
                format!("{} {}", self.say("各分支", "each branch's"), self.conclusion(*id))
            }),
        }
    }

    fn conclusion(&self, id: ConclusionId) -> String {
        let Some(conclusion) = self.definition.conclusion(id) else { return String::new() };
        let place = self.definition.place(conclusion.place).map_or("", |p| p.name.as_str());
        format!("{place}.{}", conclusion.name)
    }

    fn among(&self, zh: &str, en: &str, of: &[Term]) -> String {
        let of: Vec<String> = of.iter().map(|t| self.term(t)).collect();
        format!("{}({})", self.say(zh, en), of.join(self.say("、", ", ")))
    }

    pub(super) fn value(&self, value: &Value) -> String {
        let (zh, en) = value.words();
        let words = self.say(&zh, &en);
        // Only words that an author chose may be read as part of the sentence.
        if matches!(value, Value::Text { .. }) { format!("“{words}”") } else { words.to_owned() }
    }

    pub(super) fn comparison(&self, op: Comparison) -> &'static str {
        let (zh, en) = match op {
            Comparison::Is => ("为", "is"),
            Comparison::IsNot => ("不为", "is not"),
            Comparison::AtLeast => ("≥", "≥"),
            Comparison::AtMost => ("≤", "≤"),
            Comparison::MoreThan => (">", ">"),
            Comparison::LessThan => ("<", "<"),
        };
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }
}
