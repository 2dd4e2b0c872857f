//! D204: a key date that something counts from, and that nothing ever records.

use super::Model;
use super::flow::recorded;
use shouwen_syntax::tree::{Act, AfterTerm, ClockClause, ClockEnd, DateSource, Deed, Located, Name};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    // The act that records it may be in the part that could not be read.
    if model.incomplete {
        return;
    }
    let deeded = model.texts.deeded(model.form);
    let known: BTreeSet<&String> =
        deeded.iter().flat_map(|d| d.acts).filter_map(|item| recorded(&item.act)).collect();
    let mut unknown: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
    for name in uses(model) {
        if !known.contains(&name.node) {
            unknown.entry(name.node.as_str()).or_default().insert(name.span);
        }
    }
    for (date, spans) in unknown {
        out.push(never_recorded(date, &spans));
    }
}

/// Where key dates are needed to count or to decide, in no order.
fn uses<'a>(model: &'a Model<'_>) -> Vec<&'a Name> {
    let texts = model.texts;
    let mut names = Vec::new();
    for clause in texts.clocks.iter().flat_map(|c| c.clauses) {
        match &clause.node {
            ClockClause::Budget { start: Some(start), .. } => names.extend(start.date()),
            ClockClause::Ends(ClockEnd::Date(name)) => names.push(name),
            _ => {}
        }
    }
    for deed in texts.deeded(model.form).iter().flat_map(|d| d.deeds) {
        if let Deed::Act(Act::SetDate { to, .. } | Act::MoveDate { to, .. }) = &deed.node {
            names.extend(source(to));
        }
    }
    names.extend(texts.anytime.iter().filter_map(|a| a.limits.before.as_ref()));
    names.extend(texts.after.iter().filter_map(|a| match &a.clause.node.term {
        AfterTerm::Within(from, _) => source(from),
        AfterTerm::Until(date) => Some(date),
    }));
    // What is set from a field is no use of a key date.
    names.retain(|name| model.form.item.dates.contains(&name.node));
    names
}

fn source(from: &Located<DateSource>) -> Option<&Name> {
    match &from.node {
        DateSource::Date(name) => Some(name),
        _ => None,
    }
}

fn never_recorded(date: &str, spans: &BTreeSet<Span>) -> Diagnostic {
    let mut spans = spans.iter();
    let first = spans.next().copied().unwrap_or_default();
    let diagnostic = Diagnostic::new(
        Code::D204,
        first,
        Text::new(
            format!("「{date}」从来没有记下来，这里却要用"),
            format!("`{date}` is used here, and no clause ever records it"),
        ),
    );
    spans
        .fold(diagnostic, |d, span| d.related(*span, Text::new("这里也要用", "it is used here, too")))
        .note(Text::new(
            "没有这一天，时限不起算也不停止，后面的日期也定不下来",
            "without that day no limit begins or ends, and no other date can be set by it",
        ))
        .help(Text::new(
            format!("在发生的那一句里补上“记 {date}”"),
            format!("add `record date {date}` to the clause in which it happens"),
        ))
}
