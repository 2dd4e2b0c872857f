//! 责任追究: tables of consequences, the own ones and those of the files that are used.

use super::text::LadderText;
use super::{Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{
    CountedBy, Ladder, LadderClause, MAX_RUNG_TIMES, Measure, MeasureWord, Role, Window,
};
use shouwen_model::kernel::KERNEL_BREACHES;
use shouwen_syntax::tree::{self, Located, Name, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

impl Resolver<'_> {
    /// The tables: of those that are imported, what speaks of breaches that this procedure can record.
    pub(super) fn ladders<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Ladder> {
        let mut ladders = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let own = number == 0;
            for section in &file.tree.sections {
                let SectionKind::Ladder(name, clauses) = &section.kind else { continue };
                let before = self.failures();
                let mut seen = Seen::new();
                let resolved: Vec<LadderClause> =
                    clauses.iter().map(|c| self.ladder_clause(c, own, &mut seen)).collect();
                let faulty = file.is_faulty(section.head);
                if own && !faulty && !seen.contains_key("rung") {
                    self.without_rung(section.head);
                }
                if own {
                    let broken = faulty || self.failures() > before;
                    texts.ladders.push(LadderText { name, head: section.head, clauses, broken });
                }
                if own || resolved.iter().any(is_reached) {
                    ladders.push(Ladder { name: name.node.clone(), clauses: resolved });
                }
            }
        }
        ladders
    }

    fn without_rung(&mut self, head: Span) {
        self.incomplete(
            head,
            Text::new("责任追究没有写怎样处理", "the table says no consequence"),
            Text::new(
                "补一句“某违规的，提醒；”或者“某违规 满 两次的，约谈；”",
                "add `when some_breach: reminder;` or `when some_breach reaches 2 times: talk;`",
            ),
        );
    }

    fn ladder_clause(
        &mut self,
        clause: &Located<tree::LadderClause>,
        own: bool,
        seen: &mut Seen,
    ) -> LadderClause {
        match &clause.node {
            tree::LadderClause::Basis(of) => LadderClause::Basis { of: self.bases(of) },
            tree::LadderClause::Counting { each, by } => {
                self.once(seen, ("计次", "counted every"), clause.span);
                LadderClause::Counting { each: window(each.node), by: counted_by(by.node) }
            }
            tree::LadderClause::Rung { of, times, measures, basis } => {
                seen.insert("rung", clause.span);
                LadderClause::Rung {
                    of: (!of.is_empty()).then(|| self.breaches(of, own)),
                    times: times.as_ref().map_or(1, |times| self.rung_times(times)),
                    measures: measures.iter().map(|m| self.measure(&m.node)).collect(),
                    basis: self.basis(basis),
                }
            }
        }
    }

    fn breaches(&mut self, of: &[Name], own: bool) -> Vec<String> {
        let mut breaches = Vec::new();
        for name in of {
            let kernel = KERNEL_BREACHES.iter().find(|(_, zh, _)| *zh == name.node);
            if let Some((code, ..)) = kernel {
                breaches.push((*code).to_owned());
            } else if own {
                self.names.refer(Kind::Breach, name);
                breaches.push(name.node.clone());
            } else if self.names.has(Kind::Breach, &name.node) {
                breaches.push(name.node.clone());
            }
        }
        breaches
    }

    fn rung_times(&mut self, times: &Located<u32>) -> u32 {
        if !(1..=MAX_RUNG_TIMES).contains(&times.node) {
            self.bad_value(
                times.span,
                Text::new(
                    format!("次数要在 1 到 {MAX_RUNG_TIMES} 之间"),
                    format!("the number of times lies between 1 and {MAX_RUNG_TIMES}"),
                ),
                Text::new("每一次都处理的，不写“满 ……”", "leave `reaches …` out if it follows every time"),
            );
        }
        times.node
    }

    /// A consequence.
    pub(super) fn measure(&mut self, measure: &tree::Measure) -> Measure {
        let what = match &measure.what {
            tree::MeasureWord::Named(name) => MeasureWord::Named { name: name.node.clone() },
            tree::MeasureWord::Points(points) => MeasureWord::Points { n: points.node },
            tree::MeasureWord::SendOn(to) => MeasureWord::SendOn { to: to.node.clone() },
        };
        Measure { what, against: measure.against.as_ref().map(|role| self.against(role)) }
    }

    fn against(&mut self, role: &Located<tree::Role>) -> Role {
        match &role.node {
            tree::Role::OwnSuperior => Role::OwnSuperior,
            tree::Role::Post(post) => {
                self.names.refer(Kind::Post, post);
                Role::Post { name: post.node.clone() }
            }
            tree::Role::Applicant | tree::Role::Officer | tree::Role::FirstHandler => {
                self.misplaced(
                    role.span,
                    Text::new(
                        "处理的对象只能是责任人、其上级或者一个岗位",
                        "a consequence is meant for whoever answers, the superior, or a post",
                    ),
                    Text::new(
                        "对责任人本人的，不写“对 ……”",
                        "say nothing where it is meant for whoever answers",
                    ),
                );
                Role::OwnSuperior
            }
        }
    }
}

/// Whether a clause of an imported table may ever say anything.
fn is_reached(clause: &LadderClause) -> bool {
    match clause {
        LadderClause::Rung { of, .. } => of.as_ref().is_none_or(|of| !of.is_empty()),
        LadderClause::Basis { .. } | LadderClause::Counting { .. } => false,
    }
}

const fn window(window: tree::Window) -> Window {
    match window {
        tree::Window::Year => Window::Year,
        tree::Window::Quarter => Window::Quarter,
        tree::Window::Month => Window::Month,
    }
}

const fn counted_by(by: tree::CountedBy) -> CountedBy {
    match by {
        tree::CountedBy::Person => CountedBy::Person,
        tree::CountedBy::Post => CountedBy::Post,
    }
}
