//! G601: a gap in how a duty passes from one hand to the next. R506: an escalation by a holder who has no superior.
//! L007: a deemed receipt where nothing was offered.

use super::Model;
use super::posts::{has_superior, no_superior};
use crate::lower::about_minutes;
use crate::names::Kind;
use crate::resolve::{CustodyText, Moment};
use shouwen_model::form::{Act, Clause, Custody, CustodyClause, Deemed, FirstHolder, Period, Role};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, slot) in model.texts.custody.iter().zip(&model.form.custody) {
        if text.broken {
            continue;
        }
        unanswered(text, slot, out);
        declined_too_late(text, slot, out);
        let contact = slot.clauses.contains(&CustodyClause::Held { by: FirstHolder::FirstContact });
        if contact && model.form.item.rule.is_some() && !slot.clauses.contains(&CustodyClause::UntilClosed) {
            out.push(ends_early(&slot.name, text.name.span));
        }
    }
    escalations(model, out);
    misplaced_receipts(model, out);
}

/// Where a clause of a kind stands.
fn span_of(text: &CustodyText<'_>, slot: &Custody, is: impl Fn(&CustodyClause) -> bool) -> Option<Span> {
    text.clauses.iter().zip(&slot.clauses).find(|(_, clause)| is(clause)).map(|(tree, _)| tree.span)
}

fn unanswered(text: &CustodyText<'_>, slot: &Custody, out: &mut Diagnostics) {
    let offered = span_of(text, slot, |c| matches!(c, CustodyClause::HandOver));
    let answered = slot.clauses.iter().any(|c| matches!(c, CustodyClause::Unanswered { .. }));
    let Some(span) = offered.filter(|_| !answered) else { return };
    let name = &slot.name;
    out.push(
        Diagnostic::new(
            Code::G601,
            span,
            Text::new(
                format!("「{name}」移交以后没有人签收，没有写会怎样"),
                format!("nothing says what follows when nobody takes up an offer of `{name}`"),
            ),
        )
        .note(Text::new(
            "没有人签收，责任仍在移交人手里，却没有人知道",
            "the duty stays with the one who offered it, and nobody learns of it",
        ))
        .help(Text::new(
            "补一句“逾期未签收的，记为违规 ……，升级 其上级；”",
            "add `when not acknowledged in time: record breach …, escalate to own superior;`",
        )),
    );
}

fn declined_too_late(text: &CustodyText<'_>, slot: &Custody, out: &mut Diagnostics) {
    let receipt = slot.clauses.iter().find_map(|c| match c {
        CustodyClause::Receipt { within } => Some(*within),
        _ => None,
    });
    let decline = slot.clauses.iter().find_map(|c| match c {
        CustodyClause::Decline { within: Some(within), .. } => Some(*within),
        _ => None,
    });
    let (Some(receipt), Some(decline)) = (receipt, decline) else { return };
    if !longer(decline, receipt) {
        return;
    }
    let found = |is: fn(&CustodyClause) -> bool| span_of(text, slot, is).unwrap_or(text.head);
    let span = found(|c| matches!(c, CustodyClause::Decline { .. }));
    let open = found(|c| matches!(c, CustodyClause::Receipt { .. }));
    out.push(
        Diagnostic::new(
            Code::G601,
            span,
            Text::new(
                "拒收的期限比签收的期限还长",
                "an offer may be turned down for longer than it stands open",
            ),
        )
        .related(open, Text::new("签收的期限在这里", "it stands open for this long"))
        .note(Text::new(
            "签收期限一过，移交就有了结果，此后不能再拒收",
            "once that time has passed the offer is settled, and nothing is left to turn down",
        ))
        .help(Text::new("把拒收的期限改短", "shorten the time for turning it down")),
    );
}

fn longer(a: Period, b: Period) -> bool {
    about_minutes(a) > about_minutes(b)
}

fn ends_early(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::G601,
        span,
        Text::new(
            format!("「{name}」没有写到什么时候为止"),
            format!("nothing says until when `{name}` lasts"),
        ),
    )
    .note(Text::new(
        "从接触到办结，任何时候都要有一个人负责",
        "from the contact to the closing there must always be one person who answers for it",
    ))
    .help(Text::new("补一句“至 办结 止；”", "add `until closing;`"))
}

/// The posts whose holders can hold a slot, as far as the text says: those that handle its places.
fn holders<'a>(model: &Model<'a>) -> BTreeSet<&'a str> {
    let clauses = model.form.places.iter().flat_map(|p| &p.clauses);
    clauses
        .flat_map(|c| match c {
            Clause::HandledBy { post, .. } => std::slice::from_ref(post),
            Clause::SignedBy { posts, .. } => posts.as_slice(),
            _ => &[],
        })
        .map(String::as_str)
        .collect()
}

fn escalations(model: &Model<'_>, out: &mut Diagnostics) {
    for deeded in model.texts.deeded(model.form).iter().filter(|d| d.moment == Moment::Offer) {
        for (span, item) in deeded.acts() {
            if item.act != (Act::Escalate { to: Role::OwnSuperior }) {
                continue;
            }
            for post in holders(model).into_iter().filter(|post| !has_superior(model, post)) {
                out.push(no_superior(post, span, model.names.span(Kind::Post, post)));
            }
        }
    }
}

fn misplaced_receipts(model: &Model<'_>, out: &mut Diagnostics) {
    for deeded in model.texts.deeded(model.form).iter().filter(|d| d.moment != Moment::Offer) {
        for (span, item) in deeded.acts() {
            if item.act == (Act::Deem { what: Deemed::Received }) {
                out.push(
                    Diagnostic::new(
                        Code::L007,
                        span,
                        Text::new(
                            "这里没有移交，谈不上签收",
                            "nothing was offered here that could be acknowledged",
                        ),
                    )
                    .help(Text::new(
                        "“视为签收”写在“责任”的“逾期未签收的”一句里",
                        "it belongs to `when not acknowledged in time` of a custody",
                    )),
                );
            }
        }
    }
}
