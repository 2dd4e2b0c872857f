//! L005: a conclusion that nothing reads.

use super::Model;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    // The clause that reads it may be the one that could not be read or resolved.
    if model.incomplete {
        return;
    }
    for conclusion in model.conclusions.iter().filter(|c| !c.read && !c.for_record) {
        let name = &conclusion.name;
        let place = &conclusion.place;
        out.push(
            Diagnostic::new(
                Code::L005,
                conclusion.span,
                Text::new(
                    format!("「{place}」的结论「{name}」没有一处用到"),
                    format!("nothing reads the conclusion `{name}` of `{place}`"),
                ),
            )
            .note(Text::new(
                "下结论的人要为它负责，却没有任何后果",
                "whoever concludes answers for it, and nothing follows from it",
            ))
            .help(Text::new(
                "写明不同的结论各有什么后果；只是留存备查的，标明“仅供记录”",
                "say what follows from each value, or mark it as kept for the record only",
            )),
        );
    }
}
