//! 须附: what has to be on file before a step is completed.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::Clause;
use shouwen_syntax::tree::Name;

impl Resolver<'_> {
    /// A paper that is a material may come from the applicant, and a document from another step; then the clause uses
    /// that name. Every other paper is drawn up in this step.
    pub(super) fn must_attach(&mut self, papers: &[Name]) -> Clause {
        for paper in papers {
            for kind in [Kind::Material, Kind::Document] {
                if self.names.has(kind, &paper.node) {
                    self.names.refer(kind, paper);
                }
            }
        }
        Clause::MustAttach { papers: papers.iter().map(|paper| paper.node.clone()).collect() }
    }

    /// 附 in a scenario: a material of the applicant, or a paper that a step needs.
    pub(super) fn attached(&mut self, names: &[Name]) -> Vec<String> {
        for name in names.iter().filter(|name| !self.names.has(Kind::Paper, &name.node)).collect::<Vec<_>>() {
            self.mentioned(Kind::Material, name);
        }
        names.iter().map(|name| name.node.clone()).collect()
    }
}
