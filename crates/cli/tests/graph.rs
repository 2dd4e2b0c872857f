//! `graph`: the same nodes and edges in every form.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use insta::assert_snapshot;
use support::{fed, root, shouwen};

const LICENCE: &str = "processes/labour_dispatch_licence/劳务派遣经营许可.proc";

fn drawn(form: &str) -> String {
    shouwen(&["--lang", "zh", "graph", LICENCE, "--as", form]).code(0).out
}

#[test]
fn the_licence_is_drawn_in_every_form() {
    assert_snapshot!("licence_dot", drawn("dot"));
    assert_snapshot!("licence_mermaid", drawn("mermaid"));
    assert_snapshot!("licence_json", drawn("json"));
}

#[test]
fn every_form_has_the_same_nodes_and_edges() {
    let json: serde_json::Value = serde_json::from_str(&drawn("json")).unwrap();
    let (nodes, edges) = (json["nodes"].as_array().unwrap(), json["edges"].as_array().unwrap());
    let pairs: Vec<(String, String)> = edges
        .iter()
        .map(|e| (e["from"].as_str().unwrap().to_owned(), e["to"].as_str().unwrap().to_owned()))
        .collect();
    let dot = drawn("dot");
    let arrows = dot.lines().filter_map(|line| line.split_once(" -> "));
    let of_dot: Vec<(String, String)> = arrows
        .map(|(from, rest)| (from.trim().to_owned(), rest.split(' ').next().unwrap().to_owned()))
        .collect();
    assert_eq!(of_dot, pairs);
    let mermaid = drawn("mermaid");
    let arrows = mermaid.lines().filter(|line| line.contains("->|"));
    let of_mermaid: Vec<(String, String)> = arrows
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            (words[0].to_owned(), (*words.last().unwrap()).to_owned())
        })
        .collect();
    assert_eq!(of_mermaid, pairs);
    for node in nodes {
        let (id, name) = (node["id"].as_str().unwrap(), node["name"].as_str().unwrap());
        assert!(dot.contains(&format!("  {id} [label=\"{name}\"")), "{id}");
        assert!(mermaid.lines().any(|line| line.trim_start().starts_with(id) && line.contains(name)), "{id}");
        assert!(edges.iter().any(|e| e["from"] == id || e["to"] == id), "{id} stands alone");
    }
    assert_eq!(nodes[0]["post"], "窗口岗");
    assert!(edges.iter().all(|e| e["clause"].as_str().unwrap().contains('/')));
}

#[test]
fn labels_follow_the_language_and_names_do_not() {
    let english = shouwen(&["--lang", "en", "graph", LICENCE, "--as", "json"]).code(0).json();
    assert!(english["edges"][0]["label"].as_str().unwrap().starts_with("completed and"), "{english}");
    assert_eq!(english["nodes"][0]["name"], "收件");
}

#[test]
fn what_mermaid_would_read_as_marks_is_escaped() {
    let text = std::fs::read_to_string(root().join("crates/cli/tests/data/证明.proc")).unwrap();
    let text = text
        .replace("结果 准予。", "结果 「准予(#1)<b>」。")
        .replace("结果为 准予；\n  意见", "结果为 「准予(#1)<b>」；\n  意见");
    let text = &text[..text.find("案例").unwrap()];
    let drawn = fed(&root(), &["graph", "-", "--as", "mermaid"], text.as_bytes()).code(0).out;
    assert!(drawn.contains("e0(((\"准予(#35;1)#lt;b#gt;\")))"), "{drawn}");
}

#[test]
fn an_unknown_form_is_wrong_use() {
    assert!(shouwen(&["graph", LICENCE, "--as", "svg"]).code(2).err.contains("mermaid"));
    assert!(
        shouwen(&["graph", "processes/labour_dispatch_licence", "--as", "json"]).code(0).json()["nodes"]
            .is_array()
    );
}
