//! G604: what the public is promised is not what the procedure does.

use super::Model;
use crate::lower::about_minutes;
use crate::promise::Promise;
use shouwen_model::form::{Clock, ClockClause, ClockName, ItemKind, Period};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let Some(text) = model.texts.commitment.as_ref().filter(|text| !text.broken) else { return };
    for (clause, promise) in text.clauses.iter().zip(model.promises) {
        let (span, form) = (clause.span, model.form);
        match promise {
            Promise::Within { clock, period } => {
                if let Some(clock) = form.clocks.iter().find(|c| c.name == *clock) {
                    time(clock, *period, span, out);
                }
            }
            Promise::OnTheSpot if form.item.kind != ItemKind::Immediate => out.push(not_on_the_spot(span)),
            Promise::Visits(times) if form.item.kind == ItemKind::Immediate && *times > 1 => {
                out.push(more_visits(span));
            }
            Promise::Free if form.item.fee => out.push(fee(span, true)),
            Promise::Fee { .. } if !form.item.fee => out.push(fee(span, false)),
            Promise::OnTheSpot
            | Promise::Visits(_)
            | Promise::Free
            | Promise::Fee { .. }
            | Promise::NotKept(_) => {}
        }
    }
    if !model.incomplete {
        left_out(model, text.head, out);
    }
}

/// One of the limits of a clock.
fn limit(clock: &Clock, of: ClockName) -> Option<Period> {
    clock.clauses.iter().find_map(|clause| match clause {
        ClockClause::Budget { of: found, period, until: None, .. } if *found == of => Some(*period),
        _ => None,
    })
}

fn longer(one: Period, other: Period) -> bool {
    if one.unit == other.unit { one.n > other.n } else { about_minutes(one) > about_minutes(other) }
}

fn time(clock: &Clock, promised: Period, span: Span, out: &mut Diagnostics) {
    let (statutory, own) = (limit(clock, ClockName::Statutory), limit(clock, ClockName::Promised));
    let name = &clock.name;
    if statutory.is_some_and(|statutory| longer(promised, statutory)) {
        out.push(
            wrong(
                span,
                format!("公开承诺的期限比「{name}」的法定期限长"),
                format!("the promised time is longer than the statutory limit of `{name}`"),
            )
            .help(Text::new(
                "承诺只能比法定的短，或者一样长",
                "a promise is as short as the law, or shorter",
            )),
        );
    } else if own.or(statutory) != Some(promised) {
        let help = match own {
            Some(_) => Text::new("两处改成一样", "make the two the same"),
            None => Text::new(
                format!("在“时限 {name}”里补一句“承诺 ……”，违诺才有人管"),
                format!("add `promised …` to `clock {name}`, so that somebody answers for it"),
            ),
        };
        out.push(
            wrong(
                span,
                format!("公开承诺的期限和“时限 {name}”里写的不一样"),
                format!("the promised time is not the one that `clock {name}` keeps"),
            )
            .help(help),
        );
    }
}

fn wrong(span: Span, zh: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::G604, span, Text::new(zh, en))
}

fn not_on_the_spot(span: Span) -> Diagnostic {
    wrong(
        span,
        "公开承诺即时办结，事项却不是即办件".to_owned(),
        "it is promised to be done on the spot, and the item is not an immediate one".to_owned(),
    )
    .help(Text::new(
        "“办件类型”改为即办件，或者删去这一句",
        "make the item's `kind` immediate, or delete this clause",
    ))
}

fn more_visits(span: Span) -> Diagnostic {
    wrong(
        span,
        "即办件一次办结，公开承诺却要到场几次".to_owned(),
        "an immediate item takes one visit, and more are promised".to_owned(),
    )
    .help(Text::new("写“到场 不超过 一次”", "write `visits at most 1 time`"))
}

/// What is said of the fee differs from the item; `free`: the promise is that there is none.
fn fee(span: Span, free: bool) -> Diagnostic {
    let (zh, en) = if free {
        ("公开承诺不收费，“事项”里却没有写“不收费”", "no fee is promised, and the item does not say so")
    } else {
        ("“事项”写了不收费，公开承诺却要收费", "the item is free of charge, and a fee is made public")
    };
    wrong(span, zh.to_owned(), en.to_owned()).help(Text::new("两处改成一样", "make the two the same"))
}

/// Promised limits that are kept and not made public.
fn left_out(model: &Model<'_>, head: Span, out: &mut Diagnostics) {
    let public = |name: &str| {
        model.promises.iter().any(|p| matches!(p, Promise::Within { clock, .. } if clock == name))
    };
    let kept = model.form.clocks.iter().filter(|clock| limit(clock, ClockName::Promised).is_some());
    for clock in kept.filter(|clock| !public(&clock.name)) {
        let name = &clock.name;
        out.push(
            wrong(
                head,
                format!("公开承诺里没有“时限 {name}”的承诺"),
                format!("the promise of `clock {name}` is not made public"),
            )
            .help(Text::new(
                format!("补一句“{name} 不超过 ……；”"),
                format!("add the clause `{name} at most …;`"),
            )),
        );
    }
}
