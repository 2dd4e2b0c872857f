//! The examples of the pages of the codes: what is right is read, and so is what is wrong for another reason than its
//! form.

use shouwen_syntax::testing::one_source;
use shouwen_syntax::{CATALOGUE, Code, Language, parse, render};

#[test]
fn the_examples_of_every_page_are_read() {
    let mut problems = Vec::new();
    let mut read = 0;
    for entry in CATALOGUE {
        let of_form = entry.code.as_str().starts_with('S') || entry.code == Code::L002;
        for language in [Language::Chinese, Language::English] {
            for example in entry.examples(language) {
                let (sources, id) = one_source(entry.code.as_str(), example.text);
                let parsed = parse(sources.get(id).unwrap());
                let found = parsed.diagnostics.sorted();
                read += 1;
                if example.wrong && of_form {
                    if !found.iter().any(|d| d.code == entry.code) {
                        problems.push(format!("{} is not raised by\n{}", entry.code, example.text));
                    }
                    continue;
                }
                for diagnostic in found {
                    problems.push(render::terminal(&diagnostic, &sources, language, render::Style::Plain));
                }
                if parsed.tree.language != language {
                    problems.push(format!(
                        "{}: {:?} is not the language of\n{}",
                        entry.code, language, example.text
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(read > 100, "{read}");
}
