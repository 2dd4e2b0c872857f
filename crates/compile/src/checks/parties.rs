//! G612: something is awaited of a party to which nothing is sent.

use super::Model;
use shouwen_model::form::{Act, AwaitedEvent, Clause, Role};
use shouwen_syntax::tree::PlaceClause;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    // What could not be read may send it.
    if model.incomplete {
        return;
    }
    let deeded = model.texts.deeded(model.form);
    let sent: BTreeSet<&str> =
        deeded.iter().flat_map(|d| d.acts).filter_map(|item| sent(&item.act)).collect();
    for (text, place) in model.texts.places.iter().zip(&model.form.places).filter(|(text, _)| !text.broken) {
        for (tree, clause) in text.clauses.iter().zip(&place.clauses) {
            let (PlaceClause::Await(written), Clause::Await { events }) = (&tree.node, clause) else {
                continue;
            };
            for (span, event) in written.iter().map(|event| event.span).zip(events) {
                if let AwaitedEvent::Party { party, .. } = event
                    && !sent.contains(party.as_str())
                {
                    out.push(never_sent(party, span));
                }
            }
        }
    }
}

/// The party to which an act sends something.
pub(super) fn sent(act: &Act) -> Option<&str> {
    match act {
        Act::Serve { whom: Role::Party { name } } | Act::Consult { party: name } => Some(name),
        _ => None,
    }
}

fn never_sent(party: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::G612,
        span,
        Text::new(
            format!("没有一处向「{party}」送达，也没有征求其意见，等不到什么"),
            format!(
                "nothing is ever served on `{party}` and its views are never asked for, so nothing will come"
            ),
        ),
    )
    .note(Text::new(
        "期限从当事人自己收到之日起算，没有送达就不会开始",
        "the period counts from the party's own receipt, and never begins where nothing was sent",
    ))
    .help(Text::new(
        format!("在进入这里以前的那一句里写“送达 {party}”或者“征求 {party} 意见”"),
        format!("say `serve {party}` or `ask for the views of {party}` in the clause that leads here"),
    ))
}
