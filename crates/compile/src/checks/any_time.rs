//! L007: what happens at any time and ends a posting before its time. D202: what happens at any time and of which two
//! clauses say where it leads.

use super::Model;
use crate::resolve::AnytimeText;
use shouwen_model::form::{Anytime, AwaitedEvent, Direction, PlaceKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let clauses = || model.texts.anytime.iter().zip(&model.form.anytime);
    for (number, (text, event)) in clauses().enumerate() {
        ends_posting(model, text, event, out);
        if let Some((first, _)) = clauses().take(number).find(|(_, other)| meet(other, event)) {
            out.push(twice(text, first));
        }
    }
}

/// Whether two clauses speak of the same event in one of the places where a case may stand. That they hold before
/// different dates does not keep them apart: at first both hold.
fn meet(one: &Anytime, other: &Anytime) -> bool {
    one.event == other.event
        && (one.places.is_empty()
            || other.places.is_empty()
            || one.places.iter().any(|place| other.possible_in(place)))
}

fn twice(second: &AnytimeText<'_>, first: &AnytimeText<'_>) -> Diagnostic {
    let name = &second.clause.node.event;
    Diagnostic::new(
        Code::D202,
        name.span,
        Text::new(
            format!("随时发生的「{}」有两句，同一处发生时不知道照哪一句", name.node),
            format!("two clauses say what follows `{}`, and where both hold nobody knows which", name.node),
        ),
    )
    .related(first.clause.node.event.span, Text::new("第一句在这里", "the first clause is here"))
    .help(Text::new(
        "合成一句；在不同环节办法不同的，都写“随时，在 …… 环节”，所写的环节互不重复",
        "join them; where it leads elsewhere in other places, say `at any time in …` for both, each with places of its own",
    ))
}

/// A posting that is named lasts its whole time, as what it names itself could only pause it. Whoever withdraws the
/// application needs no posting any more.
fn ends_posting(model: &Model<'_>, text: &AnytimeText<'_>, event: &Anytime, out: &mut Diagnostics) {
    match event.to {
        Direction::Interrupt { .. } | Direction::KeepWaiting { .. } => return,
        Direction::GoTo { .. }
        | Direction::Return { .. }
        | Direction::Abort { .. }
        | Direction::Back
        | Direction::FinishBranch
        | Direction::Close { .. } => {}
    }
    let posting = |name: &str| model.index.place(name).is_some_and(|p| p.kind == PlaceKind::Posting);
    let Some(place) = text.limits.places.iter().find(|place| posting(&place.node)) else { return };
    if event.event == AwaitedEvent::Withdrawn {
        return;
    }
    out.push(
        Diagnostic::new(
            Code::L007,
            text.clause.span,
            Text::new(
                format!("公示「{}」未满规定的期间不能结束：其间发生的事只能使它停下来", place.node),
                format!(
                    "the posting `{}` does not end before its time: what happens meanwhile can only halt it",
                    place.node
                ),
            ),
        )
        .related(place.span, Text::new("写了这项公示", "the posting is named here"))
        .help(Text::new(
            "写“中断，转入 ……”，查实以后怎么办写在转入的环节里；或者从“在 …… 环节”里删去这项公示",
            "say `interrupt, go to …`, and what follows in the step it goes to; or strike the posting from `at any time in …`",
        )),
    );
}
