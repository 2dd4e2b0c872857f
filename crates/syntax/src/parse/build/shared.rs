//! What clauses of several kinds have in common: bases, roles, limits.

use super::{Built, Fault, Parts, Place};
use crate::tree::{Basis, LimitName, Located, Role};
use shouwen_grammar::{Node, Rule};

/// The clause inside an entry.
pub(super) fn clause<'t>(at: Place, entry: &Node<'t>) -> Built<(Node<'t>, Parts<'t>)> {
    let whole = at.parts(entry);
    let node = whole.first()?.clone();
    let parts = at.parts(&node);
    Ok((node, parts))
}

impl Place {
    /// The bases of the clause's 依据, if it has one.
    pub(super) fn bases(self, parts: &Parts<'_>) -> Built<Vec<Located<Basis>>> {
        parts.maybe(Rule::basis).map_or_else(|| Ok(Vec::new()), |node| self.basis(node))
    }

    pub(super) fn basis(self, node: &Node<'_>) -> Built<Vec<Located<Basis>>> {
        let parts = self.parts(node);
        if parts.has("unverified") {
            return Ok(vec![self.located(node, Basis::Unverified)]);
        }
        let law = |node: &Node<'_>| {
            let parts = self.parts(node);
            let basis = if let Some(text) = parts.maybe(Rule::rule_text) {
                Basis::OwnRule(text.text().trim().to_owned())
            } else {
                let title = parts.one(Rule::title)?.text();
                let title = title.strip_prefix('《').and_then(|t| t.strip_suffix('》')).unwrap_or(title);
                let article = parts.maybe(Rule::article).map(|n| n.text().to_owned());
                Basis::Law { title: title.to_owned(), article }
            };
            Ok::<_, Fault>(self.located(node, basis))
        };
        parts.all(Rule::law).map(law).collect()
    }

    pub(super) fn limit(self, node: &Node<'_>) -> Built<Located<LimitName>> {
        self.choice(node, &[("statutory", LimitName::Statutory), ("promised", LimitName::Promised)])
    }

    pub(super) fn role(self, node: &Node<'_>) -> Built<Located<Role>> {
        let parts = self.parts(node);
        let role = if let Some(name) = parts.maybe(Rule::name) {
            Role::Post(self.name(name))
        } else if parts.has("applicant") {
            Role::Applicant
        } else if parts.has("officer") {
            Role::Officer
        } else if parts.has("first_handler") {
            Role::FirstHandler
        } else {
            Role::OwnSuperior
        };
        Ok(self.located(node, role))
    }

    pub(super) fn inner_name(self, node: &Node<'_>) -> Built<crate::tree::Name> {
        Ok(self.name(self.parts(node).one(Rule::name)?))
    }

    pub(super) fn inner_period(self, node: &Node<'_>) -> Built<crate::tree::Period> {
        self.period(self.parts(node).one(Rule::period)?)
    }
}
