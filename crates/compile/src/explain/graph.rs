//! The machine as nodes and edges with stable names: `p0`, `p1` … for places, `e0`, `e1` … for ends, `c0` … for clocks
//! whose expiry leads somewhere, `l0` … for linked cases, `s0` … for slots of responsibility. Every drawing shows these and no others.

use super::leaves;
use super::slots::held_by;
use super::words::Words;
use crate::compilation::Compiled;
use shouwen_model::kernel::{Action, Clause, Event, PlaceId, PostId, Target, Trigger, Who};
use shouwen_syntax::Language;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// 环节.
    Step,
    /// 等候.
    Wait,
    /// 结果.
    Outcome,
    /// A clock of the case, which strikes wherever the case stands.
    Clock,
    /// A case of another procedure that is opened and awaited: a machine of its own.
    Linked,
    /// 责任: it hangs on no place.
    Slot,
}

impl NodeKind {
    /// Its word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Wait => "wait",
            Self::Outcome => "outcome",
            Self::Clock => "clock",
            Self::Linked => "linked",
            Self::Slot => "custody",
        }
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Its stable name.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// The author's name for it; of a slot also who holds it first.
    pub name: String,
    /// The post in charge, or that follows a wait.
    pub post: Option<String>,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphEdge {
    /// The node it leaves.
    pub from: String,
    /// The node it leads to.
    pub to: String,
    /// What sets it off: `completed`, `event`, `expired` or `anytime`.
    pub trigger: &'static str,
    /// The trigger in words.
    pub label: String,
    /// The clause that says so, as records and refusals name it: `section/number`.
    pub clause: String,
    /// Whether the case stays where it stands.
    pub stays: bool,
}

/// The machine of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// 简称.
    pub procedure: String,
    /// The first node is the start.
    pub nodes: Vec<GraphNode>,
    /// In the order of the text, those of clocks last.
    pub edges: Vec<GraphEdge>,
}

/// The machine of a procedure as nodes and edges; the same for the same procedure, always.
///
/// ```
/// let text = include_bytes!("../../../shouwen/tests/data/minimal.proc");
/// let compiled = shouwen_compile::compile("minimal.proc", text, &shouwen_compile::NoLibrary);
/// let graph = shouwen_compile::graph(&compiled.procedures[0], shouwen_syntax::Language::English);
/// assert_eq!((graph.nodes[0].id.as_str(), graph.nodes[0].name.as_str()), ("p0", "收件"));
/// assert_eq!((graph.edges[0].to.as_str(), graph.edges[0].trigger), ("e0", "completed"));
/// ```
#[must_use]
pub fn graph(compiled: &Compiled, language: Language) -> Graph {
    let definition = &compiled.definition;
    let words = Words { definition, language };
    let mut graph = Graph { procedure: definition.alias.clone(), nodes: Vec::new(), edges: Vec::new() };
    let named = |id: PostId| definition.post(id).map(|post| post.name.clone());
    for (n, place) in definition.places.iter().enumerate() {
        let kind = if place.follower.is_some() { NodeKind::Wait } else { NodeKind::Step };
        let post = match (place.post, place.follower) {
            (Some(id), _) | (None, Some(Who::Post(id))) => named(id),
            _ => None,
        };
        graph.nodes.push(GraphNode { id: format!("p{n}"), kind, name: place.name.clone(), post });
    }
    for (n, outcome) in definition.outcomes.iter().enumerate() {
        let (id, name) = (format!("e{n}"), outcome.name.clone());
        graph.nodes.push(GraphNode { id, kind: NodeKind::Outcome, name, post: None });
    }
    for n in 0..definition.places.len() {
        let Some(id) = PlaceId::new(n) else { continue };
        for edge in definition.machine.edges_from(id) {
            graph.edges.push(GraphEdge {
                from: format!("p{n}"),
                to: node(&edge.target).unwrap_or_else(|| format!("p{n}")),
                trigger: word(&edge.trigger),
                label: words.trigger(&edge.trigger),
                clause: said(&edge.clause),
                stays: !leaves(&edge.target),
            });
        }
    }
    clocks(&mut graph, &words);
    links(&mut graph, &words);
    for (n, slot) in definition.slots.iter().enumerate() {
        let name = words.after_colon(&slot.name, held_by(words, slot));
        graph.nodes.push(GraphNode { id: format!("s{n}"), kind: NodeKind::Slot, name, post: None });
    }
    graph
}

/// A linked case stands between the place that opens it and the one that awaits what becomes of it.
fn links(graph: &mut Graph, words: &Words<'_>) {
    let mut names: Vec<String> = Vec::new();
    for n in 0..words.definition.places.len() {
        let Some(id) = PlaceId::new(n) else { continue };
        for edge in words.definition.machine.edges_from(id) {
            let opened = edge.effects.iter().filter_map(|effect| match &effect.action {
                Action::OpenLinked { link } => Some((link, false)),
                _ => None,
            });
            let awaited = match &edge.trigger {
                Trigger::Event(Event::LinkedDecided(link) | Event::LinkedNotOpened(link)) => {
                    Some((link, true))
                }
                _ => None,
            };
            for (link, back) in opened.chain(awaited) {
                let (place, case) = (format!("p{n}"), linked(graph, &mut names, link));
                let (from, to) = if back { (case, place) } else { (place, case) };
                let label = if back { words.trigger(&edge.trigger) } else { words.opening(link) };
                let (trigger, clause) = (word(&edge.trigger), said(&edge.clause));
                graph.edges.push(GraphEdge { from, to, trigger, label, clause, stays: false });
            }
        }
    }
}

/// The node of a linked case, made where it is first named.
fn linked(graph: &mut Graph, names: &mut Vec<String>, link: &str) -> String {
    let known = names.iter().position(|name| name == link);
    let n = known.unwrap_or(names.len());
    let id = format!("l{n}");
    if known.is_none() {
        names.push(link.to_owned());
        let node = GraphNode { id: id.clone(), kind: NodeKind::Linked, name: link.to_owned(), post: None };
        graph.nodes.push(node);
    }
    id
}

/// A named clock strikes wherever the case stands, so it is a source of its own.
fn clocks(graph: &mut Graph, words: &Words<'_>) {
    let named = words.definition.clocks.iter().enumerate().filter(|(_, clock)| clock.place.is_none());
    for (n, clock) in named {
        let from = format!("c{n}");
        let led = clock.limits.iter().filter_map(|limit| limit.expiry.as_ref().map(|expiry| (limit, expiry)));
        for (limit, expiry) in led {
            let Some(to) = node(&expiry.target) else { continue };
            if !graph.nodes.iter().any(|known| known.id == from) {
                let name = clock.name.clone();
                graph.nodes.push(GraphNode { id: from.clone(), kind: NodeKind::Clock, name, post: None });
            }
            let passed = words.say("届满", "expired");
            graph.edges.push(GraphEdge {
                from: from.clone(),
                to,
                trigger: "expired",
                label: format!("{} {} {passed}", clock.name, words.deadline(limit.kind)),
                clause: said(&expiry.clause),
                stays: false,
            });
        }
    }
}

const fn word(trigger: &Trigger) -> &'static str {
    match trigger {
        Trigger::Completed(_) => "completed",
        Trigger::Event(_) => "event",
        Trigger::Expired(..) => "expired",
        Trigger::Anytime(..) => "anytime",
    }
}

fn said(clause: &Clause) -> String {
    format!("{}/{}", clause.section, clause.number)
}

fn node(target: &Target) -> Option<String> {
    match target {
        Target::Stay { .. } => None,
        Target::Place(id) | Target::Return(id, _) => Some(format!("p{}", id.index())),
        Target::Close(id) => Some(format!("e{}", id.index())),
    }
}
