//! The layers of the architecture, read from the dependency graph: who may know whom, and which crates stay out of
//! the core.

#![allow(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use cargo_metadata::{DependencyKind, MetadataCommand, Package, PackageId};
use shouwen_tests::root;
use std::collections::{BTreeMap, BTreeSet};

/// What each package of ours may depend on of ours, directly (normal dependencies).
const MAY: &[(&str, &[&str])] = &[
    ("shouwen-grammar", &[]),
    ("shouwen-canon", &[]),
    ("shouwen-syntax", &["grammar"]),
    ("shouwen-calendar", &["canon"]),
    ("shouwen-model", &["canon", "calendar"]),
    ("shouwen-compile", &["syntax", "model", "canon", "calendar"]),
    ("shouwen-audit", &["canon"]),
    ("shouwen-executor", &["model", "calendar", "audit", "canon"]),
    ("shouwen-store", &["executor", "audit", "canon"]),
    ("shouwen-store-sqlite", &["store", "executor", "audit", "canon"]),
    ("shouwen-inspect", &["executor", "compile", "audit", "model", "calendar", "canon"]),
    (
        "shouwen",
        &[
            "canon",
            "syntax",
            "calendar",
            "model",
            "compile",
            "audit",
            "executor",
            "store",
            "store-sqlite",
            "inspect",
        ],
    ),
    (
        "shouwen-cli",
        &[
            "",
            "canon",
            "syntax",
            "calendar",
            "model",
            "compile",
            "audit",
            "executor",
            "store",
            "store-sqlite",
            "inspect",
        ],
    ),
    ("shouwen-testkit", &["canon", "model", "executor", "store", "compile", "calendar", "audit"]),
];

/// Crates that must not be reachable from the named packages, however deep.
const BANNED: &[(&[&str], &[&str])] = &[
    (
        &["shouwen-executor", "shouwen-model", "shouwen-audit", "shouwen-calendar", "shouwen-canon"],
        &["pest", "shouwen-syntax", "rand", "getrandom", "tokio", "rusqlite", "clap", "annotate-snippets"],
    ),
    (&["shouwen-audit"], &["chrono", "petgraph", "shouwen-model", "shouwen-executor"]),
    (&["shouwen-syntax"], &["petgraph", "chrono", "shouwen-model"]),
];

struct Graph {
    packages: BTreeMap<PackageId, Package>,
}

impl Graph {
    fn load() -> Self {
        let metadata = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .other_options(vec!["--locked".to_owned()])
            .exec()
            .expect("cargo metadata");
        Self { packages: metadata.packages.into_iter().map(|p| (p.id.clone(), p)).collect() }
    }

    fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().filter(|p| p.source.is_none())
    }

    fn normal(package: &Package) -> BTreeSet<String> {
        package
            .dependencies
            .iter()
            .filter(|d| d.kind == DependencyKind::Normal && !d.optional)
            .map(|d| d.name.clone())
            .collect()
    }

    fn reachable(&self, name: &str) -> BTreeSet<String> {
        let by_name: BTreeMap<&str, &Package> =
            self.packages.values().map(|p| (p.name.as_str(), p)).collect();
        let mut seen = BTreeSet::new();
        let mut next = vec![name.to_owned()];
        while let Some(name) = next.pop() {
            let Some(package) = by_name.get(name.as_str()) else { continue };
            for dependency in Self::normal(package) {
                if seen.insert(dependency.clone()) {
                    next.push(dependency);
                }
            }
        }
        seen
    }
}

fn full(short: &str) -> String {
    if short.is_empty() { "shouwen".to_owned() } else { format!("shouwen-{short}") }
}

#[test]
fn every_crate_knows_only_its_layers_below() {
    let graph = Graph::load();
    let mut problems = Vec::new();
    for package in graph.ours().filter(|p| !["shouwen-tests", "shouwen-benches"].contains(&p.name.as_str())) {
        let Some((_, may)) = MAY.iter().find(|(name, _)| *name == package.name.as_str()) else {
            problems.push(format!("{} stands in no layer", package.name));
            continue;
        };
        let may: BTreeSet<String> = may.iter().map(|short| full(short)).collect();
        for dependency in Graph::normal(package).into_iter().filter(|d| d.starts_with("shouwen")) {
            if !may.contains(&dependency) {
                problems.push(format!("{} may not depend on {dependency}", package.name));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_core_reaches_no_parser_no_runtime_and_no_randomness() {
    let graph = Graph::load();
    let mut problems = Vec::new();
    let mut checked = 0;
    for (packages, banned) in BANNED {
        // Crates that are still to come are bound from their first day.
        for package in packages.iter().filter(|name| graph.ours().any(|p| p.name.as_str() == **name)) {
            checked += 1;
            let reachable = graph.reachable(package);
            assert!(!reachable.is_empty(), "{package} has dependencies to look at");
            for name in banned.iter().filter(|name| reachable.contains(**name)) {
                problems.push(format!("{package} reaches {name}"));
            }
        }
    }
    assert!(checked >= 6, "only {checked} crates were there to check");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_graph_sees_what_is_reached() {
    let reachable = Graph::load().reachable("shouwen-model");
    for name in ["shouwen-canon", "shouwen-calendar", "chrono", "petgraph", "serde"] {
        assert!(reachable.contains(name), "{name}");
    }
}

#[test]
fn every_crate_of_ours_takes_the_workspace_lints() {
    for package in Graph::load().ours() {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} sets its own lints", package.name);
    }
}

#[test]
fn at_the_root_cargo_tests_everything_and_runs_the_one_binary() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--locked".to_owned()])
        .no_deps()
        .exec()
        .expect("cargo metadata");
    let all: BTreeSet<_> = metadata.workspace_members.iter().collect();
    let default: BTreeSet<_> = metadata.workspace_default_members.iter().collect();
    assert_eq!(all, default, "`cargo test` at the root tests every crate");
    let binaries: Vec<&str> = metadata
        .packages
        .iter()
        .flat_map(|p| &p.targets)
        .filter(|t| t.is_bin())
        .map(|t| t.name.as_str())
        .collect();
    assert_eq!(binaries, ["shouwen"], "`cargo run` has one binary to run");
}
