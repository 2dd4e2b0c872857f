//! Texts of procedures: read, compiled, and, if they are sound, explained, drawn and played.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shouwen::{NoLibrary, compile, scenario};
use shouwen_syntax::{Language, render};

fuzz_target!(|bytes: &[u8]| {
    let compilation = compile("fuzz.proc", bytes, &NoLibrary);
    for procedure in &compilation.procedures {
        assert_eq!(procedure.form.hash().unwrap(), procedure.hash);
        for scenario in procedure.scenarios.iter().take(2) {
            let played = scenario::play(procedure, scenario).unwrap();
            assert!(shouwen::verify(&played.log[..], &shouwen::VerifyOptions::default()).unwrap().ok());
        }
    }
    let shown =
        render::terminal_list(compilation.diagnostics, &compilation.sources, Language::Chinese, render::Style::Plain);
    drop(shown);
});
