//! N003: what is declared and used nowhere.

use super::Model;
use crate::names::Kind;
use shouwen_syntax::Diagnostics;

/// Fields and materials are asked of every applicant, and clocks run by themselves: they need no use.
const KINDS: [Kind; 5] = [Kind::Post, Kind::Party, Kind::Outcome, Kind::Condition, Kind::Date];

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    // A file without a procedure declares for others; one without places is told that; and a part that could not be
    // read may hold the use.
    if model.head.is_some() && !model.form.places.is_empty() && !model.incomplete {
        Extend::extend(out, model.names.unused(&KINDS));
    }
}
