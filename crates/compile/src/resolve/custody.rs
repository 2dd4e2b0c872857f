//! 责任: the clauses of the slots of responsibility, one to one with those of the text.

use super::deeds::Leads;
use super::{CustodyText, Resolver, Texts};
use crate::load::Loaded;
use shouwen_model::form::{ActItem, Custody, CustodyClause, FirstHolder};
use shouwen_syntax::tree::{self, Act, Deed, Located, Role, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

impl Resolver<'_> {
    /// The slots, in the order of the text.
    pub(super) fn custody<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Custody> {
        let mut slots = Vec::new();
        let Some(file) = files.first() else { return slots };
        for section in &file.tree.sections {
            let SectionKind::Custody(name, clauses) = &section.kind else { continue };
            let before = self.failures();
            let faulty = file.is_faulty(section.head);
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
                Act::Breach(_) | Act::Urge(_) | Act::Tell { .. } => true,
                Act::Escalate(to) => to.node == Role::OwnSuperior,
                Act::Deem(tree::Deemed::Received) => late,
                _ => false,
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
                for span in needing.iter().filter_map(|word| seen.get(word)) {
                    self.incomplete(
                        *span,
                        Text::new("这项责任没有写可以移交", "nothing says that this custody is handed over"),
                        Text::new(
                            "补一句“移交 经 签收 转移；”，或者删去这一句",
                            "add `handed over on acknowledgement;`, or delete this clause",
                        ),
                    );
                }
            }
        }
    }
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
