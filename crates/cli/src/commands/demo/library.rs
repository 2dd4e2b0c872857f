//! The procedure of the demonstration: from `processes/` of the current folder, or the texts built into the command.

use crate::session::Session;
use crate::stop::Stop;
use shouwen_compile::{Compilation, Compiled, MemoryLibrary, compile};
use shouwen_syntax::render::{self, Style};
use std::path::Path;

/// Where the licence stands in a source tree.
const LICENCE: &str = "processes/labour_dispatch_licence/劳务派遣经营许可.proc";

/// Where the organisation stands, which it uses.
const OFFICE: &str = "processes/机构.proc";

const LICENCE_TEXT: &str =
    include_str!("../../../../../processes/labour_dispatch_licence/劳务派遣经营许可.proc");

const OFFICE_TEXT: &str = include_str!("../../../../../processes/机构.proc");

/// Compiles the licence. Its errors are shown, and then there is none.
pub(super) fn licence(session: &mut Session) -> Result<Option<Compiled>, Stop> {
    let Compilation { sources, procedures, diagnostics } = if Path::new(LICENCE).is_file() {
        crate::folder::one(Path::new(LICENCE))?
    } else {
        let library = MemoryLibrary::default().with(OFFICE, OFFICE_TEXT);
        compile(LICENCE, LICENCE_TEXT.as_bytes(), &library)
    };
    if diagnostics.has_errors() {
        let shown = render::terminal_list(diagnostics, &sources, session.language, Style::Plain);
        session.talk(&shown, &shown);
    }
    Ok(procedures.into_iter().next())
}
