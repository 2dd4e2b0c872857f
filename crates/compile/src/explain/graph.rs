//! The machine as nodes and edges with stable ids: `p_…` for places, `e_…` for ends, `c_…` for clocks whose expiry leads
//! somewhere, `s_…` for slots of responsibility, `l_…` for linked cases, `r_…` for what comes round. An id is made of the author's name alone, so that
//! it stays when something else is added or moved; the order is that of the text and never depends on names. Every
//! drawing shows these and no others.

use super::further::recurrence;
use super::slots::held_by;
use super::words::Words;
use super::{leaves, own, to_copy};
use crate::compilation::Compiled;
use shouwen_model::kernel::{Action, Clause, Definition, Event, PlaceId, PostId, Target, Trigger, Who};
use shouwen_syntax::Language;
use std::fmt::Write;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// 环节.
    Step,
    /// 等候.
    Wait,
    /// 结果.
    Outcome,
    /// 并行: branches run side by side.
    Parallel,
    /// A clock of the case, which strikes wherever the case stands.
    Clock,
    /// A slot of responsibility.
    Slot,
    /// A case of another procedure that opens from this one.
    Linked,
    /// 日程: what comes round for the open cases.
    Schedule,
}

impl NodeKind {
    /// Its word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Wait => "wait",
            Self::Parallel => "parallel",
            Self::Outcome => "outcome",
            Self::Clock => "clock",
            Self::Slot => "slot",
            Self::Linked => "linked",
            Self::Schedule => "schedule",
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
    /// The author's name for it.
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
    /// What sets it off: `completed`, `event`, `expired`, `anytime`, or `opens` for a linked case.
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
/// assert_eq!((graph.nodes[0].id.as_str(), graph.nodes[0].name.as_str()), ("p_6536_4ef6", "收件"));
/// assert_eq!(graph.edges[0].from, graph.nodes[0].id);
/// ```
#[must_use]
pub fn graph(compiled: &Compiled, language: Language) -> Graph {
    let definition = &compiled.definition;
    let words = Words { definition, language };
    let mut graph = Graph { procedure: definition.alias.clone(), nodes: Vec::new(), edges: Vec::new() };
    let named = |id: PostId| definition.post(id).map(|post| post.name.clone());
    for place in own(&definition.places, definition.copies.places) {
        let kind = match (place.branches.is_empty(), place.follower) {
            (false, _) => NodeKind::Parallel,
            (true, Some(_)) => NodeKind::Wait,
            (true, None) => NodeKind::Step,
        };
        let post = match (place.post, place.follower) {
            (Some(id), _) | (None, Some(Who::Post(id))) => named(id),
            _ => None,
        };
        graph.nodes.push(GraphNode { id: id('p', &place.name), kind, name: place.name.clone(), post });
    }
    for outcome in &definition.outcomes {
        let (id, name) = (id('e', &outcome.name), outcome.name.clone());
        graph.nodes.push(GraphNode { id, kind: NodeKind::Outcome, name, post: None });
    }
    for (n, place) in own(&definition.places, definition.copies.places).iter().enumerate() {
        let leaving = PlaceId::new(n).into_iter().flat_map(|id| definition.machine.edges_from(id));
        for edge in leaving.filter(|edge| !to_copy(definition, edge)) {
            graph.edges.push(GraphEdge {
                from: id('p', &place.name),
                to: node(definition, &edge.target).unwrap_or_else(|| id('p', &place.name)),
                trigger: word(&edge.trigger),
                label: words.sets_off(edge),
                clause: said(&edge.clause),
                stays: !leaves(&edge.target),
            });
        }
    }
    clocks(&mut graph, &words);
    for slot in &definition.slots {
        let head = format!("{} {}", words.say("责任", "custody"), slot.name);
        let name = words.after_colon(&head, held_by(words, slot));
        graph.nodes.push(GraphNode { id: id('s', &slot.name), kind: NodeKind::Slot, name, post: None });
    }
    schedules(&mut graph, &words, compiled);
    links(&mut graph, &words);
    graph
}

/// A session is a machine of its own, over many cases: that it comes round is said, and who convenes it.
fn schedules(graph: &mut Graph, words: &Words<'_>, compiled: &Compiled) {
    for (decl, sessions) in words.definition.schedules.iter().zip(&compiled.sessions) {
        let Some(rule) = &sessions.definition.sessions else { continue };
        let head = format!("{} {}", words.say("日程", "schedule"), decl.name);
        let name = words.after_colon(&head, &recurrence(*words, &rule.when));
        let convenes = sessions.definition.places.first().and_then(|place| place.post);
        let post = convenes.and_then(|id| sessions.definition.post(id)).map(|post| post.name.clone());
        graph.nodes.push(GraphNode { id: id('r', &decl.name), kind: NodeKind::Schedule, name, post });
    }
}

/// A linked case is a machine of its own: where it is opened, and where what becomes of it is awaited.
fn links(graph: &mut Graph, words: &Words<'_>) {
    let definition = words.definition;
    let mut edges = Vec::new();
    for (p, place) in own(&definition.places, definition.copies.places).iter().enumerate() {
        let leaving = PlaceId::new(p).into_iter().flat_map(|id| definition.machine.edges_from(id));
        for effect in leaving.flat_map(|edge| &edge.effects) {
            if let Action::OpenLinked { link } = &effect.action {
                let label = words.say("开启", "opens").to_owned();
                edges.push((link, id('p', &place.name), true, "opens", label, said(&effect.clause)));
            }
        }
        for event in &place.awaits {
            let (Event::LinkedDecided(link) | Event::LinkedNotOpened(link)) = event else { continue };
            let label = words.event(event);
            edges.push((link, id('p', &place.name), false, "event", label, said(&place.section)));
        }
    }
    for (link, place, opens, trigger, label, clause) in edges {
        let id = id('l', link);
        if !graph.nodes.iter().any(|node| node.id == id) {
            let name = link.clone();
            graph.nodes.push(GraphNode { id: id.clone(), kind: NodeKind::Linked, name, post: None });
        }
        let (from, to) = if opens { (place, id) } else { (id, place) };
        graph.edges.push(GraphEdge { from, to, trigger, label, clause, stays: false });
    }
}

/// A named clock strikes wherever the case stands, so it is a source of its own.
fn clocks(graph: &mut Graph, words: &Words<'_>) {
    for clock in words.definition.clocks.iter().filter(|clock| clock.place.is_none()) {
        let from = id('c', &clock.name);
        let led = clock.limits.iter().filter_map(|limit| limit.expiry.as_ref().map(|expiry| (limit, expiry)));
        for (limit, expiry) in led {
            let Some(to) = node(words.definition, &expiry.target) else { continue };
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
        Trigger::Forked(_) => "forked",
        Trigger::Joined(_) => "joined",
        Trigger::NoBranch => "no_branch",
        Trigger::Returned { .. } => "returned",
        Trigger::UsedUp(_) => "used up",
        Trigger::Expired(..) => "expired",
        Trigger::Anytime(..) => "anytime",
    }
}

fn said(clause: &Clause) -> String {
    format!("{}/{}", clause.section, clause.number)
}

fn node(definition: &Definition, target: &Target) -> Option<String> {
    let place = |at: PlaceId| definition.place(at).map(|place| id('p', &place.name));
    match target {
        Target::Stay { .. } | Target::Back => None,
        Target::Place(at)
        | Target::Return(at, _)
        | Target::Interrupt(at)
        | Target::EndBranch(at)
        | Target::Abort(at) => place(*at),
        Target::Close(end) => definition.outcome(*end).map(|outcome| id('e', &outcome.name)),
    }
}

/// The id of what has a name: a stretch of plain letters and digits follows two low lines, every other character is one
/// low line and its number in hexadecimal. So no two names have one id, and every drawing program takes it for a word.
fn id(kind: char, name: &str) -> String {
    let mut id = kind.to_string();
    let mut plain = false;
    for c in name.chars() {
        let was = std::mem::replace(&mut plain, c.is_ascii_alphanumeric());
        if plain {
            id.push_str(if was { "" } else { "__" });
            id.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(id, "_{:x}", u32::from(c));
        }
    }
    id
}
