//! N007: names that equal a word of the language. Bare, they are read as that word wherever it may stand.

use super::Resolver;
use crate::load::Loaded;
use shouwen_syntax::tree::{PlaceClause, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Span, Text, needs_quotes};

impl Resolver<'_> {
    /// Looks at every name that the file itself declares.
    pub(super) fn quoted(&mut self, file: &Loaded) {
        let mut declared: Vec<(String, Span)> = self.names.own().map(|(n, s)| (n.to_owned(), s)).collect();
        let places = file.tree.sections.iter().filter_map(|s| {
            if let SectionKind::Place(_, _, clauses) = &s.kind { Some(clauses) } else { None }
        });
        for clause in places.flatten() {
            if let PlaceClause::Conclude { values, .. } = &clause.node {
                declared.extend(values.iter().map(|value| (value.node.clone(), value.span)));
            }
        }
        for (name, span) in declared {
            let source = self.sources.get(span.file).filter(|_| span.file == file.id);
            let bare = source.is_some_and(|source| source.slice(span) == name);
            if bare && needs_quotes(&name, self.language) {
                self.harmless.push(unquoted(&name, span));
            }
        }
    }
}

fn unquoted(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::N007,
        span,
        Text::new(
            format!("「{name}」是固定的说法，作名称要加引号"),
            format!("`{name}` is a word of the language: as a name it stands in 「」"),
        ),
    )
    .note(Text::new(
        "不加引号，别处写到它，读成的是那个固定的说法",
        "bare, it is read as that word wherever the word may stand",
    ))
    .help(Text::new("加引号，或者另起名称", "quote it, or choose another name"))
    .fix(
        Text::new(format!("改为「{name}」，带引号"), format!("write 「{name}」 with its quotes")),
        span,
        format!("「{name}」"),
    )
}
