//! 责任: the clauses of the slots of responsibility, one to one with those of the text.

use super::deeds::Leads;
use super::{CustodyText, Resolver, Texts};
use crate::load::Loaded;
use shouwen_model::form::{ActItem, Custody, CustodyClause, FirstHolder};
use shouwen_syntax::tree::{self, Act, Deed, Located, Name, Role, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Language, Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

/// The words for whoever holds a slot of the engine's own, and under which records keep it.
const TAKEN: [&str; 10] = [
    "首办责任人",
    "首问责任人",
    "首先接触者",
    "经办人",
    "申请人",
    "其上级",
    "officer",
    "applicant",
    "first",
    "current",
];

impl Resolver<'_> {
    /// The slots, in the order of the text.
    pub(super) fn custody<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Custody> {
        let mut slots = Vec::new();
        let Some(file) = files.first() else { return slots };
        for section in &file.tree.sections {
            let SectionKind::Custody(name, clauses) = &section.kind else { continue };
            let before = self.failures();
            let faulty = file.is_faulty(section.head);
            if TAKEN.contains(&name.node.as_str()) {
                self.out.push(taken(name));
            }
            let mut seen = Seen::new();
            let resolved = clauses.iter().map(|c| self.custody_clause(c, &mut seen)).collect();
            if !faulty {
                self.slot_is_whole(&seen, section.head);
            }
            slots.push(Custody { name: name.node.clone(), clauses: resolved });
            let broken = faulty || self.failures() > before;
            texts.custody.push(CustodyText { name, head: section.head, clauses, broken });
        }
        slots
    }

    fn custody_clause(&mut self, clause: &Located<tree::CustodyClause>, seen: &mut Seen) -> CustodyClause {
        let span = clause.span;
        self.once(seen, word(&clause.node), span);
        match &clause.node {
            tree::CustodyClause::Held { by, .. } => CustodyClause::Held {
                by: match by.node {
                    tree::FirstHolder::FirstContact => FirstHolder::FirstContact,
                    tree::FirstHolder::Officer => FirstHolder::Officer,
                },
            },
            tree::CustodyClause::HighestOfSeveral => CustodyClause::HighestOfSeveral,
            tree::CustodyClause::HandOver => CustodyClause::HandOver,
            tree::CustodyClause::Receipt(period) => CustodyClause::Receipt { within: self.period(period) },
            tree::CustodyClause::Unanswered(deeds) => {
                CustodyClause::Unanswered { acts: self.answers(deeds, span, true) }
            }
            tree::CustodyClause::Decline { within, basis } => CustodyClause::Decline {
                within: within.as_ref().map(|p| self.period(p)),
                basis: self.basis(basis),
            },
            tree::CustodyClause::DeclinedTimes { times, deeds } => {
                if times.node == 0 {
                    self.out.push(never_declined(times.span));
                }
                CustodyClause::DeclinedTimes { times: times.node, acts: self.answers(deeds, span, false) }
            }
            tree::CustodyClause::UntilClosed => CustodyClause::UntilClosed,
        }
    }

    /// What follows an offer that came to nothing. `late`: nobody answered it, so that it may be deemed received.
    fn answers(&mut self, deeds: &[Located<Deed>], span: Span, late: bool) -> Vec<ActItem> {
        for deed in deeds {
            let Deed::Act(act) = &deed.node else { continue };
            let fits = match act {
                Act::Breach { .. } | Act::Urge(_) | Act::Tell { .. } => true,
                Act::Escalate(to) => to.node == Role::OwnSuperior,
                Act::Deem(tree::Deemed::Received) => late,
                Act::Accept
                | Act::AcceptDeferring
                | Act::OnFile
                | Act::Serve(_)
                | Act::Copy(_)
                | Act::Report(_)
                | Act::List(_)
                | Act::Decline
                | Act::NotifyAllGaps
                | Act::NotifySome(_)
                | Act::Deem(_)
                | Act::Issue(_)
                | Act::Consult(_)
                | Act::RecordDate(_)
                | Act::SetDate { .. }
                | Act::MoveDate { .. }
                | Act::Right { .. }
                | Act::Bar(_)
                | Act::OpenLinked(_)
                | Act::Convert(_) => false,
            };
            if !fits {
                self.misplaced(
                    deed.span,
                    Text::new("移交没有接成的，不能写这一动作", "this act does not answer an offer that failed"),
                    Text::new(
                        "可以写：记为违规、升级 其上级、催办、书面告知；逾期未签收的，还可以写视为签收",
                        "say: record breach, escalate to own superior, urge, tell in writing; of an offer that \
                         nobody answered also deem acknowledged",
                    ),
                );
            }
        }
        self.deeds(deeds, span, Leads::Never).acts
    }

    fn slot_is_whole(&mut self, seen: &Seen, head: Span) {
        if !seen.contains_key("held by") {
            self.incomplete(
                head,
                Text::new("责任没有写归谁", "the custody does not say who holds it first"),
                Text::new(
                    "补一句“自 接触 起，归 首先接触者；”或“归 经办人；”",
                    "add `from contact on, held by whoever is asked first;` or `held by officer;`",
                ),
            );
        }
        let offered = seen.get("handed over").copied();
        match (offered, seen.contains_key("acknowledgement within")) {
            (Some(span), false) => self.incomplete(
                span,
                Text::new(
                    "移交没有写多久以内签收",
                    "the hand-over does not say how long an offer stands open",
                ),
                Text::new("补一句“签收 限 一个工作日；”", "add `acknowledgement within 1 working day;`"),
            ),
            (Some(_), true) => {}
            (None, _) => {
                let needing = [
                    "acknowledgement within",
                    "not acknowledged in time",
                    "turned down",
                    "turned down … times",
                ];
                let mut spans: Vec<Span> =
                    needing.iter().filter_map(|word| seen.get(word)).copied().collect();
                spans.sort();
                if let Some(found) = never_offered(&spans, self.language) {
                    self.out.push(found);
                }
            }
        }
    }
}

/// A slot that bears one of the engine's own words.
fn taken(name: &Name) -> Diagnostic {
    let n = &name.node;
    let other = match n.strip_suffix('人') {
        _ if n.is_ascii() => format!("{n}-custody"),
        Some(rest) if rest.ends_with("责任") => rest.to_owned(),
        _ => format!("{n}的责任"),
    };
    Diagnostic::new(
        Code::N002,
        name.span,
        Text::new(
            format!("「{n}」是固定的说法，不能再作一项责任的名称"),
            format!("`{n}` is a word of the language already, and cannot name a custody"),
        ),
    )
    .note(Text::new(
        "别处写到它，就分不清是指这项责任，还是指那个人",
        "where it stands elsewhere nobody could tell this custody from that person",
    ))
    .help(Text::new("另起名称，例如“首问责任”", "give it another name, such as `first inquiry`"))
    .guess(
        Text::new(format!("改为「{other}」"), format!("change it to `{other}`")),
        name.span,
        other.clone(),
    )
}

fn never_declined(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::D206,
        span,
        Text::new("拒收的次数至少是一次", "an offer is turned down once at least"),
    )
    .note(Text::new("满零次，就是还没有拒收已经算满", "none is reached before anybody has turned it down"))
    .help(Text::new("写明满几次，例如“满 两次的”", "say how often, for example `2 times`"))
}

/// Clauses about offers in a slot that is never handed over: told once, on the first.
fn never_offered(spans: &[Span], language: Language) -> Option<Diagnostic> {
    let (first, others) = spans.split_first()?;
    let (clause, mark) = match language {
        Language::Chinese => ("移交 经 签收 转移", "；"),
        Language::English => ("handed over on acknowledgement", ";"),
    };
    let mut found = Diagnostic::new(
        Code::L006,
        *first,
        Text::new("这项责任没有写可以移交", "nothing says that this custody is handed over"),
    );
    for other in others {
        found = found.related(*other, Text::new("这一句也要先有移交", "this needs a hand-over too"));
    }
    let title = Text::new(format!("补上“{clause}{mark}”"), format!("add `{clause}{mark}`"));
    let help = Text::new(
        "补一句“移交 经 签收 转移；”，或者删去这些句子",
        "add `handed over on acknowledgement;`, or delete these clauses",
    );
    Some(found.help(help).fix(title, first.before(), format!("{clause}{mark}\n  ")))
}

/// What a clause is called where it stands twice.
const fn word(clause: &tree::CustodyClause) -> (&'static str, &'static str) {
    match clause {
        tree::CustodyClause::Held { .. } => ("归", "held by"),
        tree::CustodyClause::HighestOfSeveral => ("同时数人的", "several are asked at once"),
        tree::CustodyClause::HandOver => ("移交", "handed over"),
        tree::CustodyClause::Receipt(_) => ("签收 限", "acknowledgement within"),
        tree::CustodyClause::Unanswered(_) => ("逾期未签收的", "not acknowledged in time"),
        tree::CustodyClause::Decline { .. } => ("拒收的", "turned down"),
        tree::CustodyClause::DeclinedTimes { .. } => ("拒收 满……次的", "turned down … times"),
        tree::CustodyClause::UntilClosed => ("至 办结 止", "until closing"),
    }
}
