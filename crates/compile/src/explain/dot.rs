//! The machine as text for drawing programs: Graphviz and Mermaid.

use super::graph::{Graph, NodeKind, graph};
use crate::compilation::Compiled;
use shouwen_syntax::Language;
use std::fmt::Write;

/// The machine of a procedure as DOT text in Chinese words; the same text for the same procedure, always.
#[must_use]
pub fn dot(compiled: &Compiled) -> String {
    graph(compiled, Language::Chinese).dot()
}

impl Graph {
    /// As DOT, for Graphviz.
    #[must_use]
    pub fn dot(&self) -> String {
        let mut out = format!(
            "digraph {} {{\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n",
            quoted(&self.procedure)
        );
        for (n, node) in self.nodes.iter().enumerate() {
            let shape = match node.kind {
                NodeKind::Step => "box",
                NodeKind::Wait => "ellipse",
                NodeKind::Parallel => "box3d",
                NodeKind::Outcome => "doublecircle",
                NodeKind::Clock => "diamond",
                NodeKind::Slot => "note",
                NodeKind::Linked => "component",
                NodeKind::Schedule => "folder",
            };
            let start = if n == 0 { ", penwidth=2" } else { "" };
            let _ = writeln!(out, "  {} [label={}, shape={shape}{start}];", node.id, quoted(&node.name));
        }
        for edge in &self.edges {
            let style = match self.kind(&edge.from) {
                _ if edge.stays => ", style=dotted",
                Some(NodeKind::Clock | NodeKind::Linked) => ", style=dashed",
                _ => "",
            };
            let label = quoted(&edge.label);
            let _ = writeln!(out, "  {} -> {} [label={label}{style}];", edge.from, edge.to);
        }
        out.push_str("}\n");
        out
    }

    /// As a Mermaid flowchart. Nodes are named by their ids; the author's names stand quoted, since Mermaid reads no
    /// Han letters and no marks in a name.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut out = "flowchart TD\n".to_owned();
        for node in &self.nodes {
            let (open, close) = match node.kind {
                NodeKind::Step => ("[", "]"),
                NodeKind::Wait => ("([", "])"),
                NodeKind::Parallel => ("[\\", "/]"),
                NodeKind::Outcome => ("(((", ")))"),
                NodeKind::Clock => ("{{", "}}"),
                NodeKind::Slot => ("[/", "/]"),
                NodeKind::Linked => ("[[", "]]"),
                NodeKind::Schedule => (">", "]"),
            };
            let _ = writeln!(out, "  {}{open}{}{close}", node.id, entities(&node.name));
        }
        for edge in &self.edges {
            let dotted =
                edge.stays || matches!(self.kind(&edge.from), Some(NodeKind::Clock | NodeKind::Linked));
            let arrow = if dotted { "-.->" } else { "-->" };
            let _ = writeln!(out, "  {} {arrow}|{}| {}", edge.from, entities(&edge.label), edge.to);
        }
        if let Some(start) = self.nodes.first() {
            let _ = writeln!(out, "  style {} stroke-width:3px", start.id);
        }
        out
    }

    fn kind(&self, id: &str) -> Option<NodeKind> {
        self.nodes.iter().find(|node| node.id == id).map(|node| node.kind)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A quoted text in which nothing is read as a mark or as HTML. Mermaid's entities begin with `#`.
fn entities(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
