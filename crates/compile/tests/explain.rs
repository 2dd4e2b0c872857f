//! The lowering of the sample in words, and its machine as a drawing.

use shouwen_compile::{Compiled, MemoryLibrary, compile, dot, explain, graph};
use shouwen_syntax::Language;

fn licence() -> Compiled {
    let library = MemoryLibrary::default().with("机构.proc", include_str!("data/机构.proc"));
    let mut out = compile("许可.proc", include_bytes!("data/许可.proc"), &library);
    out.procedures.remove(0)
}

#[test]
fn the_lowering_is_told_in_chinese() {
    insta::assert_snapshot!(explain(&licence(), Language::Chinese));
}

#[test]
fn the_lowering_is_told_in_english() {
    insta::assert_snapshot!(explain(&licence(), Language::English));
}

#[test]
fn the_machine_is_drawn() {
    let compiled = licence();
    insta::assert_snapshot!(dot(&compiled));
    assert_eq!(dot(&compiled), dot(&licence()));
}

/// What an author declares is told with what it is, not by its name alone.
#[test]
fn computed_values_and_conditions_are_told() {
    let told = |language| {
        let library = MemoryLibrary::default().with("机构.proc", include_str!("data/机构.proc"));
        let text = include_str!("data/许可.proc");
        let text = text.replace(
            "由 审查岗 填写。\n\n条件",
            "由 审查岗 填写；\n  两份 为 注册资本 加 注册资本。\n\n条件",
        );
        let out = compile("许可.proc", text.as_bytes(), &library);
        explain(out.procedures.first().unwrap(), language)
    };
    let (zh, en) = (told(Language::Chinese), told(Language::English));
    assert!(zh.contains("条件\n  资本达标：注册资本 ≥ 2000000.00元"), "{zh}");
    assert!(zh.contains("两份：金额 = (注册资本 + 注册资本)"), "{zh}");
    assert!(en.contains("两份: money = (注册资本 + 注册资本)"), "{en}");
}

#[test]
fn a_block_is_told_with_its_branches_by_name() {
    let text = include_bytes!("../../../tests/clauses/并行.proc");
    let compiled = compile("并行.proc", text, &MemoryLibrary::default());
    let told = explain(&compiled.procedures[0], Language::Chinese);
    for line in
        ["受理后事务：并行", "分支开始 送达 → 送达副本", "分支开始 组庭 → 组成仲裁庭", "2 个分支完成 → 开庭"]
    {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
}

#[test]
fn what_comes_round_is_told_and_drawn() {
    let text = include_bytes!("../../../tests/clauses/日程.proc");
    let compiled = compile("日程.proc", text, &MemoryLibrary::default());
    let procedure = &compiled.procedures[0];
    let told = explain(procedure, Language::English);
    assert!(told.contains("every Saturday 09:00 2026-03-07–2026-06-27 days off as usual"), "{told}");
    let machine = graph(procedure, Language::Chinese);
    let drawn: Vec<_> = machine.nodes.iter().filter(|node| node.kind.as_str() == "schedule").collect();
    assert_eq!(drawn.len(), 3);
    let weekly = drawn[0];
    assert_eq!(weekly.name, "日程 每周调度：每周六 09:00 2026-03-07–2026-06-27 休息日照常");
    assert_eq!(weekly.post.as_deref(), Some("调度岗"));
    assert!(machine.mermaid().contains(&format!("  {}>\"{}\"]\n", weekly.id, weekly.name)));
    assert!(machine.dot().contains(&format!("{} [label=\"{}\", shape=folder]", weekly.id, weekly.name)));
}
