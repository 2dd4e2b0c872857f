//! T410: a limit of a clock that may pass without any consequence.

use super::Model;
use shouwen_model::form::{Clock, ClockClause, ClockName};
use shouwen_syntax::tree;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, clock) in model.texts.clocks.iter().zip(&model.form.clocks) {
        if text.broken {
            continue;
        }
        let both = clock.clauses.iter().filter(|c| matches!(c, ClockClause::Budget { .. })).count() > 1;
        for (tree, clause) in text.clauses.iter().zip(&clock.clauses) {
            if let (tree::ClockClause::Budget { period, .. }, ClockClause::Budget { of, .. }) =
                (&tree.node, clause)
                && !answered(clock, *of)
            {
                out.push(silent(&clock.name, both.then_some(*of), period.span));
            }
        }
    }
}

/// Whether a clock says what follows when a limit of it passes.
fn answered(clock: &Clock, limit: ClockName) -> bool {
    clock.clauses.iter().any(|c| matches!(c, ClockClause::Expired(expiry) if expiry.of == limit))
}

/// `limit` says which one, where the clock has two.
fn silent(name: &str, limit: Option<ClockName>, span: Span) -> Diagnostic {
    let (zh, en) = match limit {
        Some(ClockName::Statutory) => ("法定 ", "statutory "),
        Some(ClockName::Promised) => ("承诺 ", "promised "),
        None => ("", ""),
    };
    let which = zh.trim_end();
    Diagnostic::new(
        Code::T410,
        span,
        Text::new(
            format!("时限「{name}」{which}届满，没有写会怎样"),
            format!("nothing says what follows when the {en}limit of `{name}` passes"),
        ),
    )
    .note(Text::new(
        "到期没有后果的时限，没有人守，也查不出谁超期",
        "nobody keeps a limit that passes without a consequence, and no record shows who missed it",
    ))
    .help(Text::new(
        format!("补一句，例如“{zh}届满的，记为违规 超期，升级 其上级；”"),
        format!("add for example `when {en}expired: record breach overdue, escalate to own superior;`"),
    ))
}
