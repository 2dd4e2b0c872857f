//! F104: a way into or out of a branch of a parallel block. F106: branches that cannot come together. D205: what two
//! branches of one block both write.

use super::Model;
use super::flow::recorded;
use super::parties::sent;
use crate::elements::{self, MisfitKind};
use crate::regions::{Block, Fault, FaultKind, Region};
use shouwen_model::form::{ActItem, AwaitedEvent, Clause};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    for fault in model.regions.faults(model.form) {
        if let Some(span) = span(model, fault.place, fault.clause) {
            out.push(told(&fault, span));
        }
    }
    for block in &model.regions.blocks {
        races(model, block, out);
    }
    anytime(model, out);
    for misfit in elements::misfits(model.form, &model.regions) {
        if let Some(span) = span(model, misfit.place, Some(misfit.clause)) {
            out.push(misfits(&misfit.kind, span));
        }
    }
}

/// F108: what belongs to the case as a whole stands in a branch of which there is one for each element of a list, or
/// what each of them has for itself is spoken of from outside.
fn misfits(kind: &MisfitKind, span: Span) -> Diagnostic {
    let (message, help) = match kind {
        MisfitKind::Whole(Some(name)) => (
            Text::new(
                format!("「{name}」整个案件只有一个，每个分支却都要写一次"),
                format!("the case has one `{name}`, and each of the branches would write it"),
            ),
            Text::new(
                "放到汇合以后；只在这些分支里填写、别处不提的登记信息，每个分支各有一份",
                "do it after the branches have joined; a field that only these branches fill in and nothing else speaks of is their own",
            ),
        ),
        MisfitKind::Whole(None) => (
            Text::new(
                "这是对整个案件做的事，每个分支却都要做一次",
                "this is done to the case as a whole, and each of the branches would do it",
            ),
            Text::new(
                "放到并行之前，或者汇合以后",
                "do it before the block, or after the branches have joined",
            ),
        ),
        MisfitKind::Awaits => (
            Text::new(
                "这里等的事发生在整个案件，分不清是哪个分支的",
                "what is awaited here happens to the case as a whole, and nobody could tell to which branch",
            ),
            Text::new(
                "在这些分支里，只等用自己的名称写的事",
                "in these branches, await events with a name of their own only",
            ),
        ),
        MisfitKind::Outside(name) => (
            Text::new(
                format!("每个分支各有一个「{name}」，从分支外面说它，不知道是哪一个"),
                format!(
                    "each branch has a `{name}` of its own, and from outside nobody knows which is meant"
                ),
            ),
            Text::new(
                "问各分支的结论，写“…… 任一项 为 ……”或者“没有一项 为 ……”，写在环节里，或者日程的“对象 ……”里",
                "of what the branches concluded ask `… any item is …` or `… no item is …`, in a place or in `over cases where …`",
            ),
        ),
        MisfitKind::Items => (
            Text::new(
                "“任一项”问的是名单，或者每个分支各有一个的结论；这个结论只有一个",
                "`any item` asks a list, or a conclusion that each branch of a list gives; of this one there is only one",
            ),
            Text::new("写“…… 为 ……”", "say `… is …`"),
        ),
    };
    Diagnostic::new(Code::F108, span, message).help(help)
}

/// What may happen at any time happens to the case as a whole, so that no place of a branch limits it.
fn anytime(model: &Model<'_>, out: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for name in model.texts.anytime.iter().flat_map(|text| &text.limits.places) {
        let Some(block) = model.index.number(&name.node).and_then(|n| model.regions.within(n)) else {
            continue;
        };
        let block = model.form.places.get(block.0).map_or("", |place| place.name.as_str());
        if !told.insert(name.span) {
            continue;
        }
        let (zh, en) = (
            format!("随时发生的事说的是整个案件，「{}」只是「{block}」的一个分支里的环节", name.node),
            format!(
                "what happens at any time happens to the case as a whole, and `{}` is a place in a branch of `{block}`",
                name.node
            ),
        );
        out.push(Diagnostic::new(Code::F104, name.span, Text::new(zh, en)).help(Text::new(
            format!("写“{block}”；只在这个环节等的事，写在它的“待 ……”里"),
            format!("name `{block}`; what only this place awaits goes into its `awaiting …`"),
        )));
    }
}

/// Where a clause of a place stands.
fn span(model: &Model<'_>, place: usize, clause: Option<usize>) -> Option<Span> {
    let text = model.texts.places.get(place)?;
    match clause {
        Some(clause) => text.clauses.get(clause).map(|c| c.span),
        None => Some(text.name.span),
    }
}

/// What is wrong, and what helps, in both languages.
type Words = ((&'static str, &'static str), (&'static str, &'static str));

fn told(fault: &Fault, span: Span) -> Diagnostic {
    let (code, (words, help)) = match ways(&fault.kind) {
        Some(said) => (Code::F104, said),
        None => (Code::F106, joining(&fault.kind)),
    };
    Diagnostic::new(code, span, Text::new(words.0, words.1)).help(Text::new(help.0, help.1))
}

/// F104: ways into or out of a branch.
const fn ways(kind: &FaultKind) -> Option<Words> {
    Some(match kind {
        FaultKind::Shared => (
            ("这个分支走到了另一个分支的环节", "this branch leads into a place of another one"),
            (
                "每个分支有自己的环节；都要办的事写在汇合以后",
                "give each branch places of its own; what follows both goes after the joining",
            ),
        ),
        FaultKind::Nested => (
            ("分支里面又走到了并行", "this branch leads into a parallel block"),
            (
                "分支里不再分支：把里面的分支提到外面这一层",
                "no block lies in another: lift its branches into this one",
            ),
        ),
        FaultKind::Into => (
            ("从外面走进了分支里面", "this leads into a branch from outside"),
            ("转入整个并行，由它开始各个分支", "lead to the block itself, which begins its branches"),
        ),
        FaultKind::NoBranch => (
            ("这里不在任何分支里，没有分支可以办结", "no branch is at work here that could be finished"),
            (
                "这里写“转入 ……”；要作为分支的，写进并行的“分支 ……：自 ……”",
                "say `go to …`, or name this place in a `branch` of a block",
            ),
        ),
        FaultKind::NoBlock => (
            ("这里不在并行里，没有什么可以中止", "no parallel block is at work here that could be aborted"),
            ("这里写“转入 ……”", "say `go to …`"),
        ),
        FaultKind::EndsElsewhere => (
            ("这个分支不在“至”后面写的环节办结", "this branch ends elsewhere than it says"),
            (
                "“本分支办结”只写在“至”后面的环节里，或者改“至”后面的名称",
                "put `finish branch` into the place named behind `until`, or name the one that has it",
            ),
        ),
        FaultKind::Without => (
            (
                "没有分支的时候，这一句走到了并行，或者哪里也没去",
                "without a branch this leads to a parallel block, or nowhere",
            ),
            (
                "写“转入 ……”，转入一个环节或者等候；也可以写“办结，结果为 ……”",
                "say `go to …` a step or a wait, or `close, result …`",
            ),
        ),
        FaultKind::Closes | FaultKind::NeverEnds | FaultKind::TooMany | FaultKind::LeavesOthers => {
            return None;
        }
    })
}

/// F106: how branches come together.
const fn joining(kind: &FaultKind) -> Words {
    match kind {
        FaultKind::Closes => (
            ("一个分支办结了整个案件，别的分支还在办", "a branch closes the case while others are at work"),
            (
                "写“中止并行，转入 ……”，在那里办结；只是这个分支办完的，写“本分支办结”",
                "say `abort parallel, go to …` and close there, or `finish branch` if only the branch is done",
            ),
        ),
        FaultKind::NeverEnds => (
            (
                "这个分支没有一处写“本分支办结”，汇合永远等不到它",
                "this branch never says `finish branch`, so the joining would wait for ever",
            ),
            ("在它最后的环节写“……，本分支办结”", "let its last place `finish branch`"),
        ),
        FaultKind::TooMany => (
            ("没有这么多分支可以完成", "there are not so many branches that could complete"),
            (
                "写不超过分支数的数目，或者“全部分支 完成的”",
                "ask for no more branches than there are, or for `all branches`",
            ),
        ),
        _ => (
            (
                "还有分支在办，这一句没有说它们怎么办",
                "other branches are still at work, and this does not say what becomes of them",
            ),
            ("写“中止并行，转入 ……”", "say `abort parallel, go to …`"),
        ),
    }
}

/// What a branch writes: fields that are filled in and key dates, with the clause that does so first.
fn written<'a>(model: &Model<'a>, region: &Region) -> BTreeMap<&'a str, Span> {
    let mut found = BTreeMap::new();
    for place in &region.places {
        let Some(source) = model.form.places.get(*place) else { continue };
        for (clause, part) in source.clauses.iter().enumerate() {
            let names: Vec<&str> = match part {
                Clause::FillIn { fields } => fields.iter().map(String::as_str).collect(),
                Clause::Direct { acts, .. } | Clause::OnEntry { acts, .. } => {
                    acts.iter().filter_map(given).collect()
                }
                // What was sent to a party begins what is awaited of it.
                Clause::Await { events } => events.iter().filter_map(party).map(String::as_str).collect(),
                other => {
                    let acts = other.asides().flat_map(|(acts, _)| acts);
                    acts.filter_map(given).collect()
                }
            };
            for name in names {
                if let Some(span) = span(model, *place, Some(clause)) {
                    found.entry(name).or_insert(span);
                }
            }
        }
    }
    found
}

/// The key date that an act records, or the party to which it sends something.
fn given(item: &ActItem) -> Option<&str> {
    recorded(&item.act).map(String::as_str).or_else(|| sent(&item.act))
}

/// The party of which something is awaited.
fn party(event: &AwaitedEvent) -> Option<&String> {
    match event {
        AwaitedEvent::Party { party, .. } => Some(party),
        _ => None,
    }
}

fn races(model: &Model<'_>, block: &Block, out: &mut Diagnostics) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for branch in &block.branches {
        for (name, span) in written(model, branch) {
            match first.get(name) {
                Some(other) if *other != span => out.push(race(name, span, *other)),
                _ => _ = first.insert(name, span),
            }
        }
    }
}

fn race(name: &str, span: Span, other: Span) -> Diagnostic {
    Diagnostic::new(
        Code::D205,
        span,
        Text::new(
            format!("「{name}」在两个分支里都写，谁后写谁算数"),
            format!("`{name}` is written in two branches, and whoever comes last has it"),
        ),
    )
    .related(other, Text::new("另一个分支在这里写", "the other branch writes it here"))
    .help(Text::new(
        "只在一个分支里写，或者放到汇合以后",
        "write it in one branch only, or after the branches have joined",
    ))
}
