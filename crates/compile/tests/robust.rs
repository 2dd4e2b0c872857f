//! Any text gets an answer: lines of the sample dropped, repeated and moved about never stop the compiler, and what
//! has an error has no procedure.

use proptest::prelude::*;
use shouwen_compile::{MemoryLibrary, compile, dot, explain};
use shouwen_syntax::Language;

const LICENCE: &str = include_str!("data/许可.proc");
const OFFICE: &str = include_str!("data/机构.proc");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lines_in_any_order(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8), 1..8),
    ) {
        let mut lines: Vec<&str> = LICENCE.lines().collect();
        for (a, b, how) in edits {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            match how {
                0 => { lines.remove(a); }
                1 => lines.insert(b, lines[a]),
                2 => lines.swap(a, b),
                _ => { let line = lines.remove(a); lines.insert(b.min(lines.len()), line); }
            }
        }
        let library = MemoryLibrary::default().with("机构.proc", OFFICE);
        let out = compile("许可.proc", lines.join("\n").as_bytes(), &library);
        prop_assert_eq!(out.procedures.is_empty(), out.diagnostics.has_errors());
        for compiled in &out.procedures {
            prop_assert!(!explain(compiled, Language::English).is_empty());
            let drawing = dot(compiled);
            prop_assert!(drawing.starts_with("digraph"));
        }
    }
}
