//! L007: named conditions that lead back to themselves: such a truth would never be found out.

use super::Model;
use crate::names::Kind;
use shouwen_model::form::Expr;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Conditions with those that they name.
pub(super) type Needs<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let needs = unsettled(model, &BTreeSet::new());
    let circle = model.form.conditions.iter().map(|c| c.name.as_str()).find(|name| leads_back(name, &needs));
    let Some((name, span)) = circle.and_then(|n| model.names.span(Kind::Condition, n).map(|s| (n, s))) else {
        return;
    };
    out.push(
        Diagnostic::new(
            Code::L007,
            span,
            Text::new(
                format!("条件「{name}」绕回到自己"),
                format!("the condition `{name}` leads back to itself"),
            ),
        )
        .note(Text::new(
            "要知道它成立不成立，先要知道它成立不成立",
            "whether it holds depends on whether it holds",
        ))
        .help(Text::new(
            "用登记信息、结论或期日写明其中一个条件",
            "say one of them by fields, conclusions or dates",
        )),
    );
}

/// Conditions of which nobody can know whether they hold, with what they name: those that lead in a circle, those of
/// which a part is not known, and all that need one of these.
pub(super) fn unsettled<'a>(model: &Model<'a>, broken: &BTreeSet<String>) -> Needs<'a> {
    let mut needs = Needs::new();
    for condition in &model.form.conditions {
        named(&condition.is, needs.entry(&condition.name).or_default());
    }
    // What needs nothing that is left is settled.
    let mut needed_by = Needs::new();
    for (name, of) in &needs {
        of.iter().for_each(|n| _ = needed_by.entry(n).or_default().insert(name));
    }
    let mut free: Vec<&str> = needed_by.keys().copied().filter(|name| !needs.contains_key(name)).collect();
    let alone = needs.iter().filter(|(name, of)| of.is_empty() && !broken.contains(**name));
    free.extend(alone.map(|(name, _)| *name));
    while let Some(name) = free.pop() {
        needs.remove(name);
        for other in needed_by.get(name).into_iter().flatten() {
            if let Some(of) = needs.get_mut(other)
                && of.remove(name)
                && of.is_empty()
                && !broken.contains(*other)
            {
                free.push(other);
            }
        }
    }
    needs
}

fn leads_back(name: &str, needs: &Needs<'_>) -> bool {
    let mut open: Vec<&str> = needs.get(name).into_iter().flatten().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if next == name {
            return true;
        }
        if seen.insert(next) {
            open.extend(needs.get(next).into_iter().flatten().copied());
        }
    }
    false
}

/// The conditions that a truth names.
fn named<'a>(expr: &'a Expr, found: &mut BTreeSet<&'a str>) {
    match expr {
        Expr::All { of } | Expr::Any { of } => of.iter().for_each(|p| named(p, found)),
        Expr::Not { of } => named(of, found),
        Expr::Holds { condition } => {
            found.insert(condition);
        }
        _ => {}
    }
}
