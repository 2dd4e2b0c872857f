//! What follows from a breach within its case.

use super::draft::Draft;
use crate::found::{Consequence, Found};
use crate::names;
use shouwen_model::form::CountedBy;
use shouwen_model::kernel::RungDecl;

/// The rungs that a breach comes to, counting what the case remembers and this one.
pub(super) fn consequences(
    draft: &Draft<'_>,
    breach: &str,
    person: Option<&str>,
    post: &str,
) -> Vec<Consequence> {
    let day = draft.day();
    let mut found = Vec::new();
    for ladder in &draft.definition().ladders {
        let alike = |earlier: &&Found| {
            let (window, by) = ladder.counting.unzip();
            let answers = match by {
                Some(CountedBy::Post) => earlier.post == post,
                Some(_) | None => earlier.answers() == person.unwrap_or(post),
            };
            answers && window.is_none_or(|window| window.of(earlier.day) == window.of(day))
        };
        let count = |rung: &RungDecl| {
            let earlier = draft.case.findings.iter().filter(alike).filter(|f| rung.names(&f.breach));
            u32::try_from(earlier.count()).unwrap_or(u32::MAX).saturating_add(1)
        };
        if let Some((rung, count)) = ladder.rung(breach, count) {
            let clause = names::text(&rung.clause);
            found.push(Consequence { clause, measures: rung.measures.clone(), count });
        }
    }
    found
}
