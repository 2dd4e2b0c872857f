//! G609: a case of another procedure that is opened and that nobody waits for. L007: an act that only an officer does,
//! on completing a step.

use super::Model;
use super::parties::sent;
use crate::resolve::{Deeded, Moment};
use shouwen_model::form::{Act, AwaitedEvent, Clause, Direction, PlaceKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Severity, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for deeded in model.texts.deeded(model.form) {
        let mut seen: Vec<(Span, &Act)> = Vec::new();
        for (span, item) in deeded.acts() {
            if let Some((first, act)) = seen.iter().find(|(_, act)| same(act, &item.act)) {
                out.push(again(&deeded, span, *first, *act == &item.act));
                continue;
            }
            seen.push((span, &item.act));
            match &item.act {
                // Whoever is decided waits for nothing; the result is put on record.
                Act::OpenLinked { .. } if deeded.moment == Moment::Verified => {}
                Act::OpenLinked { .. } | Act::Convert { .. } if !completes_step(model, &deeded) => {
                    out.push(not_on_completion(span, matches!(item.act, Act::Convert { .. })));
                }
                Act::OpenLinked { link } if !model.incomplete => awaited(model, &deeded, link, span, out),
                _ => {}
            }
        }
    }
}

/// Whether two acts do one thing twice: a case is opened under its name once, and an item converted once.
fn same(a: &Act, b: &Act) -> bool {
    match (a, b) {
        (Act::OpenLinked { link: a }, Act::OpenLinked { link: b }) => a == b,
        (Act::Convert { .. }, Act::Convert { .. }) => true,
        // To send something again is to begin again.
        _ => sent(a).is_some() && sent(a) == sent(b),
    }
}

/// `alike`: the second says the same as the first, so that either may go.
fn again(deeded: &Deeded<'_>, span: Span, first: Span, alike: bool) -> Diagnostic {
    let found = Diagnostic::new(
        Code::L007,
        span,
        Text::new("同一句里，这一动作写了两次", "this act stands twice in one clause"),
    )
    .related(first, Text::new("已在这里写明", "said here already"))
    .help(Text::new("删去一个", "drop one of them"));
    // With the comma before it, from the end of what stands before.
    let Some(before) = deeded.deeds.iter().map(|d| d.span).filter(|s| s.end <= span.start).max() else {
        return found;
    };
    let (title, gone) =
        (Text::new("删去后一个", "drop the second"), Span::new(span.file, before.end, span.end));
    if alike { found.fix(title, gone, "") } else { found.guess(title, gone, "") }
}

/// Whether a clause is what an officer sets off by completing a step.
pub(super) fn completes_step(model: &Model<'_>, deeded: &Deeded<'_>) -> bool {
    let place = deeded.place.and_then(|p| model.form.places.get(p));
    deeded.moment == Moment::Done && place.is_some_and(|p| p.kind == PlaceKind::Step)
}

fn not_on_completion(span: Span, converts: bool) -> Diagnostic {
    let (zh, en) = if converts {
        (
            "“转为承诺件”只能由办理的人在办完环节时作出",
            "only an officer converts an item, on completing a step",
        )
    } else {
        ("“开启”只能由办理的人在办完环节时作出", "only an officer opens a linked case, on completing a step")
    };
    Diagnostic::new(Code::L007, span, Text::new(zh, en))
        .help(Text::new("移到环节里“……的，”或“完成时”的一句", "move it to a directing clause of a step"))
}

/// Both ends of a linked case are awaited on the way from where it is opened.
fn awaited(model: &Model<'_>, deeded: &Deeded<'_>, link: &str, span: Span, out: &mut Diagnostics) {
    if let Some(Direction::Close { .. }) = deeded.to {
        out.push(left_alone(link, span));
        return;
    }
    let reached = reached(model, deeded.to);
    let events: BTreeSet<&AwaitedEvent> = reached
        .iter()
        .filter_map(|p| model.form.places.get(*p))
        .flat_map(|p| &p.clauses)
        .filter_map(|c| match c {
            Clause::Await { events } => Some(events),
            _ => None,
        })
        .flatten()
        .collect();
    let name = link.to_owned();
    let wanted = [
        (AwaitedEvent::LinkedDecided { link: name.clone() }, "已办结", "has been decided"),
        (AwaitedEvent::LinkedNotOpened { link: name }, "未能开启", "could not be opened"),
    ];
    let missing = |(event, zh, en): &(AwaitedEvent, &'static str, &'static str)| {
        (!events.contains(event)).then_some((*zh, *en))
    };
    let missing: Vec<_> = wanted.iter().filter_map(missing).collect();
    if !missing.is_empty() {
        out.push(nobody_waits(link, &missing, span));
    }
}

/// The places that a direction leads to, near or far.
fn reached(model: &Model<'_>, to: Option<&Direction>) -> BTreeSet<usize> {
    let number = |to: Option<&Direction>| match to {
        Some(
            Direction::GoTo { place }
            | Direction::Return { place, .. }
            | Direction::Abort { place }
            | Direction::Interrupt { place },
        ) => model.form.places.iter().position(|p| p.name == *place),
        _ => None,
    };
    let mut found = BTreeSet::new();
    let mut open: Vec<usize> = number(to).into_iter().collect();
    while let Some(place) = open.pop() {
        if !found.insert(place) {
            continue;
        }
        let clauses = model.form.places.get(place).map_or(&[][..], |p| &p.clauses);
        let block = model.regions.within(place).map(|(block, _)| block);
        open.extend(clauses.iter().flat_map(Clause::asides).filter_map(|(_, to)| number(to)));
        open.extend(clauses.iter().filter_map(|c| match c {
            Clause::Direct { to: Some(Direction::FinishBranch), .. } => block,
            Clause::Branch { from, .. } => model.index.number(from),
            Clause::Direct { to, .. } => number(to.as_ref()),
            _ => None,
        }));
    }
    found
}

/// `missing`: which of its ends nobody awaits, in both languages.
fn nobody_waits(link: &str, missing: &[(&str, &str)], span: Span) -> Diagnostic {
    let (zh, en): (Vec<&str>, Vec<&str>) = missing.iter().copied().unzip();
    let (zh, en) = (zh.join("或者"), en.join(" or "));
    Diagnostic::new(
        Code::G609,
        span,
        Text::new(
            format!("开启「{link}」以后，没有一处等候它{zh}"),
            format!("after this no wait awaits that `{link}` {en}"),
        ),
    )
    .note(Text::new(
        "开启了别的事项而不等结果，问事的人就没有人回复",
        "a case that is opened and not awaited leaves nobody to answer the one who asked",
    ))
    .help(Text::new(
        format!("转入一个等候，写“待 下列之一：{link} 已办结、{link} 未能开启；”，再各写一句去向"),
        format!(
            "lead to a wait with `awaiting one of these: {link} has been decided, {link} could not be opened;` and \
             say where each leads"
        ),
    ))
}

fn left_alone(link: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::G609,
        span,
        Text::new(
            format!("开启「{link}」以后就办结，它的结果没有人等"),
            format!("this closes at once, and nobody waits for what becomes of `{link}`"),
        ),
    )
    .severity(Severity::Warning)
    .help(Text::new(
        "要把结果告诉问事人的，先转入等候它的一处",
        "lead to a wait first if somebody is owed its result",
    ))
}
