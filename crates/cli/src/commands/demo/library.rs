//! The procedures of the demonstration: from `processes/` of the current folder, or the texts built into the command.

use crate::session::Session;
use crate::stop::Stop;
use shouwen_compile::{Compilation, Compiled, MemoryLibrary, compile};
use shouwen_syntax::render::{self, Style};
use std::path::Path;

/// Where the procedures stand in a source tree, with the texts built in: first the rule that is over the others.
const PROCEDURES: [(&str, &str); 3] = [
    (
        "processes/first_inquiry/首问首办.proc",
        include_str!("../../../../../processes/first_inquiry/首问首办.proc"),
    ),
    (
        "processes/labour_dispatch_licence/劳务派遣经营许可.proc",
        include_str!("../../../../../processes/labour_dispatch_licence/劳务派遣经营许可.proc"),
    ),
    (
        "processes/social_security_card/社会保障卡申领.proc",
        include_str!("../../../../../processes/social_security_card/社会保障卡申领.proc"),
    ),
];

/// Where the organisation stands, which it uses.
const OFFICE: &str = "processes/机构.proc";

const OFFICE_TEXT: &str = include_str!("../../../../../processes/机构.proc");

/// Compiles the procedures. Where one has errors, they are shown, and then there are none.
pub(super) fn procedures(session: &mut Session) -> Result<Option<Vec<Compiled>>, Stop> {
    let mut all = Vec::new();
    for (path, text) in PROCEDURES {
        let Compilation { sources, procedures, diagnostics } = if Path::new(path).is_file() {
            crate::folder::one(Path::new(path))?
        } else {
            let library = MemoryLibrary::default().with(OFFICE, OFFICE_TEXT);
            compile(path, text.as_bytes(), &library)
        };
        if diagnostics.has_errors() {
            let shown = render::terminal_list(diagnostics, &sources, session.language, Style::Plain);
            session.talk(&shown, &shown);
            return Ok(None);
        }
        all.extend(procedures);
    }
    Ok(Some(all))
}
