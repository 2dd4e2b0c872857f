//! Rows of 认定标准.

use super::shared::clause;
use super::truths::COMPARISONS;
use super::{Built, Fault, Place};
use crate::tree::{Located, TableCell, TableLine};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn table(at: Place, entry: &Node<'_>) -> Built<Located<TableLine>> {
    let (node, parts) = clause(at, entry)?;
    let line = if node.rule() == Rule::c_columns {
        TableLine::Columns(parts.all(Rule::sum).map(|n| at.sum(n)).collect::<Built<_>>()?)
    } else {
        TableLine::Row(parts.all(Rule::cell).map(|n| cell(at, n)).collect::<Built<_>>()?)
    };
    Ok(at.located(&node, line))
}

fn cell(at: Place, node: &Node<'_>) -> Built<Located<TableCell>> {
    let parts = at.parts(node);
    let test = |node: &Node<'_>| {
        let inner = at.parts(node);
        let how = at.choice(inner.one(Rule::comparison)?, COMPARISONS)?;
        Ok::<_, Fault>((how, at.operand(inner.one(Rule::operand)?)?))
    };
    let cell = if parts.has("any_value") {
        TableCell::Any
    } else if parts.maybe(Rule::cell_test).is_some() {
        TableCell::Tests(parts.all(Rule::cell_test).map(test).collect::<Built<_>>()?)
    } else {
        TableCell::Values(parts.all(Rule::operand).map(|n| at.operand(n)).collect::<Built<_>>()?)
    };
    Ok(at.located(node, cell))
}
