//! L001: a basis still to be checked. T409: what binds or harms an applicant without a law.

use super::Model;
use crate::resolve::{Deeded, Moment};
use shouwen_model::form::{Act, Basis, Clause, Clock, ClockClause, ClockName, Deemed, Direction, TrackKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

/// 依据待核.
pub(crate) fn unverified(span: Span) -> Diagnostic {
    Diagnostic::new(Code::L001, span, Text::new("依据还没有核实", "this legal basis is still to be checked"))
        .note(Text::new(
            "起草时可以先空着，公布时就是错误",
            "a draft may leave it open; publication refuses it",
        ))
        .help(Text::new("核实后写上名称和条款", "write the title of the law and its article"))
}

/// Whether a basis carries what binds people outside the office. One still to be checked is a warning of its own.
fn is_law(basis: Option<&Basis>) -> bool {
    match basis {
        Some(Basis::Several { of }) => of.iter().any(|b| is_law(Some(b))),
        Some(Basis::OwnRule { .. }) | None => false,
        Some(_) => true,
    }
}

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    limits(model, out);
    exclusions(model, out);
    for deeded in model.texts.deeded(model.form) {
        deemed(&deeded, out);
        rights(&deeded, out);
        adverse(model, &deeded, out);
    }
}

fn limits(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, clock) in model.texts.clocks.iter().zip(&model.form.clocks) {
        for (tree, clause) in text.clauses.iter().zip(&clock.clauses) {
            match clause {
                ClockClause::Budget { of: ClockName::Statutory, basis, .. } if !is_law(basis.as_ref()) => {
                    let name = &clock.name;
                    let message = Text::new(
                        format!("法定时限「{name}」没有法律依据"),
                        format!("the statutory limit of `{name}` names no law"),
                    );
                    out.push(without_law(tree.span, message, basis.as_ref()).note(Text::new(
                        "没有写“承诺”的，就是法定时限",
                        "a limit without the word `promised` is statutory",
                    )));
                }
                ClockClause::Extend { basis, .. }
                    if !is_law(basis.as_ref()) && has_statutory(&clock.clauses) =>
                {
                    let message =
                        Text::new("延长法定时限没有依据", "extending a statutory limit names no law");
                    out.push(without_law(tree.span, message, basis.as_ref()));
                }
                ClockClause::LeftOut { only, basis, .. } => {
                    left_out(tree.span, clock, *only, basis.as_ref(), out);
                }
                _ => {}
            }
        }
    }
}

fn has_statutory(clauses: &[ClockClause]) -> bool {
    clauses.iter().any(|c| matches!(c, ClockClause::Budget { of: ClockName::Statutory, .. }))
}

/// Stopping a statutory limit takes time from the applicant. The office's own rules may stop what it promised itself.
fn exclusions(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, place) in model.texts.places.iter().zip(&model.form.places) {
        for (tree, clause) in text.clauses.iter().zip(&place.clauses) {
            let Clause::Track { clock, kind: TrackKind::Excluded { only, basis, .. } } = clause else {
                continue;
            };
            if let Some(named) = model.form.clocks.iter().find(|c| c.name == *clock) {
                left_out(tree.span, named, *only, basis.as_ref(), out);
            }
        }
    }
}

fn left_out(
    span: Span,
    clock: &Clock,
    only: Option<ClockName>,
    basis: Option<&Basis>,
    out: &mut Diagnostics,
) {
    if only == Some(ClockName::Promised) || !has_statutory(&clock.clauses) || is_law(basis) {
        return;
    }
    let name = &clock.name;
    let message = Text::new(
        format!("不计入法定时限「{name}」没有依据"),
        format!("leaving this out of the statutory limit `{name}` names no law"),
    );
    out.push(without_law(span, message, basis).note(Text::new(
        "本机关规定只能停承诺时限：不计入 某时限 的 承诺",
        "an own rule stops the promised limit only",
    )));
}

/// A right that arises, and one that is lost.
fn rights(deeded: &Deeded<'_>, out: &mut Diagnostics) {
    for (span, item) in deeded.acts().filter(|(_, item)| !is_law(item.basis.as_ref())) {
        let message = match &item.act {
            Act::Right { .. } => Text::new("“可以”没有法律依据", "this right names no law"),
            Act::Bar { .. } => Text::new("“不得再提出”没有法律依据", "what is barred here names no law"),
            _ => continue,
        };
        out.push(without_law(span, message, item.basis.as_ref()));
    }
}

fn deemed(deeded: &Deeded<'_>, out: &mut Diagnostics) {
    for (span, item) in deeded.acts() {
        if matches!(item.act, Act::Deem { .. }) && !is_law(item.basis.as_ref()) {
            let message = match &item.act {
                Act::Deem { what: Deemed::Received } => {
                    Text::new("视为签收要写明法律依据", "a deemed acknowledgement needs a law that is named")
                }
                _ => Text::new("“视为”没有法律依据", "what is deemed here names no law"),
            };
            out.push(without_law(span, message, item.basis.as_ref()));
        }
    }
}

/// An adverse outcome rests on a law named somewhere in its clause.
fn adverse(model: &Model<'_>, deeded: &Deeded<'_>, out: &mut Diagnostics) {
    let Some(Direction::Close { outcome }) = deeded.to else { return };
    let declared = model.form.outcomes.iter().find(|o| o.name == *outcome);
    if !declared.is_some_and(|o| o.adverse) {
        return;
    }
    let lawful = is_law(deeded.basis) || deeded.acts.iter().any(|a| is_law(a.basis.as_ref()));
    if lawful {
        return;
    }
    let message = if deeded.moment == Moment::Expiry {
        Text::new(
            format!("到期就以不利于申请人的「{outcome}」办结，没有依据"),
            format!("expiry closes with the adverse outcome `{outcome}` and names no law"),
        )
    } else {
        Text::new(
            format!("以不利于申请人的「{outcome}」办结，没有依据"),
            format!("this closes with the adverse outcome `{outcome}` and names no law"),
        )
    };
    let basis = deeded.basis.or_else(|| deeded.acts.iter().find_map(|a| a.basis.as_ref()));
    out.push(without_law(deeded.direction_span(), message, basis));
}

fn without_law(span: Span, message: Text, basis: Option<&Basis>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::T409, span, message).help(Text::new(
        "写明“依据 《……》第……条”；还没有核实的，起草时先写“依据待核”",
        "name the law and its article; a draft may say that the basis is to be verified",
    ));
    if basis.is_some() {
        return diagnostic.note(Text::new(
            "本机关规定只能支持内部事项和承诺时限",
            "an own rule carries internal acts and promised limits only",
        ));
    }
    diagnostic
}
