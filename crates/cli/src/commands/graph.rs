//! `graph`: the machine of a procedure as a drawing.

use crate::folder;
use crate::session::Session;
use crate::stop::{Exit, Stop};
use clap::{Args, ValueEnum};
use serde_json::json;
use shouwen_compile::Graph as Machine;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[arg(help = "文件；- 为标准输入 || A file; - is standard input")]
    file: PathBuf,
    #[arg(
        long = "as",
        value_enum,
        value_name = "dot|mermaid|json",
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        help = "形式：dot（Graphviz，默认）、mermaid 或 json || Form: dot (Graphviz; the default), mermaid or json"
    )]
    form: Form,
}

/// How the machine is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Graphviz.
    #[default]
    Dot,
    /// A Mermaid flowchart.
    Mermaid,
    /// For programs.
    Json,
}

pub(crate) fn run(session: &mut Session, arguments: &Graph) -> Result<Exit, Stop> {
    let found = match folder::all(session, std::slice::from_ref(&arguments.file))? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if found.len() > 1 && arguments.form != Form::Dot {
        return Err(Stop::usage(
            "这里有几项程序，请指定一份文件",
            "there are several procedures; name one file",
        ));
    }
    for f in &found {
        let machine = shouwen_compile::graph(&f.compiled, session.language);
        match arguments.form {
            Form::Dot => session.raw(&machine.dot())?,
            Form::Mermaid => session.raw(&machine.mermaid())?,
            Form::Json => json_of(session, &machine)?,
        }
    }
    if found.is_empty() {
        session.talk("这份文件没有事项", "the file has no procedure");
    }
    Ok(Exit::Fine)
}

fn json_of(session: &mut Session, machine: &Machine) -> Result<(), Stop> {
    let node = |node: &shouwen_compile::GraphNode| {
        let mut shown = json!({ "id": node.id, "kind": node.kind.as_str(), "name": node.name });
        if let (Some(post), Some(members)) = (&node.post, shown.as_object_mut()) {
            members.insert("post".to_owned(), json!(post));
        }
        shown
    };
    let edge = |edge: &shouwen_compile::GraphEdge| {
        json!({
            "from": edge.from, "to": edge.to, "trigger": edge.trigger, "label": edge.label, "clause": edge.clause,
        })
    };
    let nodes: Vec<_> = machine.nodes.iter().map(node).collect();
    let edges: Vec<_> = machine.edges.iter().map(edge).collect();
    session.json(&json!({ "procedure": machine.procedure, "nodes": nodes, "edges": edges }))
}
