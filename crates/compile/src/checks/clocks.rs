//! T406: a clock that nothing ends.

use super::Model;
use super::flow::ends;
use shouwen_model::form::{Clock, ClockClause, ClockEnd};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let deeded = model.texts.deeded(model.form);
    for (text, clock) in model.texts.clocks.iter().zip(&model.form.clocks) {
        if text.broken {
            continue;
        }
        let end = text.clauses.iter().zip(&clock.clauses).find_map(|(tree, clause)| match clause {
            ClockClause::Ends { at } => Some((tree.span, at)),
            _ => None,
        });
        match end {
            None => out.push(endless(&clock.name, text.name.span)),
            // A date that nothing records is told once, wherever it is used.
            Some((span, at @ (ClockEnd::Acts { .. } | ClockEnd::Documents { .. }))) if !model.incomplete => {
                if !deeded.iter().any(|d| d.acts.iter().any(|item| ends(at, &item.act))) {
                    out.push(never(&clock.name, span));
                }
            }
            Some(_) => {}
        }
    }
}

/// Whether something ends a clock; of one that nothing ends no more is said.
pub(super) fn comes_to_an_end(model: &Model<'_>, clock: &Clock) -> bool {
    clock.clauses.iter().any(|clause| match clause {
        ClockClause::Ends { at: at @ (ClockEnd::Acts { .. } | ClockEnd::Documents { .. }) } => {
            model.texts.deeded(model.form).iter().any(|d| d.acts.iter().any(|item| ends(at, &item.act)))
        }
        ClockClause::Ends { .. } => true,
        _ => false,
    })
}

fn endless(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::T406,
        span,
        Text::new(format!("时限「{name}」没有写到什么为止"), format!("nothing ends the clock `{name}`")),
    )
    .note(Text::new(
        "事情办完了它还在走，到期就记成超期",
        "it would run on when the work is done, and mark it as overdue",
    ))
    .help(Text::new(
        "补一句“至 某日 止；”或者“至 作出 …… 之一 止；”",
        "add what ends it: a key date, or one of several acts",
    ))
}

fn never(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::T406,
        span,
        Text::new(
            format!("时限「{name}」永远走不到终点"),
            format!("the clock `{name}` never comes to its end"),
        ),
    )
    .note(Text::new("没有一句作出这些行为", "no clause does any of these acts"))
    .help(Text::new(
        "在办完的那一句里补上，或者改写时限的终点",
        "add it where the work is done, or name another end",
    ))
}
