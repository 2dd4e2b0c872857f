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
