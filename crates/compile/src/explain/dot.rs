//! The machine as a DOT graph with stable names: `p0`, `p1` … for places, `e0`, `e1` … for ends, `c0` … for clocks
//! whose expiry leads somewhere, `l0` … for linked cases, `s0` … for slots of responsibility.

use super::leaves;
use super::slots::held_by;
use super::words::Words;
use crate::compilation::Compiled;
use shouwen_model::kernel::{Action, Definition, Event, PlaceId, Target};
use shouwen_syntax::Language;
use std::fmt::Write;

/// The machine of a procedure as DOT text; the same text for the same procedure, always.
///
/// Names and triggers stand in Chinese words, since a procedure's names do.
#[must_use]
pub fn dot(compiled: &Compiled) -> String {
    let definition = &compiled.definition;
    let words = Words { definition, language: Language::Chinese };
    let mut out = format!(
        "digraph {} {{\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n",
        quoted(&definition.alias)
    );
    for (n, place) in definition.places.iter().enumerate() {
        let shape = if place.follower.is_some() { "ellipse" } else { "box" };
        let start = if n == 0 { ", penwidth=2" } else { "" };
        let _ = writeln!(out, "  p{n} [label={}, shape={shape}{start}];", quoted(&place.name));
    }
    for (n, outcome) in definition.outcomes.iter().enumerate() {
        let _ = writeln!(out, "  e{n} [label={}, shape=doublecircle];", quoted(&outcome.name));
    }
    for n in 0..definition.places.len() {
        let Some(id) = PlaceId::new(n) else { continue };
        for edge in definition.machine.edges_from(id) {
            let label = quoted(&words.trigger(&edge.trigger));
            let to = node(&edge.target).unwrap_or_else(|| format!("p{n}"));
            let style = if leaves(&edge.target) { "" } else { ", style=dotted" };
            let _ = writeln!(out, "  p{n} -> {to} [label={label}{style}];");
        }
    }
    // A named clock strikes wherever the case stands, so it is drawn as a source of its own.
    for (n, clock) in definition.clocks.iter().enumerate().filter(|(_, c)| c.place.is_none()) {
        for limit in &clock.limits {
            let Some(expiry) = &limit.expiry else { continue };
            let Some(to) = node(&expiry.target) else { continue };
            let label = quoted(&format!("{} {} 届满", clock.name, words.deadline(limit.kind)));
            let _ = writeln!(out, "  c{n} [label={}, shape=diamond];", quoted(&clock.name));
            let _ = writeln!(out, "  c{n} -> {to} [label={label}, style=dashed];");
        }
    }
    for (n, slot) in definition.slots.iter().enumerate() {
        let label = format!("责任 {}：{}", slot.name, held_by(words, slot));
        let _ = writeln!(out, "  s{n} [label={}, shape=note];", quoted(&label));
    }
    links(definition, &mut out);
    out.push_str("}\n");
    out
}

/// A linked case is a machine of its own: where it is opened, and where what becomes of it is awaited.
fn links(definition: &Definition, out: &mut String) {
    let mut names: Vec<&str> = Vec::new();
    let mut number = |out: &mut String, link| {
        names.iter().position(|name| *name == link).unwrap_or_else(|| {
            let n = names.len();
            names.push(link);
            let _ = writeln!(out, "  l{n} [label={}, shape=component];", quoted(link));
            n
        })
    };
    for (p, place) in definition.places.iter().enumerate() {
        let edges = PlaceId::new(p).into_iter().flat_map(|id| definition.machine.edges_from(id));
        for effect in edges.flat_map(|edge| &edge.effects) {
            if let Action::OpenLinked { link } = &effect.action {
                let n = number(out, link);
                let _ = writeln!(out, "  p{p} -> l{n} [label=\"开启\", style=dashed];");
            }
        }
        for event in &place.awaits {
            let (link, word) = match event {
                Event::LinkedDecided(link) => (link, "已办结"),
                Event::LinkedNotOpened(link) => (link, "未能开启"),
                _ => continue,
            };
            let n = number(out, link);
            let _ = writeln!(out, "  l{n} -> p{p} [label={}, style=dashed];", quoted(word));
        }
    }
}

fn node(target: &Target) -> Option<String> {
    match target {
        Target::Stay { .. } => None,
        Target::Place(id) | Target::Return(id, _) => Some(format!("p{}", id.index())),
        Target::Close(id) => Some(format!("e{}", id.index())),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
