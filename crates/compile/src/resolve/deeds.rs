//! Acts, their bases and the direction at the end of a clause.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::{
    Act, ActItem, Answers, Basis, DateSource, Deemed, Direction, Notified, Recipient, ReturnMode, Role,
};
use shouwen_model::value::Type;
use shouwen_syntax::tree::{self, Deed, Located, Name};
use shouwen_syntax::{Code, Diagnostic, Span, Text};

/// What stands behind a guard, resolved.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    pub(super) acts: Vec<ActItem>,
    pub(super) to: Option<Direction>,
    pub(super) basis: Option<Basis>,
}

/// How many directions a clause has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// Exactly one.
    Always,
    /// One or none.
    Perhaps,
    /// None: a warning, or what happens on entering.
    Never,
}

/// What a clause may do about interruptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interruption {
    /// Interrupt.
    Begins,
    /// Go back.
    Ends,
    /// Neither.
    Neither,
}

impl Resolver<'_> {
    /// Resolves what stands behind the guard of the clause at `span`.
    pub(super) fn deeds(&mut self, deeds: &[Located<Deed>], span: Span, leads: Leads) -> Deeds {
        let mut out = Deeds::default();
        // What the next 依据 covers: acts from here on, and a direction seen since the last one.
        let mut uncovered = 0;
        let mut open_direction = false;
        let mut direction: Option<Span> = None;
        for deed in deeds {
            match &deed.node {
                Deed::Act(act) => {
                    if let Some(go) = direction {
                        self.act_after_direction(deed.span, go);
                    }
                    let act = self.act(act, deed.span);
                    out.acts.push(ActItem { act, basis: None });
                }
                Deed::Basis(bases) => {
                    let basis = self.basis(bases);
                    let covered = out.acts.get_mut(uncovered..).unwrap_or_default();
                    if covered.is_empty() && !open_direction {
                        self.covers_nothing(deed.span);
                    } else if covered.is_empty() {
                        out.basis = basis;
                    } else {
                        covered.iter_mut().for_each(|item| item.basis.clone_from(&basis));
                    }
                    uncovered = out.acts.len();
                    open_direction = false;
                }
                Deed::Go(go) => {
                    let to = self.direction(go);
                    match direction {
                        Some(first) => self.second_direction(deed.span, first),
                        None => out.to = Some(to),
                    }
                    direction = direction.or(Some(deed.span));
                    open_direction = true;
                }
            }
        }
        self.count_directions(direction, span, leads);
        out
    }

    fn count_directions(&mut self, direction: Option<Span>, span: Span, leads: Leads) {
        match (direction, leads) {
            (None, Leads::Always) => self.out.push(crate::checks::no_direction(span)),
            (Some(go), Leads::Never) => self.misplaced(
                go,
                Text::new("提醒和进入时的动作不能带去向", "a warning or an entry leads nowhere"),
                Text::new(
                    "去向写在“的，”“完成时”或“届满的”一句里",
                    "put the direction into a directing or expiry clause",
                ),
            ),
            _ => {}
        }
    }

    fn act_after_direction(&mut self, span: Span, go: Span) {
        self.out.push(
            Diagnostic::new(
                Code::L007,
                span,
                Text::new("去向后面不能再有动作", "an act stands after the direction"),
            )
            .related(go, Text::new("去向在这里", "the direction is here"))
            .help(Text::new("把动作移到去向前面", "move the act before the direction")),
        );
    }

    fn second_direction(&mut self, span: Span, first: Span) {
        self.out.push(crate::checks::two_directions(span, first));
    }

    fn covers_nothing(&mut self, span: Span) {
        self.misplaced(
            span,
            Text::new("这个“依据”前面没有动作", "no act stands before this basis"),
            Text::new(
                "“依据”写在它所支持的动作后面；几个依据写在一起，用“、”隔开",
                "write the basis behind the act that rests on it; join several with a comma",
            ),
        );
    }

    pub(super) fn direction(&mut self, go: &tree::Direction) -> Direction {
        match go {
            tree::Direction::GoTo(place) => {
                self.names.refer(Kind::Place, place);
                Direction::GoTo { place: place.node.clone() }
            }
            tree::Direction::Return(place, mode) => {
                self.names.refer(Kind::Place, place);
                let mode = match mode.node {
                    tree::ReturnMode::Restart => ReturnMode::Restart,
                    tree::ReturnMode::Resume => ReturnMode::Resume,
                };
                Direction::Return { place: place.node.clone(), mode }
            }
            tree::Direction::Interrupt(place) | tree::Direction::Pause(place) => {
                self.names.refer(Kind::Place, place);
                Direction::Interrupt { place: place.node.clone() }
            }
            tree::Direction::Back => Direction::Back,
            tree::Direction::FinishBranch => Direction::FinishBranch,
            tree::Direction::Abort(place) => {
                self.names.refer(Kind::Place, place);
                Direction::Abort { place: place.node.clone() }
            }
            tree::Direction::Close(outcome) => {
                self.names.refer(Kind::Outcome, outcome);
                Direction::Close { outcome: outcome.node.clone() }
            }
            tree::Direction::KeepWaiting(every) => {
                Direction::KeepWaiting { every: every.as_ref().map(|p| self.period(p)) }
            }
        }
    }

    /// Interrupting belongs to 随时, going back to the places of the interruption.
    pub(super) fn keeps_to(&mut self, to: Option<&Direction>, allowed: Interruption, span: Span) {
        match (to, allowed) {
            (Some(Direction::Interrupt { .. }), Interruption::Ends | Interruption::Neither) => self
                .misplaced(
                    span,
                    Text::new("“中断”只写在“随时”里", "`interrupt` belongs to `at any time`"),
                    Text::new("这里写“转入 ……”", "say `go to …` here"),
                ),
            (Some(Direction::Back), Interruption::Begins | Interruption::Neither) => self.misplaced(
                span,
                Text::new(
                    "“回到 中断前环节”写在中断以后的环节或等候里",
                    "`go back to the interrupted step` belongs to the steps and waits of an interruption",
                ),
                Text::new("这里写“转入 ……”", "say `go to …` here"),
            ),
            _ => {}
        }
    }

    pub(super) fn act(&mut self, act: &tree::Act, span: Span) -> Act {
        match act {
            tree::Act::Accept => Act::Accept,
            tree::Act::OnFile => Act::OnFile,
            tree::Act::AcceptDeferring => self.accept_deferring(span),
            tree::Act::Decline => Act::Decline,
            tree::Act::NotifyAllGaps => Act::NotifyOnce { what: Notified::AllGaps },
            tree::Act::NotifySome(materials) => {
                self.harmless.push(crate::checks::partial_notice(span, materials, self.language));
                // The list has to go, so that a name in it that is not declared is no further fault.
                let known = materials.iter().filter(|m| self.names.has(Kind::Material, &m.node));
                known.collect::<Vec<_>>().into_iter().for_each(|m| {
                    self.names.refer(Kind::Material, m);
                });
                Act::NotifyOnce { what: Notified::AllGaps }
            }
            tree::Act::Deem(what) => Act::Deem { what: deemed(*what) },
            tree::Act::Issue(document) => Act::Issue { document: document.node.clone() },
            tree::Act::Serve(whom) => Act::Serve { whom: self.told(&whom.node) },
            tree::Act::Copy(to) => Act::Copy { to: self.recipient(to) },
            tree::Act::Report(to) => Act::Report { to: self.recipient(to) },
            tree::Act::List(register) => Act::List { register: register.node.clone() },
            tree::Act::Tell { whom, reasons } => {
                Act::Tell { whom: self.told(&whom.node), what: reasons.then(|| "理由".to_owned()) }
            }
            tree::Act::Consult(party) => {
                self.names.refer(Kind::Party, party);
                Act::Consult { party: party.node.clone() }
            }
            tree::Act::RecordDate(date) => {
                self.names.refer(Kind::Date, date);
                Act::RecordDate { date: date.node.clone() }
            }
            tree::Act::SetDate { date, to } => {
                self.names.refer(Kind::Date, date);
                Act::SetDate { date: date.node.clone(), to: self.key_date(to) }
            }
            tree::Act::MoveDate { date, to } => {
                self.names.refer(Kind::Date, date);
                Act::MoveDate { date: date.node.clone(), to: self.key_date(to) }
            }
            tree::Act::Urge(whom) => Act::Urge { whom: self.role(&whom.node) },
            tree::Act::Escalate(to) => Act::Escalate { to: self.role(&to.node) },
            tree::Act::Right { whom, what } => {
                Act::Right { whom: self.role(&whom.node), what: what.node.clone() }
            }
            tree::Act::Bar(event) => {
                if super::declare::built_in(&event.node).is_none() {
                    self.names.refer(Kind::Event, event);
                }
                Act::Bar { event: super::events::event(&event.node) }
            }
            tree::Act::OpenLinked(link) => Act::OpenLinked { link: link.node.clone() },
            tree::Act::Convert(reason) => self.convert(reason.as_ref(), span),
            tree::Act::Breach { name, answers } => Act::Breach {
                name: name.node.clone(),
                answers: answers.as_ref().map(|answers| self.answerable(answers)),
            },
        }
    }

    fn recipient(&mut self, to: &tree::Recipient) -> Recipient {
        match to {
            tree::Recipient::Role(role) => Recipient::Role { role: self.role(&role.node) },
            tree::Recipient::Outside(name) => Recipient::Outside { name: name.node.clone() },
        }
    }

    fn answerable(&mut self, answers: &tree::Answers) -> Answers {
        match answers {
            tree::Answers::OfficerIn(place) => {
                self.names.refer(Kind::Place, place);
                Answers::OfficerIn { place: place.node.clone() }
            }
            tree::Answers::Role(role) => Answers::Role { role: self.role(&role.node) },
        }
    }

    fn convert(&mut self, reason: Option<&Name>, span: Span) -> Act {
        match reason {
            Some(reason) => {
                self.names.refer(Kind::Field, reason);
            }
            None => self.incomplete(
                span,
                Text::new("转为承诺件没有写理由", "the conversion gives no reason"),
                Text::new(
                    "写“转为承诺件，理由为 ……”，理由是登记信息里的一个选项",
                    "say `convert to a timed item, for the reason …`, a choice of `data`",
                ),
            ),
        }
        Act::Convert { reason: reason.map(|r| r.node.clone()).unwrap_or_default() }
    }

    /// The source of a date that is set: another key date, or a field that holds a date.
    fn key_date(&mut self, source: &Located<tree::DateSource>) -> DateSource {
        if !matches!(source.node, tree::DateSource::Date(_)) {
            self.misplaced(
                source.span,
                Text::new(
                    "期日只能定为另一个期日，或者一项日期",
                    "a key date is set to another key date, or to a field that holds a date",
                ),
                Text::new(
                    "先用“记”记下那一天，再用它的名称",
                    "record that day as a key date and name it here",
                ),
            );
        }
        if let tree::DateSource::Date(name) = &source.node
            && !self.names.has(Kind::Date, &name.node)
            && self.fields.get(&name.node) == Some(&Type::Date)
        {
            self.names.refer(Kind::Field, name);
            return DateSource::Field { name: name.node.clone() };
        }
        self.date_source(&source.node)
    }

    pub(super) fn date_source(&mut self, source: &tree::DateSource) -> DateSource {
        match source {
            tree::DateSource::Date(name) => {
                self.names.refer(Kind::Date, name);
                DateSource::Date { name: name.node.clone() }
            }
            tree::DateSource::Decided => DateSource::Decided,
            tree::DateSource::Received => DateSource::Received,
        }
    }

    pub(super) fn role(&mut self, role: &tree::Role) -> Role {
        match role {
            tree::Role::Applicant => Role::Applicant,
            tree::Role::Officer => Role::Officer,
            tree::Role::FirstHandler => Role::FirstHandler,
            tree::Role::OwnSuperior => Role::OwnSuperior,
            tree::Role::Post(name) if self.is_party(name) => {
                self.names.refer(Kind::Party, name);
                self.misplaced(
                    name.span,
                    Text::new(
                        format!("「{}」是当事人，不在本机关任职", name.node),
                        format!("`{}` is a party and holds no post of the office", name.node),
                    ),
                    Text::new(
                        "对当事人可以写“送达”“书面告知”“征求 …… 意见”；这里写岗位",
                        "a party may be served, told in writing, or asked for its views; name a post here",
                    ),
                );
                Role::Party { name: name.node.clone() }
            }
            tree::Role::Post(name) => {
                self.names.refer(Kind::Post, name);
                Role::Post { name: name.node.clone() }
            }
        }
    }
}

const fn deemed(what: tree::Deemed) -> Deemed {
    match what {
        tree::Deemed::Accepted => Deemed::Accepted,
        tree::Deemed::Withdrawn => Deemed::Withdrawn,
        tree::Deemed::Granted => Deemed::Granted,
        tree::Deemed::Consented => Deemed::Consented,
        tree::Deemed::Served => Deemed::Served,
        tree::Deemed::Received => Deemed::Received,
    }
}
