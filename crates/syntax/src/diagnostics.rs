//! The diagnostics of one run: in a stable order, each once, and never more than a reader can use.

use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Severity, Text};
use crate::span::Span;
use std::collections::BTreeMap;

/// The most diagnostics kept of one run; more are counted, not kept.
pub const MAX_DIAGNOSTICS: usize = 500;

/// What orders diagnostics, and tells whether two are the same: place, severity, code, message.
type Key = (Span, Severity, Code, Text);

/// Diagnostics in a stable order: by file, place, severity, code; the same one stands once.
///
/// Which ones are kept does not depend on the order in which they were found: beyond the limit the last of what is no
/// error gives way first, then the last error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    errors: BTreeMap<Key, Diagnostic>,
    others: BTreeMap<Key, Diagnostic>,
    dropped: usize,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.span, diagnostic.severity, diagnostic.code, diagnostic.message.clone());
        let kept = if diagnostic.severity == Severity::Error { &mut self.errors } else { &mut self.others };
        kept.entry(key).or_insert(diagnostic);
        if self.len() > MAX_DIAGNOSTICS {
            if self.others.pop_last().is_none() {
                self.errors.pop_last();
            }
            self.dropped = self.dropped.saturating_add(1);
        }
    }

    /// Adds all of another run.
    pub fn extend(&mut self, other: Self) {
        self.dropped = self.dropped.saturating_add(other.dropped);
        for diagnostic in other.errors.into_values().chain(other.others.into_values()) {
            self.push(diagnostic);
        }
    }

    /// Counts as too many what another list could not keep.
    pub const fn keep_count(&mut self, other: &Self) {
        self.dropped = self.dropped.saturating_add(other.dropped);
    }

    /// In order.
    #[must_use]
    pub fn sorted(self) -> Vec<Diagnostic> {
        let mut all = self.errors;
        all.extend(self.others);
        all.into_values().collect()
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len().saturating_add(self.others.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many were too many to keep.
    #[must_use]
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// Whether one of them is an error; errors are the last to give way, so this holds for the dropped ones too.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The line that closes the list if not all are in it.
    #[must_use]
    pub fn closing(&self) -> Option<Text> {
        let n = self.dropped;
        (n > 0).then(|| {
            Text::new(
                format!("另有 {n} 处未列出，先改正以上各处"),
                format!("{n} more are not shown; correct these first"),
            )
        })
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(diagnostics: T) -> Self {
        let mut all = Self::default();
        Extend::extend(&mut all, diagnostics);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;
    use proptest::prelude::*;

    fn at(file: u32, start: u32) -> Diagnostic {
        let span = Span::new(FileId(file), start, start + 1);
        Diagnostic::new(Code::S004, span, Text::new("不对", "wrong"))
    }

    #[test]
    fn the_order_is_file_place_severity_code() {
        let warning = at(0, 7).severity(Severity::Warning);
        let mut earlier_code = at(0, 7);
        earlier_code.code = Code::S001;
        let all: Diagnostics =
            [at(1, 0), warning.clone(), at(0, 7), at(0, 2), earlier_code.clone()].into_iter().collect();
        assert_eq!(all.sorted(), [at(0, 2), earlier_code, at(0, 7), warning, at(1, 0)]);
    }

    #[test]
    fn the_same_one_stands_once() {
        let all: Diagnostics =
            [at(0, 1), at(0, 1).note(Text::new("又一次", "again")), at(0, 1)].into_iter().collect();
        assert_eq!(all.len(), 1);
        assert_eq!(all.closing(), None);
        assert_eq!(all.sorted(), [at(0, 1)]);
    }

    #[test]
    fn the_list_ends_at_the_limit_and_says_so() {
        let limit = u32::try_from(MAX_DIAGNOSTICS).unwrap();
        let mut all: Diagnostics = (0..limit).map(|n| at(0, n)).collect();
        assert_eq!((all.len(), all.dropped()), (MAX_DIAGNOSTICS, 0));
        all.push(at(0, limit));
        assert_eq!((all.len(), all.dropped()), (MAX_DIAGNOSTICS, 1));
        assert_eq!(all.closing().unwrap().en, "1 more are not shown; correct these first");
        assert!(all.sorted().iter().all(|d| d.span.start < limit));
    }

    #[test]
    fn warnings_give_way_to_errors() {
        let limit = u32::try_from(MAX_DIAGNOSTICS).unwrap();
        let mut all: Diagnostics = (0..limit).map(|n| at(0, n).severity(Severity::Warning)).collect();
        assert!(!all.has_errors());
        all.push(at(9, 0));
        assert!(all.has_errors());
        assert_eq!(all.sorted().last(), Some(&at(9, 0)));
    }

    proptest! {
        #[test]
        fn what_is_kept_does_not_depend_on_the_order_of_finding(
            places in proptest::collection::vec((0..3u32, 0..400u32, any::<bool>()), 0..1200),
        ) {
            let one = |(file, start, error): (u32, u32, bool)| {
                if error { at(file, start) } else { at(file, start).severity(Severity::Note) }
            };
            let forward: Diagnostics = places.iter().copied().map(one).collect();
            let backward: Diagnostics = places.iter().rev().copied().map(one).collect();
            let kept = forward.sorted();
            prop_assert!(kept.len() <= MAX_DIAGNOSTICS);
            prop_assert!(kept.is_sorted_by_key(|d| (d.span, d.severity, d.code)));
            prop_assert_eq!(kept, backward.sorted());
        }
    }
}
