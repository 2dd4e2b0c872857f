//! T403: a wait that does not say whether a running clock runs on. D201, D202: awaited events without a clause, or
//! with two.

use super::Model;
use super::clocks::comes_to_an_end;
use super::flow::Flow;
use crate::resolve::{ClockText, PlaceText};
use shouwen_model::form::{self, Clause, ClockClause, ClockName, TrackKind, Trigger};
use shouwen_syntax::keywords::{self, Keyword};
use shouwen_syntax::tree::{Awaited, LinkedIs, Located, PartyDoes, PlaceClause, PlaceKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Language, Span, Text};
use std::collections::BTreeSet;

/// Every awaited event has exactly one clause, and so has the end of the longest wait.
pub(super) fn events(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, place) in model.texts.places.iter().zip(&model.form.places) {
        if !waits(text.kind) || text.broken {
            continue;
        }
        for (tree, clause) in text.clauses.iter().zip(&place.clauses) {
            match (&tree.node, clause) {
                (PlaceClause::Await(names), Clause::Await { events }) => {
                    for (name, event) in names.iter().zip(events) {
                        let is = |when: &Trigger| matches!(when, Trigger::Event { event: e } if e == event);
                        let (zh, en) = awaited(&name.node);
                        once(text, place, (&zh, &en), name.span, is, out);
                        if let Awaited::Party(party, PartyDoes::Answers) = &name.node {
                            // Who may answer may also be silent.
                            let (zh, en) = worded(&party.node, "party_silent");
                            let silence = form::AwaitedEvent::Party {
                                party: party.node.clone(),
                                does: form::PartyDoes::Silent,
                            };
                            let is =
                                |when: &Trigger| matches!(when, Trigger::Event { event: e } if *e == silence);
                            once(text, place, (&zh, &en), name.span, is, out);
                        }
                    }
                }
                (_, Clause::AtLeast { .. }) if text.kind == PlaceKind::Posting => {
                    let words = ("期满无异议", "unopposed to the end");
                    once(text, place, words, tree.span, |when| *when == Trigger::Expired, out);
                }
                (_, Clause::Longest { .. } | Clause::StatedIn { .. }) => {
                    once(text, place, ("届满", "expired"), tree.span, |when| *when == Trigger::Expired, out);
                }
                _ => {}
            }
        }
    }
}

/// Whether a case only waits in such a place.
const fn waits(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Wait | PlaceKind::Posting)
}

/// An awaited event in both languages.
fn awaited(event: &Awaited) -> (String, String) {
    match event {
        Awaited::Event(name) => (name.node.clone(), name.node.clone()),
        Awaited::Linked(link, is) => {
            let id = match is {
                LinkedIs::Decided => "link_decided",
                LinkedIs::NotOpened => "link_not_opened",
            };
            worded(&link.node, id)
        }
        Awaited::Party(party, does) => {
            let id = match does {
                PartyDoes::Receives => "party_receives",
                PartyDoes::Answers => "party_answers",
                PartyDoes::Silent => "party_silent",
                PartyDoes::RunsOut => "party_run_out",
            };
            worded(&party.node, id)
        }
    }
}

/// A name and a keyword, in both languages.
fn worded(name: &str, id: &str) -> (String, String) {
    let word = |words: fn(&Keyword) -> &'static [&'static str]| {
        keywords::by_id(id).and_then(|k| words(k).first()).copied().unwrap_or_default()
    };
    (format!("{name} {}", word(|k| k.zh)), format!("{name} {}", word(|k| k.en)))
}

fn once(
    text: &PlaceText<'_>,
    place: &form::Place,
    (zh, en): (&str, &str),
    span: Span,
    is: impl Fn(&Trigger) -> bool,
    out: &mut Diagnostics,
) {
    let fitting = |(tree, clause): (&Located<PlaceClause>, &Clause)| match (&tree.node, clause) {
        (PlaceClause::Direct { when: at, .. }, Clause::Direct { when, .. }) if is(when) => Some(at.span),
        _ => None,
    };
    let found: Vec<Span> = text.clauses.iter().zip(&place.clauses).filter_map(fitting).collect();
    let name = &place.name;
    match found.as_slice() {
        [_] => {}
        [] => out.push(
            Diagnostic::new(
                Code::D201,
                span,
                Text::new(
                    format!("「{name}」没有写「{zh}」以后去哪里"),
                    format!("`{name}` does not say where `{en}` leads"),
                ),
            )
            .help(Text::new(
                format!("补一句“{zh}的，……，转入 ……；”"),
                format!("add the clause `when {en}: …, go to …;`"),
            )),
        ),
        [first, others @ ..] => {
            for other in others {
                out.push(
                    Diagnostic::new(
                        Code::D202,
                        *other,
                        Text::new(
                            format!("「{zh}」有两句，各去一处"),
                            format!("two clauses say where `{en}` leads"),
                        ),
                    )
                    .related(*first, Text::new("第一句在这里", "the first clause is here"))
                    .help(Text::new("合成一句", "join them")),
                );
            }
        }
    }
}

/// T403: for each wait, the clocks that may run in it and of which it says nothing.
pub(super) fn running(model: &Model<'_>, flow: &Flow, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    let clocks = model.form.clocks.iter().enumerate();
    let ending: BTreeSet<usize> =
        clocks.filter(|(_, clock)| comes_to_an_end(model, clock)).map(|(number, _)| number).collect();
    for (number, (text, place)) in model.texts.places.iter().zip(&model.form.places).enumerate() {
        let counts = place.clauses.iter().any(|c| matches!(c, Clause::Counts));
        if !waits(text.kind) || counts {
            continue;
        }
        let clocks = flow.running(number).into_iter().flatten();
        let silent: Vec<usize> = clocks
            .copied()
            .filter(|n| {
                model.form.clocks.get(*n).is_some_and(|clock| !said(place, clock) && ending.contains(n))
            })
            .collect();
        if !silent.is_empty() {
            out.push(unsaid(model, text, &silent));
        }
    }
}

/// Whether a place says what a clock does: the whole of it, or the promised limit where there is no other.
fn said(place: &form::Place, clock: &form::Clock) -> bool {
    let has = |limit: ClockName| {
        clock.clauses.iter().any(|c| matches!(c, ClockClause::Budget { of, .. } if *of == limit))
    };
    let whole = |only: Option<ClockName>| match only {
        Some(ClockName::Promised) => !has(ClockName::Statutory),
        Some(ClockName::Statutory) => !has(ClockName::Promised),
        None => true,
    };
    let here = place.clauses.iter().any(|clause| match clause {
        Clause::Track { clock: name, kind: TrackKind::Excluded { only, .. } } if *name == clock.name => {
            whole(*only)
        }
        Clause::Track { clock: name, kind: TrackKind::Counts } => *name == clock.name,
        _ => false,
    });
    here || clock.clauses.iter().any(|clause| match clause {
        ClockClause::LeftOut { places, only, .. } => places.contains(&place.name) && whole(*only),
        _ => false,
    })
}

fn unsaid(model: &Model<'_>, text: &PlaceText<'_>, silent: &[usize]) -> Diagnostic {
    let clocks: Vec<&ClockText<'_>> = silent.iter().filter_map(|n| model.texts.clocks.get(*n)).collect();
    let name = &text.name.node;
    let quoted = |(l, r): (&str, &str), by: &str| {
        clocks.iter().map(|c| format!("{l}{}{r}", c.name.node)).collect::<Vec<_>>().join(by)
    };
    let zh = quoted(("「", "」"), "、");
    let en = quoted(("`", "`"), ", ");
    let mut diagnostic = Diagnostic::new(
        Code::T403,
        text.name.span,
        Text::new(
            format!("「{name}」没有写等候的时间是否计入{zh}"),
            format!("`{name}` does not say whether its time counts in {en}"),
        ),
    )
    .note(Text::new(
        "案件到这里时，这一期限可能正在走；算与不算，决定了是否超期、由谁负责",
        "that clock may be running here; whether the time counts decides who is late",
    ))
    .help(Text::new(
        "二选一：“照常计入；”，或者“不计入 某时限，不超过 ……，事由 ……，依据 ……；”",
        "say `counted as usual;`, or `not counted in …` with its maximum, reason and law",
    ));
    for clock in &clocks {
        diagnostic =
            diagnostic.related(clock.name.span, Text::new("这一期限可能正在走", "this clock may be running"));
    }
    let Some(before) = text.clauses.iter().find(|c| matches!(c.node, PlaceClause::Direct { .. })) else {
        return diagnostic;
    };
    let (counted, excluded) = both_ways(model.language, &clocks, name);
    let at = before.span.before();
    diagnostic.fix(Text::new("写明“照常计入”", "say that the time counts"), at, counted).fix(
        Text::new("写明“不计入”，依据另核", "say that it does not count, the law to be verified"),
        at,
        excluded,
    )
}

/// The clauses that say the one or the other.
fn both_ways(language: Language, clocks: &[&ClockText<'_>], cause: &str) -> (String, String) {
    let each = |clause: &dyn Fn(&str) -> String| clocks.iter().map(|c| clause(&c.name.node)).collect();
    match language {
        Language::Chinese => (
            "照常计入；\n  ".to_owned(),
            each(&|clock| format!("不计入 {clock}，事由 {cause}，依据待核；\n  ")),
        ),
        Language::English => (
            "counted as usual;\n  ".to_owned(),
            each(&|clock| format!("not counted in {clock}, because of {cause}, basis to be verified;\n  ")),
        ),
    }
}
