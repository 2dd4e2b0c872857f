//! `demo`: it ends well, shows what was promised, and depends on its seed alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use support::{at, root};

#[test]
fn it_shows_the_whole_main_job() {
    let text = at(&root(), &["--lang", "zh", "demo"]).code(0).out;
    for shown in [
        "2026-02-02 周一",
        "结果为「准予许可」",
        "结果为「不予许可」",
        "结果为「非本机关事项」",
        "违规「未一次性告知」",
        "视为受理",
        "被拒绝，记录在案，违规「再次告知」，责任 陈岚（窗口岗），依据《行政许可法》第七十二条",
        "违规「内部时限逾期」",
        "「办理期限」因听证停计",
        "「办理期限」续计",
        "沈清（厅领导）批准延长「办理期限」",
        "申请人撤回申请",
        "「待补正」等候期限届满：视为撤回",
        "违规「逾期未履行」",
        "违规「违诺」",
        "冯雪（审查岗 代）",
        "拒绝 冯雪（SAME_PERSON）",
        "《行政许可法》第三十二条",
        "未锚定",
        "逐字节相同",
    ] {
        assert!(text.contains(shown), "{shown} is not shown");
    }
    assert!(!text.contains("2026-02-16 "), "nobody works in the Spring Festival");
}

#[test]
fn programs_get_the_documented_fields() {
    let folder = tempfile::tempdir().unwrap();
    // Outside the source tree the texts built into the command are played.
    let json = at(folder.path(), &["demo", "--format", "json", "--store", "memory:"]).code(0).json();
    assert!((30..=60).contains(&json["cases"].as_u64().unwrap()));
    assert!(json["records"].as_u64().unwrap() > 200);
    assert_eq!((&json["verified"], &json["replayed"]), (&true.into(), &true.into()));
    assert!(json["findings"].as_array().unwrap().len() >= 5);
    let inside = at(&root(), &["demo", "--format", "json"]).code(0).json();
    assert_eq!(inside["root"], json["root"], "the built-in texts are those of the source tree");
}

#[test]
fn the_same_seed_gives_the_same_log_and_another_another() {
    let folder = tempfile::tempdir().unwrap();
    let log = |name: &str, seed: &str| {
        let store = format!("sqlite:{name}.db");
        at(folder.path(), &["demo", "--seed", seed, "--store", &store]).code(0);
        at(folder.path(), &["log", "export", "--store", &store]).code(0).out
    };
    let first = log("a", "5");
    assert!(first == log("b", "5"));
    assert!(first != log("c", "6"));
    at(folder.path(), &["demo", "--store", "sqlite:a.db"]).code(3);
    std::fs::write(folder.path().join("a.log"), first).unwrap();
    at(folder.path(), &["verify", "a.log"]).code(0);
    at(folder.path(), &["replay", "a.log"]).code(0);
    assert!(at(folder.path(), &["findings", "a.log"]).code(1).out.contains("《行政许可法》第三十二条"));
}

#[test]
fn every_seed_ends_well() {
    for seed in 100..106 {
        let json =
            at(&root(), &["demo", "--format", "json", "--store", "memory:", "--seed", &seed.to_string()]);
        let json = json.code(0).json();
        assert_eq!((&json["verified"], &json["replayed"]), (&true.into(), &true.into()), "seed {seed}");
    }
}
