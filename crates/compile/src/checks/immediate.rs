//! G603: an immediate item that has no limit in office time, or that is converted to a timed one without what makes
//! that fair: a reason from a closed list, approval by a superior, and a new due time.

use super::Model;
use super::links::completes_step;
use crate::resolve::Deeded;
use shouwen_calendar::Unit;
use shouwen_model::form::{
    Act, Clause, ClockClause, ClockEnd, Direction, EndingAct, Field, ItemKind, Place, PlaceKind, PostClause,
    Role,
};
use shouwen_model::value::Type;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    let immediate = model.form.item.kind == ItemKind::Immediate && model.form.item.rule.is_none();
    let mut converted = None;
    for deeded in model.texts.deeded(model.form) {
        for (span, item) in deeded.acts() {
            let Act::Convert { reason } = &item.act else { continue };
            converted.get_or_insert(span);
            if !immediate {
                out.push(only_immediate(span));
                continue;
            }
            // Elsewhere it is misplaced, which is said once.
            if completes_step(model, &deeded) {
                reasoned(model, reason, &deeded, span, out);
                approved(model, &deeded, span, out);
                due_anew(model, &deeded, span, out);
            }
        }
    }
    if immediate {
        limited(model, converted, out);
    }
}

fn found(span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::G603, span, Text::new(zh.into(), en.into()))
}

fn only_immediate(span: Span) -> Diagnostic {
    found(span, "只有即办件才能转为承诺件", "only an immediate item is converted to a timed one").help(
        Text::new(
            "删去这一动作；本来就是即办件的，写“办件类型 即办件；”",
            "delete the act, or say `kind immediate;` if it is one",
        ),
    )
}

/// The reason is one word of a closed list, and nobody converts without it.
fn reasoned(model: &Model<'_>, reason: &str, deeded: &Deeded<'_>, span: Span, out: &mut Diagnostics) {
    let Some(field) = model.form.data.iter().find(|f| f.name == reason) else { return };
    if !matches!(field.ty, Type::Choice { .. }) {
        out.push(
            found(
                span,
                format!("转办的理由「{reason}」不是选项"),
                format!("the reason `{reason}` is no choice"),
            )
            .note(Text::new("理由只能从公布的几种里选", "a reason is one of a published list"))
            .help(Text::new("登记信息里写成“选项（……）”", "make it a `choice (…)` in `data`")),
        );
    } else if !given(model, field, deeded) {
        out.push(
            found(
                span,
                format!("转办的理由「{reason}」可能没有人填"),
                format!("nobody may have given the reason `{reason}`"),
            )
            .help(Text::new(
                "在提出转办的环节，或者批准转办的环节，写“填写”这一项",
                "let the step that asks for the conversion, or the one that grants it, fill it in",
            )),
        );
    }
}

/// A step cannot be completed before what it fills in is there: so the step itself fills it in, or each that leads to it.
fn given(model: &Model<'_>, field: &Field, deeded: &Deeded<'_>) -> bool {
    let Some(place) = deeded.place.and_then(|p| model.form.places.get(p)) else { return true };
    let fills = |p: &Place| {
        p.clauses.iter().any(|c| matches!(c, Clause::FillIn { fields } if fields.contains(&field.name)))
    };
    let mut asking = model.form.places.iter().filter(|p| leads_to(p, &place.name)).peekable();
    let by_applicant = field.required && field.by == Role::Applicant;
    by_applicant || fills(place) || (asking.peek().is_some() && asking.all(fills))
}

/// Whoever converts is a superior of whoever asks for it, and another person.
fn approved(model: &Model<'_>, deeded: &Deeded<'_>, span: Span, out: &mut Diagnostics) {
    let Some(place) = deeded.place.and_then(|p| model.form.places.get(p)) else { return };
    let Some(post) = handler(place) else { return };
    let asking: Vec<&Place> = model.form.places.iter().filter(|p| leads_to(p, &place.name)).collect();
    let above = |p: &&Place| handler(p).is_some_and(|below| is_superior(model, post, below));
    if asking.is_empty() || !asking.iter().all(above) {
        out.push(
            found(
                span,
                format!("「{}」里转为承诺件，没有上级批准", place.name),
                format!("the conversion in `{}` is approved by no superior", place.name),
            )
            .note(Text::new(
                "能当场办的拖成以后办，要由值班负责人批准，不能自己批准自己",
                "what could be done at once and is not is approved by the one in charge, never by oneself",
            ))
            .help(Text::new(
                "另写一个环节，由上级岗位办理，从提出转办的环节转入",
                "give it a step of its own, handled by a superior post, to which the asking step leads",
            )),
        );
        return;
    }
    for other in asking.iter().filter(|p| !apart(place, &p.name)) {
        out.push(
            found(
                span,
                format!("批准转办的人可能就是在「{}」提出转办的人", other.name),
                format!("whoever asks for the conversion in `{}` may approve it", other.name),
            )
            .help(Text::new(
                format!("补一句“与 {} 不得为同一人；”", other.name),
                format!("add `not the same person as {};`", other.name),
            )),
        );
    }
}

fn handler(place: &Place) -> Option<&str> {
    place.clauses.iter().find_map(|c| match c {
        Clause::HandledBy { post, .. } => Some(post.as_str()),
        Clause::SignedBy { posts, .. } => posts.first().map(String::as_str),
        _ => None,
    })
}

fn leads_to(place: &Place, name: &str) -> bool {
    place.kind == PlaceKind::Step
        && place.clauses.iter().any(|c| match c {
            Clause::Direct {
                to: Some(Direction::GoTo { place } | Direction::Return { place, .. }), ..
            } => place == name,
            other => {
                other.asides().any(|(_, to)| matches!(to, Some(Direction::GoTo { place }) if place == name))
            }
        })
}

fn apart(place: &Place, name: &str) -> bool {
    place.clauses.iter().any(|c| matches!(c, Clause::NotSamePerson { place } if place == name))
}

/// Whether a post stands above another, directly or not.
fn is_superior(model: &Model<'_>, post: &str, below: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = Some(below);
    while let Some(name) = next.filter(|name| seen.insert(*name)) {
        let declared = model.form.posts.iter().find(|p| p.name == name);
        next = declared.and_then(|p| {
            p.clauses.iter().find_map(|c| match c {
                PostClause::Superior { post } => Some(post.as_str()),
                _ => None,
            })
        });
        if next == Some(post) {
            return true;
        }
    }
    false
}

/// A clock begins with the conversion, here or on entering the next place.
fn due_anew(model: &Model<'_>, deeded: &Deeded<'_>, span: Span, out: &mut Diagnostics) {
    let next = match deeded.to {
        Some(Direction::GoTo { place } | Direction::Return { place, .. }) => {
            model.form.places.iter().find(|p| p.name == *place)
        }
        _ => None,
    };
    let entry = next.into_iter().flat_map(|p| &p.clauses).filter_map(|c| match c {
        Clause::OnEntry { acts, .. } => Some(acts.as_slice()),
        _ => None,
    });
    let dates: BTreeSet<&String> =
        entry.chain([deeded.acts]).flatten().filter_map(|item| super::flow::recorded(&item.act)).collect();
    let starts =
        |c: &ClockClause| matches!(c, ClockClause::Budget { from: Some(from), .. } if dates.contains(from));
    if model.form.clocks.iter().any(|clock| clock.clauses.iter().any(starts)) {
        return;
    }
    out.push(
        found(span, "转为承诺件以后没有新的时限", "no clock begins with the conversion")
            .note(Text::new(
                "当场告知的新完成时间，要有一个时限管着",
                "the new due time that the applicant is told has to be kept by a clock",
            ))
            .help(Text::new(
                "同一句里“记 某期日”，并写一节自该日起算的“时限”",
                "record a key date in this clause, and write a clock that counts from it",
            )),
    );
}

/// An immediate item has a limit in office minutes or hours, which ends when the item is converted.
fn limited(model: &Model<'_>, converted: Option<Span>, out: &mut Diagnostics) {
    let short = |c: &ClockClause| matches!(c, ClockClause::Budget { period, .. } if matches!(period.unit, Unit::OfficeMinute | Unit::Hour));
    let clocks: Vec<_> = model.form.clocks.iter().filter(|c| c.clauses.iter().any(short)).collect();
    let Some(head) = model.head else { return };
    if clocks.is_empty() {
        out.push(
            found(
                head.span,
                format!("即办件「{}」没有写多少办公分钟办完", head.node),
                format!("the immediate item `{}` has no limit in office minutes", head.node),
            )
            .note(Text::new(
                "即办件当场办结，以办公分钟计",
                "an immediate item is completed on the spot, in minutes",
            ))
            .help(Text::new(
                "写一节“时限”，例如“承诺 三十个办公分钟，自 收件日 起；”",
                "write a clock, for example `promised 30 office minutes, from …;`",
            )),
        );
        return;
    }
    let ends = |c: &ClockClause| matches!(c, ClockClause::Ends { at: ClockEnd::Acts { of } } if of.contains(&EndingAct::Convert));
    if let Some(span) = converted.filter(|_| !clocks.iter().any(|c| c.clauses.iter().any(ends))) {
        out.push(
            found(
                span,
                "转为承诺件以后，当场办结的时限还在走",
                "the limit of the immediate item runs on after the conversion",
            )
            .help(Text::new(
                "那个时限写“至 作出 转为承诺件 止；”（办结时它自己停）",
                "let that clock run `until doing convert to a timed item;` (closing stops it by itself)",
            )),
        );
    }
}
