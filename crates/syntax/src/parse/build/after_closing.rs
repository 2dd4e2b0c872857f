//! 办结后: its clauses.

use super::shared::clause;
use super::{Built, Parts, Place};
use crate::tree::{AfterClause, AfterTerm, AfterWhat, Located};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn after(at: Place, entry: &Node<'_>) -> Built<Located<AfterClause>> {
    let (node, parts) = clause(at, entry)?;
    let deeds = |rule| at.maybe(&parts, rule, |at, node| at.deeds(at.parts(node).one(Rule::deeds)?));
    let made = AfterClause {
        when: super::place::excepting(at, at.expr(parts.one(Rule::expr)?)?, &parts)?,
        term: term(at, &parts)?,
        by: at.role(parts.one(Rule::role)?)?,
        what: what(at, parts.one(Rule::after_what)?)?,
        proof: at.maybe(&parts, Rule::obtain, Place::inner_name)?,
        basis: at.bases(&parts)?,
        failed: deeds(Rule::failed)?.unwrap_or_default(),
        lapsed: deeds(Rule::lapsed)?.unwrap_or_default(),
    };
    Ok(at.located(&node, made))
}

fn term(at: Place, parts: &Parts<'_>) -> Built<AfterTerm> {
    if let Some(until) = parts.maybe(Rule::after_until) {
        return Ok(AfterTerm::Until(at.inner_name(until)?));
    }
    Ok(AfterTerm::Within(at.source(parts.one(Rule::source)?)?, at.period(parts.one(Rule::period)?)?))
}

fn what(at: Place, node: &Node<'_>) -> Built<AfterWhat> {
    let parts = at.parts(node);
    Ok(if parts.has("serve") {
        AfterWhat::Serve(at.role(parts.one(Rule::role)?)?)
    } else if parts.has("verify") {
        AfterWhat::Verify(at.name(parts.one(Rule::name)?))
    } else {
        AfterWhat::Act(at.located(node, at.act(node)?))
    })
}
