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
    let node = "e_51c6_4e88_28_23__1_29_3c__b_3e(((\"准予(#35;1)#lt;b#gt;\")))";
    assert!(drawn.contains(node), "{drawn}");
}

#[test]
fn ids_stay_when_a_place_is_added_and_the_order_when_one_is_renamed() {
    let text = std::fs::read_to_string(root().join("crates/cli/tests/data/证明.proc")).unwrap();
    let text = &text[..text.find("案例").unwrap()];
    let graph = |text: &str| {
        let out = fed(&root(), &["graph", "-", "--as", "json"], text.as_bytes()).code(0).json();
        let ids = out["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), out)
    };
    let (before, drawn) = graph(text);
    let legal = |id: &String| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    assert!(before.iter().all(legal), "{before:?}");
    let first = text.find("环节 ").unwrap();
    let name = text[first..].split(['：', '\n']).next().unwrap().trim_start_matches("环节 ").to_owned();
    // A place in front of all others, from which nothing that was there before is led elsewhere.
    let added = format!(
        "{}环节 先看一看：\n  由 窗口岗 办理；\n  完成时，转入 {name}。\n\n{}",
        &text[..first],
        &text[first..]
    );
    let (after, _) = graph(&added);
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
    assert_eq!(after.len(), before.len() + 1);
    let (renamed, again) = graph(&text.replace(&name, "甲乙丙"));
    assert_eq!(renamed.len(), before.len());
    let places = |ids: &[String], out: &serde_json::Value| {
        let edges = out["edges"].as_array().unwrap().iter();
        let at = |id: &serde_json::Value| ids.iter().position(|known| id == known).unwrap();
        edges.map(|edge| (at(&edge["from"]), at(&edge["to"]))).collect::<Vec<_>>()
    };
    assert_eq!(places(&before, &drawn), places(&renamed, &again));
}

#[test]
fn an_unknown_form_is_wrong_use() {
    assert!(shouwen(&["graph", LICENCE, "--as", "svg"]).code(2).err.contains("mermaid"));
    assert!(
        shouwen(&["graph", "processes/first_inquiry", "--as", "json"]).code(0).json()["nodes"].is_array()
    );
}
