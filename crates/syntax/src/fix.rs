//! Repairs of a text: replacements that can be applied as they stand, and the two ways of applying them.

use crate::diagnostic::{Diagnostic, Text};
use crate::source::Source;
use crate::span::Span;
use serde::Serialize;

/// One replacement of a fix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A repair that can be applied as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: Text,
    /// Its replacements; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it rests on a likeness of words: shown, and never applied without being asked about. 个人 is near to
    /// 法人, and means the contrary.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub guess: bool,
}

/// Why fixes cannot be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// Two replacements share bytes, or insert at one place, so that the outcome would depend on their order.
    #[error("two repairs change the same words")]
    Overlap {
        /// The replacement that stands first.
        first: Span,
        /// The one that runs into it.
        second: Span,
    },
    /// A replacement is not of this text: another file, past its end, or inside a character.
    #[error("a repair belongs to another text")]
    Elsewhere {
        /// Where it would apply.
        span: Span,
    },
}

impl FixError {
    /// The same in both languages, for the author.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Overlap { .. } => "两处修改改动了相同的字句",
            Self::Elsewhere { .. } => "这处修改不属于这份文本",
        };
        Text::new(zh, self.to_string())
    }
}

/// Applies all these fixes to a text, or none.
///
/// # Errors
/// If two of their edits overlap, or one lies outside the text.
///
/// ```
/// use shouwen_syntax::{Edit, FileId, Fix, Source, Span, Text, apply_fixes};
///
/// let source = Source::new(FileId(0), "a.proc", "内部时限 三日；")?;
/// let edits = vec![Edit { span: Span::empty(FileId(0), 16), text: "个工作".to_owned() }];
/// let fix = Fix { title: Text::new("改为工作日", "make it working days"), edits, guess: false };
/// assert_eq!(apply_fixes(&source, &[fix]).as_deref(), Ok("内部时限 三个工作日；"));
/// # Ok::<(), Box<shouwen_syntax::Diagnostic>>(())
/// ```
pub fn apply_fixes(source: &Source, fixes: &[Fix]) -> Result<String, FixError> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort();
    if let Some(edit) = edits.iter().find(|edit| !belongs(source, edit)) {
        return Err(FixError::Elsewhere { span: edit.span });
    }
    for pair in edits.windows(2) {
        if let [a, b] = pair
            && overlap(a, b)
        {
            return Err(FixError::Overlap { first: a.span, second: b.span });
        }
    }
    Ok(replaced(source.text(), &edits))
}

/// Applies the first fix of each diagnostic of one text, as far as they do not overlap: one that touches what another
/// already changes is left for the next run. Returns the new text and how many fixes were applied.
#[must_use]
pub fn apply_first_fixes(source: &Source, diagnostics: &[Diagnostic]) -> (String, usize) {
    apply_free(source, diagnostics.iter().filter_map(|d| d.fixes.first()))
}

/// The same with the fixes that nobody has to choose: the only one of its diagnostic, and no guess.
#[must_use]
pub fn apply_sure_fixes(source: &Source, diagnostics: &[Diagnostic]) -> (String, usize) {
    let only = diagnostics.iter().filter(|d| d.fixes.len() == 1).flat_map(|d| &d.fixes);
    apply_free(source, only.filter(|fix| !fix.guess))
}

fn apply_free<'a>(source: &Source, fixes: impl Iterator<Item = &'a Fix>) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied: usize = 0;
    for fix in fixes {
        let before = taken.len();
        let fits = fix.edits.iter().all(|edit| {
            let free = belongs(source, edit) && !taken.iter().any(|other| overlap(edit, other));
            taken.push(edit);
            free
        });
        if fits && !fix.edits.is_empty() {
            applied = applied.saturating_add(1);
        } else {
            taken.truncate(before);
        }
    }
    taken.sort();
    (replaced(source.text(), &taken), applied)
}

fn belongs(source: &Source, edit: &Edit) -> bool {
    edit.span.file == source.id() && source.text().get(edit.span.range()).is_some()
}

fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span == b.span || (a.span.start < b.span.end && b.span.start < a.span.end)
}

/// The text with these edits, which are sorted, inside the text, and free of overlap.
fn replaced(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(from..range.start).unwrap_or_default());
        out.push_str(&edit.text);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Code;
    use crate::span::FileId;
    use proptest::prelude::*;

    const FILE: FileId = FileId(0);

    fn source(text: &str) -> Source {
        Source::new(FILE, "x.proc", text).unwrap()
    }

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |(start, end, text): &(u32, u32, &str)| Edit {
            span: Span::new(FILE, *start, *end),
            text: (*text).to_owned(),
        };
        Fix { title: Text::default(), edits: edits.iter().map(edit).collect(), guess: false }
    }

    fn diagnostic(fix: Fix) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(Code::S004, Span::empty(FILE, 0), Text::default());
        diagnostic.fixes.push(fix);
        diagnostic
    }

    #[test]
    fn edits_apply_in_the_order_of_the_text() {
        let source = source("abcdef");
        let fixes = [fix(&[(4, 5, "E"), (0, 0, "<")]), fix(&[(2, 4, "")]), fix(&[(6, 6, ">")])];
        assert_eq!(apply_fixes(&source, &fixes).unwrap(), "<abEf>");
        assert_eq!(apply_fixes(&source, &[]).unwrap(), "abcdef");
    }

    #[test]
    fn overlaps_are_refused() {
        let source = source("abcdef");
        for (a, b) in
            [((0, 3), (2, 4)), ((0, 6), (1, 2)), ((2, 2), (2, 2)), ((1, 3), (2, 2)), ((1, 2), (1, 2))]
        {
            for (a, b) in [(a, b), (b, a)] {
                let fixes = [fix(&[(a.0, a.1, "x")]), fix(&[(b.0, b.1, "y")])];
                assert!(matches!(apply_fixes(&source, &fixes), Err(FixError::Overlap { .. })), "{a:?} {b:?}");
                let one = fix(&[(a.0, a.1, "x"), (b.0, b.1, "y")]);
                assert!(matches!(apply_fixes(&source, &[one]), Err(FixError::Overlap { .. })));
            }
        }
    }

    #[test]
    fn what_merely_touches_is_accepted() {
        let source = source("abcdef");
        let fixes = [fix(&[(2, 4, "X")]), fix(&[(4, 4, ">")]), fix(&[(2, 2, "<")]), fix(&[(0, 2, "")])];
        assert_eq!(apply_fixes(&source, &fixes).unwrap(), "<X>ef");
    }

    #[test]
    fn an_edit_of_another_text_is_refused() {
        let source = source("环节");
        for (start, end) in [(1, 3), (0, 7), (9, 9)] {
            let span = Span::new(FILE, start, end);
            assert_eq!(apply_fixes(&source, &[fix(&[(start, end, "")])]), Err(FixError::Elsewhere { span }));
            assert_eq!(
                apply_first_fixes(&source, &[diagnostic(fix(&[(start, end, "")]))]),
                ("环节".to_owned(), 0)
            );
        }
        let mut other = fix(&[(0, 3, "")]);
        other.edits[0].span.file = FileId(1);
        assert!(apply_fixes(&source, &[other]).is_err());
    }

    #[test]
    fn a_fix_that_touches_another_waits_whole() {
        let source = source("abcdef");
        let all = [
            diagnostic(fix(&[(0, 1, "A")])),
            diagnostic(fix(&[(5, 6, "F"), (0, 2, "no")])),
            diagnostic(fix(&[(5, 6, "F")])),
            diagnostic(fix(&[])),
        ];
        assert_eq!(apply_first_fixes(&source, &all), ("AbcdeF".to_owned(), 2));
    }

    #[test]
    fn what_somebody_has_to_choose_is_not_sure() {
        let source = source("abcdef");
        let mut two = diagnostic(fix(&[(0, 1, "A")]));
        two.fixes.push(fix(&[(0, 1, "B")]));
        let mut guess = diagnostic(fix(&[(1, 2, "C")]));
        guess.fixes[0].guess = true;
        let all = [two, guess, diagnostic(fix(&[(2, 3, "D")]))];
        assert_eq!(apply_sure_fixes(&source, &all), ("abDdef".to_owned(), 1));
        assert_eq!(apply_first_fixes(&source, &all), ("ACDdef".to_owned(), 3));
    }

    #[test]
    fn both_languages_say_why() {
        let error = FixError::Elsewhere { span: Span::default() };
        assert_eq!(error.text().en, "a repair belongs to another text");
        assert!(error.text().zh.contains("不属于"));
    }

    proptest! {
        #[test]
        fn agrees_with_applying_one_edit_after_another(
            text in "[a环\u{3000}𠀀]{1,12}",
            edits in proptest::collection::vec((0..13usize, 0..13usize, "[xy]{0,2}"), 0..4),
        ) {
            // A leading letter keeps the source from being blank.
            let text = format!("z{text}");
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let place = |n: usize| u32::try_from(bounds[n % bounds.len()]).unwrap();
            let edits: Vec<(u32, u32, &str)> = edits
                .iter()
                .map(|(a, b, t)| (place(*a).min(place(*b)), place(*a).max(place(*b)), t.as_str()))
                .collect();
            let source = source(&text);
            if let Ok(out) = apply_fixes(&source, &[fix(&edits)]) {
                // From the back, no edit moves what the ones before it refer to.
                let mut backward = edits.clone();
                backward.sort();
                let mut naive = text.clone();
                for (start, end, with) in backward.iter().rev() {
                    naive.replace_range(usize::try_from(*start).unwrap()..usize::try_from(*end).unwrap(), with);
                }
                prop_assert_eq!(&out, &naive);
                let first = apply_first_fixes(&source, &[diagnostic(fix(&edits))]);
                prop_assert_eq!(first, (out, usize::from(!edits.is_empty())));
            }
        }
    }
}
