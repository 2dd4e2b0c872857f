//! What comes out of a compilation: the sources, what is wrong with them, and, if nothing is, the procedures.

use crate::promise::Promise;
use crate::scenario::Scenario;
use crate::sessions::SessionsOf;
use shouwen_canon::Hash;
use shouwen_model::form::Form;
use shouwen_model::kernel::{Clause, Definition};
use shouwen_syntax::{Diagnostics, SourceMap, Span};
use std::collections::BTreeMap;

/// The outcome of compiling one file with everything it uses.
#[derive(Debug, Default)]
pub struct Compilation {
    /// The file, as number 0, and the files it uses.
    pub sources: SourceMap,
    /// The procedure of the file: none if the file has an error, or if it declares an organisation only.
    pub procedures: Vec<Compiled>,
    /// What is wrong, or worth knowing.
    pub diagnostics: Diagnostics,
}

/// A compiled procedure.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What the author said.
    pub form: Form,
    /// What the executor steps.
    pub definition: Definition,
    /// The definition hash.
    pub hash: Hash,
    /// The sessions of its schedules, each a procedure of its own that is published along with it.
    pub sessions: Vec<SessionsOf>,
    /// The document hash: over the names and texts of the file and of all it uses.
    pub document: Hash,
    /// The people seeded by the text, in its order: own posts first.
    pub seats: Vec<Seat>,
    /// What the public is promised.
    pub promises: Vec<Promise>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// Where each clause stands; number 0 is the section's head.
    pub places: BTreeMap<Clause, Span>,
    /// The texts that are published with it: file name without its folders, and text.
    pub texts: Vec<(String, String)>,
}

/// A person in a post, as the text seeds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The post.
    pub post: String,
    /// The person.
    pub person: String,
    /// As stand-in (B岗).
    pub stand_in: bool,
}
