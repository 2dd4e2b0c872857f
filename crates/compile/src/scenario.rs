//! Scenarios, resolved: what people do at which instants, and what must be true then. Plain data; nothing is run here.
//!
//! Names are those of the form; a line's clause number is its position in the section, from 1.

use shouwen_canon::{Date, Instant};
use shouwen_model::form::{AwaitedEvent, ClockName, Period};
use shouwen_model::value::Value;
use shouwen_syntax::Span;

/// A whole scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The head of its section.
    pub span: Span,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// One line with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub say: Say,
    /// Where.
    pub span: Span,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// Somebody does something.
    Do {
        /// When.
        at: Instant,
        /// Who.
        actor: Actor,
        /// The place acted in, where the line names one.
        place: Option<String>,
        /// What, in order.
        deeds: Vec<Deed>,
    },
    /// An act on the directory.
    Directory {
        /// When.
        at: Instant,
        /// What.
        deed: DirectoryDeed,
    },
    /// Time passes up to this instant.
    Until(Instant),
    /// What must be true now.
    Expect(Expected),
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The applicant.
    Applicant,
    /// An officer, for a post.
    Officer {
        /// The person.
        person: String,
        /// The post.
        post: String,
    },
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Opens the case.
    Submit,
    /// Hands in what was asked for.
    Supplement,
    /// Withdraws.
    Withdraw,
    /// Hands in materials, with the submission or the supplement.
    Attach(Vec<String>),
    /// Gives a field a value.
    Fill(String, Value),
    /// Corrects a field on the spot.
    Correct(String, Value),
    /// Checks materials; an empty list means that everything conforms.
    Check(Vec<(String, CheckMark)>),
    /// Concludes: (conclusion, value) pairs.
    Conclude(Vec<(String, String)>),
    /// Completes a step without a conclusion.
    Complete,
    /// States the reasons.
    GiveReasons,
    /// Enters an awaited event.
    Event(AwaitedEvent),
    /// Gives a notice of these materials directly.
    Notify(Vec<String>),
    /// Extends a clock.
    Extend(String, Period),
    /// Transfers the work item to a person.
    Transfer(String),
    /// Serves what is owed after closing.
    Serve,
}

/// How a material was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// It is not there.
    Missing,
    /// It is as it must be.
    Conforming,
    /// It is there and not as it must be.
    Nonconforming,
}

/// An act on the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryDeed {
    /// A person takes a post.
    Appoint {
        /// The person.
        person: String,
        /// The post.
        post: String,
        /// As stand-in.
        stand_in: bool,
    },
    /// A person leaves a post.
    Relieve {
        /// The person.
        person: String,
        /// The post.
        post: String,
    },
    /// A person is absent.
    Absent {
        /// The person.
        person: String,
        /// The last day.
        until: Date,
    },
}

/// What must be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The case stands in this place.
    At(String),
    /// The case closed with this outcome.
    Closed(String),
    /// A key date has this value.
    Date(String, Date),
    /// A breach is on record; where the text says so, of this person and post.
    Breach {
        /// The breach.
        name: String,
        /// Who answers for it: a person if somebody had taken it up, and the post.
        by: Option<(Option<String>, String)>,
    },
    /// A breach is not on record.
    NoBreach(String),
    /// A clock falls due at this instant.
    Due {
        /// The clock.
        clock: String,
        /// Which limit; `None` for the one that falls due first.
        of: Option<ClockName>,
        /// When.
        at: Instant,
    },
    /// The line before was refused.
    Refused {
        /// And put on record.
        on_record: bool,
        /// With this code.
        code: Option<String>,
    },
    /// A document was issued.
    Issued(String),
    /// What is owed after closing was served, or not.
    Served(bool),
}
