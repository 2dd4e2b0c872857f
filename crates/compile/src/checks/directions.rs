//! L003, L004: two directions in one clause, or none. F105: a direction that leads back with nothing changed.

use super::Model;
use shouwen_model::form::{Act, Clause, Direction, Trigger};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

/// A second direction in a clause.
pub(crate) fn two_directions(second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::L003, second, Text::new("一句里写了两个去向", "this clause leads to two places"))
        .related(first, Text::new("第一个去向在这里", "the first direction is here"))
        .help(Text::new(
            "看情况选一个的，分成几句各写条件；两处先后都要去的，由前一处转入后一处",
            "write a clause with a condition for each, or let the first place lead to the second",
        ))
}

/// A clause that leads nowhere.
pub(crate) fn no_direction(clause: Span) -> Diagnostic {
    Diagnostic::new(
        Code::L004,
        clause,
        Text::new("这一句没有写去向", "this clause does not say where the case goes"),
    )
    .note(Text::new("没有去向，案件办到这里就停住了", "without a direction the case would stop here"))
    .help(Text::new(
        "在句末补上“转入 ……”“退回 ……”“办结，结果为 ……”或“继续等候”",
        "end it with `go to …`, `return to …`, `close, result …` or `keep waiting`",
    ))
}

/// F105: a jump to the place itself, or a wait that goes on without anything that could still happen.
pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, place) in model.texts.places.iter().zip(&model.form.places) {
        for (tree, clause) in text.clauses.iter().zip(&place.clauses) {
            if let Clause::AllowReturn { to: Direction::Return { place: to, .. }, .. } = clause
                && *to == place.name
            {
                out.push(idle(&place.name, tree.span));
            }
        }
    }
    let ends = ends(model);
    for deeded in model.texts.deeded(model.form) {
        let Some(place) = deeded.place.and_then(|p| model.form.places.get(p)) else { continue };
        let span = deeded.direction_span();
        match deeded.to {
            Some(Direction::GoTo { place: to } | Direction::Return { place: to, .. })
                if *to == place.name && !changes(deeded.acts.iter().map(|a| &a.act)) =>
            {
                out.push(idle(&place.name, span));
            }
            Some(Direction::KeepWaiting { every: None }) if ends.contains(&deeded.span) => {
                out.push(silent(&place.name, span));
            }
            _ => {}
        }
    }
}

/// Whether acts change the case, so that the next visit may go another way.
fn changes<'a>(mut acts: impl Iterator<Item = &'a Act>) -> bool {
    acts.any(|act| {
        matches!(
            act,
            Act::Accept
                | Act::Decline
                | Act::NotifyOnce { .. }
                | Act::Deem { .. }
                | Act::RecordDate { .. }
                | Act::SetDate { .. }
                | Act::MoveDate { .. }
        )
    })
}

/// The clauses that say what follows when the limit of a place has passed.
fn ends(model: &Model<'_>) -> BTreeSet<Span> {
    let places = model.texts.places.iter().zip(&model.form.places);
    let clauses = places.flat_map(|(text, place)| text.clauses.iter().zip(&place.clauses));
    let ends = clauses.filter(|(_, clause)| matches!(clause, Clause::Direct { when: Trigger::Expired, .. }));
    ends.map(|(tree, _)| tree.span).collect()
}

fn idle(place: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::F105,
        span,
        Text::new(
            format!("转回「{place}」本身，什么也没有改变"),
            format!("this leads back to `{place}` itself with nothing changed"),
        ),
    )
    .note(Text::new(
        "案件只会原地空转，期限照样在走",
        "the case would turn round and round while its clocks run",
    ))
    .help(Text::new(
        "需要补充的，退回前面的环节；还没有办完的，删去这一句",
        "return it to an earlier step if something is missing; if the work is unfinished, delete the clause",
    ))
}

fn silent(place: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::F105,
        span,
        Text::new(
            format!("「{place}」届满以后继续等候，就再也没有什么会到期"),
            format!("`{place}` keeps waiting after its limit, and nothing will fall due again"),
        ),
    )
    .help(Text::new(
        "写明“继续等候，每 五个工作日 再次 升级”，或者转入别处",
        "say `keep waiting, every 5 working days escalate again`, or lead elsewhere",
    ))
}
