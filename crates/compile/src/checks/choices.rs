//! D201, D202: the directing clauses of a step cover every situation, and no situation satisfies two of them.

use super::Model;
use super::circles::{Needs, unsettled};
use super::graph::Graph;
use super::situations::{Builder, Guard, MAX_SITUATIONS, Situation, Situations};
use crate::resolve::PlaceText;
use shouwen_model::form::{Clause, Expr, Place, Term, Trigger};
use shouwen_syntax::tree::{PlaceClause, PlaceKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Severity, Span, Text};
use std::collections::BTreeMap;

/// A clause that fires on completion.
#[derive(Clone, Debug)]
struct Choice {
    /// The condition; `None` for 完成时.
    when: Option<Expr>,
    span: Span,
}

pub(super) fn check(model: &Model<'_>, graph: &Graph, out: &mut Diagnostics) {
    let unsettled = unsettled(model, &model.texts.broken_conditions);
    for (number, (text, place)) in model.texts.places.iter().zip(&model.form.places).enumerate() {
        let conditions_known = place.clauses.iter().all(|c| !reads(c, &unsettled));
        if matches!(text.kind, PlaceKind::Step | PlaceKind::Meeting) && !text.broken && conditions_known {
            // After a part that could not be read, nobody knows on which ways a case comes here.
            let graph = (!model.incomplete).then_some((graph, number));
            step(model, graph, text, place, out);
        }
    }
}

fn step(
    model: &Model<'_>,
    graph: Option<(&Graph, usize)>,
    text: &PlaceText<'_>,
    place: &Place,
    out: &mut Diagnostics,
) {
    let mut choices = Vec::new();
    let mut rest: Vec<Span> = Vec::new();
    for (tree, clause) in text.clauses.iter().zip(&place.clauses) {
        let (PlaceClause::Direct { when: at, .. }, Clause::Direct { when, .. }) = (&tree.node, clause) else {
            continue;
        };
        match when {
            Trigger::If { .. } | Trigger::Overriding { .. } | Trigger::Completed => {
                choices.push(Choice { when: place.fires(when), span: at.span });
            }
            Trigger::Otherwise => rest.push(at.span),
            _ => {}
        }
    }
    for again in rest.iter().skip(1) {
        let first = rest.first().copied().unwrap_or_default();
        out.push(overlap(*again, first, &Text::new("两句“其他情形”", "two clauses say `otherwise`")));
    }
    if choices.is_empty() {
        // Nothing on completion at all: a place without any way out is another finding.
        if rest.is_empty() && leads_somewhere(place) {
            out.push(nothing_on_completion(&place.name, text.name.span));
        }
        return;
    }
    let mut builder = Builder::new(&model.index);
    choices.iter().filter_map(|c| c.when.as_ref()).for_each(|when| builder.ask(when));
    let forbidden = forbidden(place, &mut builder);
    if let Some((graph, number)) = graph {
        builder.missing(|other| other != number && graph.may_skip(other, number));
    }
    decide(text, &builder, &forbidden, &choices, !rest.is_empty(), out);
}

fn leads_somewhere(place: &Place) -> bool {
    place.clauses.iter().any(|c| matches!(c, Clause::Direct { to: Some(_), .. }))
}

/// What the situations show: one that no guard covers, and for each pair of guards one that satisfies both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) gap: Option<Situation>,
    pub(super) overlaps: BTreeMap<(usize, usize), Situation>,
}

/// Looks at every situation once, except those that never arise.
pub(super) fn judge(situations: &Situations, guards: &[Guard], never: &[Guard], covered: bool) -> Verdict {
    let mut verdict = Verdict::default();
    for situation in situations.iter() {
        if never.iter().any(|n| n.holds(&situation)) {
            continue;
        }
        let mut held = guards.iter().enumerate().filter(|(_, g)| g.holds(&situation)).map(|(n, _)| n);
        match (held.next(), held.next()) {
            (None, _) if !covered && verdict.gap.is_none() => verdict.gap = Some(situation),
            (Some(a), Some(b)) => {
                verdict.overlaps.entry((a, b)).or_insert(situation);
            }
            _ => {}
        }
    }
    verdict
}

/// Decides one step and says what is wrong.
fn decide(
    text: &PlaceText<'_>,
    builder: &Builder<'_>,
    forbidden: &[Expr],
    choices: &[Choice],
    covered: bool,
    out: &mut Diagnostics,
) {
    let name = &text.name.node;
    let situations = builder.situations();
    if !builder.is_clear() || situations.count().is_none() {
        out.push(undecided(name, text.name.span, &situations));
        return;
    }
    let guards: Vec<Guard> = choices
        .iter()
        .map(|c| c.when.as_ref().map_or(Guard::All(Vec::new()), |w| builder.guard(w)))
        .collect();
    let never: Vec<Guard> = forbidden.iter().map(|e| builder.guard(e)).collect();
    let Verdict { gap, overlaps } = judge(&situations, &guards, &never, covered);
    if let Some(gap) = gap {
        out.push(uncovered(name, text.name.span, &situations.describe(&gap)));
    }
    for ((a, b), situation) in overlaps {
        if let (Some(first), Some(second)) = (choices.get(a), choices.get(b)) {
            out.push(overlap(second.span, first.span, &example(&situations.describe(&situation))));
        }
    }
}

/// What may not be concluded together: situations that 不得 rules out. Only what the guards ask for anyway counts, and
/// only as long as it does not make the situations too many.
fn forbidden(place: &Place, builder: &mut Builder<'_>) -> Vec<Expr> {
    let mut found = Vec::new();
    for clause in &place.clauses {
        let Clause::Forbid { when, conclusion, value } = clause else { continue };
        if !builder.asks_conclusion(&place.name, conclusion) {
            continue;
        }
        let given = Expr::Compare {
            left: Term::Conclusion { place: place.name.clone(), name: conclusion.clone() },
            op: shouwen_model::form::Comparison::Is,
            right: Term::Literal { value: shouwen_model::value::Value::Choice { v: value.clone() } },
        };
        let mut wider = builder.clone();
        wider.ask(when);
        if wider.is_clear() && wider.situations().count().is_some() {
            *builder = wider;
            found.push(Expr::All { of: vec![given, when.clone()] });
        }
    }
    found
}

/// Whether a clause reads one of these conditions.
fn reads(clause: &Clause, conditions: &Needs<'_>) -> bool {
    fn inside(expr: &Expr, conditions: &Needs<'_>) -> bool {
        match expr {
            Expr::All { of } | Expr::Any { of } => of.iter().any(|p| inside(p, conditions)),
            Expr::Not { of } => inside(of, conditions),
            Expr::Holds { condition } => conditions.contains_key(condition.as_str()),
            _ => false,
        }
    }
    match clause {
        Clause::Direct { when: Trigger::If { is } | Trigger::Overriding { is }, .. }
        | Clause::OnlyWhen { when: is }
        | Clause::Forbid { when: is, .. } => inside(is, conditions),
        _ => false,
    }
}

fn example(words: &Text) -> Text {
    if words.zh.is_empty() {
        return Text::new("任何情形", "every situation");
    }
    Text::new(format!("例如：{}", words.zh), format!("for example: {}", words.en))
}

fn uncovered(place: &str, span: Span, words: &Text) -> Diagnostic {
    let example = example(words);
    Diagnostic::new(
        Code::D201,
        span,
        Text::new(
            format!("「{place}」没有说全各种情形，{}", example.zh),
            format!("`{place}` does not cover every situation, {}", example.en),
        ),
    )
    .note(Text::new(
        "真遇到这种情形，不知道案件该去哪里",
        "when that situation arises, nobody knows where the case goes",
    ))
    .help(Text::new(
        "补上漏掉的情形；其余都一样办的，最后写一句“其他情形，……”",
        "add the missing situation, or end with an `otherwise` clause",
    ))
}

fn overlap(second: Span, first: Span, example: &Text) -> Diagnostic {
    Diagnostic::new(
        Code::D202,
        second,
        Text::new(
            format!("有一种情形同时符合两句，{}", example.zh),
            format!("one situation satisfies two clauses, {}", example.en),
        ),
    )
    .label(Text::new("这一句也成立", "this one holds too"))
    .related(first, Text::new("这一句成立", "this one holds"))
    .note(Text::new("各句之间没有先后", "the clauses have no order"))
    .help(Text::new(
        "把条件写窄，使每种情形只符合一句",
        "narrow the conditions until every situation satisfies one clause only",
    ))
}

fn nothing_on_completion(place: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::D201,
        span,
        Text::new(
            format!("「{place}」没有写办完以后去哪里"),
            format!("`{place}` does not say where a case goes when the work is done"),
        ),
    )
    .help(Text::new("补一句“完成时，……，转入 ……；”", "add `on completion: …, go to …;`"))
}

fn undecided(place: &str, span: Span, situations: &Situations) -> Diagnostic {
    let (zh, en) = match situations.count() {
        None => (
            format!("情形超过 {MAX_SITUATIONS} 种"),
            format!("there are more than {MAX_SITUATIONS} situations"),
        ),
        Some(_) => (
            "条件太长，或者绕回到自己".to_owned(),
            "its conditions are too long, or lead back to themselves".to_owned(),
        ),
    };
    Diagnostic::new(
        Code::D201,
        span,
        Text::new(
            format!("没有判定「{place}」是否说全了各种情形：{zh}"),
            format!("whether `{place}` covers every situation was not decided: {en}"),
        ),
    )
    .severity(Severity::Note)
    .help(Text::new("把条件分到两个环节里，或者用“其他情形”收尾", "spread the conditions over two steps"))
}
