//! The lowering of the sample in words, and its machine as a drawing.

use shouwen_compile::{Compiled, MemoryLibrary, compile, dot, explain};
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
