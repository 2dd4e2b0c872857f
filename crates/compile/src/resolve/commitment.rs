//! 公开承诺: what the public is promised.

use super::text::CommitmentText;
use super::{Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use crate::promise::Promise;
use shouwen_model::value::Type;
use shouwen_syntax::tree::{Located, PromiseClause, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// The promises of the file, one to one with the clauses of its section.
    pub(super) fn promises<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Promise> {
        let mut promises = Vec::new();
        let Some(file) = files.first() else { return promises };
        let mut first = None;
        for section in &file.tree.sections {
            let SectionKind::Commitment(clauses) = &section.kind else { continue };
            if first.replace(section.head).is_some() {
                self.misplaced(
                    section.head,
                    Text::new("公开承诺只写一节", "there is one section of promises"),
                    Text::new("把两节合成一节", "join the two sections"),
                );
                continue;
            }
            let before = self.failures();
            let mut seen = BTreeMap::new();
            promises = clauses.iter().map(|clause| self.promise(clause, &mut seen)).collect();
            let broken = file.is_faulty(section.head) || self.failures() > before;
            texts.commitment = Some(CommitmentText { head: section.head, clauses, broken });
        }
        promises
    }

    fn promise(
        &mut self,
        clause: &Located<PromiseClause>,
        seen: &mut BTreeMap<&'static str, Span>,
    ) -> Promise {
        match &clause.node {
            PromiseClause::Within(clock, period) => {
                self.names.refer(Kind::Clock, clock);
                Promise::Within { clock: clock.node.clone(), period: self.period(period) }
            }
            PromiseClause::Visits(times) => {
                self.once(seen, ("到场", "visits"), clause.span);
                Promise::Visits(times.node)
            }
            PromiseClause::OnTheSpot => {
                self.once(seen, ("即时办结", "done on the spot"), clause.span);
                Promise::OnTheSpot
            }
            PromiseClause::Free => {
                self.once(seen, ("收费", "fee"), clause.span);
                Promise::Free
            }
            PromiseClause::Fee(amount, basis) => {
                self.once(seen, ("收费", "fee"), clause.span);
                let amount = self.value("收费", amount, &Type::Money);
                Promise::Fee { amount, basis: self.basis(basis) }
            }
            PromiseClause::NotKept(what) => {
                self.once(seen, ("不能兑现", "not kept"), clause.span);
                Promise::NotKept(what.iter().map(|name| name.node.clone()).collect())
            }
        }
    }
}
