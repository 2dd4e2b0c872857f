//! 材料, and the acceptance that defers some of them.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::{Act, Deferrable, Material};
use shouwen_syntax::tree::{self, Located, MaterialClause, Name, Period, Section, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

/// What is said of deferring: the first material that may be deferred, and whether an acceptance defers it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deferring {
    pub(super) may: Option<Span>,
    pub(super) does: bool,
}

impl Resolver<'_> {
    /// 材料.
    pub(super) fn materials(&mut self, sections: &[Section]) -> Vec<Material> {
        let mut materials = Vec::new();
        for section in sections {
            let SectionKind::Material(name, clauses) = &section.kind else { continue };
            if let Some(found) = crate::checks::catch_all(name) {
                self.harmless.push(found);
            }
            let material = self.material(name, clauses);
            let eased = clauses.iter().find(|clause| {
                matches!(clause.node, MaterialClause::Deferrable { .. } | MaterialClause::ByPromise(_))
            });
            if let Some(clause) = eased.filter(|_| !material.required && !self.faulty(section.head)) {
                self.misplaced(
                    clause.span,
                    Text::new(
                        format!("「{}」没有写必要，缺了也不算缺项", name.node),
                        format!("`{}` is not needed, so that it is no gap when it is missing", name.node),
                    ),
                    Text::new("补一句“必要；”，或者删去这一句", "add `needed;`, or delete this clause"),
                );
            }
            materials.push(material);
        }
        materials
    }

    fn material(&mut self, name: &Name, clauses: &[Located<MaterialClause>]) -> Material {
        let mut seen = BTreeMap::new();
        let mut material = Material {
            name: name.node.clone(),
            required: false,
            only: None,
            deferrable: None,
            promise: None,
            copies: None,
            shared_from: None,
            basis: None,
        };
        for clause in clauses {
            let span = clause.span;
            match &clause.node {
                MaterialClause::Needed(only) => {
                    self.once(&mut seen, ("必要", "needed"), span);
                    material.required = true;
                    material.only = only.as_ref().map(|condition| {
                        self.names.refer(Kind::Condition, condition);
                        condition.node.clone()
                    });
                }
                MaterialClause::Deferrable { within, basis } => {
                    self.once(&mut seen, ("可容缺", "may be deferred"), span);
                    self.deferring.may = self.deferring.may.or(Some(span));
                    material.deferrable = self.deferrable(within.as_ref(), basis, span);
                }
                MaterialClause::ByPromise(basis) => {
                    self.once(&mut seen, ("以承诺代替", "may be replaced by a promise"), span);
                    material.promise = self.basis(basis);
                    if basis.is_empty() {
                        self.eased_without_basis(span);
                    }
                }
                MaterialClause::Copies(n) => {
                    self.once(&mut seen, ("份数", "copies"), span);
                    self.some_copies(n);
                    material.copies = Some(n.node);
                }
                MaterialClause::SharedFrom(source) => material.shared_from = Some(source.node.clone()),
                MaterialClause::Basis(bases) => material.basis = self.basis(bases),
            }
        }
        material
    }

    fn deferrable(
        &mut self,
        within: Option<&Period>,
        basis: &[Located<tree::Basis>],
        span: Span,
    ) -> Option<Deferrable> {
        if within.is_none() {
            self.incomplete(
                span,
                Text::new("可容缺没有写期限", "nothing says until when it may be deferred"),
                Text::new(
                    "写“可容缺，期限 五个工作日，依据 ……；”",
                    "say `may be deferred, period of 5 working days, under …;`",
                ),
            );
        }
        if basis.is_empty() {
            self.eased_without_basis(span);
        }
        let basis = self.basis(basis);
        within
            .map(|within| self.period(within))
            .zip(basis)
            .map(|(within, basis)| Deferrable { within, basis })
    }

    fn eased_without_basis(&mut self, span: Span) {
        self.incomplete(
            span,
            Text::new("没有写依据：哪些材料可以后补、可以承诺，要有规定", "no basis says that this is so"),
            Text::new(
                "在句末补“，依据 《……》”，或者“，依据 本机关规定（文号）”",
                "add `, under 《…》`, or `, under own rule (number)`, at the end",
            ),
        );
    }

    fn some_copies(&mut self, n: &Located<u32>) {
        if n.node == 0 {
            self.misplaced(
                n.span,
                Text::new("份数至少一份", "there is at least one copy"),
                Text::new("写明份数，或者删去这一句", "say how many, or delete this clause"),
            );
        }
    }

    /// 容缺受理.
    pub(super) fn accept_deferring(&mut self, span: Span) -> Act {
        self.deferring.does = true;
        if self.deferring.may.is_none() {
            self.misplaced(
                span,
                Text::new("没有一份材料写明可容缺", "no material says that it may be deferred"),
                Text::new(
                    "在可以后补的材料里补“可容缺，期限 ……，依据 ……；”，或者写“受理”",
                    "add `may be deferred, period of …, under …;` to such a material, or say `accept`",
                ),
            );
        }
        Act::AcceptDeferring
    }

    /// What may be deferred is accepted somewhere.
    pub(super) fn deferring_is_whole(&mut self) {
        let Deferring { may: Some(span), does: false } = self.deferring else { return };
        // The clause that accepts may be one that could not be read.
        if self.faulty.is_empty() {
            self.incomplete(
                span,
                Text::new("写了可容缺，却没有一句“容缺受理”", "nothing accepts with this material deferred"),
                Text::new(
                    "在收件的环节补“仅缺可容缺材料的，容缺受理，……；”",
                    "add `when only deferrable materials are missing: accept with materials deferred, …;`",
                ),
            );
        }
    }
}
