//! G610: two rungs of a table that say different things of the same breach and number. G611: a breach without a
//! consequence beside tables that give others theirs.

use super::Model;
use crate::names::Kind;
use crate::resolve::LadderText;
use shouwen_model::form::{Ladder, LadderClause};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    // The own tables come first in the form.
    for (text, ladder) in model.texts.ladders.iter().zip(&model.form.ladders) {
        if !text.broken {
            rungs(text, ladder, out);
        }
    }
    if !model.incomplete && !model.form.ladders.is_empty() {
        without(model, out);
    }
}

/// What a rung speaks of.
fn rung(clause: &LadderClause) -> Option<(Option<&[String]>, u32)> {
    if let LadderClause::Rung { of, times, .. } = clause { Some((of.as_deref(), *times)) } else { None }
}

fn rungs(text: &LadderText<'_>, ladder: &Ladder, out: &mut Diagnostics) {
    let spans = text.clauses.iter().map(|c| c.span);
    let all: Vec<(Span, Option<&[String]>, u32)> = spans
        .zip(&ladder.clauses)
        .filter_map(|(span, clause)| rung(clause).map(|(of, times)| (span, of, times)))
        .collect();
    for (n, (span, of, times)) in all.iter().enumerate() {
        let alike = |other: &&(Span, Option<&[String]>, u32)| {
            let both = match (of, other.1) {
                (None, None) => true,
                (Some(these), Some(those)) => these.iter().any(|name| those.contains(name)),
                (None, Some(_)) | (Some(_), None) => false,
            };
            both && other.2 == *times
        };
        if let Some(first) = all.iter().take(n).find(alike) {
            out.push(
                Diagnostic::new(
                    Code::G610,
                    *span,
                    Text::new(
                        format!("同一种违规、同样满 {times} 次，已经写了怎样处理"),
                        format!("the consequence of this breach at {times} time(s) has been said"),
                    ),
                )
                .related(first.0, Text::new("已在这里写明", "said here already"))
                .help(Text::new("合成一句，或者改写次数", "join the two clauses, or change the number")),
            );
        }
    }
}

/// The breaches of the own text that no table speaks of.
fn without(model: &Model<'_>, out: &mut Diagnostics) {
    let clauses = || model.form.ladders.iter().flat_map(|l| &l.clauses).filter_map(rung);
    if clauses().any(|(of, _)| of.is_none()) {
        return;
    }
    let named: BTreeSet<&str> = clauses().filter_map(|(of, _)| of).flatten().map(String::as_str).collect();
    for (name, span) in model.names.of_kind(Kind::Breach).filter(|(name, _)| !named.contains(name)) {
        out.push(
            Diagnostic::new(
                Code::G611,
                span,
                Text::new(
                    format!("违规「{name}」没有写怎样追究"),
                    format!("no table says what follows the breach `{name}`"),
                ),
            )
            .help(Text::new(
                "把它写进“责任追究”的一句里，或者写一句“任何违规的，……”",
                "name it in a clause of `accountability`, or add a clause for `any breach`",
            )),
        );
    }
}
